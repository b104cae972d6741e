import CPJRT
import Foundation
import Platform
import Tensors
import TestSupport
import Testing

@testable import Accelerator

/// Each way in which a device can be missing or fail ends in one line that says what to do.
@Suite("Failures of devices", .serialized)
struct FailureTests {
  private func line(of body: () throws -> Void) throws -> String {
    let error = try #require(throws: AcceleratorError.self, performing: body)
    #expect(!error.description.contains("\n"))
    return error.description
  }

  @Test func aPluginThatIsNotInstalledNamesTheScript() throws {
    let text = try line { _ = try DeviceName.kind("cuda").plugin(in: "/nowhere") }
    #expect(text.contains("/nowhere") && text.contains("scripts/install-accelerator cuda13"))
    #expect(text.hasPrefix("--device cuda: "))
    let named = try line { _ = try DeviceName.kind("cuda").plugin(in: "/nowhere", askedBy: "GTN_DEVICE") }
    #expect(named.hasPrefix("GTN_DEVICE cuda: "))
    #expect(try line { _ = try Plugin(path: "/nowhere/plugin.so") }.contains("there is no plugin /nowhere/plugin.so"))
  }

  @Test func aFileThatIsNoLibraryIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/plugin.so"
    try Data("text".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try line { _ = try Plugin(path: path) }.contains("cannot be loaded"))
  }

  @Test func aPluginOfAnotherMajorVersionIsRefused() throws {
    let text = try line { try FakePlugin.with(.init(major: 1)) { _ = try Plugin($0, path: "new.so") } }
    #expect(text.contains("new.so speaks PJRT 1.99") && text.contains("PJRT 0"))
    // A table that ends before the last function that is called.
    let short = FakePlugin.Behaviour(size: MemoryLayout<pjrt_api>.size - 8)
    #expect(try line { try FakePlugin.with(short) { _ = try Plugin($0, path: "old.so") } }.contains("old.so"))
  }

  @Test(arguments: ["plugin_initialize", "client_create", "client_devices", "device_description"])
  func aDriverThatFailsIsToldInThePluginsWords(function: String) throws {
    let behaviour = FakePlugin.Behaviour(failing: function, message: "no driver\nstack of calls")
    let text = try line {
      try FakePlugin.with(behaviour) { _ = try Accelerator(Plugin($0, path: "p.so"), path: "p.so") }
    }
    #expect(text.contains("no driver") && !text.contains("stack of calls"))
    #expect(FakePlugin.errors.withLock { $0 } == 0, "an error of the plugin is not given back")
  }

  @Test func aPluginWithoutADeviceIsRefused() throws {
    let text = try line {
      try FakePlugin.with(.init(devices: 0)) { _ = try Accelerator(Plugin($0, path: "p.so"), path: "p.so") }
    }
    #expect(text.contains("finds no device"))
  }

  @Test(
    arguments: ["client_compile", "client_buffer_from_host", "execute", "buffer_to_host", "event_await"], [8, 13])
  func aFailureInTheMiddleSaysThatTheRunGoesOn(function: String, code: Int32) throws {
    let program = Program("a test", inputs: [TensorType([1])]) { $0 }
    let text = try line {
      try FakePlugin.with(.init(failing: function, message: "lost", code: code)) { table in
        let accelerator = try Accelerator(Plugin(table, path: "p.so"), path: "p.so")
        let x = try accelerator.uploaded(Tensor(repeating: 1, shape: [1]))
        _ = try accelerator.compiled(program)([x])[0].downloaded()
      }
    }
    #expect(text.contains("lost") && text.contains("same command") && text.contains("--device cpu"))
    #expect(text.contains("too little memory") == (code == 8))
    #expect(FakePlugin.errors.withLock { $0 } == 0, "an error of the plugin is not given back")
  }

  /// Where no error can be thrown, what a signal would have saved is saved, too.
  @Test func aFailureThatCannotBeThrownSavesFirst() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(2), observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      try FakePlugin.with(.init(failing: "execute", message: "lost")) { table in
        let accelerator = try Accelerator(Plugin(table, path: "p.so"), path: "p.so")
        let program = try accelerator.compiled(Program("a test", inputs: [TensorType([1])]) { $0 })
        let x = try accelerator.uploaded(Tensor(repeating: 1, shape: [1]))
        Interruption.doing(first: { print("all is saved") }) { _ = accelerator.orEnd { try program([x]) } }
      }
    }
    let (said, complained) = (
      String(decoding: result?.standardOutputContent ?? [], as: UTF8.self),
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    )
    #expect(said.contains("all is saved"), "\(said)")
    #expect(complained.contains("error: the device failed at a test (lost)"), "\(complained)")
  }

  /// What was not asked for cannot be taken for something else.
  @Test func namesOfDevicesAreTold() throws {
    #expect(DeviceName("cpu") == .cpu)
    #expect(DeviceName("cuda") == .kind("cuda"))
    #expect(DeviceName("./plugin.so") == .path("./plugin.so"))
    // Not where the system keeps its libraries.
    #expect(try DeviceName("plugin.so")?.plugin() == FileManager.default.currentDirectoryPath + "/plugin.so")
    #expect(DeviceName("gpu") == nil && DeviceName("") == nil && DeviceName("CUDA") == nil)
    #expect(DeviceName.kinds == ["cuda", "rocm", "xla-cpu"])
  }
}

