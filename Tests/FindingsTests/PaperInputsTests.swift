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
    #expect(variables["OverBaseLargerNoisePublishedVanilla"] == "0.70")
    #expect(variables["OverBaseLargerNoiseEvaluationVanilla"] == "0.30")
    #expect(variables["OverBaseLargerThreeNoiseEvaluationVanilla"] == "–")
    #expect(variables["AheadBaseLargerPublished"] == "noise")
    #expect(variables["BehindBaseLargerEvaluation"] == "noise")
    #expect(variables["AheadBaseLargerEvaluation"] == "none")
    #expect(variables["Claims"] == "6" && variables["ChangedVerdicts"] == "2" && variables["Reversed"] == "2")
    #expect(variables["OuterStepsBaseLarger"] == "no")
    #expect(variables["TrialsMost"] == "3" && variables["TrialsWritten"] == "0")
    #expect(!variables.keys.contains { $0.contains("Consistent") })
  }

  /// The paper compiles before anything is computed, and with what is: it reads no command that is not defined.
  @Test func everyCommandThatThePaperReadsIsDefined() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let paper = try String(contentsOfFile: "\(root)/paper/report.tex", encoding: .utf8)
    let defined = try variables([:])
    let prefixes = [
      "Ahead", "Behind", "Holding", "Failing", "Undecided", "Agreeing", "Compared", "OuterSteps", "Admitted", "Steps",
      "StrongestFgsm", "Largest", "Check", "Trials", "Written",
    ]
    let read = Set(paper.matches(of: /\\([A-Z][A-Za-z]+)/).map { String($0.1) })
      .filter { name in prefixes.contains { name.hasPrefix($0) } }
    #expect(read.count > 20)
    #expect(read.subtracting(defined.keys) == [])
  }

  @Test func allFilesAreMade() throws {
    let files = try inputs([:]).files()
    #expect(
      files.map(\.name).sorted() == [
        "accuracy.tex", "agreement.tex", "answers.tex", "changes.tex", "check.tex", "claims.tex", "differences.tex",
        "movement.tex", "robustness.tex", "teachers.tex", "variables.tex",
      ])
    #expect(files.allSatisfy { !$0.text.isEmpty })
    // Columns of the wide table have one letter for their protocol.
    let robustness = try #require(files.first { $0.name == "robustness.tex" }).text
    #expect(robustness.contains("p: gtn & p: vanilla & e: 10\\_gtn") && robustness.contains("r: vanilla"))
  }
}
