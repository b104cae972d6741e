import Figures
import Foundation
import Robustness
import Study

// How far an attack moves images.

extension TestFindings {
  /// Every network with a distance, in the order of their names.
  private var movedNetworks: [TestedNetwork] {
    Set(results.distances.keys.map(\.tested)).sorted { "\($0)" < "\($1)" }
  }

  private func moved(_ tested: TestedNetwork, _ strength: Int) -> Distance? {
    results.distances[CountUnit(tested, strength: strength)]
  }

  private static let measures = ["mean L2", "largest L2", "largest pixel"]

  /// A row each strength over all networks counted: how far images are moved, in normalised units. nil for corruptions.
  public func distanceTable() throws -> Table? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let rows = results.strengths.indices.compactMap { index -> [String]? in
      let found = movedNetworks.compactMap { moved($0, index) }
      guard let mean = Spread(found.map(\.mean))?.mean else { return nil }
      let numbers: [Double] = [mean, found.map(\.largest).max() ?? 0, found.map(\.largestPixel).max() ?? 0]
      return [shortened(results.strengths[index])] + numbers.map { formatted($0, "%.4f") }
    }
    return try Table(columns: ["β"] + Self.measures, rows: rows)
  }

  /// The same in full: a row each network, mode and strength.
  public func networkDistanceTable() throws -> Table? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let rows = movedNetworks.flatMap { tested in
      results.strengths.indices.compactMap { index -> [String]? in
        guard let moved = moved(tested, index) else { return nil }
        let key = tested.key
        return [tested.mode.rawValue, key.teacher ?? "", key.recipe, key.learner, "\(key.trial)"]
          + [decimal(results.strengths[index])]
          + [moved.mean, moved.largest, moved.largestPixel].map { formatted($0, "%.4f") }
      }
    }
    return try Table(
      columns: ["mode", "teacher", "recipe", "learner", "trial", "strength"] + Self.measures, rows: rows)
  }

  /// What an attack does to all networks together, in normalised units: the largest distance of an image, the largest
  /// change of a pixel, and the largest change of a network's accuracy; nil for corruptions.
  public var movement: (image: Double, pixel: Double, accuracy: Double)? {
    guard test.isAttack, !results.distances.isEmpty else { return nil }
    let changes = results.distances.keys.compactMap { unit -> Double? in
      guard let before = results.cleanCount(unit.tested), let after = results.correct[unit] else { return nil }
      return abs(Double(after - before)) / Double(results.total)
    }
    let moved = results.distances.values
    return (moved.map(\.largest).max() ?? 0, moved.map(\.largestPixel).max() ?? 0, changes.max() ?? 0)
  }
}
