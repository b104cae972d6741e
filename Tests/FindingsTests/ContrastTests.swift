import Robustness
import Study
import Testing

@testable import Findings

@Suite("Contrasts")
struct ContrastTests {
  private func differences(
    _ findings: TestFindings, _ kind: EvaluationProtocol = .published, relativeToClean: Bool
  ) -> [Double?] {
    let contrast = Contrast(a: "10_gtn", b: "gtn", relativeToClean: relativeToClean)
    return findings.effects(findings.teachers[0]).first { $0.contrast == contrast && $0.evaluation == kind }?.byTrial
      ?? []
  }

  /// Two learner types and one strength beside the clean ones, counted by hand.
  @Test func differencesAreMeansOverLearnersAndStrengths() throws {
    let settings = SmallCounts.settings(
      teachers: ["base_larger3"], learners: ["base_larger", "base_larger3"], trials: 2)
    let findings = SmallCounts.findings(.noise, settings) { tested, strength in
      guard tested.key.trial == 2, tested.key.teacher != nil else { return nil }
      let offset = tested.key.learner == "base_larger" ? 0 : 2
      return offset + (tested.key.recipe == "gtn" ? (strength == 0 ? 90 : 50) : (strength == 0 ? 54 : 54))
    }
    // Mean over ten strengths: 0.54 against (0.90 + 9 * 0.50) / 10; less the clean accuracy: 0 against -0.36.
    #expect(differences(findings, relativeToClean: false)[0] == nil)
    #expect(
      differences(findings, relativeToClean: false)[1] == 0,
      "a rounding with a sign would decide over trials that are all equal")
    #expect(abs(try #require(differences(findings, relativeToClean: true)[1]) - 0.36) < 1e-12)
  }

  /// The report's noise figure has `base_larger` twice, the second time as `base_fc`. As published so do effects; in one mode
  /// every type counts once.
  @Test func everyTypeCountsOnceInAMode() throws {
    let settings = SmallCounts.settings(learners: ["base_fc", "base_larger", "base_larger3"], trials: 1)
    let findings = SmallCounts.findings(.noise, settings) { tested, _ in
      tested.key.recipe == "gtn" ? 50 : tested.key.learner == "base_fc" ? 80 : 53
    }
    #expect(abs(try #require(differences(findings, .published, relativeToClean: false)[0]) - 0.12) < 1e-12)
    for kind in [EvaluationProtocol.evaluation, .training] {
      #expect(abs(try #require(differences(findings, kind, relativeToClean: false)[0]) - 0.03) < 1e-12)
    }
    let points = try findings.curveTable().rows
    #expect(Set(points.filter { $0[0] == "published" }.map { $0[3] }) == ["base_larger base_larger3 base_fc"])
    #expect(Set(points.filter { $0[0] != "published" }.map { $0[3] }) == ["base_larger base_larger3"])
  }

  /// An attack's clean accuracy is that of its own images, in the mode of the protocol.
  @Test func cleanAccuracyIsThatOfTheAttackedImages() throws {
    let findings = SmallCounts.findings(
      .fgsm, clean: { $0.key.recipe == "gtn" ? 50 : $0.mode == .training ? 90 : 70 }
    ) { tested, _ in tested.key.recipe == "gtn" ? 40 : 60 }
    // 0.6 - 0.9 against 0.4 - 0.5, and 0.6 - 0.7.
    for (kind, expected) in [(EvaluationProtocol.published, -0.2), (.evaluation, 0)] {
      let found = differences(findings, kind, relativeToClean: true).compactMap { $0 }
      #expect(found.count == 3)
      #expect(found.allSatisfy { abs($0 - expected) < 1e-12 })
    }
  }

  /// What is not counted is no difference, and no mode stands for another.
  @Test func nothingIsSaidOfWhatIsNotThere() throws {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger3"])
    let findings = SmallCounts.findings(.noise, settings) { tested, _ in
      guard tested.key.teacher != "base_larger3", tested.mode == .evaluation || tested.key.recipe != "gtn" else {
        return nil
      }
      return tested.key.recipe == "gtn" ? 50 : tested.mode == .evaluation ? 40 : 70
    }
    let effects = findings.effects("base_larger").filter { $0.contrast == .main }
    #expect(effects.map(\.evaluation) == EvaluationProtocol.all)
    #expect(effects.map(\.text) == ["+0.200 [+0.200, +0.200]", "−0.100 [−0.100, −0.100]", "not counted yet"])
    #expect(findings.effects("base_larger3").allSatisfy { $0.estimate == nil })
  }

  /// Sixteen: 3 tests and PGD, 2 teachers, 2 modes.
  @Test func familyIsThatNamedBeforeLooking() {
    let settings = SmallCounts.settings(teachers: ["base_larger", "base_larger3"])
    let counted = TestCells.all.flatMap { test in
      let findings = SmallCounts.findings(test, settings) { _, _ in 50 }
      return findings.teachers.flatMap(findings.effects)
    }
    let primary = (counted + StrongFindings(StrongResults(images: 4), settings).effects).filter(\.isPrimary)
    #expect(primary.count == Effect.family && Effect.family == 16)
    #expect(Set(primary.map(\.test)) == ["noise", "blur", "fgsm", "pgd"])
    #expect(primary.allSatisfy { $0.contrast.name == "vanilla − gtn" && $0.evaluation != .published })
  }

  /// Means by learner type, whether or not a type is the report's.
  @Test func learnerTypesAreToldApart() throws {
    let findings = SmallCounts.findings(.blur, admitted: ["base_larger": ["linear"]]) { tested, _ in
      guard tested.key.recipe == "vanilla" else { return tested.mode == .training ? nil : 50 }
      return tested.key.learner == "linear" ? 80 : 30 + tested.key.trial
    }
    let rows = try findings.learnerTable().rows
    #expect(rows.count == 6)
    #expect(
      rows[0] == [
        "base_larger", "base_larger", "evaluation", "0.320 ± 0.010", "0.500 ± 0.000", "−0.180 [−0.205, −0.155]", "3",
        "yes",
        "no",
      ])
    #expect(
      rows[5] == ["linear", "base_larger", "training", "0.800 ± 0.000", "–", "–", "0", "no", "yes"])
  }

  @Test func lbfgsStandsBesideFGSM() throws {
    let lbfgs = SmallCounts.findings(.lbfgsAsRun) { _, strength in strength == 2000 ? 64 : 90 }
    let fgsm = SmallCounts.findings(.fgsm) { _, strength in strength == 0.02 ? 3 : 70 }
    let table = try lbfgs.tableBeside(fgsm: fgsm)
    #expect(table.columns.suffix(3) == ["FGSM, β = 0.02", "LBFGS as run, β = 2000", "LBFGS as run, β = 20"])
    #expect(table.rows.count == 6 && table.rows[0].suffix(3) == ["0.030 ± 0.000", "0.640 ± 0.000", "0.900 ± 0.000"])
  }
}
