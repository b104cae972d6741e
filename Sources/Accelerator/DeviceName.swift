import Foundation

/// What a user asks for by `--device`.
public enum DeviceName: Equatable, Sendable {
  /// oneDNN on the processor, without a plugin.
  case cpu
  /// The plugin of that kind: "cuda", "rocm" or "xla-cpu".
  case kind(String)
  /// The plugin in that file.
  case path(String)

  /// Plugins by kind, the first that is installed counts: folder under ``folder``, and file in it.
  static let plugins: [String: [(installed: String, file: String)]] = [
    "cuda": [
      ("cuda13", "jax_plugins/xla_cuda13/xla_cuda_plugin.so"), ("cuda12", "jax_plugins/xla_cuda12/xla_cuda_plugin.so"),
    ],
    "rocm": [("rocm7", "jax_plugins/xla_rocm7/xla_rocm_plugin.so")],
    "xla-cpu": [("xla-cpu", "xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so")],
  ]

  /// The kinds that have a name.
  public static var kinds: [String] { plugins.keys.sorted() }

  /// - Parameter text: "cpu", a kind, or the path of a plugin, which has a slash or ends in ".so".
  /// - Returns: nil for any other word.
  public init?(_ text: String) {
    if text == "cpu" {
      self = .cpu
    } else if Self.plugins[text] != nil {
      self = .kind(text)
    } else if text.contains("/") || text.hasSuffix(".so") || text.hasSuffix(".dylib") {
      self = .path(text)
    } else {
      return nil
    }
  }

  /// What a user asks for, by an option or else by the variable `GTN_DEVICE`, and which of them named it; nil if neither did.
  public static func asked(_ option: String?) -> (text: String, by: String)? {
    if let option { return (option, "--device") }
    let variable = ProcessInfo.processInfo.environment["GTN_DEVICE"] ?? ""
    return variable.isEmpty ? nil : (variable, "GTN_DEVICE")
  }

  /// Where scripts/install-accelerator installs plugins: `GTN_ACCELERATORS`, or else a folder of the user's.
  public static var folder: String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["GTN_ACCELERATORS"], !named.isEmpty { return named }
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.local/share"
    return "\(data)/gtn-robustness/accelerators"
  }

  /// The plugin's file; nil for `cpu`.
  ///
  /// - Parameter askedBy: the option or variable that named the device, for the error.
  /// - Throws: `AcceleratorError` if none of this kind is installed.
  func plugin(in folder: String = Self.folder, askedBy: String = "--device") throws -> String? {
    switch self {
    case .cpu: return nil
    // The system looks for a name without a slash elsewhere than in the working folder.
    case .path(let path): return URL(fileURLWithPath: path).path
    case .kind(let kind):
      let candidates = Self.plugins[kind] ?? []
      for (installed, file) in candidates {
        let path = "\(folder)/\(installed)/\(file)"
        if FileManager.default.fileExists(atPath: path) { return path }
      }
      throw AcceleratorError(
        "\(askedBy) \(kind): no plugin is installed in \(folder): run"
          + " \(candidates.map { "scripts/install-accelerator \($0.installed)" }.joined(separator: " or "))")
    }
  }

  /// Whether a plugin of this kind is installed; true for `cpu`.
  public var isInstalled: Bool {
    guard let path = try? plugin() else { return self == .cpu }
    return FileManager.default.fileExists(atPath: path)
  }
}
