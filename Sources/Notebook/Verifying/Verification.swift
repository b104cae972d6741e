import Archive
import Datasets
import Foundation
import Tensors

/// Compares what is on disk with what the same settings give now: digests of all files, and a sample of each cell's
/// results, computed again in memory. Nothing is written.
final class Verification {
  let run: Run
  /// The only cell to be verified; all, if nil.
  let cell: CellDescription?
  /// Everything instead of a sample.
  let full: Bool
  /// Which sample.
  let sample: UInt64
  private let report: (Check) -> Void
  private(set) var agrees = true

  init(_ run: Run, cell: CellDescription?, full: Bool, sample: UInt64, report: @escaping (Check) -> Void) {
    self.run = run
    self.cell = cell
    self.full = full
    self.sample = sample
    self.report = report
  }

  /// Verifies everything that can be.
  ///
  /// - Returns: why nothing but the digests was verified, or nil.
  /// - Throws: what keeps it from going on, such as an interruption.
  func verify() throws -> String? {
    let files = run.filesOnDisk().filter { includes(Cells.owner(of: $0)) }
    try verifyDigests(files)
    guard agrees else { return "damaged files: nothing was computed again" }
    let current = try currentFiles()
    if includes(Cells.conclusion), current.contains(Conclusion.file) {
      try check(Cells.conclusion, Conclusion.file) {
        try .comparing(stored(Conclusion.file), Conclusion(run).checkpoint(Conclusion.provenance(run)))
      }
    }
    guard !current.isEmpty else { return nil }
    do { _ = try run.dataset() } catch let error as DatasetError {
      return "no data set, so that only digests and what follows from files were verified (\(error))"
    }
    guard FileManager.default.fileExists(atPath: run.path(DatasetFile.name)) else {
      return "\(run.path(DatasetFile.name)) is missing, so that only digests were verified"
    }
    try verifyDataset(current)
    try verifyTeachers(current)
    try verifySpeed(current)
    try verifyNetworks(current)
    return nil
  }

  func includes(_ owner: CellDescription?) -> Bool {
    guard let owner else { return false }
    return cell == nil || cell?.name == owner.name
  }

  func stored(_ file: String) throws -> Checkpoint { try Checkpoint.read(run.path(file)) }

  /// Times a comparison and reports it.
  func check(_ cell: CellDescription, _ what: String, _ compare: () throws -> Check.Outcome) throws {
    try Interruption.check()
    let start = ContinuousClock.now
    let outcome = try compare()
    let check = Check(cell: cell, what: what, outcome: outcome, seconds: (.now - start).seconds)
    if check.isDifferent { agrees = false }
    report(check)
  }

  /// A choice that depends on the sample's number and on what it is for.
  func choose<Item>(_ items: [Item], for purpose: String) -> Item? {
    guard !items.isEmpty else { return nil }
    let bits = RandomStream(seed: sample, purpose: "sample for verification: \(purpose)").block(0).x
    return items[Int(bits) % items.count]
  }

  /// Every file says of itself what its content's digest is.
  private func verifyDigests(_ files: [String]) throws {
    for (cell, files) in Dictionary(grouping: files, by: { Cells.owner(of: $0)?.name ?? "" })
      .sorted(by: { $0.key < $1.key })
    {
      guard let owner = Cells.all.first(where: { $0.name == cell }) else { continue }
      let what = files.count == 1 ? "digest of \(files[0])" : "digests of \(files.count) files"
      try check(owner, what) {
        var (damaged, left): ([String], [String]) = ([], [])
        for file in files {
          try Interruption.check()
          do { _ = try stored(file) } catch let error as ArchiveError {
            if error.isTemporary { left.append("\(error)") } else { damaged.append("\(error)") }
          }
        }
        if !damaged.isEmpty { return .different(damaged.joined(separator: "; ")) }
        return left.isEmpty ? .equal : .notChecked(left.joined(separator: "; "))
      }
    }
  }

  /// The files whose results these settings would give; stale ones are reported.
  private func currentFiles() throws -> Set<String> {
    var current: Set<String> = []
    for cell in Cells.all where includes(cell) {
      let status = try run.status(of: cell)
      current.formUnion(status.files.filter { $0.state == .current }.map(\.name))
      guard case .stale(let reasons) = status.state else { continue }
      try check(cell, "settings, seed and inputs") { .different(reasons.joined(separator: "; ")) }
    }
    return current
  }

  private func verifyDataset(_ current: Set<String>) throws {
    guard includes(Cells.dataset), current.contains(DatasetFile.name) else { return }
    try check(Cells.dataset, DatasetFile.name) {
      let dataset = try run.dataset()
      let again = try DatasetFile(dataset, seed: run.seed).checkpoint(
        dataset, run.datasetProvenance(), examples: DatasetFile.examples)
      return try .comparing(stored(DatasetFile.name), again)
    }
  }

  private func verifyTeachers(_ current: Set<String>) throws {
    for settings in run.settings.teachers {
      let training = TeacherTraining(settings, run)
      guard includes(Cells.metaTraining), current.contains(training.file) else { continue }
      let file = try stored(training.file)
      let step = try training.outerStepOnDisk()
      let isMeasured = try TeacherFile.history(file).evaluatedOuterSteps.last == step
      if isMeasured {
        try check(Cells.metaTraining, "\(training.file), accuracy of a fresh learner at outer step \(step)") {
          guard let (stored, again) = try training.measuredAgain(file) else {
            return .notChecked("it cannot be measured")
          }
          return .comparing(stored, again)
        }
      }
      // A teacher that has gone on since it was last measured is told by its beginning.
      guard full || !isMeasured else { continue }
      // The rest would take as long as it took, and each step follows from the one before.
      let count = min(step, full ? 2 : 1)
      try check(Cells.metaTraining, "\(training.file), losses of the first \(count) outer steps") {
        let (history, again) = (try TeacherFile.history(file), try training.firstLosses(count))
        return .comparing(
          Array(history.metaLoss.prefix(count) + history.finalLoss.prefix(count)), again.meta + again.final)
      }
    }
  }

  /// Learning curves: of a sample, the end of the taught ones and an early point of each.
  private func verifySpeed(_ current: Set<String>) throws {
    guard includes(Cells.curriculum), current.contains(LearningSpeed.file) else { return }
    let speed = LearningSpeed(run)
    let curves = try speed.curves(stored(LearningSpeed.file))
    for name in run.settings.teachers.map(\.learner) {
      for (algorithm, points) in [(Algorithm.gtn, curves.taught[name]), (.vanilla, curves.vanilla[name])] {
        guard let points, !points.isEmpty else { continue }
        let early = choose(points.filter { $0.step <= 16 }, for: "step of \(algorithm.rawValue) \(name)")
        let sampled = [early, algorithm == .vanilla ? nil : points.last].compactMap { $0?.step }
        let steps = full ? points.map(\.step) : Array(Set(sampled)).sorted()
        let told =
          full ? "all \(steps.count) steps" : "step \(steps.map { "\($0)" }.joined(separator: " and "))"
        try check(Cells.curriculum, "accuracy of \(name) by \(algorithm.rawValue) at \(told)") {
          let stored = points.filter { steps.contains($0.step) }
          let again = try speed.curve(name, algorithm, steps: steps)
          return .comparing(stored.map(\.accuracy), again.map(\.accuracy))
        }
      }
    }
  }
}
