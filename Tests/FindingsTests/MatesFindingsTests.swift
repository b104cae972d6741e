import Robustness
import Study
import Testing

@testable import Findings

/// What batch mates do, on numbers that are made up.
@Suite("Findings of batch mates")
struct MatesFindingsTests {
  private let settings = SmallCounts.settings(learners: ["base_larger"], trials: 2)

  private func findings() -> MatesFindings {
    var values: [MatesUnit: [Double]] = [:]
    for trial in 1...2 {
      for (teacher, recipe, count) in [(nil, "vanilla", 30), ("base_larger", "gtn", 50)] as [(String?, String, Double)]
      {
        let key = LearnerKey(teacher: teacher, recipe: recipe, learner: "base_larger", trial: trial)
        let test = RobustnessTest.noise
        // One strength is missing in the second trial of one class.
        let strengths = test.strengths.count
        values[MatesUnit(key, BatchMates.measure(test, .of(128)))] = Array(repeating: 10 * count, count: strengths)
        values[MatesUnit(key, BatchMates.measure(test, .byClass))] =
          Array(repeating: count, count: trial == 1 ? strengths : strengths - 1)
        values[MatesUnit(key, BatchMates.attackedAgreement)] = [-1, 0.25, 0.5, recipe == "gtn" ? 0.9 : 0.5]
      }
    }
    let noise = SmallCounts.results(.noise, settings) { tested, _ in tested.mode == .training ? 80 : 20 }
    return MatesFindings(MatesResults(values), counts: ["noise": noise], settings)
  }

  @Test func kindsOfBatchesStandBesideTheReports() throws {
    let rows = try findings().table().rows.filter { $0[0] == "noise" }
    #expect(rows.map { $0[2] } == ["stored", "all", "1000", "128", "one class"])
    let images = Double(settings.imageCount(.noise))
    #expect(rows[3][5].hasPrefix(signed(-200 / images)) && rows[3][6] == "2")
    #expect(rows[4][5] == signed(-20 / images) && rows[4][6] == "1")
    #expect(
      try findings().table().rows.filter { $0[0] == "fgsm" }.map { $0[2] } == [
        "stored", "all", "128", "one class",
      ])
    #expect(rows[0][5].hasPrefix("+0.000"))
    #expect(try findings().table().rows.filter { $0[0] == "blur" }.allSatisfy { $0[6] == "0" })
  }

  @Test func signsAreOfImagesThatStand() throws {
    let found = findings().agreement("base_larger", .gtn, BatchMates.attackedAgreement)
    #expect(found.map(\.median) == [0.5, 0.5] && found.map(\.images) == [3, 3])
    #expect(findings().agreement("base_larger", .gtn, BatchMates.cleanAgreement).isEmpty)
    #expect(findings().sentence.contains("0.50 of its pixels (vanilla) and 0.50 of its pixels (gtn)"))
    let rows = try findings().signTable().rows
    #expect(rows.count == 4 && rows[1].suffix(3) == ["0.500 ± 0.000", "3", "2"])
  }

  /// Only the first trial is counted in batches of one class: 30 and 50 of all images, beside 80.
  @Test func batchesOfOneClassStandBesideAll() throws {
    let images = Double(settings.imageCount(.noise))
    let numbers = [30, 50, 80, 80].map { String(format: "%.3f", $0 / images) }
    #expect(
      try #require(findings().batchSentence).contains(
        "\(numbers[0]) (vanilla) and \(numbers[1]) (gtn) under noise, beside \(numbers[2]) and \(numbers[3]) (n = 1)"))
    #expect(MatesFindings(MatesResults(), counts: [:], settings).batchSentence == nil)
  }

  /// Ordinary means begin where they are stored and move by 1; taught ones begin a half off and move by a quarter.
  @Test func shiftsOfMeansAreTold() throws {
    var values: [MatesUnit: [Double]] = [:]
    for test in BatchMates.corruptions {
      let rise = (0..<test.strengths.count).map { Double($0) / Double(test.strengths.count - 1) }
      for trial in 1...2 {
        for (teacher, recipe, first, most) in [(nil, "vanilla", 0, 1), ("base_larger", "gtn", 0.5, 0.25)]
          as [(String?, String, Double, Double)]
        {
          let key = LearnerKey(teacher: teacher, recipe: recipe, learner: "base_larger", trial: trial)
          values[MatesUnit(key, BatchMates.shift(test))] = rise.map { first + most * $0 } + rise.map { most * $0 }
        }
      }
    }
    let findings = MatesFindings(MatesResults(values), counts: [:], settings)
    let rows = try findings.shiftTable().rows.filter { $0[0] == "blur" }.map { Array($0.dropFirst(2)) }
    #expect(
      rows == [
        ["stored means", "0.01", "0.00 ± 0.00", "0.50 ± 0.00", "2"],
        ["stored means", "5", "1.00 ± 0.00", "0.75 ± 0.00", "2"],
        ["means of clean images", "5", "1.00 ± 0.00", "0.25 ± 0.00", "2"],
      ])
    #expect(
      findings.shiftSentence
        == "Stored means are off those of clean test images by 0.00 (vanilla) and 0.50 (gtn), as parts of their length; at the"
        + " largest strength they are off by 1.00 (vanilla) and 0.75 (gtn) under noise and 1.00 (vanilla) and 0.75 (gtn) under"
        + " blur. The means of the test images themselves move by 1.00 (vanilla) and 0.25 (gtn) under noise and 1.00 (vanilla)"
        + " and 0.25 (gtn) under blur (n = 2).")
    #expect(findings.result == findings.shiftSentence, "no other batches are counted")
    let panels = try #require(findings.shiftFigure)
    #expect(panels.charts.map(\.title) == ["noise, base_larger", "blur, base_larger"])
    #expect(panels.charts[0].series.map(\.dashed) == [false, true, false, true])
    let empty = MatesFindings(MatesResults(), counts: [:], settings)
    #expect(empty.shiftFigure == nil && empty.shiftSentence == nil)
    #expect(try empty.shiftTable().rows.isEmpty)
  }

  @Test func nothingIsDrawnOfNothing() {
    let empty = MatesFindings(MatesResults(), counts: [:], settings)
    #expect(empty.figure("base_larger") == nil)
    #expect(empty.sentence == "Nothing is measured yet.")
  }
}
