import Study

extension Reported {
  /// Trials behind each of its points.
  static let trials = Settings(.report).trials

  /// The teachers of the result figures.
  static let teachers = points.map(\.teacher).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }

  /// Test, teacher and recipe of every reported curve.
  static let curves = TestCells.all.map(\.name).flatMap { test in
    teachers.flatMap { teacher in
      Recipes.reported.map { (test: test, teacher: teacher, recipe: $0.name) }
        .filter { !curve($0.test, teacher: $0.teacher, recipe: $0.recipe).isEmpty }
    }
  }

  /// The mean absolute difference of the report's own curves with one teacher and with the other. What a change of the
  /// teacher alone does; for `vanilla`, what training the networks again does.
  static func floor(_ test: String, recipe: String) -> Double? {
    let curves = teachers.map { curve(test, teacher: $0, recipe: recipe).map(\.mean) }
    return Spread(zip(curves[0], curves[1]).map { abs($0 - $1) })?.mean
  }

  /// The mean over strengths of accuracy(a) - accuracy(b); nil where the report has no such curves.
  static func effect(_ contrast: Contrast, _ test: String, _ teacher: String) -> Double? {
    let curves = [contrast.a, contrast.b].map { curve(test, teacher: teacher, recipe: $0).map(\.mean) }
    return Spread(zip(curves[0], curves[1]).map { $0 - $1 })?.mean
  }
}
