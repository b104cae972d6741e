import Archive
import Foundation
import Platform
import Tensors

/// Compares what is on disk with what the same settings give now: digests of all files, and a sample of each file's
/// units, computed again in memory. Nothing is written.
final class Verification<Options: NotebookOptions> {
  let cells: [CellEntry<Options>]
  let options: Options
  let ledger: Ledger
  /// Everything instead of a sample.
  let full: Bool
  /// Which sample.
  let sample: UInt64
  private let report: (Check) -> Void
  private(set) var agrees = true

  init(
    _ cells: [CellEntry<Options>], _ options: Options, full: Bool, sample: UInt64, report: @escaping (Check) -> Void
  ) {
    self.cells = cells
    self.options = options
    ledger = options.ledger(quietly: true)
    self.full = full
    self.sample = sample
    self.report = report
  }

  /// Verifies everything that can be.
  ///
  /// - Returns: why nothing but the digests was verified, or nil.
  /// - Throws: what keeps it from going on, such as an interruption.
  func verify() throws -> String? {
    options.common.apply()
    for cell in cells { try verifyDigests(cell) }
    guard agrees else { return "damaged files: nothing was computed again" }
    ledger.recomputed = Recomputed { [unowned self] artifact, again in try compare(artifact, again) }
    var samples: [Sample] = []
    for cell in cells {
      var stale: [String] = []
      for artifact in cell.artifacts(options) where ledger.isThere(artifact.file) {
        let differences = try samplesOf(artifact, into: &samples)
        stale += differences.map { "\(artifact.file): \($0)" }
      }
      guard let first = stale.first else { continue }
      try check(cell.description, "settings, seed and inputs") {
        .different(first + (stale.count > 1 ? "; and \(stale.count - 1) more" : ""))
      }
    }
    for sample in full ? samples : chosen(samples) {
      do { try check(sample.cell, sample.what) { try sample.compare() } } catch let error as NotebookError {
        try check(sample.cell, sample.what) { .notChecked("\(error)") }
      } catch let missing as any MissingData {
        if sample.isOfPart {
          // The other cells have data of their own.
          try check(sample.cell, sample.what) { .notChecked("\(missing)") }
          continue
        }
        return "no data set, so that only digests and what follows from files were verified (\(missing))"
      }
    }
    return nil
  }

  /// One comparison that could be made.
  private struct Sample {
    let cell: CellDescription
    let file: String
    /// Whether it is of a study within a cell.
    let isOfPart: Bool
    let what: String
    /// The files that have to be made again for it: those that need the same come cheaper together.
    let needs: String
    let compare: () throws -> Check.Outcome
  }

  /// Collects what could be compared of a file.
  ///
  /// - Returns: in what the file is stale.
  private func samplesOf<A: Artifact>(_ artifact: A, into samples: inout [Sample]) throws -> [String] {
    let standing = try ledger.standing(artifact, read: artifact.isKept)
    let units = artifact.unitsToVerify(done: standing.done, in: standing.content, full: full) ?? standing.done
    for unit in units {
      let what = unit is Whole ? artifact.file : "\(artifact.file), \(artifact.title(of: unit))"
      samples.append(
        Sample(
          cell: artifact.cell, file: artifact.isKept ? artifact.file : "", isOfPart: artifact.method != artifact.cell,
          what: what, needs: artifact.needs(unit)
        ) {
          guard artifact.isKept else {
            // Made again and compared on the way.
            _ = try self.ledger.require(artifact)
            return .alreadyReported
          }
          var again = artifact.resumedForVerification(unit, standing.content)
          try artifact.compute(unit, into: &again, self.ledger)
          return .comparing(
            artifact.evidence(of: unit, in: standing.content), artifact.evidence(of: unit, in: again))
        })
    }
    return standing.differences
  }

