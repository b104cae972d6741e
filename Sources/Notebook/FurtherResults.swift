import Findings
import Robustness
import Study
import Workflow

extension Experiment {
  /// Old means and new ones, and whether ordinary learners are then still behind.
  public static let means = Experiment(
    .means,
    contrasts: [
      ("vanilla_means", "vanilla"), ("gtn_real_means", "gtn"), ("gtn_lesson_means", "gtn"),
      ("vanilla_means", "gtn_real_means"),
    ])
  /// What is left of vanilla − gtn once a control has taken vanilla's place.
  public static let controls = Experiment(
    .controls,
    contrasts: [("vanilla_64", "gtn"), ("vanilla_matched", "gtn"), ("real_64", "gtn"), ("real_64", "vanilla")])

  /// What the experiment says as far as it is counted; nil where nothing is.
  func result(_ study: Study, _ ledger: Ledger) throws -> String? {
    guard roster.tests.contains(where: { ledger.isThere(study.counts($0, roster).file) }) else { return nil }
    var results: [String: TestResults] = [:]
    for test in roster.tests {
      let counts = study.counts(test, roster)
      results[test.name] = try together(counts, try ledger.content(counts), ledger)
    }
    return findings(results, study.settings).sentence
  }
}

extension StudyOptions {
  /// What another data set says, beside the one that all other cells are about, as far as that is counted.
  public func otherDataFindings(_ counted: PartCounts, _ ledger: Ledger) throws -> OtherDataFindings {
    let teacher = otherData.teachers[0]
    return OtherDataFindings(
      OtherDataFindings.Data(otherData.dataName, counted, otherData.settings),
      beside: OtherDataFindings.Data(study.dataName, try study.counted(Roster.part.tests, ledger), study.settings),
      teacher: teacher.plan.name, described: try teacher.described(ledger))
  }

  /// What batch mates do, beside the report's counts.
  public func matesFindings(_ results: MatesResults, _ ledger: Ledger) throws -> MatesFindings {
    var counts: [String: TestResults] = [:]
    for shown in study.batchMates.shown where ledger.isThere(shown.file) {
      counts[shown.test.name] = try ledger.requirePart(shown)
    }
    let teachers = try study.teachers.map { ($0.plan.name, try $0.described(ledger)) }
    return MatesFindings(
      results, counts: counts, study.settings, descriptions: Dictionary(uniqueKeysWithValues: teachers))
  }

  /// What learners of teachers on their way do, beside those of the teachers as they stand.
  public func outerStepsFindings(_ counted: PartCounts, _ ledger: Ledger) throws -> OuterStepsFindings {
    OuterStepsFindings(
      counted, outerSteps.settings, beside: try study.counted(Roster.snapshots.tests, ledger),
      standing: try (study.teachers + study.seedTeachers).map { ($0.plan, try ledger.progress(of: $0).done) },
      seed: study.seed)
  }

  /// What the pages beyond the report found, as far as it is there: for the conclusion, a line a page.
  public func furtherResults(_ ledger: Ledger) throws -> [(cell: CellDescription, result: String)] {
    var results = [
      (Cells.means, try Experiment.means.result(study, ledger)),
      (Cells.controls, try Experiment.controls.result(study, ledger)),
    ]
    if ledger.isThere(otherData.counts(.noise).file) {
      let counted = try otherData.counted(Roster.part.tests, ledger)
      results.append((Cells.fashion, try otherDataFindings(counted, ledger).sentence))
    }
    if ledger.isThere(study.batchMates.file) {
      let findings = try matesFindings(try ledger.content(study.batchMates), ledger)
      results.append((Cells.batchMates, findings.result))
    }
    if ledger.isThere(outerSteps.counts(.noise).file) {
      let counted = try outerSteps.counted(Roster.snapshots.tests, ledger)
      let findings = try outerStepsFindings(counted, ledger)
      let sentences = [findings.sentence, findings.teachersSentence].compactMap { $0 }
      results.append((Cells.outerSteps, sentences.joined(separator: " ")))
    }
    return results.compactMap { cell, result in result.map { (cell, $0) } }
  }
}
