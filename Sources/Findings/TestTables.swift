import Figures
import Robustness
import Study

// What the counts of a test say as tables.

extension TestFindings {
  /// Every curve, one row for each protocol, teacher, recipe and strength, the reported point beside it where it is of the
  /// same protocol and learner types.
  public func curveTable() throws -> Table {
    func digits(_ number: Double?) -> String { formatted(number, "%.5f", missing: "") }
    let curves = teachers.flatMap { teacher in
      [(teacher, learners(teacher), true), (teacher, differentlyAdmitted(teacher) ?? [], false)]
    }
    let rows = curves.flatMap { teacher, learners, isReports in
      EvaluationProtocol.all.flatMap { kind in kind.recipes.map { (kind, $0) } }.flatMap { kind, recipe in
        let reported =
          isReports && kind == .published ? Reported.curve(test.name, teacher: teacher, recipe: recipe.name) : []
        let learners = Self.once(learners, kind)
        return curve(kind, teacher: teacher, recipe, learners: learners).enumerated().compactMap { index, spread in
          spread.map {
            let point = reported.indices.contains(index) ? reported[index] : nil
            return [
              kind.name, teacher, recipe.name, learners.joined(separator: " "), decimal(results.strengths[index]),
            ]
              + [digits($0.mean), digits($0.deviation), "\($0.count)", digits(point?.mean), digits(point?.deviation)]
          }
        }
      }
    }
    return try Table(
      columns: [
        "protocol", "teacher", "recipe", "learners", "strength", "mean_accuracy", "std_accuracy", "trials",
        "reported_mean_accuracy", "reported_population_std",
      ], rows: rows)
  }

  /// Mean and spread of every curve at its first, middle and last strength, with the trials they rest on, and
  /// the accuracy without perturbation.
  public func summaryTable() throws -> Table {
    let strengths = results.strengths
    let shown = [0, strengths.count / 2, strengths.count - 1]
    var rows: [[String]] = []
    for kind in EvaluationProtocol.all {
      for teacher in teachers {
        for recipe in kind.recipes {
          let curve = curve(kind, teacher: teacher, recipe, learners: learners(teacher, kind))
          let cells = shown.map { curve[$0]?.text(digits: 3) ?? "–" }
          let clean = formatted(clean(kind, teacher: teacher, recipe)?.mean, "%.3f")
          rows.append([kind.name, teacher, recipe.name, clean] + cells + [trials(curve)])
        }
      }
    }
    let columns = shown.map { "β = \(shortened(strengths[$0]))" } + ["trials"]
    return try Table(columns: ["protocol", "teacher", "recipe", "unperturbed"] + columns, rows: rows)
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

  /// Accuracy over all strengths of every learner type counted, and what `vanilla` has more than `gtn`, a row a teacher and
  /// mode; accuracies are of the trials that both have.
  public func learnerTable() throws -> Table {
    let recipes = [Contrast.main.a, Contrast.main.b].compactMap(Recipes.named)
    let rows = teachers.flatMap { teacher in
      countedLearners(teacher).flatMap { learner in
        [EvaluationProtocol.evaluation, .training].map { kind in
          let effects = effect(.main, kind, teacher, learners: [learner])
          let effect = effects.estimate
          // Of the trials that the difference is of, where there is one.
          let paired = zip(trials, effects.byTrial).filter { $0.1 != nil }.map(\.0)
          let accuracies = recipes.map {
            overStrengths(
              kind, teacher: teacher, $0, learners: [learner], of: paired.isEmpty ? nil : paired)
          }
          return [learner, teacher, kind.name] + accuracies.map { $0?.text(digits: 3) ?? "–" }
            + [effect?.text ?? "–", "\(effect?.count ?? 0)", learners(teacher).contains(learner) ? "yes" : "no"]
            + [admitted[teacher].map { $0.contains(learner) ? "yes" : "no" } ?? "–"]
        }
      }
    }
    return try Table(
      columns: ["learner type", "teacher", "mode"] + recipes.map(\.name)
        + ["\(Contrast.main.name) [95% interval]", "trials", "in the report", "passes here"], rows: rows)
  }

  /// Of LBFGS as run: accuracy at its largest and smallest penalty beside FGSM with a step of the same size, .02.
  public func tableBeside(fgsm: TestFindings) throws -> Table {
    let last = results.strengths.count - 1
    let columns = [
      (fgsm, fgsm.results.strengths.count - 1, "FGSM, β ="), (self, last, "LBFGS as run, β ="),
      (self, 0, "LBFGS as run, β ="),
    ]
    return try Table(
      columns: ["teacher", "mode", "recipe"] + columns.map { "\($2) \(shortened($0.results.strengths[$1]))" },
      rows: teachers.flatMap { teacher in
        [EvaluationProtocol.evaluation, .training].flatMap { kind in
          Recipes.reported.map { recipe in
            [teacher, kind.name, recipe.name]
              + columns.map { findings, strength, _ in
                let curve = findings.curve(kind, teacher: teacher, recipe, learners: findings.learners(teacher))
                return curve[strength]?.text(digits: 3) ?? "–"
              }
          }
        }
      })
  }
}
