import Study

extension ConclusionFindings {
  /// What the answer on page 10 says, in numbers: under each name, "noiseEvaluation" and so on, vanilla − gtn with each teacher,
  /// under PGD with its interval.
  /// Nil unless all primary contrasts are there and on the side of zero that its words say.
  public var answer: [String: String]? {
    // Whether vanilla is the more accurate.
    let said: [(test: String, kind: EvaluationProtocol, isAhead: Bool)] =
      (Effect.primaryTests.map(\.name) + [Effect.strongTest]).map { ($0, .evaluation, false) }
      + [("noise", .training, true), ("blur", .training, false), ("fgsm", .training, true)]
      + [(Effect.strongTest, .training, false)]
    var texts: [String: String] = [:]
    for (test, kind, isAhead) in said {
      let found = primary.map(\.effect).filter { $0.test == test && $0.evaluation == kind }.compactMap(\.estimate)
      guard found.count == settings.teachers.count, found.allSatisfy({ ($0.mean > 0) == isAhead }) else { return nil }
      let numbers = found.map { test == Effect.strongTest ? $0.text : signed($0.mean) }
      texts[test + kind.name.capitalized] = enumerated(numbers)
    }
    texts["certain"] = "\(primary.count { ($0.p ?? 1) < 0.05 }) of \(primary.count)"
    texts["trials"] = range(primary.compactMap { $0.effect.estimate?.count })
    texts["images"] = strong.map { "\($0.results.images)" } ?? ""
    texts["budget"] = strong.map { decimal($0.primaryBudget) } ?? ""
    return texts
  }
}
