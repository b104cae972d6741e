import Foundation
import Tensors

/// Results by name, in order: lines for people or one JSON object.
struct Report {
  private var entries: [(key: String, value: Any, text: String)] = []

  mutating func add(_ key: String, _ value: Double, _ format: String = "%.3f") {
    entries.append((key, value, String(format: format, value)))
  }

  mutating func add(_ key: String, _ value: Int) { entries.append((key, value, "\(value)")) }

  mutating func add(_ key: String, _ value: String) { entries.append((key, value, value)) }

  mutating func add(_ key: String, _ values: [Double]) {
    entries.append((key, values, values.map { String(format: "%.3f", $0) }.joined(separator: " ")))
  }

  /// Rate, peak and memory for work of `gflop` that took `seconds`, as every benchmark reports them.
  mutating func addRates(gflop: Double, seconds: Double) {
    let memory = peakMemory  // Before the products below take some.
    let peak = peakRate()
    add("gflops", gflop / seconds, "%.1f")
    add("peak_gflops", peak, "%.1f")
    add("fraction_of_peak", gflop / seconds / peak)
    add("threads", Parallel.threads)
    add("peak_memory_bytes", memory)
  }

  func show(json: Bool) throws {
    guard json else {
      let width = 2 + (entries.map(\.key.count).max() ?? 0)
      for (key, _, text) in entries {
        print("\(key.replacing("_", with: " ").padding(toLength: width, withPad: " ", startingAt: 0))\(text)")
      }
      return
    }
    let object = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
    print(String(decoding: data, as: UTF8.self))
  }
}
