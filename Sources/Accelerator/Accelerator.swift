import CPJRT
import Foundation
import Platform
import Synchronization
import Tensors

/// A device that runs programs: the first of a PJRT plugin's.
public final class Accelerator: @unchecked Sendable {
  // Pointers to objects of the plugin, whose functions may be called from any thread. They live as long as the process.
  let plugin: Plugin
  let client: OpaquePointer
  let device: OpaquePointer
  private let description: OpaquePointer?
  /// Whether factors of products may be rounded to 10 bits, as NVIDIA's TF32 has it; false unless `GTN_TF32` is 1.
  public let allowsTF32 = ProcessInfo.processInfo.environment["GTN_TF32"] == "1"
  /// Programs that are compiled, by their text.
  let programs = Mutex<[String: CompiledProgram]>([:])
  /// Serialised options of every compilation.
  let compileOptions: [UInt8]

  /// One for each plugin: a second client of a GPU would find no memory left.
  private static let opened = Mutex<[String: Accelerator]>([:])

  /// The device of a name; nil for `cpu`, which is none.
  ///
  /// - Parameter askedBy: the option or variable that named it, for the error.
  /// - Throws: `AcceleratorError` if it cannot be had.
  public static func open(_ name: DeviceName, askedBy: String = "--device") throws -> Accelerator? {
    guard let path = try name.plugin(askedBy: askedBy) else { return nil }
    return try opened.withLock { opened in
      if let known = opened[path] { return known }
      let made = try Accelerator(Plugin(path: path), path: path)
      opened[path] = made
      return made
    }
  }

  /// - Parameter isGPU: whether programs are compiled for a GPU; nil to go by the platform's name.
  init(_ plugin: Plugin, path: String, isGPU: Bool? = nil) throws {
    self.plugin = plugin
    var created = pjrt_client_create_arguments()
    created.struct_size = MemoryLayout<pjrt_client_create_arguments>.size
    do {
      try plugin.check(plugin.functions.client_create(&created), "starting")
    } catch let error as AcceleratorError {
      throw AcceleratorError(
        "\(error) (the plugin is \(path); `nvidia-smi` or `rocm-smi` tells whether the driver sees the device)")
    }
    var devices = pjrt_devices_arguments()
    devices.struct_size = MemoryLayout<pjrt_devices_arguments>.size
    devices.client = created.client
    try plugin.check(plugin.functions.client_devices(&devices), "listing its devices")
    guard let client = created.client, devices.count > 0, let first = devices.devices[0] else {
      throw AcceleratorError(
        "the plugin \(path) finds no device: `nvidia-smi` or `rocm-smi` tells whether the driver sees one; or give"
          + " --device cpu")
    }
    self.client = client
    let platform = plugin.text(plugin.functions.client_platform_name, of: client)
    compileOptions = CompileOptions.serialised(
      libraries: CompileOptions.cudaFolder(besidePlugin: path), isGPU: isGPU ?? ["cuda", "rocm"].contains(platform))
    device = first
    var described = pjrt_device_description_arguments()
    described.struct_size = MemoryLayout<pjrt_device_description_arguments>.size
    described.device = first
    try plugin.check(plugin.functions.device_description(&described), "describing the device")
    description = described.description
  }

  /// What `body` gives, for where no error can be thrown: a failure ends the program, and what is done is saved first.
  public func orEnd<Result>(_ body: () throws -> Result) -> Result {
    do { return try body() } catch { Interruption.end(failing: "\(error)") }
  }

  /// The platform's name, such as "cuda".
  public var platform: String { plugin.text(plugin.functions.client_platform_name, of: client) }
  /// The device's name, such as "NVIDIA H100 80GB HBM3".
  public var deviceName: String {
    plugin.text(plugin.functions.device_description_kind, of: description)
  }
  /// What the plugin says of its version, in one line.
  public var platformVersion: String {
    let text = plugin.text(plugin.functions.client_platform_version, of: client)
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
  /// For files and logs: versions of the interface and of the plugin, platform, device and precision, such as
  /// "PJRT 0.81 cuda (NVIDIA H100 80GB HBM3; PJRT C API cuda 13000; float32)".
  public var summary: String {
    let told = [deviceName, platformVersion, allowsTF32 ? "TF32" : "float32"].filter { !$0.isEmpty }
    return "PJRT \(plugin.version) \(platform) (\(told.joined(separator: "; ")))"
  }

  /// Bytes of the device's memory in use now, at most so far, and that it has; nil where the plugin does not tell.
  public var memory: (used: Int, most: Int?, limit: Int?)? {
    var arguments = pjrt_memory_arguments()
    arguments.struct_size = MemoryLayout<pjrt_memory_arguments>.size
    arguments.device = device
    guard (try? plugin.check(plugin.functions.device_memory(&arguments), "telling its memory")) != nil else {
      return nil
    }
    return (
      Int(arguments.bytes_in_use),
      arguments.peak_bytes_in_use.is_set ? Int(arguments.peak_bytes_in_use.value) : nil,
      arguments.bytes_limit.is_set ? Int(arguments.bytes_limit.value) : nil
    )
  }
}
