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
      let certain = beyondChance(kind)
      let sides = [("behind", certain.behind), ("ahead", certain.ahead)].filter { $0.1 > 0 }
      let chance = "beyond chance (Holm over \(Effect.family))"
      return
        "\(place), vanilla learners are less accurate than gtn learners in \(means.count { $0 < 0 }) of \(found.count)"
        + " comparisons under perturbation (vanilla − gtn from \(signed(least)) to \(signed(most))); "
        + (sides.isEmpty
          ? "none is \(chance)." : "\(enumerated(sides.map { "vanilla is \($0.0) in \($0.1)" })) \(chance).")
    }
    let named = tests.map { ($0.test.name, $0.title) } + (strong == nil ? [] : [(Effect.strongTest, "PGD")])
    let signs = named.map { name, title in (title, kinds.map { sign(of: name, $0) }) }
      .filter { $0.1.allSatisfy { $0 != nil } }
    let turned = signs.filter { $0.1[0] != $0.1[1] }.map(\.0)
    let behind = signs.filter { $0.1 == [false, false] }.map(\.0)
    let means = [
      turned.isEmpty ? nil : "the sign under \(enumerated(turned)) depends on the mode",
      behind.isEmpty ? nil : "vanilla learners are behind in both modes under \(enumerated(behind))",
    ].compactMap { $0 }
    return (parts + (means.isEmpty ? [] : ["By these averages, \(means.joined(separator: ", and "))."])).joined(
      separator: " ")
  }

  /// Whether vanilla is the more accurate under a test in a mode: with all teachers alike, and with one at least by an
  /// interval without zero. Nil where that cannot be said.
  private func sign(of test: String, _ kind: EvaluationProtocol) -> Bool? {
    let found = primary.map(\.effect).filter { $0.test == test && $0.evaluation == kind }.compactMap(\.estimate)
    let signs = Set(found.map { $0.mean > 0 })
    guard signs.count == 1, found.contains(where: { $0.interval?.contains(0) == false }) else { return nil }
    return signs.first
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
