import Archive
import ArgumentParser
import Foundation

/// Prints the differences of stale files and what is missing, without computing anything.
public struct WhyCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Say what a cell's files differ in from what would be computed now.")
  @Argument(help: "The cell: its number or name.", transform: CellDescription.named)
  var cell: CellDescription
  @OptionGroup var options: Options

  /// Lines at most about missing results.
  private static let most = 20

  public init() {}

  public func work() throws {
    let run = Run(cell, options, quietly: true)
    let status = try run.status()
    if case .stale = status.state {
      print("\(cell.name): stale")
    } else {
      print("\(cell.name): \(status.state)")
    }
    // Files that differ in the same are told together.
    var told: [(differences: [String], names: [String])] = []
    for file in status.files {
      guard case .stale(let differences) = file.state else { continue }
      if let index = told.firstIndex(where: { $0.differences == differences }) {
        told[index].names.append(file.name)
      } else {
        told.append((differences, [file.name]))
      }
    }
    for (differences, names) in told {
      print("  \(Self.list(names)) differs in")
      for difference in differences { print("    \(difference)") }
    }
    let current = status.files.filter { $0.state == .current }.map(\.name)
    if !current.isEmpty { print("  \(Self.list(current)): nothing differs") }
    let absent = Set(
      try current.flatMap { try Checkpoint.header(run.path($0)).provenance.inputs.map(\.name) }
    )
    .filter { !FileManager.default.fileExists(atPath: run.path($0)) }
    if !absent.isEmpty {
      print("  not here, and so not compared: \(absent.sorted().joined(separator: ", "))")
    }
    let missing = try run.missing(status)
    for line in missing.prefix(Self.most) { print("  missing: \(line)") }
    if missing.count > Self.most { print("  missing: \(missing.count - Self.most) more") }
  }

  private static func list(_ names: [String]) -> String {
    names.count <= 2 ? names.joined(separator: ", ") : "\(names[0]) and \(names.count - 1) more files"
  }
}

extension Run {
  /// What is still to be computed, apart from what is stale.
  fileprivate func missing(_ status: CellStatus) throws -> [String] {
    let files = status.files.filter { $0.state == .missing && $0.done == 0 }.map(\.name)
    let partial = status.files.filter { ($0.state == .current || 0 < $0.done) && $0.done < $0.all }
    switch cell.name {
    case Cells.metaTraining.name:
      return files + partial.map { "\($0.name): outer steps \($0.done + 1) to \($0.all)" }
    case Cells.curriculum.name where !partial.isEmpty:
      let done = try LearningSpeed(self).done
      return files + settings.teachers.map(\.learner).filter { !done.contains($0) }.map { "teacher \($0)" }
    case Cells.conclusion.name where !partial.isEmpty:
      let tests = try RobustnessTests.all.filter { try !Sweep($0, self).results().counts.isComplete }
      return files + tests.map { isThere("\($0.name).h5") ? "the rest of \($0.name).h5" : "\($0.name).h5" }
    case Cells.accuracyTable.name:
      return files + (partial.isEmpty ? [] : try AccuracyTable(self).counts().missing)
    default:
      let tests = sweeps(of: cell).filter { sweep in partial.contains { $0.name == sweep.file } }
      return files
        + (try tests.flatMap { sweep in try sweep.results().counts.missing.map { "\(sweep.file): \($0)" } })
    }
  }
}

extension Counts {
  /// What is not counted yet: the labels of all axes but the last, and how many counts along that.
  var missing: [String] {
    let width = axes.last?.labels.count ?? 1
    return stride(from: 0, to: count, by: width).compactMap { start in
      let left = correct[start..<start + width].count { $0 < 0 }
      guard left > 0 else { return nil }
      let labels = zip(axes, position(ofOffset: start)).dropLast().map { axis, place in
        "\(axis.name) \(axis.labels[place])"
      }
      return "\(labels.joined(separator: ", ")): \(left) of \(width) counts"
    }
  }
}
