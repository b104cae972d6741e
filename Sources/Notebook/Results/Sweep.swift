import Archive
import Datasets
import Foundation
import Networks
import Robustness
import Tensors

/// A robustness test over all networks, strengths and protocols: its metric file and how it is computed.
public struct Sweep {
  public static let axes = ["protocol", "teacher", "algorithm", "learner", "trial", "strength"]

  public let test: RobustnessTest
  private let run: Run

  /// What a count depends on besides seed and inputs. Which networks are counted is not part of it: counts
  /// of others stay valid when more are asked for.
  struct SweepSettings: Codable {
    let test: String
    let strengths: [Double]
    let images: Int
    let learners: LearnerSettings
  }

  public init(_ test: RobustnessTest, _ run: Run) {
    self.test = test
    self.run = run
  }

  public var file: String { "\(test.name).h5" }

  private var settings: Settings { run.settings }
  private var teachers: [String] { settings.teachers.map(\.learner) }

  public func provenance() throws -> Provenance {
    try run.provenance(
      kind: "metrics", cell: test.cell,
      settings: SweepSettings(
        test: test.name, strengths: test.strengths, images: settings.imageCount(test),
        learners: run.anyLearnerSettings),
      inputs: [DatasetFile.name] + teachers.map(TeacherFile.name))
  }

  /// What all counts depend on: a changed teacher makes only its own stale.
  func commonProvenance() throws -> Provenance {
    var common = try provenance()
    common.inputs.removeAll { $0.name != DatasetFile.name }
    return common
  }

  /// Learner types that are tested: the report's, and those that pass its criterion here.
  public func learners() throws -> [String] {
    let reported = teachers.flatMap { Reported.learners(test.name, teacher: $0) }
    let admitted = try AccuracyTable(run).admitted().values.flatMap { $0 }
    return settings.learners.filter { reported.contains($0) || admitted.contains($0) }
  }

  /// No count yet, over all axes; `counted` are learner types that have counts already.
  private func empty(counted: [String] = []) throws -> Counts {
    let asked = try learners()
    let learners = settings.learners.filter { asked.contains($0) || counted.contains($0) }
    return Counts(
      axes: [
        .init("protocol", EvaluationProtocol.allCases.map(\.rawValue)), .init("teacher", teachers),
        .init("algorithm", Algorithm.allCases.map(\.rawValue)), .init("learner", learners),
        .init("trial", (1...settings.trials).map { Double($0) }), .init("strength", test.strengths),
      ], total: settings.imageCount(test))
  }

  /// What is on disk so far, if it was made from what is there now: counts, and the sample figure's image
  /// at the strengths done.
  public func results() throws -> SweepResults {
    guard let (stored, counts) = try run.metrics(file, provenance(), axes: Self.axes) else {
      return SweepResults(counts: try empty(), isAttack: test.isAttack)
    }
    var results = SweepResults(
      counts: try empty(counted: counts.labels("learner")), isAttack: test.isAttack)
    try results.adopt(stored, counts)
    return results
  }

  /// One network in one mode, and the places in the array that its counts fill: `vanilla` belongs to every
  /// teacher, and a mode may serve both protocols.
  private struct Job {
    let key: LearnerKey
    let mode: EvaluationMode
    var places: [(protocol: String, teacher: String)]
  }

  /// The jobs of which the filters admit at least one place. They fill their other places too: what is
  /// counted once is not counted again for another teacher or protocol.
  private func jobs(_ filters: Filters, _ only: EvaluationProtocol?, _ learners: [String]) -> [Job] {
    var jobs: [Job] = []
    var asked: [Bool] = []
    for trial in 1...settings.trials {
      for learner in learners {
        for (teacher, algorithm) in teachers.flatMap({ t in Algorithm.allCases.map { (t, $0) } }) {
          let isAdmitted = filters.admits(
            teacher: teacher, learner: learner, algorithm: algorithm, trial: trial)
          let key = LearnerKey(teacher: teacher, algorithm: algorithm, learner: learner, trial: trial)
          for kind in EvaluationProtocol.allCases {
            let isAsked = isAdmitted && (only == nil || only == kind)
            let (mode, place) = (kind.mode(of: algorithm), (kind.rawValue, teacher))
            if let index = jobs.firstIndex(where: { $0.key == key && $0.mode == mode }) {
              jobs[index].places.append(place)
              asked[index] = asked[index] || isAsked
            } else {
              jobs.append(Job(key: key, mode: mode, places: [place]))
              asked.append(isAsked)
            }
          }
        }
      }
    }
    return zip(jobs, asked).filter { $0.1 }.map { $0.0 }
  }

