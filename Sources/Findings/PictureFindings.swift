import Datasets
import Figures
import Foundation
import Robustness
import Study

// Images in rows: what a teacher shows on its way, and how an attack changes an image.

/// What a teacher shows in its first lesson after some outer steps: a row each, a column a class; nil for one row or none.
///
/// - Parameters:
///   - pictures: by the copy's name.
///   - steps: of the copies.
///   - standing: the teacher as it stands now.
public func lessonStrip(
  _ plan: TeacherPlan, _ pictures: [String: Pictures.Row], steps: [Int], standing: (step: Int, images: Pictures.Row)
) -> ImageStrip? {
  let copies = steps.filter { $0 != standing.step }.compactMap { step in
    pictures[plan.taken(at: step).name].map { (step: step, images: $0) }
  }
  let rows = (copies + [standing]).sorted { $0.step < $1.step }
  guard rows.count > 1, rows.allSatisfy({ $0.images.count == 10 }) else { return nil }
  return ImageStrip(
    images: rows.flatMap(\.images), side: side(of: standing.images), valueRange: -2...2,
    labels: (0..<10).map { "\($0)" }, columns: 10, rowLabels: rows.map { "step \($0.step)" }, width: .column)
}

/// Test images, and under each what an attack for the least distance makes of it and by how much: two rows a network and mode.
/// What no attack fells is left white. nil without pictures.
///
/// - Parameters:
///   - pictures: by network and mode; the first half of each row is clean.
///   - fallen: whether the attack fells each of the images, by network and mode.
public func attackedStrip(_ pictures: [String: Pictures.Row], fallen: [String: [Bool]]) -> ImageStrip? {
  let range = Normalisation.validRange
  let middle = (range.lowerBound + range.upperBound) / 2
  let names = EvaluationMode.allCases.reversed().flatMap { mode in
    Recipes.all.reversed().map { "\($0.name), \(mode.rawValue)" }
  }.filter { pictures[$0] != nil }
  guard let first = names.first.flatMap({ pictures[$0] }), first.count > 1 else { return nil }
  let count = first.count / 2
  let rows = names.flatMap { name -> [(String, Pictures.Row)] in
    guard let row = pictures[name], let fallen = fallen[name], row.count == 2 * count, fallen.count >= count else {
      return []
    }
    let blank = [Float](repeating: range.upperBound, count: first[0].count)
    func shown(_ images: Pictures.Row) -> Pictures.Row { zip(images, fallen).map { $1 ? $0 : blank } }
    let changes = zip(row.prefix(count), row.suffix(count)).map { clean, attacked in
      zip(clean, attacked).map { $1 - $0 }
    }
    let lengths = changes.map { Double($0.map { $0 * $0 }.reduce(0, +).squareRoot() * Normalisation.deviation) }
    // An image that was wrong before has not moved.
    let moved = zip(lengths, fallen).filter { $0 > 0 && $1 }.map(\.0)
    let median = Spread.median(moved).map { " (\(formatted($0, "%.2f")))" } ?? ""
    return [
      (name, shown(Array(row.suffix(count)))), ("change" + median, shown(changes.map { $0.map { middle + $0 } })),
    ]
  }
  return ImageStrip(
    images: first.prefix(count) + rows.flatMap(\.1), side: side(of: first), valueRange: range, labels: [],
    columns: count, rowLabels: ["clean"] + rows.map(\.0))
}

private func side(of images: Pictures.Row) -> Int { Int(Double(images[0].count).squareRoot()) }
