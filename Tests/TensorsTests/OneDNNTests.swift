import COneDNN
import Testing

@testable import Tensors

/// Which builds of oneDNN keep to one thread.
@Suite("Runtime of oneDNN")
struct OneDNNTests {
  @Test func theOneThatIsLinkedCanBeUsed() {
    #expect(OneDNN.problem(runtime: onednn_cpu_runtime(), findsOpenMP: onednn_finds_openmp() != 0) == nil)
  }

  @Test(arguments: [(1, false), (1, true), (2, true)])
  func keepsToOneThread(runtime: UInt32, findsOpenMP: Bool) {
    #expect(OneDNN.problem(runtime: runtime, findsOpenMP: findsOpenMP) == nil)
  }

  static let others: [(UInt32, Bool, String)] = [
    (2, false, "OpenMP"), (4, true, "TBB"), (8, true, "a thread pool"), (9, true, "unknown runtime 9"),
  ]

  @Test(arguments: others)
  func isRefusedInOneLine(runtime: UInt32, findsOpenMP: Bool, name: String) throws {
    let problem = try #require(OneDNN.problem(runtime: runtime, findsOpenMP: findsOpenMP))
    #expect(problem.hasPrefix("oneDNN \(oneDNNVersion) is built for "))
    #expect(problem.contains(name))
    #expect(!problem.contains("\n"))
  }

  @Test func versionsWithoutWinogradAreSlow() {
    #expect(OneDNN.slowness(version: "2.6.3") == nil)
    for version in ["3.0.0", "3.10.2"] {
      #expect(OneDNN.slowness(version: version)?.hasPrefix("oneDNN \(version) has no Winograd kernels") == true)
    }
  }
}
