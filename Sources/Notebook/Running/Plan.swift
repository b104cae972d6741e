import Archive
import Foundation
import Robustness
import Teaching

/// What a run of the notebook would do, cell by cell. `notebook run` carries it out.
public struct Plan {
  /// A cell, and what running it would do.
  public struct Step {
    public let cell: CellDescription
    public let work: Work
    /// What the work should take, told from earlier entries of `runs.log`; nil if they do not tell, or there is
    /// nothing to compute.
    public let seconds: Double?
  }

  /// What a cell would compute; all cells that are reached and do not refuse draw, too.
  public enum Work: Equatable {
    case nothing
    /// Nothing is missing, but these cells' results, which it depends on, are computed first: if they come
    /// out different, all or a part of this cell's are computed again.
    case dependsOn([String])
    /// Units to be computed; more if the cells named, which compute first, make it more.
    case compute(units: Int, unit: String, dependsOn: [String])
    /// The cell refuses to run; so does what comes after it.
    case refusal(String)
    /// A cell before this one refuses.
    case notReached
  }

  /// In the order in which the cells run.
  public let steps: [Step]

  /// - Parameter cells: the cells to run, in order.
  public init(_ cells: [CellDescription], _ options: Options) throws {
    var steps: [Step] = []
    var computing: [String] = []
    var refused = false
    for cell in cells {
      let run = Run(cell, options, quietly: true)
      let before = cell.dependsOn.map(\.name).filter(computing.contains)
      let work = refused ? .notReached : try run.work(dependsOn: before)
      var seconds: Double?
      switch work {
      case .nothing, .notReached: break
      case .refusal: refused = true
      case .dependsOn: computing.append(cell.name)
      case .compute(let units, _, _):
        computing.append(cell.name)
        seconds = RunLog(folder: run.folder).estimate(cell.name, units: units)
      }
      steps.append(Step(cell: cell, work: work, seconds: seconds))
    }
    self.steps = steps
  }
}

extension CellDescription {
  /// The cells whose files' digests this cell's files record, so that other contents make them stale; and for the
  /// tests the accuracy table, which says which networks are tested.
  var dependsOn: [CellDescription] {
    switch name {
    case Cells.dataset.name: []
    case Cells.metaTraining.name: [Cells.dataset]
    case Cells.curriculum.name, Cells.learners.name, Cells.accuracyTable.name:
      [Cells.dataset, Cells.metaTraining]
    case Cells.conclusion.name: [Cells.noise, Cells.blur, Cells.fgsm, Cells.lbfgs]
    default: [Cells.dataset, Cells.metaTraining, Cells.accuracyTable]
    }
  }
}

extension Run {
  /// What a run of this cell would do, by the same functions that do it.
  fileprivate func work(dependsOn before: [String]) throws -> Plan.Work {
    let left: (units: Int, of: Int, unit: String)
    // A file that cannot be read keeps this cell from running, but none before it.
    do { left = try unitsLeft() } catch let error where error is NotebookError || error is ArchiveError {
      return .refusal("\(error)")
    }
    if left.units == 0 { return before.isEmpty ? .nothing : .dependsOn(before) }
    // What is all to be computed anyway cannot become more; only which networks are tested is not settled yet.
    let isOpen =
      left.units < left.of || !sweeps(of: cell).isEmpty && before.contains(Cells.accuracyTable.name)
    return .compute(units: left.units, unit: left.unit, dependsOn: isOpen ? before : [])
  }

  private func unitsLeft() throws -> (units: Int, of: Int, unit: String) {
    func file(_ name: String, _ expected: Provenance) throws -> (Int, Int, String) {
      (try needs(name, expected) ? 1 : 0, 1, "file")
    }
    switch cell.name {
    case Cells.dataset.name: return try file(DatasetFile.name, datasetProvenance())
    case Cells.metaTraining.name:
      let steps = settings.teachers.map(\.outerSteps)
      let left = try settings.teachers.map { try TeacherTraining($0, self).stepsLeft(until: $0.outerSteps) }
      return (left.reduce(0, +), steps.reduce(0, +), "outer steps")
    case Cells.curriculum.name:
      let all = settings.teachers.count
      return (force ? all : all - (try LearningSpeed(self).done.count), all, "teachers")
    case Cells.learners.name:
      let training = LearnerTraining(self)
      let jobs = training.jobs()
      return (try training.unfinished(jobs).flatMap(\.keys).count, jobs.flatMap(\.keys).count, "learners")
    case Cells.accuracyTable.name:
      let table = AccuracyTable(self)
      var (counts, none) = (try table.counts(), table.empty())
      return (table.unfinished(nil, &counts).count, table.unfinished(nil, &none).count, "networks")
    case Cells.conclusion.name: return try file(Conclusion.file, Conclusion.provenance(self))
    default:
      let left = try sweeps(of: cell).map { try $0.unitsLeft() }
      return (left.map(\.units).reduce(0, +), left.map(\.of).reduce(0, +), "tests of a network")
    }
  }
}

extension Sweep {
  /// Networks times strengths that are left, and all of them.
  fileprivate func unitsLeft() throws -> (units: Int, of: Int) {
    let counts = try results().counts
    let jobs = jobs(learners: counts.labels("learner"))
    let all = jobs.count * test.strengths.count
    return (run.force ? all : jobs.map { $0.unfinished(counts).count }.reduce(0, +), all)
  }
}

extension RunLog {
  /// Seconds that so many units of a cell's work should take: at the rate of earlier runs on this machine, with as
  /// many threads if there were such, or else of all. Nil without any that tells its units.
  func estimate(_ cell: String, units: Int) -> Double? {
    let entries = entries().filter { $0.cell == cell && ($0.units ?? 0) > 0 && $0.seconds >= 0 }
    let alike = entries.filter { $0.machine == Self.machine && $0.threads == Parallel.threads }
    let rated = alike.isEmpty ? entries : alike
    let done = rated.compactMap(\.units).reduce(0, +)
    return done == 0 ? nil : rated.map(\.seconds).reduce(0, +) / Double(done) * Double(units)
  }
}
