import Foundation
import Robustness
import Study
import Testing

@testable import Findings

@Suite("What the paper takes")
struct PaperInputsTests {
  private func inputs(_ tests: [String: TestFindings]) -> PaperInputs {
    let settings = SmallCounts.settings()
    return PaperInputs(
      settings, teachers: TeacherFindings([:], settings), learning: LearningFindings([:], settings), accuracy: nil,
      admitted: [:], conclusion: ConclusionFindings(tests, settings))
  }

  private func variables(_ tests: [String: TestFindings]) throws -> [String: String] {
    let text = try #require(try inputs(tests).files().first { $0.name == "variables.tex" }).text
    let found = text.matches(of: /\\newcommand\{\\([A-Za-z]+)\}\{(.*)\}/).map { (String($0.1), String($0.2)) }
    return Dictionary(uniqueKeysWithValues: found)
  }

  @Test(arguments: [
    ("base_larger", "BaseLarger"), ("base_larger3", "BaseLargerThree"), ("10_gtn", "TenGtn"), ("vanilla", "Vanilla"),
    ("base_larger-at-400", "BaseLargerAtFourZeroZero"),
  ])
  func namesOfCommandsAreLetters(name: String, expected: String) { #expect(macro(name) == expected) }

  @Test func numbersStandUnderTheirNames() throws {
    let findings = SmallCounts.findings(.noise) { tested, _ in
      tested.key.recipe == "vanilla" ? (tested.mode == .training ? 70 : 30) : 50
    }
    let variables = try variables(["noise": findings])
    #expect(variables["EffectGtnBaseLargerNoisePublished"] == "+0.200 [+0.200, +0.200]")
    #expect(variables["EffectGtnBaseLargerNoiseEvaluation"]?.hasPrefix("$-$0.200 [") == true)
    #expect(variables["EffectTenGtnBaseLargerBlurTraining"] == "not counted yet")
    #expect(variables["Compared"] == "30" && variables["EffectsCompared"] == "3")
    #expect(variables["OuterStepsBaseLarger"] == "no")
    #expect(variables["TrialsCounted"] == "3" && variables["TrialsWritten"] == "0")
  }

  /// The paper compiles before anything is computed, and with what is: it reads no command that is not defined. And
  /// nothing is defined that it does not read.
  @Test func thePaperReadsWhatIsDefined() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let paper = try String(contentsOfFile: "\(root)/paper/report.tex", encoding: .utf8)
    let commands = paper.matches(of: /\\([A-Z][A-Za-z]+)/).map { String($0.1) }
    let computed = paper.matches(of: /\\computed\{([A-Za-z]+)\}/).map { String($0.1) }
    let one = paper.matches(of: /\\effect\{(\w+)\}\{(\w+)\}\{(\w+)\}\{(\w+)\}/).map {
      "Effect\($0.1)\($0.2)\($0.3)\($0.4)"
    }
    let many = paper.matches(of: /\\effects\{(\w+)\}\{(\w+)\}\{(\w+)\}/).flatMap { match in
      ["Noise", "Blur", "Fgsm"].map { "Effect\(match.1)\(match.2)\($0)\(match.3)" }
    }
    let admitted = paper.matches(of: /\\ifdiffers\{(\w+)\}/).map { "AdmittedDiffers\($0.1)" }
    let read = Set(commands + computed + one + many + admitted)
    let findings = SmallCounts.findings(.noise) { _, _ in 50 }
    let (none, some) = (try variables([:]), try variables(["noise": findings]))
    let ownCommands: Set = ["DeclareMathOperator", "IfFileExists", "LARGE", "TeX"]
    #expect(Set(commands + one + many + admitted).subtracting(none.keys).subtracting(ownCommands) == [])
    #expect(Set(some.keys).union(none.keys).subtracting(read) == [])
  }

  @Test func allFilesAreMade() throws {
    let files = try inputs([:]).files()
    #expect(
      files.map(\.name).sorted() == [
        "accuracy.tex", "agreement.tex", "check.tex", "contrasts.tex", "curves.tex", "descriptive.tex", "effects.tex",
        "learners.tex", "movement.tex", "robustness.tex", "teachers.tex", "variables.tex",
      ])
    #expect(files.allSatisfy { !$0.text.isEmpty })
    // Columns of the wide table have one letter for their protocol.
    let robustness = try #require(files.first { $0.name == "robustness.tex" }).text
    #expect(
      robustness.contains("p: gtn & p: vanilla & e: 10\\_gtn") && robustness.contains("t: gtn")
        && robustness.contains("r: vanilla"))
  }
}
