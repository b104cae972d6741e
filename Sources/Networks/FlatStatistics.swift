import Tensors

// Statistics as a list of tensors, which programs take and give.

extension Statistics {
  /// Mean and variance of every entry, as far as it has them.
  public var tensors: [Tensor] { entries.flatMap { [$0.mean, $0.variance].compactMap { $0 } } }
}

extension Architecture {
  /// Shapes of the tensors of this network's statistics.
  public var statisticsShapes: [[Int]] {
    zip(normalisationsKept, normalisationWidths).flatMap { kept, channels in
      [kept.mean, kept.variance].filter { $0 }.map { _ in [channels] }
    }
  }

  /// Statistics from the tensors of such a list.
  public func statistics(_ tensors: [Tensor]) -> Statistics {
    var rest = tensors[...]
    return Statistics(
      normalisationsKept.map { kept in
        Statistics.Entry(
          mean: kept.mean ? rest.removeFirst() : nil, variance: kept.variance ? rest.removeFirst() : nil)
      })
  }
}
