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

  /// Tests of devices are enabled if so.
  public static var isThere: Bool { name.isInstalled }
  public static let remedy =
    "no plugin of an accelerator is installed: scripts/install-accelerator xla-cpu installs one"

  public static func accelerator() throws -> Accelerator {
    guard let accelerator = try Accelerator.open(name) else { throw AcceleratorError("the CPU is no accelerator") }
    return accelerator
  }
}
