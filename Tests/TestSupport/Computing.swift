import Accelerator
import Foundation
import Tensors

/// Where a test computes a function of tensors.
public enum Computing: Sendable {
  /// In memory, by the kernels.
  case here
  /// As a program, on the device that `GTN_DEVICE` names, or else on the CPU's plugin.
  case onDevice

  public func callAsFunction(_ inputs: [Tensor], _ function: ([Tensor]) -> [Tensor]) throws -> [Tensor] {
    switch self {
    case .here: return function(inputs)
    case .onDevice:
      let accelerator = try TestDevice.accelerator()
      let program = Program("a test", inputs: inputs.map(\.type), function)
      return try accelerator.compiled(program)(accelerator.uploaded(inputs)).downloaded()
    }
  }
}

/// The device of tests.
public enum TestDevice {
  private static var name: DeviceName {
    let named = ProcessInfo.processInfo.environment["GTN_DEVICE"].flatMap { DeviceName($0) }
    return named.flatMap { $0 == .cpu ? nil : $0 } ?? .kind("xla-cpu")
  }

  /// Tests of devices are enabled if so; where no plugin is installed they fail. They run in a process of their own: once a
  /// plugin has compiled something, all that throws is slow, because the system looks through the plugin's code for each frame
  /// of the backtrace.
  public static var isAskedFor: Bool { ProcessInfo.processInfo.environment["GTN_TEST_DEVICES"] != nil }
  public static let remedy =
    "tests of devices run apart, by `make test-devices`, after scripts/install-accelerator xla-cpu has installed a plugin"

  public static func accelerator() throws -> Accelerator {
    guard let accelerator = try Accelerator.open(name) else { throw AcceleratorError("the CPU is no accelerator") }
    return accelerator
  }
}
