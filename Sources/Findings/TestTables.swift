import Figures
import Robustness
import Study

// What the counts of a test say as tables.

extension TestFindings {
  /// Every curve, one row for each protocol, teacher, recipe and strength, the reported point beside it.
  /// Curves over the learner types admitted here, where these are not the report's, come without.
  public func curveTable() throws -> Table {
    func digits(_ number: Double?) -> String { formatted(number, "%.5f", missing: "") }
    var rows: [[String]] = []
    for teacher in teachers {
      for (learners, isReports) in [(learners(teacher), true), (differentlyAdmitted(teacher) ?? [], false)] {
        let kinds = EvaluationProtocol.compared
        for (kind, recipe) in kinds.flatMap({ kind in kind.recipes.map { (kind, $0) } }) {
          let reported = isReports ? Reported.curve(test.name, teacher: teacher, recipe: recipe.name) : []
          let curve = curve(kind, teacher: teacher, recipe, learners: learners)
          for (index, spread) in curve.enumerated() {
            guard let spread else { continue }
            let point = index < reported.count ? reported[index] : nil
            rows.append(
              [kind.name, teacher, recipe.name, learners.joined(separator: " ")]
                + [decimal(results.strengths[index]), digits(spread.mean), digits(spread.deviation)]
                + ["\(spread.count)", digits(point?.mean), digits(point?.deviation)])
          }
        }
      }
    }
    let columns =
      ["protocol", "teacher", "recipe", "learners", "strength", "mean_accuracy", "std_accuracy", "trials"]
      + ["reported_mean_accuracy", "reported_std_accuracy"]
    return try Table(columns: columns, rows: rows)
  }

  /// Mean and spread of every curve at its first, middle and last strength, with the trials they rest on, and
  /// the accuracy without perturbation.
  public func summaryTable() throws -> Table {
    let strengths = results.strengths
    let shown = [0, strengths.count / 2, strengths.count - 1]
    var rows: [[String]] = []
    for kind in EvaluationProtocol.compared {
      for teacher in teachers {
        for recipe in kind.recipes {
          let curve = curve(kind, teacher: teacher, recipe, learners: learners(teacher))
          let cells = shown.map { curve[$0]?.text(digits: 3) ?? "–" }
          let clean = formatted(clean(kind, teacher: teacher, recipe)?.mean, "%.3f")
          rows.append([kind.name, teacher, recipe.name, clean] + cells + [trials(curve)])
        }
      }
    }
    let columns = shown.map { "β = \(shortened(strengths[$0]))" } + ["trials"]
    return try Table(columns: ["protocol", "teacher", "recipe", "unperturbed"] + columns, rows: rows)
  }

  /// How far ours is from the report, one row a teacher and recipe: the mean absolute difference over the
  /// strengths, and the points within two reported standard deviations; nil where there is nothing to compare.
  public func differenceTable() throws -> Table? {
    guard showsReported else { return nil }
    let comparison = ReportedComparison([test.name: self])
    var rows: [[String]] = []
    for teacher in teachers {
      for recipe in Recipes.all {
        let points = comparison.rows.filter {
          $0.reported.test == test.name && $0.reported.teacher == teacher && $0.reported.recipe == recipe.name
        }
        guard !points.isEmpty else { continue }
        let cells = EvaluationProtocol.compared.flatMap { kind -> [String] in
          let differences = points.compactMap { row in row.ours[kind].map { abs($0.mean - row.reported.mean) } }
          guard let mean = Spread(differences)?.mean else { return ["–", "–"] }
          let agreeing = points.count { $0.agrees(kind) == true }
          return [formatted(mean, "%.3f"), "\(agreeing) of \(differences.count)"]
        }
        rows.append([teacher, recipe.name] + cells)
      }
    }
    guard !rows.isEmpty else { return nil }
    let columns = EvaluationProtocol.compared.flatMap {
      ["\($0.name): mean |ours − reported|", "\($0.name): within 2 reported sd"]
    }
    return try Table(columns: ["teacher", "recipe"] + columns, rows: rows)
  }

  /// What keeps our points from being compared with the reported ones at this scale; empty if nothing does.
  public var caveat: String {
    let (ours, theirs) = (results.total, Settings(.report).imageCount(test))
    guard ours != theirs else { return "" }
    let meaning =
      test.name == RobustnessTest.lbfgsAsRun.name
      ? ", and β weighs the loss against a distance of the whole batch: the same β is another attack there" : ""
    return "Ours is of \(ours) images, the report's of \(theirs)\(meaning)."
  }

  /// Which learner types the curves average over, and which are admitted here.
  public func learnerTable() throws -> Table {
    func listed(_ names: [String]?) -> String {
      names.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "not known yet"
    }
    return try Table(
      columns: ["teacher", "the report's types", "not counted here", "admitted here", "admitted as in the report"],
      rows: teachers.map { teacher in
        [
          teacher, listed(Reported.learners(test.name, teacher: teacher)), listed(missingLearners(teacher)),
          listed(admitted[teacher]),
          admitted[teacher] == nil ? "–" : differentlyAdmitted(teacher) == nil ? "yes" : "no",
        ]
      })
  }
}
