import COneDNN
import Foundation

/// The version of the oneDNN that is linked, such as "2.6.3".
public var oneDNNVersion: String {
  var version: [Int32] = [0, 0, 0]
  onednn_version(&version)
  return version.map { "\($0)" }.joined(separator: ".")
}

/// The instruction sets that oneDNN chooses its kernels by, such as "AVX2", which decide the last digits; "" where it
/// does not tell.
public let oneDNNInstructionSets: String = {
  var name = [CChar](repeating: 0, count: 32)
  onednn_instruction_sets(&name)
  return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}()

/// A sentence for those who wait, where the linked oneDNN lacks kernels that an older one has; nil where it does not.
public var oneDNNWarning: String? { OneDNN.slowness(version: oneDNNVersion) }

/// oneDNN as the kernels need it: on one thread in every call, because they cut the work themselves.
enum OneDNN {
  /// Makes oneDNN use one thread in calls from the current thread; ends the program with one line and exit code 2
  /// where it cannot be made to.
  static func useOneThread() {
    isUsable
    onednn_use_one_thread()
  }

  /// Checked once.
  private static let isUsable: Void = {
    guard let problem = problem(runtime: onednn_cpu_runtime(), findsOpenMP: onednn_finds_openmp() != 0) else {
      return
    }
    FileHandle.standardError.write(Data("error: \(problem)\n".utf8))
    exit(2)
  }()

  static func slowness(version: String) -> String? {
    guard let major = version.split(separator: ".").first.flatMap({ Int($0) }), major >= 3 else { return nil }
    return "oneDNN \(version) has no Winograd kernels: 3x3 convolutions are faster with 2.x (docs/performance.md)"
  }

  /// Why a oneDNN of this runtime cannot be used; nil if it can.
  static func problem(runtime: UInt32, findsOpenMP: Bool) -> String? {
    let name: String
    switch Int(runtime) {
    case onednn_runtime_sequential: return nil
    case onednn_runtime_openmp where findsOpenMP: return nil
    case onednn_runtime_openmp: name = "an OpenMP that cannot be told the number of threads"
    case onednn_runtime_tbb: name = "TBB"
    case onednn_runtime_pool: name = "a thread pool"
    default: name = "the unknown runtime \(runtime)"
    }
    return "oneDNN \(oneDNNVersion) is built for \(name), with which results depend on the number of threads;"
      + " link one that is built for OpenMP or to run sequentially (DNNL_CPU_RUNTIME)"
  }
}
