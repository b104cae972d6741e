import Archive
import Foundation
import Robustness

/// How much of a cell's results is there.
public enum CellState: Equatable, Sendable, CustomStringConvertible {
  case missing
  case partial(done: Int, of: Int, unit: String)
  case stale([String])
  case complete

  public var description: String {
    switch self {
    case .missing: "missing"
    case .partial(let done, let all, let unit): "partial, \(done) of \(all) \(unit)"
    case .stale(let reasons): "stale: \(reasons.joined(separator: "; "))"
    case .complete: "complete"
    }
  }
}

/// One checkpoint that a cell should write: how it stands, and how much of the cell's work it holds.
public struct CellFile: Sendable {
  public let name: String
  /// What the file would be made of now.
  let expected: Provenance
  public let state: FileState
  /// Units of work in it, and in the whole of it.
  public let done: Int
  public let all: Int
}

/// A cell's files and how they stand, told from what is on disk alone.
public struct CellStatus: Sendable {
  public let cell: CellDescription
  /// What the work is counted in.
  public let unit: String
  public let files: [CellFile]
  /// Files on disk that belong to the cell and are nobody's input: states to resume from, shards.
  public let besides: [String]

  public var state: CellState {
    let stale = files.compactMap { file -> [String]? in
      guard case .stale(let reasons) = file.state else { return nil }
      return reasons.map { "\(file.name): \($0)" }
    }
    if let first = stale.first {
      return .stale(first + (stale.count > 1 ? ["and \(stale.count - 1) more files"] : []))
    }
    let done = files.map(\.done).reduce(0, +)
    let all = files.map(\.all).reduce(0, +)
    if files.allSatisfy({ $0.state == .missing && $0.done == 0 }) { return .missing }
    return done == all ? .complete : .partial(done: done, of: all, unit: unit)
  }

  /// The names of all files that are on disk.
  public var namesOnDisk: [String] { files.filter { $0.state != .missing }.map(\.name) + besides }
}

extension Run {
  /// How this run's cell stands.
  ///
  /// - Throws: `ArchiveError` for a file that cannot be read.
  public func status() throws -> CellStatus { try status(of: cell) }

  /// How any cell stands.
  func status(of cell: CellDescription) throws -> CellStatus {
    let (unit, files, besides) = try contents(of: cell)
    return CellStatus(
      cell: cell, unit: unit, files: files,
      besides: besides.filter { FileManager.default.fileExists(atPath: path($0)) })
  }

  private func contents(of cell: CellDescription) throws -> (
    unit: String, files: [CellFile], besides: [String]
  ) {
    switch cell.name {
    case Cells.dataset.name: return try ("files", [wholeFile(DatasetFile.name, datasetProvenance())], [])
    case Cells.metaTraining.name:
      let names = settings.teachers.map { TeacherFile.resumeName($0.learner) }
      return try ("outer steps", settings.teachers.map(teacherFile), names)
    case Cells.curriculum.name:
      return try ("teachers", [learningSpeedFile()], [])
    case Cells.learners.name:
      let files = try LearnerTraining(self).allKeys.map { try wholeFile($0.file, learnerProvenance($0)) }
      return ("learners", files, [])
    case Cells.accuracyTable.name: return try ("counts", [accuracyFile()], [])
    case Cells.conclusion.name:
      return try ("tests complete", [conclusionFile()], [])
    default:
      let sweeps = sweeps(of: cell)
      return try ("counts", sweeps.map(sweepFile), sweeps.flatMap { $0.shardFiles() })
    }
  }

  /// The robustness tests of a cell.
  func sweeps(of cell: CellDescription) -> [Sweep] {
    RobustnessTests.all.filter { $0.cell.name == cell.name }.map { Sweep($0, self) }
  }

  /// A file that is there or not.
  private func wholeFile(_ name: String, _ expected: Provenance) throws -> CellFile {
    let state = try state(name, expected)
    return CellFile(name: name, expected: expected, state: state, done: state == .current ? 1 : 0, all: 1)
  }

  private func learningSpeedFile() throws -> CellFile {
    let speed = LearningSpeed(self)
    let expected = try speed.provenance()
    let state = try state(LearningSpeed.file, expected) { stored in
      settings.teachers.map(\.learner).filter { stored["gtn/\($0)/steps"] == nil }
    }
    return CellFile(
      name: LearningSpeed.file, expected: expected, state: state,
      done: state == .current ? try speed.done.count : 0, all: settings.teachers.count)
  }

  private func teacherFile(_ settings: MetaTrainingSettings) throws -> CellFile {
    let training = TeacherTraining(settings, self)
    let expected = try training.provenance()
    let state = try state(training.file, expected)
    return CellFile(
      name: training.file, expected: expected, state: state,
      done: state == .current ? try training.outerStepOnDisk() : 0, all: settings.outerSteps)
  }

  private func accuracyFile() throws -> CellFile {
    let (table, expected) = (AccuracyTable(self), try AccuracyTable(self).provenance())
    let (state, counts) = try (
      metricState(AccuracyTable.file, expected, axes: AccuracyTable.axes), table.counts()
    )
    return CellFile(
      name: AccuracyTable.file, expected: expected, state: state, done: counts.done, all: counts.count)
  }

  /// It is no more complete than the tests that it sums up.
  private func conclusionFile() throws -> CellFile {
    let expected = try Conclusion.provenance(self)
    let state = try state(Conclusion.file, expected)
    let tests = RobustnessTests.all.map { Sweep($0, self) }
    return CellFile(
      name: Conclusion.file, expected: expected, state: state,
      done: state == .current ? try tests.count { try $0.results().counts.isComplete } : 0, all: tests.count)
  }

  private func sweepFile(_ sweep: Sweep) throws -> CellFile {
    let (expected, counts) = try (sweep.provenance(), sweep.results().counts)
    let state = try metricState(sweep.file, expected, axes: Sweep.axes)
    return CellFile(
      name: sweep.file, expected: expected, state: state, done: counts.done, all: counts.count)
  }
}
