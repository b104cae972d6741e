import Figures
import Foundation
import Robustness
import Study

// How far an attack moves images.

extension TestFindings {
  /// Every network that the protocols show, as often as they show it.
  private var shownNetworks: [(labels: [String], tested: TestedNetwork)] {
    EvaluationProtocol.compared.flatMap { kind in
      teachers.flatMap { teacher in
        kind.recipes.flatMap { recipe in
          settings.learners.flatMap { learner in
            trials.compactMap { trial in
              tested(kind, teacher, recipe, learner, trial).map {
                ([kind.name, teacher, recipe.name, learner, "\(trial)"], $0)
              }
            }
          }
        }
      }
    }
  }

  private func moved(_ tested: TestedNetwork, _ strength: Int) -> Distance? {
    results.distances[CountUnit(tested, strength: strength)]
  }

  private static let measures = ["mean L2", "largest L2", "largest pixel"]

  /// A row each strength over all networks counted: how far images are moved, in normalised units. nil for corruptions.
  public func distanceTable() throws -> Table? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let networks = shownNetworks
    let rows = results.strengths.indices.compactMap { index -> [String]? in
      let found = networks.compactMap { moved($0.tested, index) }
      guard let mean = Spread(found.map(\.mean))?.mean else { return nil }
      let numbers: [Double] = [mean, found.map(\.largest).max() ?? 0, found.map(\.largestPixel).max() ?? 0]
      return [shortened(results.strengths[index])] + numbers.map { formatted($0, "%.4f") }
    }
    return try Table(columns: ["β"] + Self.measures, rows: rows)
  }

  /// The same in full: a row each protocol, teacher, recipe, learner type, trial and strength.
  public func networkDistanceTable() throws -> Table? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let rows = shownNetworks.flatMap { shown -> [[String]] in
      results.strengths.indices.compactMap { index -> [String]? in
        guard let moved = moved(shown.tested, index) else { return nil }
        let numbers = [moved.mean, moved.largest, moved.largestPixel]
        return shown.labels + [decimal(results.strengths[index])] + numbers.map { formatted($0, "%.4f") }
      }
    }
    return try Table(
      columns: ["protocol", "teacher", "recipe", "learner", "trial", "strength"] + Self.measures, rows: rows)
  }

  /// What an attack does to all networks together.
  public struct Movement: Sendable {
    /// The largest distance of an image, and the largest change of a pixel, in normalised units.
    public let largest, largestPixel: Double
    /// The largest change of a network's accuracy.
    public let changed: Double
    /// Of how many networks, once for each protocol and teacher.
    public let networks: Int

    /// The numbers in a sentence.
    public var sentence: String {
      String(
        format:
          "An image moves by up to %.4f (L2), a pixel by up to %.4f; the accuracy of a network on these images"
          + " changes by up to %.4f (%d networks, by protocol and teacher).",
        largest, largestPixel, changed, networks)
    }
  }

  /// nil for corruptions.
  public var movement: Movement? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let strengths = results.strengths.indices
    let networks = shownNetworks.filter { shown in strengths.contains { moved(shown.tested, $0) != nil } }
    let found = networks.flatMap { shown in strengths.compactMap { moved(shown.tested, $0) } }
    let changes = networks.flatMap { shown in
      strengths.compactMap { strength -> Double? in
        guard let before = results.cleanCount(shown.tested), let after = results[shown.tested, strength] else {
          return nil
        }
        return abs(Double(after - before)) / Double(results.total)
      }
    }
    return Movement(
      largest: found.map(\.largest).max() ?? 0, largestPixel: found.map(\.largestPixel).max() ?? 0,
      changed: changes.max() ?? 0, networks: networks.count)
  }
}
