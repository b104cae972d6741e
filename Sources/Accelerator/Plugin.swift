import CPJRT
import Foundation

/// The functions of a PJRT plugin, and its errors as Swift's.
struct Plugin: @unchecked Sendable {
  /// Of a library that is never unloaded.
  private let table: UnsafePointer<pjrt_api>
  var functions: pjrt_api { table.pointee }

  /// "0.81": versions of the interface that the plugin was built for.
  var version: String { "\(functions.version.major).\(functions.version.minor)" }

  /// Loads a plugin's shared library.
  ///
  /// - Throws: `AcceleratorError` if there is none, or one of another major version.
  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw AcceleratorError("there is no plugin \(path): scripts/install-accelerator installs one")
    }
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
      throw AcceleratorError(
        "the plugin \(path) cannot be loaded (\(reason)): install it again with scripts/install-accelerator")
    }
    guard let symbol = dlsym(library, "GetPjrtApi") else {
      throw AcceleratorError(
        "\(path) is no PJRT plugin, it lacks GetPjrtApi: scripts/install-accelerator installs one")
    }
    typealias GetTable = @convention(c) () -> UnsafePointer<pjrt_api>?
    guard let table = unsafeBitCast(symbol, to: GetTable.self)() else {
      throw AcceleratorError("the plugin \(path) has no interface: install it again with scripts/install-accelerator")
    }
    try self.init(table, path: path)
  }

  /// - Throws: `AcceleratorError` if the table is of another major version, too short, or the plugin refuses to start.
  init(_ table: UnsafePointer<pjrt_api>, path: String) throws {
    self.table = table
    let found = table.pointee
    guard found.version.major == pjrt_major_version, found.struct_size >= MemoryLayout<pjrt_api>.size else {
      throw AcceleratorError(
        "the plugin \(path) speaks PJRT \(version), and this program PJRT \(pjrt_major_version): install the version that"
          + " scripts/install-accelerator pins")
    }
    var arguments = pjrt_object_arguments()
    // It has no object.
    arguments.struct_size = MemoryLayout<pjrt_object_arguments>.offset(of: \.object)!
    try check(found.plugin_initialize(&arguments), "starting the plugin \(path)")
  }

  /// Calls a function whose arguments are made of one object, which may be nil.
  func call(_ function: pjrt_function, _ object: OpaquePointer?, _ doing: String) throws {
    guard let object else { return }
    var arguments = pjrt_object_arguments()
    arguments.struct_size = MemoryLayout<pjrt_object_arguments>.size
    arguments.object = UnsafeMutableRawPointer(object)
    try check(function(&arguments), doing)
  }

  /// Waits for an event and lets go of it.
  func await(_ event: OpaquePointer?, _ doing: String) throws {
    defer { try? call(functions.event_destroy, event, doing) }
    try call(functions.event_await, event, doing)
  }

  /// A text that belongs to an object of the plugin; "" where it does not tell.
  func text(_ function: pjrt_function, of object: OpaquePointer?) -> String {
    var arguments = pjrt_text_arguments()
    arguments.struct_size = MemoryLayout<pjrt_text_arguments>.size
    arguments.object = object.map { UnsafeRawPointer($0) }
    guard (try? check(function(&arguments), "asking for a name")) != nil, let text = arguments.text else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: text, count: arguments.text_size), as: UTF8.self)
  }

  /// - Throws: `AcceleratorError` with the plugin's own words.
  func check(_ error: OpaquePointer?, _ doing: String) throws {
    guard let error else { return }
    var message = pjrt_error_message_arguments()
    message.struct_size = MemoryLayout<pjrt_error_message_arguments>.size
    message.error = error
    functions.error_message(&message)
    let text = String(
      decoding: UnsafeRawBufferPointer(start: message.message, count: message.message_size), as: UTF8.self)
    var code = pjrt_error_code_arguments()
    code.struct_size = MemoryLayout<pjrt_error_code_arguments>.size
    code.error = error
    let codeProblem = functions.error_code(&code)
    var destroyed = pjrt_object_arguments()
    destroyed.struct_size = MemoryLayout<pjrt_object_arguments>.size
    destroyed.object = UnsafeMutableRawPointer(error)
    functions.error_destroy(&destroyed)
    throw AcceleratorError(
      doing, text, isOutOfMemory: codeProblem == nil && Int(code.code) == pjrt_resource_exhausted)
  }
}
