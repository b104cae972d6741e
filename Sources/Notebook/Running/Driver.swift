import ArgumentParser
import Foundation

/// Runs cells as the programs that they are, which lie beside this one.
public struct Driver {
  private let options: Options

  public init(_ options: Options) { self.options = options }

  /// - Throws: an exit code: the cell's own, if it fails, or that of the signal that stopped this program.
  public func run(_ cell: CellDescription) throws {
    // Not the first argument, which is a bare name if the program was found by PATH.
    let own = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    let folder = own.resolvingSymlinksInPath().deletingLastPathComponent()
    let program = folder.appendingPathComponent(cell.name)
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw NotebookError("\(program.path) is missing: build all cells with `swift build -c release`")
    }
    let process = Process()
    process.executableURL = program
    process.arguments = options.arguments
    if let signal = Interruption.signalNumber { throw ExitCode(128 + signal) }
    Interruption.watch()
    try process.run()
    Interruption.pass(to: process.processIdentifier)
    process.waitUntilExit()
    Interruption.pass(to: nil)
    let status =
      process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    if status != 0 { throw ExitCode(status) }
  }
}

/// How much of a cell's results is there.
public enum CellState: CustomStringConvertible {
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

extension Run {
  /// The state of this run's cell, told from what is on disk.
  public func cellState() throws -> CellState {
    switch cell.name {
    case Cells.dataset.name:
      try fileState(DatasetFile.name, datasetProvenance()) { _ in .complete }
    case Cells.metaTraining.name: try teachersState()
    case Cells.curriculum.name:
      try fileState(LearningSpeed.file, LearningSpeed(self).provenance()) { _ in
        try LearningSpeed(self).state()
      }
    case Cells.learners.name: try LearnerTraining(self).state()
    case Cells.accuracyTable.name: try countsState(AccuracyTable.file, AccuracyTable(self).provenance())
    case Cells.noise.name: try sweepState([.noise])
    case Cells.blur.name: try sweepState([.blur])
    case Cells.fgsm.name: try sweepState([.fgsm])
    case Cells.lbfgs.name: try sweepState([.lbfgsAsRun, .lbfgsAsWritten])
    case Cells.conclusion.name:
      try fileState(Conclusion.file, Conclusion.provenance(self)) { _ in .complete }
    default: .missing
    }
  }

  private func fileState(
    _ file: String, _ expected: Provenance, _ whenCurrent: (Checkpoint) throws -> CellState
  ) throws -> CellState {
    switch try state(file, expected) {
    case .missing: .missing
    case .stale(let reasons): .stale(reasons.map { "\(file): \($0)" })
    case .current: try whenCurrent(Checkpoint.read(path(file)))
    }
  }

  private func teachersState() throws -> CellState {
    var done = 0
    for settings in settings.teachers {
      let file = TeacherFile.name(settings.learner)
      let state = try fileState(file, TeacherTraining(settings, self).provenance()) { checkpoint in
        let step = Int(try checkpoint.integers("outer_step", shape: [])[0])
        return .partial(done: step, of: settings.outerSteps, unit: "outer steps")
      }
      switch state {
      case .partial(let step, _, _): done += step
      case .missing: break
      default: return state
      }
    }
    return .counted(done, of: settings.teachers.map(\.outerSteps).reduce(0, +), "outer steps")
  }

  private func sweepState(_ tests: [RobustnessTest]) throws -> CellState {
    try .combined(
      tests.map { test in
        let sweep = Sweep(test, self)
        return try countsState(sweep.file, sweep.provenance())
      })
  }

  private func countsState(_ file: String, _ expected: Provenance) throws -> CellState {
    try fileState(file, expected) { checkpoint in
      let correct = try checkpoint.integers("correct")
      return .counted(correct.count { $0 >= 0 }, of: correct.count, "counts")
    }
  }
}

extension CellState {
  /// The state of several files together: any stale one makes all stale.
  static func combined(_ states: [CellState]) -> CellState {
    if let stale = states.first(where: { if case .stale = $0 { true } else { false } }) { return stale }
    let complete = states.count { if case .complete = $0 { true } else { false } }
    let started = states.contains { if case .missing = $0 { false } else { true } }
    if states.count == 1 || complete == states.count { return states[0] }
    return started ? .partial(done: complete, of: states.count, unit: "files") : .missing
  }

  static func counted(_ done: Int, of all: Int, _ unit: String) -> CellState {
    done == 0 ? .missing : (done == all ? .complete : .partial(done: done, of: all, unit: unit))
  }
}

extension LearnerTraining {
  /// Counts the files of all learners.
  func state() throws -> CellState {
    var done = 0
    var all = 0
    for key in allKeys {
      all += 1
      switch try run.state(key.file, run.learnerProvenance(key)) {
      case .current: done += 1
      case .missing: break
      case .stale(let reasons): return .stale(reasons.map { "\(key.file): \($0)" })
      }
    }
    return .counted(done, of: all, "learners")
  }
}
