import Figures
import Robustness
import Study

/// What an experiment beyond the report says: its recipes beside the report's.
public struct ExperimentFindings: Sendable {
  let roster: Roster
  /// Those of its tests that have counts, the report's and its own together.
  let tests: [TestFindings]
  /// Differences that answer its question, in every test, with every teacher, in each of its modes.
  let contrasts: [Contrast]
  private let settings: Settings
  private let descriptions: [String: String]

  /// - Parameters:
  ///   - results: by the test's name: the report's counts, with the experiment's merged into them.
  ///   - contrasts: pairs of recipes, a - b.
  ///   - descriptions: what figures call the teachers, by name.
  public init(
    _ roster: Roster, _ results: [String: TestResults], contrasts: [(a: String, b: String)], _ settings: Settings,
    descriptions: [String: String] = [:]
  ) {
    self.roster = roster
    self.settings = settings
    self.descriptions = descriptions
    self.contrasts = contrasts.map { Contrast(a: $0.a, b: $0.b, relativeToClean: false) }
    tests = roster.tests.compactMap { test in
      results[test.name].map { TestFindings(test, $0, settings, admitted: [:], descriptions: descriptions) }
    }
  }

  private var teachers: [String] { settings.teachers.map(\.name) }
  var learners: [String] { roster.learners(settings) }
  private var modes: [EvaluationProtocol] {
    [.training, .evaluation].filter { kind in
      roster.recipes.contains { kind.mode(of: $0).map(roster.modes.contains) ?? false }
    }
  }
  /// The recipes of the figures: the report's two, and the experiment's own.
  private var shown: [Recipe] { [.vanilla, .gtn] + roster.recipes }

  /// Accuracy over all strengths, a row a test, teacher, learner type and mode.
  public func table() throws -> Table {
    let rows = tests.flatMap { findings in
      teachers.flatMap { teacher in
        learners.flatMap { learner in
          modes.map { kind in
            [findings.test.name, teacher, learner, kind.name]
              + shown.map {
                findings.overStrengths(kind, teacher: teacher, $0, learners: [learner])?.text(digits: 3) ?? "–"
              }
          }
        }
      }
    }
    return try Table(columns: ["test", "teacher", "learner type", "mode"] + shown.map(\.name), rows: rows)
  }

  /// All contrasts, counted or not.
  var effects: [Effect] {
    contrasts.flatMap { contrast in
      tests.flatMap { findings in
        teachers.flatMap { teacher in
          modes.map { findings.effect(contrast, $0, teacher, learners: learners) }
        }
      }
    }
  }

  /// The contrasts with their intervals, a row a contrast, test and teacher. They describe: none of them is of the family
  /// that is adjusted (``Effect/isPrimary``).
  public func contrastTable() throws -> Table {
    let (effects, kinds) = (effects, modes)
    let rows = stride(from: 0, to: effects.count, by: kinds.count).map { start in
      let row = effects[start..<start + kinds.count]
      let trials = range(row.map { $0.estimate?.count ?? 0 })
      return [row[start].contrast.name, row[start].test, row[start].teacher] + row.map { $0.estimate?.text ?? "–" }
        + [trials]
    }
    return try Table(
      columns: ["contrast", "test", "teacher"] + kinds.map { "\($0.name) [95% interval]" } + ["trials"], rows: rows)
  }

  /// Accuracy against strength, a row of panels a mode and a column a test; nil while nothing of the experiment is counted.
  public func figure(_ teacher: String) -> ChartPanels? {
    let charts = modes.flatMap { kind in
      tests.compactMap { findings -> LineChart? in
        let series = shown.compactMap { findings.series(kind, teacher, $0, learners) }
        guard !series.isEmpty else { return nil }
        return LineChart(
          title: "\(findings.title), \(kind.name) mode", xLabel: "β", yLabel: "accuracy", yRange: 0...1, series: series)
      }
    }
    guard
      roster.recipes.contains(where: { recipe in
        tests.contains { $0.isCounted(recipe, teacher) }
      })
    else { return nil }
    return ChartPanels(
      charts: charts, columns: tests.count,
      note: "teacher \(descriptions[teacher] ?? teacher), \(settings.scale.rawValue) scale; learners"
        + " \(learners.joined(separator: ", "))")
  }

  /// The first contrast, test by test, in evaluation mode, over the teachers.
  public var sentence: String {
    let counted = effects.filter { $0.estimate != nil }
    guard !counted.isEmpty else { return "Nothing is counted yet." }
    return contrasts.compactMap { contrast in
      let parts = counted.filter { $0.contrast == contrast && $0.evaluation == .evaluation }.map { effect in
        let title = tests.first { $0.test.name == effect.test }?.title ?? effect.test
        return "\(effect.text) under \(title) with teacher \(effect.teacher)"
      }
      return parts.isEmpty ? nil : "In evaluation mode, \(contrast.name) is \(enumerated(parts))."
    }.joined(separator: " ")
  }
}

extension TestFindings {
  /// Whether any network of a recipe is counted with a teacher.
  func isCounted(_ recipe: Recipe, _ teacher: String) -> Bool {
    results.tested.contains {
      $0.key.recipe == recipe.name && ($0.key.teacher == nil || $0.key.teacher == teacher)
    }
  }
}
