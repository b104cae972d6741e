import CPJRT
import Tensors

/// A tensor in a device's memory, which is freed with the last reference.
///
/// It may still be computed when it exists already: what goes wrong then is thrown where its numbers are asked for.
public final class DeviceTensor: @unchecked Sendable {
  // Never written to; the plugin's functions may be called from any thread.
  let buffer: OpaquePointer
  let device: Accelerator
  public let type: TensorType

  init(_ buffer: OpaquePointer, _ type: TensorType, on device: Accelerator) {
    self.buffer = buffer
    self.type = type
    self.device = device
  }

  deinit { try? device.plugin.call(device.plugin.functions.buffer_destroy, buffer, "freeing memory") }

  /// A copy in the program's memory.
  ///
  /// - Throws: `AcceleratorError` if it, or what it is computed from, could not be computed.
  public func downloaded() throws -> Tensor {
    try Tensor(type) { bytes in
      var arguments = pjrt_buffer_to_host_arguments()
      arguments.struct_size = MemoryLayout<pjrt_buffer_to_host_arguments>.size
      arguments.buffer = buffer
      arguments.data = bytes.baseAddress
      arguments.size = bytes.count
      let plugin = device.plugin
      try plugin.check(plugin.functions.buffer_to_host(&arguments), "reading results")
      try plugin.await(arguments.done, "reading results")
    }
  }
}

extension Accelerator {
  /// A copy in the device's memory.
  ///
  /// - Throws: `AcceleratorError` if there is no room.
  public func uploaded(_ tensor: Tensor) throws -> DeviceTensor {
    let shape = tensor.shape.map { Int64($0) }
    return try tensor.withBytes { bytes in
      try shape.withUnsafeBufferPointer { shape in
        var arguments = pjrt_buffer_from_host_arguments()
        arguments.struct_size = MemoryLayout<pjrt_buffer_from_host_arguments>.size
        arguments.client = client
        arguments.data = bytes.baseAddress
        arguments.type = Int32(tensor.precision == .single ? pjrt_float32 : pjrt_float64)
        arguments.shape = shape.baseAddress
        arguments.shape_count = shape.count
        arguments.device = device
        try plugin.check(plugin.functions.client_buffer_from_host(&arguments), "taking numbers")
        try plugin.await(arguments.done, "taking numbers")
        guard let buffer = arguments.buffer else { throw AcceleratorError("the device takes no numbers") }
        return DeviceTensor(buffer, tensor.type, on: self)
      }
    }
  }

  public func uploaded(_ tensors: [Tensor]) throws -> [DeviceTensor] { try tensors.map { try uploaded($0) } }
}

extension [DeviceTensor] {
  /// Copies in the program's memory.
  public func downloaded() throws -> [Tensor] { try map { try $0.downloaded() } }
}
