// How fast the kit computes, by parts that a user waits for. docs/performance.md holds the results.
//
//     swift run -c release benchmark meta-step --learner base_larger --inner-steps 8

import ArgumentParser
import Foundation
import Platform
import Tensors

@main struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark", abstract: "Measure how fast the kit computes.", version: Package.version,
    subcommands: [
      MetaStepBenchmark.self, TeachBenchmark.self, VanillaBenchmark.self, AttackBenchmark.self,
      EvaluateBenchmark.self, KernelsBenchmark.self,
    ])
}

/// What all benchmarks have in common.
struct BenchmarkOptions: ParsableArguments {
  @Option(help: "Threads that compute (default: one for each processor).")
  var threads: Int?

  @Option(help: "Measured repetitions, after one to warm up; the median is reported.")
  var repeats = 5

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if repeats < 1 { throw ValidationError("--repeats \(repeats): give 1 or more") }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256")
    }
  }

  /// Seconds of each repetition of `body`, the warm-up left out.
  func measure(_ body: () -> Void) -> [Double] {
    if let threads { Parallel.threads = threads }
    body()
    return (0..<repeats).map { _ in seconds(body) }
  }
}

/// Wall-clock seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let (whole, atto) = try clock.measure(body).components
  return Double(whole) + Double(atto) * 1e-18
}

func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// The largest resident set of this process so far, in bytes.
var peakMemory: Int {
  var usage = rusage()
  #if os(Linux)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  #else
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss
  #endif
}

/// The largest rate of a dense float32 matrix product on this machine now, in GFLOP/s.
func peakRate() -> Double {
  [1024, 2048, 3072].map { size in
    let a = Tensor(repeating: 0.5, shape: [size, size])
    let work = 2 * Double(size) * Double(size) * Double(size) * 1e-9
    return (0..<4).map { _ in work / seconds { _ = a.multiplied(byTransposeOf: a) } }.max()!
  }.max()!
}
