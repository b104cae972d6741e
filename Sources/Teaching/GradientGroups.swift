import Foundation
import Tensors

extension Hypergradient {
  /// What a teacher learns, in groups: the layers of the generator under their names, "latents", "log learning rates"
  /// and "log momenta". Of each, the largest absolute value of the gradient: infinite where one is not a number.
  public var groups: [(name: String, largest: Double)] {
    var groups: [(name: String, largest: Double)] = []
    for (key, tensor) in zip(generator.keys, generator.tensors) {
      let layer = "generator layer " + key.split(separator: ".").dropLast().joined(separator: ".")
      if groups.last?.name != layer { groups.append((layer, 0)) }
      groups[groups.count - 1].largest = max(groups[groups.count - 1].largest, largest(tensor.doubles))
    }
    return groups + [
      ("latents", latents.map { largest($0.doubles) }.max() ?? 0),
      ("log learning rates", largest(logLearningRate)), ("log momenta", largest(logMomentum)),
    ]
  }

  /// The groups whose gradient is not finite or, if that is none, the one where it is largest; for a line that says
  /// where meta-training failed.
  public var failingGroups: String {
    let failing = groups.filter { !$0.largest.isFinite }
    if failing.count == groups.count { return "no group has a finite gradient" }
    if !failing.isEmpty { return "not finite: \(failing.map(\.name).joined(separator: ", "))" }
    let first = groups.max { $0.largest < $1.largest }
    return first.map { String(format: "largest gradient: %@, %.3g", $0.name, $0.largest) } ?? ""
  }
}

/// The largest absolute value, infinite if one is not a number.
private func largest(_ numbers: [Double]) -> Double {
  numbers.reduce(0) { max($0, $1.isNaN ? .infinity : abs($1)) }
}
