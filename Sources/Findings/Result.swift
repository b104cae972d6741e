import Study

extension ConclusionFindings {
  /// What came out, in a few sentences: the primary contrasts in each mode, whether they turn round, and what is missing.
  public var sentence: String {
    let kinds = [EvaluationProtocol.evaluation, .training]
    let counted = kinds.map { kind in primary.filter { $0.effect.evaluation == kind && $0.effect.estimate != nil } }
    let parts = zip(kinds, counted).map { kind, found -> String in
      let place = kind.phrase.prefix(1).uppercased() + kind.phrase.dropFirst()
      let means = found.compactMap { $0.effect.estimate?.mean }
      guard let least = means.min(), let most = means.max() else {
        return "\(place), gtn learners are not counted yet."
      }
      let (below, certain) = (means.count { $0 < 0 }, found.count { ($0.p ?? 1) < 0.05 })
      return
        "\(place), vanilla learners are less accurate than gtn learners in \(below) of \(found.count) comparisons under"
        + " perturbation (vanilla − gtn from \(signed(least)) to \(signed(most))); \(certain) of \(found.count)"
        + " differ from zero beyond chance (Holm over \(Effect.family))."
    }
    let signs = counted.map { Set($0.compactMap { $0.effect.estimate.map { $0.mean < 0 } }) }
    let turned = signs.allSatisfy { $0.count == 1 } && signs[0] != signs[1]
    return (parts + (turned ? ["Which training looks more robust depends on the mode."] : [])).joined(separator: " ")
  }

  /// The reported effects in words.
  public var effectsInWords: String {
    let found = comparison.effects.map { ReportedComparison.agrees($0.ours, $0.reported, $0.floor) }
    return
      "Of the \(found.count) reported effects that are counted here, \(found.count { $0.sign }) have the reported sign,"
      + " \(found.count { $0.size }) of them at a similar size: no farther from the reported one than the report's effect"
      + " with one teacher is from that with the other."
  }
}
