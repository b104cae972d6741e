import Archive
import Findings
import Robustness
import Study
import Workflow

/// The checkpoint `conclusion.h5`: all contrasts as differences, trial by trial. A unit is a test.
public struct ConclusionArtifact: Artifact {
  let study: Study

  public init(study: Study) { self.study = study }

  public struct Settings: Encodable { let contrasts: [String] }

  /// A contrast in one test, with one teacher and in one protocol.
  public struct Row: Sendable, Equatable {
    /// Contrast, test, teacher, protocol.
    var labels: [String]
    /// One for each trial; NaN where it is missing.
    var differences: [Double]
  }

  public var file: String { "conclusion.h5" }
  public var kind: String { "conclusion" }
  public var cell: CellDescription { Cells.conclusion }
  public var settings: Settings { Settings(contrasts: Contrast.all.map(\.name)) }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "tests" }
  /// Differences of counts.
  public var usesDevice: Bool { false }
  public var inputs: [Dependency] {
    TestCells.all.map { .content(study.counts($0)) }
      + [Dependency(study.strongAttacks.file, .shown(study.strongAttacks))]
      + [Dependency("accuracy.h5", .shown(study.accuracy)), Dependency("curriculum.h5", .shown(study.learningCurves))]
      + study.teachers.map { Dependency($0.file, title: "teacher-*.h5", .shown($0)) }
  }
  public func inputs(of unit: String) -> [String] { ["\(unit).h5"] }
  public func units(_ ledger: Ledger) -> [String] { TestCells.all.map(\.name) }

  public var empty: [String: [Row]] { [:] }
  public func units(in content: [String: [Row]]) -> [String] { Array(content.keys) }
  public func forget(_ unit: String, in content: inout [String: [Row]]) { content[unit] = nil }
  public func merge(_ other: [String: [Row]], into content: inout [String: [Row]]) {
    content.merge(other) { _, new in new }
  }

  public func compute(_ unit: String, into content: inout [String: [Row]], _ ledger: Ledger) throws {
    guard let test = TestCells.all.first(where: { $0.name == unit }) else {
      throw NotebookError("\(file) has no contrasts of \(unit)")
    }
    let findings = TestFindings(
      test, try ledger.requirePart(study.counts(test)), study.settings, admitted: [:])
    content[unit] = findings.teachers.flatMap(findings.effects).map { effect in
      Row(
        labels: [effect.contrast.name, effect.test, effect.teacher, effect.evaluation.name],
        differences: effect.byTrial.map { $0 ?? .nan })
    }
  }

  private static let columns = ["contrast", "test", "teacher", "protocol"]

  /// Arrays: `tests` that are done, `contrasts/<column>` texts and `contrasts/differences` [contrasts, trials], NaN where a trial is
  /// missing.
  public func checkpoint(_ content: [String: [Row]], _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let tests = TestCells.all.map(\.name).filter { content[$0] != nil }
    let rows = tests.flatMap { content[$0] ?? [] }
    file.set("tests", shape: [tests.count], .text(tests))
    for (column, name) in Self.columns.enumerated() {
      file.set("contrasts/\(name)", shape: [rows.count], .text(rows.map { $0.labels[column] }))
    }
    file.set(
      "contrasts/differences", shape: [rows.count, study.settings.trials], .float64(rows.flatMap(\.differences)))
    return file
  }

  public func content(of file: Checkpoint) throws -> [String: [Row]] {
    let columns = try Self.columns.map { try file.texts("contrasts/\($0)") }
    let (count, trials) = (columns[0].count, study.settings.trials)
    guard columns.allSatisfy({ $0.count == count }) else {
      throw file.unusable("its contrasts are of different lengths")
    }
    let differences = try file.doubles("contrasts/differences", shape: [count, trials])
    var content = Dictionary(
      try file.texts("tests").map { ($0, [Row]()) }, uniquingKeysWith: { first, _ in first })
    for row in 0..<count {
      content[columns[1][row], default: []].append(
        Row(labels: columns.map { $0[row] }, differences: Array(differences[row * trials..<(row + 1) * trials])))
    }
    return content
  }

  public func evidence(of unit: String, in content: [String: [Row]]) -> [String: NamedArray] {
    checkpoint(content.filter { $0.key == unit }, .none).arrays
  }
}