/// What is told to the compiler, byte by byte (XLA's compile_options.proto).
@Suite("Compile options")
struct CompileOptionsTests {
  @Test func oneReplicaAndOnePartition() {
    #expect(CompileOptions.serialised(libraries: nil, isGPU: false) == [0x1a, 4, 0x20, 1, 0x28, 1])
  }

  @Test func theFolderOfLibrariesIsAnOverride() {
    let options = CompileOptions.serialised(libraries: "/a", isGPU: false)
    let name = Array("xla_gpu_cuda_data_dir".utf8)
    let entry: [UInt8] = [0x0a, 21] + name + [0x12, 4, 0x0a, 2] + Array("/a".utf8)
    #expect(Array(options.dropFirst(6)) == [0x3a, 29] + entry)
  }

  @Test func flagsOfGPUsAreOverrides() {
    let options = CompileOptions.serialised(libraries: nil, isGPU: true)
    let name = Array("xla_gpu_deterministic_ops".utf8)
    #expect(Array(options.dropFirst(6).prefix(33)) == [0x3a, 31, 0x0a, 25] + name + [0x12, 2, 0x10, 1])
    let other = Array("xla_gpu_exclude_nondeterministic_ops".utf8)
    #expect(Array(options.dropFirst(39)) == [0x3a, 42, 0x0a, 36] + other + [0x12, 2, 0x10, 1])
  }

  /// A length beyond 127 takes two bytes.
  @Test func longFoldersAreWhole() {
    let folder = String(repeating: "x", count: 200)
    let options = CompileOptions.serialised(libraries: folder, isGPU: false)
    // 2 + 21 of the name; 3 + 3 + 200 of the value.
    let beginning: [UInt8] = [0x3a, 0x80 | (229 & 127), 1]
    #expect(Array(options.dropFirst(6).prefix(3)) == beginning)
    #expect(options.count == 6 + 3 + 229)
    #expect(options.suffix(200).allSatisfy { $0 == UInt8(ascii: "x") })
  }

  /// A real plugin reads the options, the folder and the flags of GPUs too.
  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"))
  func aPluginTakesTheOverride() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/nvidia/cu13/nvvm/libdevice", withIntermediateDirectories: true)
    let path = try DeviceName.kind("xla-cpu").plugin()
    let plugin = try Plugin(path: #require(path))
    let accelerator = try Accelerator(plugin, path: "\(folder.path)/jax_plugins/xla/plugin.so", isGPU: true)
    #expect(accelerator.compileOptions.count > 83 && !accelerator.deviceName.isEmpty)
    let program = Program("a sum", inputs: [TensorType([2])]) { [$0[0] + $0[0]] }
    let sum = try accelerator.compiled(program)([accelerator.uploaded(Tensor(shape: [2], [1, 2] as [Float]))])
    #expect(try sum[0].downloaded().floats == [2, 4])
  }
}
