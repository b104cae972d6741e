import COpenSSL

/// An incremental SHA-256 digest (FIPS 180-4), computed by OpenSSL.
public struct SHA256: ~Copyable {
  private let context: OpaquePointer

  public init() {
    context = EVP_MD_CTX_new()
    precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "OpenSSL refuses SHA-256")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Feeds the next bytes. How a message is cut into pieces does not change its digest.
  public borrowing func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Feeds the UTF-8 of a text and nothing besides: whoever feeds several texts has to mark where each ends.
  public borrowing func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of everything fed so far, as 64 lower-case hexadecimal digits. Ends the computation.
  public consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The digest of one contiguous run of bytes.
  public static func hash(_ bytes: [UInt8]) -> String {
    let digest = SHA256()
    bytes.withUnsafeBytes { digest.update($0) }
    return digest.finish()
  }
}
