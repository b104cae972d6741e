import COneDNN
import Synchronization

/// A compiled oneDNN convolution; compiling costs far more than running, so each is kept for ever.
final class CompiledConvolution: @unchecked Sendable {
  private let handle: OpaquePointer  // never written to after creation
  let filterBytes: Int
  let scratchBytes: Int

  private struct Key: Hashable {
    let geometry: ConvolutionGeometry
    let direction: UInt32
  }
  private static let compiled = Mutex<[Key: CompiledConvolution]>([:])

  static func find(_ geometry: ConvolutionGeometry, _ direction: onednn_direction) -> CompiledConvolution {
    compiled.withLock { compiled in
      let key = Key(geometry: geometry, direction: direction.rawValue)
      if let known = compiled[key] { return known }
      let made = CompiledConvolution(geometry, direction)
      compiled[key] = made
      return made
    }
  }

  private init(_ geometry: ConvolutionGeometry, _ direction: onednn_direction) {
    var status: Int32 = 0
    guard let made = onednn_convolution_create(geometry.oneDNN, direction, &status) else {
      preconditionFailure("oneDNN refuses the convolution \(geometry), status \(status)")
    }
    handle = made
    filterBytes = onednn_convolution_filter_bytes(made)
    scratchBytes = onednn_convolution_scratch_bytes(made)
  }

  /// The filter in this convolution's own layout.
  func packed(_ filter: Value) -> Storage {
    let storage = Storage(byteCount: filterBytes)
    succeed(onednn_convolution_pack(handle, filter.scalars(Float.self), storage.address))
    return storage
  }

  func unpack(_ filter: UnsafeRawPointer, into oihw: UnsafeMutablePointer<Float>) {
    succeed(onednn_convolution_unpack(handle, filter, oihw))
  }

  func run(
    _ images: UnsafeMutablePointer<Float>, _ filter: UnsafeMutableRawPointer,
    _ outputs: UnsafeMutablePointer<Float>
  ) {
    let scratch = Storage(byteCount: scratchBytes)
    defer { withExtendedLifetime(scratch) {} }
    succeed(onednn_convolution_run(handle, images, filter, outputs, scratch.address))
  }

  private func succeed(_ status: Int32) {
    precondition(status == 0, "oneDNN fails in a convolution, status \(status)")
  }
}
