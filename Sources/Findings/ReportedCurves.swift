import Study

extension Recipes {
  /// The recipes that the report has.
  static let reported = all.filter { $0.reportedMode != nil }
}

extension Reported {
  /// Test and teacher of every result figure, in the order of the points.
  static let figures = points.reduce(into: [(test: String, teacher: String)]()) { found, point in
    if !found.contains(where: { $0 == (point.test, point.teacher) }) { found.append((point.test, point.teacher)) }
  }

  /// The teachers of the result figures.
  static let teachers = figures.map(\.teacher).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }

  /// The report's points with one teacher against those with the other: how many lie within two standard deviations
  /// (the larger of both) of each other, of how many, and the largest difference. What a change of the teacher alone
  /// does to the curves; for `vanilla`, what training the networks again does.
  public static func betweenTeachers(_ recipe: String) -> (agreeing: Int, of: Int, largest: Double) {
    let pairs = Set(figures.map(\.test)).flatMap { test in
      zip(
        curve(test, teacher: teachers[0], recipe: recipe), curve(test, teacher: teachers[1], recipe: recipe))
    }
    let differences = pairs.map { abs($0.mean - $1.mean) }
    let agreeing = zip(pairs, differences).count { $1 <= 2 * max($0.0.deviation, $0.1.deviation) }
    return (agreeing, pairs.count, differences.max() ?? 0)
  }

  /// The same of every recipe, in words: "`10_gtn` 2 of 33, by up to 0.273; ...".
  public static var betweenTeachersInWords: String {
    Recipes.reported.map { recipe in
      let (agreeing, all, largest) = betweenTeachers(recipe.name)
      return "`\(recipe.name)` \(agreeing) of \(all), by up to \(formatted(largest, "%.3f"))"
    }.joined(separator: "; ")
  }
}
