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

  /// What the counts depend on besides seed and inputs.
  struct SweepSettings: Codable {
    let test: String
    let strengths: [Double]
    let images: Int
    let teachers: [String]
    let learners: [String]
    let trials: Int
    let learnerSettings: LearnerSettings
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
      kind: "metrics",
      settings: SweepSettings(
        test: test.name, strengths: test.strengths, images: settings.imageCount(test), teachers: teachers,
        learners: settings.testedLearners, trials: settings.trials,
        learnerSettings: LearnerSettings(
          learner: "*", widths: settings.widths, algorithm: "*", trial: 0, lessons: settings.firstLessons,
          vanilla: settings.vanilla)),
      inputs: [DatasetFile.name] + teachers.map(TeacherFile.name))
  }

  /// No count yet, over all axes.
  private func empty() -> Counts {
    Counts(
      axes: [
        .init("protocol", EvaluationProtocol.allCases.map(\.rawValue)), .init("teacher", teachers),
        .init("algorithm", Algorithm.allCases.map(\.rawValue)), .init("learner", settings.testedLearners),
        .init("trial", (1...settings.trials).map { Double($0) }), .init("strength", test.strengths),
      ], total: settings.imageCount(test))
  }

  /// The counts so far: those on disk, if they were made from what is there now.
  public func counts() throws -> Counts {
    guard try !run.needs(file, provenance()) else { return empty() }
    return try Counts(Checkpoint.read(run.path(file)), axes: Self.axes)
  }

  /// One network in one mode, and the places in the array that its counts fill: `vanilla` belongs to every
  /// teacher, and a mode may serve both protocols.
  private struct Job {
    let key: LearnerKey
    let mode: EvaluationMode
    var places: [(protocol: String, teacher: String)]
  }

  private func jobs(_ filters: Filters, _ only: EvaluationProtocol?) -> [Job] {
    var jobs: [Job] = []
    for trial in 1...settings.trials {
      for learner in settings.testedLearners {
        for (teacher, algorithm) in teachers.flatMap({ t in Algorithm.allCases.map { (t, $0) } }) {
          guard filters.admits(teacher: teacher, learner: learner, algorithm: algorithm, trial: trial)
          else { continue }
          let key = LearnerKey(teacher: teacher, algorithm: algorithm, learner: learner, trial: trial)
          for kind in EvaluationProtocol.allCases where only == nil || only == kind {
            let (mode, place) = (kind.mode(of: algorithm), (kind.rawValue, teacher))
            if let index = jobs.firstIndex(where: { $0.key == key && $0.mode == mode }) {
              jobs[index].places.append(place)
            } else {
              jobs.append(Job(key: key, mode: mode, places: [place]))
            }
          }
        }
      }
    }
    return jobs
  }

  /// Computes what is missing and returns all counts; every count is on disk before the next is begun.
  public func compute(_ filters: Filters, only: EvaluationProtocol? = nil) throws -> Counts {
    var counts = try counts()
    func isDone(_ job: Job, _ strength: Int) -> Bool {
      job.places.allSatisfy { counts[position(job, $0, strength, counts)] != nil }
    }
    let jobs = jobs(filters, only)
    let left = jobs.map { job in test.strengths.indices.filter { !isDone(job, $0) } }
    let units = left.map(\.count).reduce(0, +)
    guard units > 0 else { return counts }

    let lock = try FileLock(for: run.path(file))
    defer { withExtendedLifetime(lock) {} }
    run.computed()
    let batch = try run.testBatch(count: counts.total)
    let all = jobs.count * test.strengths.count
    let progress = Progress(test.name, total: all, done: all - units)
    var corrupted = CorruptedImages(test: test, batch: batch, seed: run.seed)
    for (job, strengths) in zip(jobs, left) where !strengths.isEmpty {
      let network = try run.networkUnderTest(job.key, job.mode)
      for strength in strengths {
        try Interruption.check()
        let images = corrupted.images(strength, trial: job.key.trial, network)
        let correct = network.correct(images, batch.labels)
        for place in job.places { counts[position(job, place, strength, counts)] = correct }
        try counts.checkpoint(provenance()).write(to: run.path(file))
        progress.advance("\(job.key.algorithm.rawValue) \(job.key.learner) trial \(job.key.trial)")
      }
    }
    return counts
  }

  private func position(
    _ job: Job, _ place: (protocol: String, teacher: String), _ strength: Int, _ counts: Counts
  ) -> [Int] {
    counts.position([
      place.protocol, place.teacher, job.key.algorithm.rawValue, job.key.learner, "\(Double(job.key.trial))",
    ]) + [strength]
  }
}

/// The first images of the test set.
public struct TestBatch {
  /// [n, side, side, 1], normalised.
  public let images: Tensor
  public let oneHot: Tensor
  public let labels: [Int]
}

extension Run {
  public func testBatch(count: Int) throws -> TestBatch {
    let (_, dataset) = try describedDataset()
    let batch = dataset.test.batch(0..<min(count, dataset.test.count))
    return TestBatch(images: batch.images, oneHot: batch.oneHot, labels: batch.oneHot.largestInRows())
  }
}

extension RobustnessTest {
  /// Images perturbed at one of the test's strengths.
  public func perturbed(
    _ images: Tensor, _ oneHot: Tensor, strength: Int, seed: UInt64, trial: Int, _ network: NetworkUnderTest?
  ) -> Tensor {
    let range = Normalisation.validRange
    return perturbed(
      PerturbationRequest(
        images: images, oneHot: oneHot, strength: strengths[strength],
        validRange: Double(range.lowerBound)...Double(range.upperBound), seed: seed, trial: trial,
        network: network))
  }
}

/// Perturbed images, kept for the next network where they do not depend on it.
private struct CorruptedImages {
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
