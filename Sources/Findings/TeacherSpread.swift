import Figures
import Robustness
import Study

// Teachers that differ by their seed alone. Intervals over learners say nothing of another teacher: here is how far apart the
// learners of several teachers are, beside how far apart those of one teacher are.

extension OuterStepsFindings {
  /// Teachers of one kind at an outer step.
  struct Siblings {
    /// The teacher that is not named after a seed.
    let first: String
    let step: Int
    /// Under which their learners are counted, with their seeds.
    let members: [(seed: UInt64, name: String)]
  }

  /// Of every kind of which two teachers or more are counted in full at one outer step: at that which most have reached, the
  /// latest of these.
  var siblings: [Siblings] {
    standing.filter { $0.seed == nil }.compactMap { first in
      let kind = standing.filter { $0.training == first.training }
      let steps = Set(kind.flatMap { points($0.name).map(\.step) })
      let found = steps.map { step in
        Siblings(
          first: first.name, step: step,
          members: kind.compactMap { plan in
            points(plan.name).first { $0.step == step && isCountedInFull($0.name) }.map { (plan.seed ?? seed, $0.name) }
          })
      }
      return found.filter { $0.members.count > 1 }.max { ($0.members.count, $0.step) < ($1.members.count, $1.step) }
    }
  }

  private func isCountedInFull(_ name: String) -> Bool {
    PrimaryAccuracy.names.allSatisfy { test in
      PrimaryAccuracy.modes.allSatisfy { !accuracy.byTrial(test, .gtn, name, $0).isEmpty }
    }
  }

  /// Deviations (n − 1) of the accuracy of `gtn`: of the learners of one teacher, pooled; and of teachers, by the variance of
  /// their means less the variance that so few learners alone would give them, zero if nothing is left. Learners of one trial
  /// begin alike with every teacher, so that a little too much is taken away.
  func deviations(_ test: String, _ siblings: Siblings, _ mode: EvaluationMode) -> (
    teachers: Double?, learners: Double?
  ) {
    let spreads = siblings.members.compactMap { spread(test, .gtn, $0.name, mode) }
    let within = spreads.compactMap { spread in
      spread.deviation.map { ($0 * $0 * Double(spread.count - 1), spread.count - 1) }
    }
    let freedom = within.map(\.1).reduce(0, +)
    guard freedom > 0, let between = Spread(spreads.map(\.mean))?.deviation else { return (nil, nil) }
    let learners = within.map(\.0).reduce(0, +) / Double(freedom)
    let share = learners * spreads.map { 1 / Double($0.count) }.reduce(0, +) / Double(spreads.count)
    return (max(0, between * between - share).squareRoot(), learners.squareRoot())
  }

  /// vanilla − gtn over the teachers of a kind: the mean of ordinary learners less that of the teachers, each of which is one
  /// value, the mean of its learners. The two samples are taken as independent, so that the interval covers both.
  func overTeachers(_ test: String, _ siblings: Siblings, _ mode: EvaluationMode) -> MeanDifference? {
    MeanDifference(
      accuracy.byTrial(test, .vanilla, siblings.first, mode).values.map(\.part).sorted(),
      less: siblings.members.compactMap { spread(test, .gtn, $0.name, mode)?.mean })
  }

  /// A row a kind of teacher, test and mode, a column a seed; nil before two teachers of a kind are counted.
  public func teachersTable() throws -> Table? {
    let siblings = siblings
    guard !siblings.isEmpty else { return nil }
    let seeds = Set(siblings.flatMap { $0.members.map(\.seed) }).sorted()
    let rows = siblings.flatMap { kind in
      PrimaryAccuracy.names.flatMap { test in
        PrimaryAccuracy.modes.map { mode -> [String] in
          let bySeed = seeds.map { seed in
            kind.members.first { $0.seed == seed }.flatMap { difference(test, $0.name, mode) }.map { signed($0.mean) }
              ?? "–"
          }
          let (teachers, learners) = deviations(test, kind, mode)
          return [kind.first, "\(kind.step)", accuracy.title(test), mode.rawValue] + bySeed
            + [overTeachers(test, kind, mode)?.text ?? "–", formatted(teachers, "%.3f"), formatted(learners, "%.3f")]
        }
      }
    }
    return try Table(
      columns: ["teacher", "outer steps", "test", "mode"] + seeds.map { "seed \($0)" }
        + ["all teachers [95% interval]", "sd of teachers", "sd of learners"], rows: rows)
  }

  /// vanilla − gtn over teachers, and the tests in which all of them agree on its sign; nil before two teachers of a kind are
  /// counted.
  public var teachersSentence: String? {
    let found = siblings.compactMap { kind -> String? in
      let modes = PrimaryAccuracy.modes.compactMap { mode -> String? in
        let differences = byTest(PrimaryAccuracy.perturbed) { overTeachers($0, kind, mode)?.text }
        guard !differences.isEmpty else { return nil }
        let agreed = PrimaryAccuracy.perturbed.filter { agree($0, kind, mode) }.map(accuracy.title)
        return
          "\(mode.rawValue) mode it is \(enumerated(differences)), and all agree on its sign"
          + (agreed.isEmpty ? " in no test" : " under \(enumerated(agreed))")
      }
      guard !modes.isEmpty else { return nil }
      return
        "\(Contrast.main.name) over \(kind.members.count) teachers that differ by their seed alone (\(kind.first), \(kind.step)"
        + " outer steps each): in \(modes.joined(separator: ". In "))."
    }
    return found.isEmpty ? nil : found.joined(separator: " ")
  }

  /// Whether vanilla − gtn has one sign with every teacher.
  private func agree(_ test: String, _ siblings: Siblings, _ mode: EvaluationMode) -> Bool {
    let means = siblings.members.compactMap { difference(test, $0.name, mode)?.mean }
    return means.count == siblings.members.count && (means.allSatisfy { $0 < 0 } || means.allSatisfy { $0 > 0 })
  }
}