  /// The network whose perturbed image the sample figure shows: learner `base_larger` of the first teacher,
  /// `gtn`, trial 1. For a corruption any network would do.
  private func isSample(_ job: Job) -> Bool {
    let key = LearnerKey(teacher: teachers[0], algorithm: .gtn, learner: "base_larger", trial: 1)
    return job.key == key && job.mode == .evaluation
  }

  /// Computes what is missing and returns everything; every count is on disk before the next is begun.
  public func compute(_ filters: Filters, only: EvaluationProtocol? = nil) throws -> SweepResults {
    var results = try results()
    func unfinished(_ job: Job) -> [Int] {
      test.strengths.indices.filter { strength in
        job.places.contains { results.counts[position(job, $0, strength, results.counts)] == nil }
      }
    }
    let jobs = jobs(filters, only, results.counts.labels("learner"))
    guard run.force || jobs.contains(where: { !unfinished($0).isEmpty }) else { return results }

    let lock = try FileLock(for: run.path(file))
    defer { withExtendedLifetime(lock) {} }
    run.computed()
    let provenance = try provenance()
    // Another run may have added counts before the lock was had.
    results = try self.results()
    if run.force { forget(jobs, &results.counts) }
    let left = jobs.map(unfinished)
    let units = left.map(\.count).reduce(0, +)
    let batch = try run.testBatch(count: results.counts.total)
    let all = jobs.count * test.strengths.count
    let progress = Progress(test.name, total: all, done: all - units)
    var perturbed = PerturbedImages(test: test, batch: batch, seed: run.seed)
    for (job, strengths) in zip(jobs, left) where !strengths.isEmpty {
      let network = try run.networkUnderTest(job.key, job.mode)
      if test.isAttack {
        let clean = network.correct(batch.images, batch.labels)
        for place in job.places { results.recordClean(clean, at: position(job, place, 0, results.counts)) }
      }
      for strength in strengths {
        try Interruption.check()
        let images = perturbed.images(strength, trial: job.key.trial, network)
        let correct = network.correct(images, batch.labels)
        let moved = test.isAttack ? Distance(from: batch.images, to: images) : nil
        for place in job.places {
          results.record(correct, moved, at: position(job, place, strength, results.counts))
        }
        if isSample(job) {
          results.sample[strength] = images.images(test.sampleImage..<test.sampleImage + 1).floats
        }
        try results.checkpoint(provenance).write(to: run.path(file))
        progress.advance("\(job.key.algorithm.rawValue) \(job.key.learner) trial \(job.key.trial)")
      }
    }
    return results
  }

  /// Forced counts are forgotten, so that an interrupted run goes on with them; all others are kept.
  private func forget(_ jobs: [Job], _ counts: inout Counts) {
    for job in jobs {
      for place in job.places {
        for strength in test.strengths.indices { counts[position(job, place, strength, counts)] = nil }
      }
    }
  }

  private func position(
    _ job: Job, _ place: (protocol: String, teacher: String), _ strength: Int, _ counts: Counts
  ) -> [Int] {
    counts.position([
      place.protocol, place.teacher, job.key.algorithm.rawValue, job.key.learner, "\(Double(job.key.trial))",
    ]) + [strength]
  }
}

/// Perturbed images, kept for the next network where they do not depend on it.
private struct PerturbedImages {
  let test: RobustnessTest
  let batch: TestBatch
  let seed: UInt64
  private var trial = 0
  private var kept: [Int: Tensor] = [:]

  init(test: RobustnessTest, batch: TestBatch, seed: UInt64) {
    self.test = test
    self.batch = batch
    self.seed = seed
  }

  mutating func images(_ strength: Int, trial: Int, _ network: NetworkUnderTest) -> Tensor {
    if trial != self.trial { kept = [:] }
    self.trial = trial
    if let known = kept[strength] { return known }
    let images = test.perturbed(
      batch.images, batch.oneHot, strength: strength, seed: seed, trial: trial, network)
    if !test.isAttack { kept[strength] = images }
    return images
  }
}
