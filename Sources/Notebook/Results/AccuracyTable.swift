import Archive
import Figures
import Foundation
import Networks
import Robustness

/// Test accuracy of every learner: `accuracy.h5` and what is derived from it.
public struct AccuracyTable {
  public static let file = "accuracy.h5"
  /// Axes of the counts, in the order of the array.
  public static let axes = ["teacher", "algorithm", "learner", "trial"]
  /// A learner type is tested further if its worst algorithm is above this on average (report, "Robustness
  /// Performance Tests").
  public static let admission = 0.7

  let run: Run
  private var teachers: [String] { run.settings.teachers.map(\.learner) }

  struct TableSettings: Codable {
    let images: Int
    let learners: LearnerSettings
  }

  public init(_ run: Run) { self.run = run }

  /// What `accuracy.h5` would be made of now.
  ///
  /// - Throws: `ArchiveError` for an input that cannot be read.
  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "metrics", cell: Cells.accuracyTable,
      settings: TableSettings(images: imageCount, learners: run.anyLearnerSettings),
      inputs: [DatasetFile.name] + teachers.map(TeacherFile.name))
  }

  /// What all counts depend on: a changed teacher makes only its own stale.
  public func commonProvenance() throws -> Provenance { try provenance().without(teachers: teachers) }

  private var imageCount: Int { min(10_000, run.settings.accuracyImageLimit) }

  /// No count yet, over all axes.
  func empty() -> Counts {
    Counts(
      axes: [
        .init("teacher", teachers), .init("algorithm", Algorithm.allCases.map(\.rawValue)),
        .init("learner", run.settings.learners),
        .init("trial", (1...run.settings.trials).map { Double($0) }),
      ], total: imageCount)
  }

  /// The counts on disk, without those of learners whose teacher has changed; none if the file is missing or
  /// otherwise stale.
  ///
  /// - Throws: `ArchiveError` for a file that cannot be read.
  public func counts() throws -> Counts { try counts(provenance()) }

  private func counts(_ expected: Provenance) throws -> Counts {
    var counts = empty()
    if let found = try run.metrics(Self.file, expected, axes: Self.axes) { counts.adopt(found.counts) }
    return counts
  }

  /// The report's learner types that pass the criterion on the trials counted so far, by teacher; teachers of which no
  /// type has a trial of every algorithm are left out. The duplicate `base_fc` is no learner type of its own here, as in
  /// the report, and the corrected types stand beside it.
  public func admitted() throws -> [String: [String]] {
    guard try run.metricState(Self.file, provenance(), axes: Self.axes) == .current else { return [:] }
    let counts = try Counts(Checkpoint.read(run.path(Self.file)), axes: Self.axes)
    var admitted: [String: [String]] = [:]
    for teacher in counts.labels("teacher") {
      for learner in counts.labels("learner") where learner != "base_fc" && Learners.report.contains(learner)
      {
        guard let passes = Self.admits(counts, teacher, learner) else { continue }
        admitted[teacher, default: []] += passes ? [learner] : []
      }
    }
    return admitted
  }

  /// The learners with a count that is missing, and the places of those counts in the array.
  ///
  /// - Parameter counts: loses the counts that `--force` asks for again, so that an interrupted run goes on
  ///   with them.
  func unfinished(_ filters: Filters?, _ counts: inout Counts) -> [(key: LearnerKey, places: [[Int]])] {
    var left: [(key: LearnerKey, places: [[Int]])] = []
    for trial in 1...run.settings.trials {
      for learner in run.settings.learners {
        for (teacher, algorithm) in teachers.flatMap({ t in Algorithm.allCases.map { (t, $0) } }) {
          let place = counts.position([teacher, algorithm.rawValue, learner, "\(Double(trial))"])
          // A learner without a teacher is counted for all of them, whichever is asked for.
          let asked = algorithm == .vanilla ? nil : teacher
          if let filters,
            !filters.admits(teacher: asked, learner: learner, algorithm: algorithm, trial: trial)
          {
            continue
          }
          if run.force { counts[place] = nil }
          guard counts[place] == nil else { continue }
          let key = LearnerKey(teacher: teacher, algorithm: algorithm, learner: learner, trial: trial)
          if let index = left.firstIndex(where: { $0.key == key }) {
            left[index].places.append(place)
          } else {
            left.append((key, [place]))
          }
        }
      }
    }
    return left
  }

  /// Counts what is missing; every count is on disk before the next is begun.
  ///
  /// - Throws: `NotebookError` naming the cell to run, if a learner is missing or stale; `ArchiveError.inUse`
  ///   while another run counts.
  public func compute(_ filters: Filters) throws -> Counts {
    var counts = try counts()
    guard !unfinished(filters, &counts).isEmpty else { return counts }
    let lock = try run.lock(Self.file)
    defer { withExtendedLifetime(lock) {} }
    // Once, so that counts are never said to come from a teacher that was replaced meanwhile.
    let provenance = try provenance()
    // Another run may have added counts before the lock was had; of these --force forgets what it asks for alone.
    counts = try self.counts(provenance)
    let left = unfinished(filters, &counts)
    guard !left.isEmpty else { return counts }
    run.computed()
    let batch = try run.testBatch(count: counts.total)
    let progress = Progress("learner", total: left.count)
    for (key, places) in left {
      try Interruption.check()
      let correct = try run.networkUnderTest(key, .evaluation).correct(batch.images, batch.labels)
      for place in places { counts[place] = correct }
      try counts.checkpoint(provenance).write(to: run.path(Self.file))
      run.computed(1)
      progress.advance()
    }
    return counts
  }

  /// Accuracy of each trial.
  public static func accuracies(
    _ counts: Counts, _ teacher: String, _ algorithm: Algorithm, _ learner: String
  ) -> [Double] {
    counts.labels("trial").compactMap { trial in
      counts[teacher, algorithm.rawValue, learner, trial].map { Double($0) / Double(counts.total) }
    }
  }

  /// Whether a learner type passes the report's criterion for a teacher, on the trials counted so far; nil while an
  /// algorithm has none.
  public static func admits(_ counts: Counts, _ teacher: String, _ learner: String) -> Bool? {
    let means = Algorithm.allCases.compactMap { Spread(accuracies(counts, teacher, $0, learner))?.mean }
    return means.count == Algorithm.allCases.count ? means.min()! > admission : nil
  }
}
