import Archive
import Datasets
import Networks
import Robustness
import Tensors

/// One network in one mode, and the places in the array that its counts fill: `vanilla` belongs to every
/// teacher, and a mode may serve both protocols.
struct SweepJob {
  let key: LearnerKey
  let mode: EvaluationMode
  var places: [(protocol: String, teacher: String)]

  func position(_ place: (protocol: String, teacher: String), _ strength: Int, _ counts: Counts) -> [Int] {
    counts.position([
      place.protocol, place.teacher, key.algorithm.rawValue, key.learner, "\(Double(key.trial))",
    ]) + [strength]
  }

  /// The strengths at which a count is missing.
  func unfinished(_ counts: Counts) -> [Int] {
    counts.labels("strength").indices.filter { strength in
      places.contains { counts[position($0, strength, counts)] == nil }
    }
  }
}

extension Sweep {
  /// The networks of a part of the work, in the order in which they are tested: those of which the filters admit
  /// at least one place. They fill their other places too: what is counted once is not counted again for another
  /// teacher or protocol.
  func jobs(_ filters: Filters? = nil, only: EvaluationProtocol? = nil, learners: [String]) -> [SweepJob] {
    var jobs: [SweepJob] = []
    var asked: [Bool] = []
    for trial in 1...settings.trials {
      for learner in learners {
        for (teacher, algorithm) in teachers.flatMap({ t in Algorithm.allCases.map { (t, $0) } }) {
          let isAdmitted =
            filters?.admits(teacher: teacher, learner: learner, algorithm: algorithm, trial: trial) ?? true
          let key = LearnerKey(teacher: teacher, algorithm: algorithm, learner: learner, trial: trial)
          for kind in EvaluationProtocol.allCases {
            let isAsked = isAdmitted && (only == nil || only == kind)
            let (mode, place) = (kind.mode(of: algorithm), (kind.rawValue, teacher))
            if let index = jobs.firstIndex(where: { $0.key == key && $0.mode == mode }) {
              jobs[index].places.append(place)
              asked[index] = asked[index] || isAsked
            } else {
              jobs.append(SweepJob(key: key, mode: mode, places: [place]))
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
  func isSample(_ job: SweepJob) -> Bool {
    let key = LearnerKey(teacher: teachers[0], algorithm: .gtn, learner: "base_larger", trial: 1)
    return job.key == key && job.mode == .evaluation
  }

  /// Whether that network is counted at a strength, in whichever protocol.
  static func hasSample(_ counts: Counts, strength: Int) -> Bool {
    guard let teacher = counts.labels("teacher").first, counts.labels("learner").contains("base_larger"),
      let trial = counts.labels("trial").first
    else { return false }
    return counts.labels("protocol").contains {
      counts[counts.position([$0, teacher, Algorithm.gtn.rawValue, "base_larger", trial]) + [strength]] != nil
    }
  }

  /// Computes what is missing of the given part and returns everything that there is; every count is on disk
  /// before the next is begun.
  ///
  /// - Throws: `NotebookError` if a network is missing or stale, or an input is replaced meanwhile;
  ///   `ArchiveError.inUse` while another run counts the same part.
  public func compute(
    _ filters: Filters, only: EvaluationProtocol? = nil, shard: Shard? = nil
  ) throws -> SweepResults {
    if shard == nil { try merge(waitingForAll: false) }
    let found = try results()
    let whole = jobs(filters, only: only, learners: found.counts.labels("learner"))
    let jobs = shard?.part(of: whole) ?? whole
    guard run.force || jobs.contains(where: { !$0.unfinished(found.counts).isEmpty }) else { return found }

    let target = shard.map(shardFile) ?? file
    let lock = try run.lock(target)
    defer { withExtendedLifetime(lock) {} }
    run.computed()
    let provenance = try provenance()
    // Another run may have added counts before the lock was had.
    var known = try results().counts
    // A shard's file holds the counts of that shard alone.
    var results = try shard.map(self.results(of:)) ?? self.results()
    if run.force {
      forget(jobs, &known)
      forget(jobs, &results.counts)
    }
    let left = jobs.map { $0.unfinished(known) }
    let units = left.map(\.count).reduce(0, +)
    let batch = try run.testBatch(count: results.counts.total)
    let all = jobs.count * test.strengths.count
    let progress = Progress(test.name + (shard.map { " \($0)" } ?? ""), total: all, done: all - units)
    var perturbed = PerturbedImages(test: test, batch: batch, seed: run.seed)
    for (job, strengths) in zip(jobs, left) where !strengths.isEmpty {
      try refuseReplaced(provenance, job.key)
      let network = try run.networkUnderTest(job.key, job.mode)
      if test.isAttack {
        let clean = network.correct(batch.images, batch.labels)
        for place in job.places { results.recordClean(clean, at: job.position(place, 0, results.counts)) }
      }
      for strength in strengths {
        try Interruption.check()
        let images = perturbed.images(strength, trial: job.key.trial, network)
        let correct = network.correct(images, batch.labels)
        let moved = test.isAttack ? Distance(from: batch.images, to: images) : nil
        for place in job.places {
          results.record(correct, moved, at: job.position(place, strength, results.counts))
        }
        if isSample(job) { results.sample[strength] = sampleImage(images) }
        try results.checkpoint(provenance).write(to: run.path(target))
        run.computed(1)
        progress.advance("\(job.key.algorithm.rawValue) \(job.key.learner) trial \(job.key.trial)")
      }
    }
    return results
  }

  /// A network of an input that was replaced meanwhile must not be counted under the one before. Teachers of other
  /// networks do not matter: what is trained already can be tested while they are trained.
  private func refuseReplaced(_ provenance: Provenance, _ key: LearnerKey) throws {
    func inputs(_ provenance: Provenance) -> [Input] {
      provenance.without(teachers: teachers.filter { $0 != key.teacher }).inputs
    }
    let (before, now) = (inputs(provenance), try inputs(self.provenance()))
    guard let changed = (before + now).first(where: { !before.contains($0) || !now.contains($0) }) else {
      return
    }
    throw NotebookError(
      "\(run.path(changed.name)) was replaced while \(file) was computed from it: run this cell again, which keeps"
        + " what is still valid")
  }

  func sampleImage(_ images: Tensor) -> [Float] {
    images.images(test.sampleImage..<test.sampleImage + 1).floats
  }

  /// Forced counts are forgotten, so that an interrupted run goes on with them; all others are kept.
  private func forget(_ jobs: [SweepJob], _ counts: inout Counts) {
    for job in jobs {
      for place in job.places {
        for strength in test.strengths.indices { counts[job.position(place, strength, counts)] = nil }
      }
    }
  }
}

/// Perturbed images, kept for the next network where they do not depend on it.
struct PerturbedImages {
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
