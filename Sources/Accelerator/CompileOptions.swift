import Foundation

/// What a plugin is told when it compiles a program: XLA's CompileOptionsProto, serialised by hand, because it has few
/// fields here.
enum CompileOptions {
  /// Flags of XLA for GPUs: sums in an order that no race decides, and kernels that are not tried out against each other.
  /// Today the first implies the second.
  private static let deterministic = ["xla_gpu_deterministic_ops", "xla_gpu_exclude_nondeterministic_ops"]

  /// - Parameters:
  ///   - libraries: the folder in which XLA finds CUDA's device libraries and assembler; nil for its own search.
  ///   - isGPU: whether the flags of GPUs are set.
  static func serialised(libraries: String?, isGPU: Bool) -> [UInt8] {
    // Field 3, executable_build_options: field 4, num_replicas, and field 5, num_partitions, are one.
    var options: [UInt8] = [0x1a, 4, 0x20, 1, 0x28, 1]
    if let libraries { options += override("xla_gpu_cuda_data_dir", field(1, Array(libraries.utf8))) }
    // Field 2 of a value is a truth value.
    if isGPU { options += deterministic.flatMap { override($0, [0x10, 1]) } }
    return options
  }

  /// Field 7, env_option_overrides: an entry of a map from names to values, of which field 1 is a text.
  private static func override(_ name: String, _ value: [UInt8]) -> [UInt8] {
    field(7, field(1, Array(name.utf8)) + field(2, value))
  }

  /// A field of bytes: its number and type, their count, the bytes.
  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(bytes.count) + bytes
  }

  private static func varint(_ number: Int) -> [UInt8] {
    number < 128 ? [UInt8(number)] : [UInt8(number & 127) | 128] + varint(number >> 7)
  }

  /// CUDA's folder in the wheels that lie beside a plugin, if it is there.
  static func cudaFolder(besidePlugin path: String) -> String? {
    let packages = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ["nvidia/cu13", "nvidia/cuda_nvcc"].map { packages.appendingPathComponent($0).path }
      .first { FileManager.default.fileExists(atPath: "\($0)/nvvm/libdevice") }
  }
}
