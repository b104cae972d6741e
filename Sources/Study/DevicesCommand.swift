import Accelerator
import ArgumentParser
import Workflow

/// Lists the devices that `--device` can name here.
public struct DevicesCommand: Verb {
  public static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "devices", abstract: "List what `--device` can name, and what is installed of it.")
  }

  public init() {}

  public func work() throws {
    print("cpu      oneDNN, the default")
    for kind in DeviceName.kinds { print("\(kind.padding(to: 9))\(Self.told(kind))") }
    print("\nscripts/install-accelerator installs plugins in \(DeviceName.folder)")
  }

  private static func told(_ kind: String) -> String {
    guard DeviceName.kind(kind).isInstalled else { return "not installed" }
    do {
      guard let accelerator = try Accelerator.open(.kind(kind)) else { return "not installed" }
      let memory = accelerator.memory?.limit.map { ", \($0 / 1_000_000_000) GB" } ?? ""
      return "\(accelerator.summary)\(memory)"
    } catch { return "installed, but: \(error)" }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
