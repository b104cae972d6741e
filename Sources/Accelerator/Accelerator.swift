import CPJRT
import Foundation
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
  /// - Throws: `AcceleratorError` if it cannot be had.
  public static func open(_ name: DeviceName) throws -> Accelerator? {
    guard let path = try name.plugin() else { return nil }
    return try opened.withLock { opened in
      if let known = opened[path] { return known }
      let made = try Accelerator(Plugin(path: path), path: path)
      opened[path] = made
      return made
    }
  }

  init(_ plugin: Plugin, path: String) throws {
    self.plugin = plugin
    compileOptions = CompileOptions.serialised(libraries: CompileOptions.cudaFolder(besidePlugin: path))
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
        "the plugin \(path) finds no device: `nvidia-smi` or `rocm-smi` tells whether the driver sees one; or leave out"
          + " --device")
    }
    self.client = client
    device = first
    var described = pjrt_device_description_arguments()
    described.struct_size = MemoryLayout<pjrt_device_description_arguments>.size
    described.device = first
    try plugin.check(plugin.functions.device_description(&described), "describing the device")
    description = described.description
  }

  /// What `body` gives. A failure ends the program, with one line and exit code 2, for where no error can be thrown.
  public func orEnd<Result>(_ body: () throws -> Result) -> Result {
    do { return try body() } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(2)
    }
  }

  /// The platform's name, such as "cuda".
  public var platform: String { plugin.text(plugin.functions.client_platform_name, of: client) }
  /// The device's name, such as "NVIDIA H100 80GB HBM3".
  public var deviceName: String {
    plugin.text(plugin.functions.device_description_kind, of: description)
  }
  /// The first line of what the plugin says of its version.
  public var platformVersion: String {
    let text = plugin.text(plugin.functions.client_platform_version, of: client)
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
  /// For files and logs: platform, device and version of the interface, such as
  /// "PJRT 0.81 cuda (NVIDIA H100 80GB HBM3)".
  public var summary: String { "PJRT \(plugin.version) \(platform) (\(deviceName))\(allowsTF32 ? " TF32" : "")" }

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