  /// As few files to be made again as tell about all checkpoints; of each checkpoint one unit. The first sample takes the
  /// first in the order of the units, others choose at random.
  private func chosen(_ samples: [Sample]) -> [Sample] {
    // What needs nothing made again is cheap, and the artifact has chosen.
    var chosen = samples.filter { $0.needs.isEmpty }
    let others = samples.filter { !$0.needs.isEmpty }
    var left = Set(others.map(\.file).filter { !$0.isEmpty })
    var groups = others.map(\.needs).reduce(into: [String]()) { if $0.last != $1, !$0.contains($1) { $0.append($1) } }
    while !groups.isEmpty, !left.isEmpty || chosen.allSatisfy(\.needs.isEmpty) {
      let files = groups.map { group in Set(others.filter { $0.needs == group }.map(\.file)).intersection(left) }
      let most = files.map(\.count).max() ?? 0
      let best = groups.indices.filter { files[$0].count == most }
      let index = sample == 1 ? best[0] : choose(best, for: "network \(chosen.count)")
      let group = others.filter { $0.needs == groups[index] }
      // One unit of every file, and the file that is made again itself.
      for file in Set(group.map(\.file)).sorted() where file.isEmpty || files[index].contains(file) {
        let candidates = group.filter { $0.file == file }
        chosen.append(choose(candidates, for: "unit of \(file)"))
      }
      left.subtract(files[index])
      groups.remove(at: index)
    }
    // In the order of the cells.
    let order = Dictionary(samples.enumerated().map { ($1.what, $0) }, uniquingKeysWith: { first, _ in first })
    return chosen.sorted { order[$0.what] ?? 0 < order[$1.what] ?? 0 }
  }

  /// A choice that depends on the sample's number and on what it is for.
  private func choose<Item>(_ items: [Item], for purpose: String) -> Item {
    let bits = RandomStream(seed: sample, purpose: "sample for verification: \(purpose)").block(0).x
    return items[Int(bits) % items.count]
  }

  /// Times a comparison and reports it.
  private func check(_ cell: CellDescription, _ what: String, _ compare: () throws -> Check.Outcome) throws {
    try Interruption.check()
    let start = ContinuousClock.now
    let outcome = try compare()
    if outcome == .alreadyReported { return }
    let check = Check(cell: cell, what: what, outcome: outcome, seconds: (.now - start).seconds)
    if check.isDifferent { agrees = false }
    report(check)
  }

  /// A file that was made again, beside the one on disk.
  private func compare(_ artifact: any Artifact, _ again: Checkpoint) throws {
    try check(artifact.cell, "making of \(artifact.file)") {
      guard ledger.isThere(artifact.file) else {
        return .notChecked("there is no file, but what was computed from it is")
      }
      guard try ledger.differences(of: artifact).isEmpty else { return .notChecked("the file is stale") }
      var stored = try Checkpoint.read(ledger.path(artifact.file))
      // Says how the file came to be taken for current; no result.
      stored[Acceptance.array] = nil
      return .comparing(stored.arrays, again.arrays)
    }
  }

  /// Every file says of itself what its content's digest is.
  private func verifyDigests(_ cell: CellEntry<Options>) throws {
    let artifacts = cell.artifacts(options)
    let files = artifacts.flatMap { artifact in ledger.files(artifact).map { (name: $0, artifact: artifact) } }
    guard !files.isEmpty else { return }
    let what = files.count == 1 ? "digest of \(files[0].name)" : "digests of \(files.count) files"
    try check(cell.description, what) {
      var (damaged, left) = ([String](), [String]())
      for (file, artifact) in files {
        try Interruption.check()
        do { _ = try ledger.reading(file, of: artifact) { try Checkpoint.read(ledger.path(file)) } } catch let error
          as ArchiveError
        {
          if error.isTemporary { left.append("\(error)") } else { damaged.append("\(error)") }
        }
      }
      if !damaged.isEmpty { return .different(damaged.joined(separator: "; ")) }
      return left.isEmpty ? .equal : .notChecked(left.joined(separator: "; "))
    }
  }
}

/// The error of a data set that is not to be had: without it there is nothing to compute from.
public protocol MissingData: Error {}

extension Ledger {
  /// The files of an artifact that are on disk: itself, the state that it resumes from, shards.
  func files(_ artifact: any Artifact) -> [String] {
    [artifact.file, artifact.stateFile].compactMap { $0 }.filter(isThere) + shardFiles(artifact)
  }
}
