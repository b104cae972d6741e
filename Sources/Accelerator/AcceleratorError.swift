/// Why a device cannot be used, or failed: one line that says what to do.
public struct AcceleratorError: Error, CustomStringConvertible, Equatable, Sendable {
  public let description: String
  public init(_ description: String) { self.description = description }

  /// - Parameters:
  ///   - text: what the plugin says, of which the first line is kept.
  ///   - isOutOfMemory: whether the device has no memory left.
  init(_ doing: String, _ text: String, isOutOfMemory: Bool) {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no reason given"
    let reason = line.count > 300 ? line.prefix(300) + "..." : line[...]
    self.init(
      isOutOfMemory
        ? "the device has too little memory for \(doing) (\(reason)): stop what else uses it, take a larger one or give"
          + " --device cpu; what was saved stays, and the same command goes on from there"
        : "the device failed at \(doing) (\(reason)): start the same command again, which goes on from what was saved; with"
          + " --device cpu it goes on on the processor")
  }
}
