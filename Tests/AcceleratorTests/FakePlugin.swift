import CPJRT
import Foundation
import Synchronization

@testable import Accelerator

/// A plugin whose functions are here: it fails as a test wants it to. It counts what is not given back.
enum FakePlugin {
  /// Which function fails, how, and how many devices there are. Tests that use it run one after another.
  struct Behaviour: Sendable {
    var major: Int32 = 0
    var size = MemoryLayout<pjrt_api>.size
    var devices = 1
    /// The function that fails.
    var failing = ""
    var message = "no reason"
    var code: Int32 = 13
  }
  static let behaviour = Mutex(Behaviour())
  /// Errors that exist now.
  static let errors = Mutex(0)

  private static var anything: OpaquePointer? { OpaquePointer(bitPattern: 0x1000) }
  nonisolated(unsafe) private static let devices: UnsafeMutablePointer<OpaquePointer?> = {
    let list = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)
    list.initialize(to: anything)
    return list
  }()

  /// nil, or an error if this is the function that fails.
  private static func end(_ function: String) -> OpaquePointer? {
    guard behaviour.withLock({ $0.failing == function }) else { return nil }
    errors.withLock { $0 += 1 }
    return OpaquePointer(bitPattern: 0x2000)
  }

  /// Runs `body` with a table of functions that behave so.
  static func with<Result>(_ wanted: Behaviour, _ body: (UnsafePointer<pjrt_api>) throws -> Result) rethrows -> Result {
    behaviour.withLock { $0 = wanted }
    errors.withLock { $0 = 0 }
    var table = pjrt_api()
    table.struct_size = wanted.size
    table.version.major = wanted.major
    table.version.minor = 99
    table.error_destroy = { _ in FakePlugin.errors.withLock { $0 -= 1 } }
    table.error_message = { arguments in
      let text = FakePlugin.behaviour.withLock { strdup($0.message)! }  // As a plugin's, it lives on.
      let arguments = arguments!.assumingMemoryBound(to: pjrt_error_message_arguments.self)
      arguments.pointee.message = UnsafePointer(text)
      arguments.pointee.message_size = strlen(text)
    }
    table.error_code = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_error_code_arguments.self).pointee.code = FakePlugin.behaviour.withLock {
        $0.code
      }
      return nil
    }
    table.plugin_initialize = { _ in FakePlugin.end("plugin_initialize") }
    table.event_destroy = { _ in nil }
    table.event_await = { _ in FakePlugin.end("event_await") }
    table.client_create = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_client_create_arguments.self).pointee.client = FakePlugin.anything
      return FakePlugin.end("client_create")
    }
    table.client_platform_name = { _ in FakePlugin.end("client_platform_name") }
    table.device_description_kind = { _ in FakePlugin.end("device_description_kind") }
    table.client_devices = { arguments in
      let arguments = arguments!.assumingMemoryBound(to: pjrt_devices_arguments.self)
      arguments.pointee.devices = UnsafePointer(FakePlugin.devices)
      arguments.pointee.count = FakePlugin.behaviour.withLock { $0.devices }
      return FakePlugin.end("client_devices")
    }
    table.device_description = { _ in FakePlugin.end("device_description") }
    table.client_compile = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_compile_arguments.self).pointee.executable = FakePlugin.anything
      return FakePlugin.end("client_compile")
    }
    table.client_buffer_from_host = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_buffer_from_host_arguments.self).pointee.buffer = FakePlugin.anything
      return FakePlugin.end("client_buffer_from_host")
    }
    table.execute = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_execute_arguments.self).pointee.outputs[0]![0] = FakePlugin.anything
      return FakePlugin.end("execute")
    }
    table.buffer_to_host = { arguments in
      arguments!.assumingMemoryBound(to: pjrt_buffer_to_host_arguments.self).pointee.done = FakePlugin.anything
      return FakePlugin.end("buffer_to_host")
    }
    table.buffer_destroy = { _ in nil }
    table.executable_destroy = { _ in nil }
    // Never freed: devices outlive a test.
    let place = UnsafeMutablePointer<pjrt_api>.allocate(capacity: 1)
    place.initialize(to: table)
    return try body(place)
  }
}
