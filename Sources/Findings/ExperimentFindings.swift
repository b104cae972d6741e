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
  /// The learner types of which any network of the experiment is counted with a teacher.
  func learners(_ teacher: String) -> [String] {
    roster.learners(settings).filter { learner in
      tests.contains { findings in
        findings.results.tested.contains { tested in
          let key = tested.key
          return key.learner == learner && roster.recipes.contains { $0.name == key.recipe }
            && (key.teacher == nil || key.teacher == teacher)
        }
      }
    }
  }
  /// Those in which any network of the experiment is counted.
  private var modes: [EvaluationProtocol] {
    [.training, .evaluation].filter { kind in
      tests.contains { findings in
        findings.results.tested.contains { tested in
          roster.recipes.contains { $0.name == tested.key.recipe && kind.mode(of: $0) == tested.mode }
        }
      }
    }
  }
  /// The recipes of the figures: the report's two, and the experiment's own.
  private var shown: [Recipe] { [.vanilla, .gtn] + roster.recipes }

  /// The trials that every recipe has of which any is counted with these learner types, so that accuracies can be compared.
  private func trials(
    _ findings: TestFindings, _ kind: EvaluationProtocol, _ teacher: String, _ learners: [String]
  ) -> [Int] {
    func has(_ recipe: Recipe, _ trial: Int) -> Bool {
      findings.overStrengths(kind, teacher: teacher, recipe, learners: learners, of: [trial]) != nil
    }
    let counted = shown.filter { recipe in findings.trials.contains { has(recipe, $0) } }
    return findings.trials.filter { trial in counted.allSatisfy { has($0, trial) } }
  }

  /// Accuracy over all strengths, a row a test, teacher, learner type and mode, over the trials that all its recipes have.
  public func table() throws -> Table {
    let rows = tests.flatMap { findings in
      teachers.flatMap { teacher in
        learners(teacher).flatMap { learner in
          modes.map { kind in
            let trials = trials(findings, kind, teacher, [learner])
            return [findings.test.name, teacher, learner, kind.name]
              + shown.map {
                findings.overStrengths(kind, teacher: teacher, $0, learners: [learner], of: trials)?.text(digits: 3)
                  ?? "–"
              } + ["\(trials.count)"]
          }
        }
      }
    }
    return try Table(
      columns: ["test", "teacher", "learner type", "mode"] + shown.map(\.name) + ["trials"], rows: rows)
  }

  /// All contrasts, counted or not.
  var effects: [Effect] {
    contrasts.flatMap { contrast in
      // Two recipes without a teacher differ alike beside every teacher.
      let isTaught = [contrast.a, contrast.b].contains { Recipes.named($0)?.needsTeacher == true }
      return tests.flatMap { findings in
        (isTaught ? teachers : Array(teachers.prefix(1))).flatMap { teacher in
          modes.map { findings.effect(contrast, $0, teacher, learners: learners(teacher)) }
        }
      }
    }
  }

  /// The contrasts with their intervals, a row a contrast, test and teacher. They describe: none of them is of the family
  /// that is adjusted (``Effect/isPrimary``).
  public func contrastTable() throws -> Table {
    let (effects, kinds) = (effects, modes)
    let rows = stride(from: 0, to: effects.count, by: max(kinds.count, 1)).compactMap { start -> [String]? in
      let row = effects[start..<start + kinds.count]
      guard row.contains(where: { $0.estimate != nil }) else { return nil }
      let trials = range(row.map { $0.estimate?.count ?? 0 })
      let isShared = effects.count { $0.contrast == row[start].contrast && $0.test == row[start].test } == kinds.count
      return [row[start].contrast.name, row[start].test, isShared && teachers.count > 1 ? "any" : row[start].teacher]
        + row.map { $0.estimate?.text ?? "–" }
        + [trials]
    }
    return try Table(
      columns: ["contrast", "test", "teacher"] + kinds.map { "\($0.name) [95% interval]" } + ["trials"], rows: rows)
  }

  /// Accuracy against strength, a row of panels a mode and a column a test; nil while nothing of the experiment is counted.
  public func figure(_ teacher: String) -> ChartPanels? {
    let learners = learners(teacher)
    guard !learners.isEmpty else { return nil }
    let charts = modes.flatMap { kind in
      tests.compactMap { findings -> LineChart? in
        let trials = trials(findings, kind, teacher, learners)
        let series = shown.compactMap { findings.series(kind, teacher, $0, learners, of: trials) }
        guard !series.isEmpty else { return nil }
        return LineChart(
          title: "\(findings.title), \(kind.name) mode", xLabel: "β", yLabel: "accuracy", yRange: 0...1, series: series)
      }
    }
    return ChartPanels(
      charts: charts, columns: tests.count,
      note: "teacher \(descriptions[teacher] ?? teacher), \(settings.scale.rawValue) scale; learners"
        + " \(learners.joined(separator: ", "))")
  }

  /// Every contrast in evaluation mode, test by test: its means with the teachers that it is counted with.
  public var sentence: String {
    let found = contrasts.compactMap { contrast -> String? in
      let parts = tests.compactMap { findings -> String? in
        let means = effects.filter {
          $0.contrast == contrast && $0.test == findings.test.name && $0.evaluation == .evaluation
        }.compactMap { $0.estimate?.mean }
        return means.isEmpty ? nil : "\(enumerated(means.map { signed($0) })) under \(findings.title)"
      }
      return parts.isEmpty ? nil : "\(contrast.name) is \(parts.joined(separator: ", "))"
    }
    guard !found.isEmpty else { return "Nothing is counted yet." }
    return "In evaluation mode \(found.joined(separator: "; "))."
  }
}
