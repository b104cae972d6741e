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

  /// Of every kind of which two teachers or more are counted at one outer step: at that which most have reached, the latest of
  /// these.
  var siblings: [Siblings] {
    standing.filter { $0.seed == nil }.compactMap { first in
      let kind = standing.filter { $0.training == first.training }
      let steps = Set(kind.flatMap { points($0.name).map(\.step) })
      let found = steps.map { step in
        Siblings(
          first: first.name, step: step,
          members: kind.compactMap { plan in
            points(plan.name).first { $0.step == step }.map { (plan.seed ?? seed, $0.name) }
          })
      }
      return found.filter { $0.members.count > 1 }.max { ($0.members.count, $0.step) < ($1.members.count, $1.step) }
    }
  }

  /// Deviations (n − 1) of the accuracy of `gtn`: of the learners of one teacher, pooled; and of teachers, what is left of the
  /// deviation of their means when that of as many learners is taken away, zero if nothing is.
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
    let trials = Double(spreads.map(\.count).min() ?? 1)
    return (max(0, between * between - learners / trials).squareRoot(), learners.squareRoot())
  }

  /// vanilla − gtn over the teachers of a kind, each by the mean over its learners. The same ordinary learners enter all of them:
  /// the interval covers teachers, and not these.
  func overTeachers(_ test: String, _ siblings: Siblings, _ mode: EvaluationMode) -> PairedMean? {
    let means = siblings.members.compactMap { difference(test, $0.name, mode)?.mean }
    return means.count == siblings.members.count ? PairedMean(means) : nil
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

  /// vanilla − gtn over teachers, and in how many tests they agree about its sign; nil before two teachers of a kind are counted.
  public var teachersSentence: String? {
    let tests = PrimaryAccuracy.names.filter { $0 != PrimaryAccuracy.unperturbed }
    let found = siblings.map { kind -> String in
      let modes = PrimaryAccuracy.modes.map { mode -> String in
        let differences = tests.compactMap { test in
          overTeachers(test, kind, mode).map { "\($0.text) under \(accuracy.title(test))" }
        }
        let agreed = tests.filter { test in
          let means = kind.members.compactMap { difference(test, $0.name, mode)?.mean }
          return means.count == kind.members.count && (means.allSatisfy { $0 < 0 } || means.allSatisfy { $0 > 0 })
        }
        return
          "in \(mode.rawValue) mode \(enumerated(differences)), where all agree about the sign in \(agreed.count) of"
          + " \(tests.count) tests"
      }
      return
        "Over \(kind.members.count) teachers that differ by their seed alone, after \(kind.step) outer steps, \(Contrast.main.name)"
        + " is \(modes.joined(separator: ", and ")) (\(kind.first); the intervals cover teachers)."
    }
    return found.isEmpty ? nil : found.joined(separator: " ")
  }
}
