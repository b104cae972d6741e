import Robustness
import Study
import Testing

@testable import Findings

/// Robustness by outer step, on counts made by hand.
@Suite("Findings on teachers on their way")
struct OuterStepsFindingsTests {
  private static let teacher = SmallCounts.settings(trials: 2).teachers[0]

  private static func settings(_ teachers: [TeacherPlan], trials: Int) -> Settings {
    var settings = SmallCounts.settings(learners: ["base_larger"], trials: trials)
    settings.teachers = teachers
    (settings.strong.images, settings.strong.budgets, settings.strong.costlyBudgets) = (4, [0.05, 0.1], [0.05])
    return settings
  }

  /// Every test leaves right what `counted` says, and PGD one of four images for every 25 of it.
  private static func counts(_ settings: Settings, _ counted: (TestedNetwork) -> Int?) -> PartCounts {
    var strong = StrongResults(images: 4)
    for tested in SmallCounts.networks(settings) {
      guard let count = counted(tested) else { continue }
      for attack in StrongAttack.all where attack.kind == .curve {
        strong.record(
          (0..<4).map { 25 * $0 < count ? .right : .fallen }, at: StrongUnit(tested, attack.name, budget: 0))
      }
    }
    let tests = Effect.primaryTests.map { test in
      (test.name, SmallCounts.results(test, settings, clean: { _ in 90 }) { tested, _ in counted(tested) })
    }
    return PartCounts(tests: Dictionary(uniqueKeysWithValues: tests), strong: strong)
  }

  /// Of 100 images ordinary learners have these right.
  private static func ordinary(_ tested: TestedNetwork) -> Int { tested.mode == .evaluation ? 50 : 60 }

  /// Learners of copies at 2 and 6 outer steps, and of the teacher as it stands at 8.
  private static func findings(copies: [Int: Int], standing: Int = 8) -> OuterStepsFindings {
    let part = settings([2, 4, 6].map { teacher.taken(at: $0) }, trials: 2)
    let whole = settings([teacher], trials: 3)
    let own = counts(part) { tested in
      guard tested.key.recipe == "gtn", let name = tested.key.teacher else { return nil }
      return copies.first { teacher.taken(at: $0.key).name == name }.map { $0.value + tested.key.trial }
    }
    let all = counts(whole) { tested in
      tested.key.recipe == "vanilla" ? ordinary(tested) : tested.key.recipe == "gtn" ? 80 + tested.key.trial : nil
    }
    return OuterStepsFindings(own, part, beside: all, standing: [(teacher, standing)])
  }

  @Test func pointsAreInOrderAndOnlyWhatIsCounted() {
    let name = Self.teacher.name
    #expect(Self.findings(copies: [6: 60, 2: 20]).points(name).map(\.step) == [2, 6, 8])
    #expect(Self.findings(copies: [:]).points(name).map(\.name) == [name])
    // The teacher itself stands there: it is shown once.
    #expect(Self.findings(copies: [6: 60, 2: 20], standing: 6).points(name).map(\.name) == ["\(name)-at-2", name])
    #expect(Self.findings(copies: [2: 20], standing: 0).points(name).map(\.step) == [2])
    #expect(Self.findings(copies: [2: 20]).points("another") == [])
  }

  @Test func theChangeIsPairedByTrial() throws {
    let findings = Self.findings(copies: [6: 60, 2: 20])
    // 81 - 61 and 82 - 62 of 100: the last step less the one before.
    let change = try #require(findings.change("noise", Self.teacher.name, .evaluation))
    #expect(abs(change.mean - 0.2) < 1e-12 && change.count == 2)
    // Four of four images less three.
    #expect(findings.change("pgd", Self.teacher.name, .training)?.mean == 0.25)
    #expect(Self.findings(copies: [:]).change("noise", Self.teacher.name, .evaluation) == nil)
  }

  @Test func theTableHasAColumnAStep() throws {
    let table = try Self.findings(copies: [6: 60, 2: 20]).table()
    #expect(
      table.columns.prefix(7) == ["teacher", "test", "mode", "vanilla", "gtn, 2 steps", "gtn, 6 steps", "gtn, 8 steps"])
    #expect(table.rows.count == 2 * 5)
    let noise = try #require(table.rows.first { $0[1] == "noise" && $0[2] == "evaluation" })
    #expect(noise[3...6] == ["0.500 ± 0.000", "0.215 ± 0.007", "0.615 ± 0.007", "0.815 ± 0.007"])
    #expect(noise.suffix(2) == ["+0.200 [+0.200, +0.200]", "2"])
  }

  /// The report's question at every step: 50 of 100 are right by vanilla, in training mode 60.
  @Test func theDifferenceToOrdinaryLearnersAStep() throws {
    let table = try Self.findings(copies: [6: 60, 2: 20]).differencesTable()
    #expect(table.columns.suffix(3) == [2, 6, 8].map { "vanilla − gtn, \($0) steps" })
    let noise = try #require(table.rows.first { $0[1] == "noise" && $0[2] == "training" })
    #expect(noise.suffix(3).map { $0.prefix(6) } == ["+0.385", "−0.015", "−0.215"])
    #expect(try Self.findings(copies: [:]).differencesTable().rows.isEmpty)
  }

  @Test func theFigureNeedsTwoSteps() throws {
    #expect(Self.findings(copies: [:]).figure(Self.teacher.name) == nil)
    let charts = try #require(Self.findings(copies: [2: 20]).figure(Self.teacher.name)).charts
    #expect(charts.count == 4)
    for chart in charts {
      #expect(chart.series.map(\.name) == ["vanilla", "vanilla", "gtn", "gtn"])
      // Ordinary learners have no teacher: their line is level.
      #expect(chart.series.allSatisfy { $0.x == [2, 8] })
      #expect(chart.series[0].mean[0] == chart.series[0].mean[1] && chart.series[2].mean[0] < chart.series[2].mean[1])
    }
  }

  /// From 21.5 of 100 to 81.5, beside 50 and 60; under PGD from 1 of 4 to 4, beside 2 and 3.
  @Test func theSentenceTellsTheChange() throws {
    let sentence = Self.findings(copies: [6: 60, 2: 20]).sentence
    #expect(
      sentence.hasPrefix(
        "Between outer steps 2 and 8 of the teacher \(Self.teacher.name), vanilla − gtn goes in evaluation mode from +0.285 to"
          + " −0.315 under noise, "), "\(sentence)")
    #expect(
      sentence.contains(
        " and from +0.250 to −0.500 under PGD at 0.05, and in training mode from +0.385 to −0.215 under noise, "),
      "\(sentence)")
    #expect(
      sentence.contains(
        " and from +0.500 to −0.250 under PGD at 0.05. From outer step 6 to 8 of the teacher \(Self.teacher.name), the accuracy of gtn"
          + " in evaluation mode changes by +0.200 [+0.200, +0.200] without perturbation, "), "\(sentence)")
    #expect(sentence.hasSuffix(" and +0.250 [+0.250, +0.250] under PGD at 0.05."), "\(sentence)")
    #expect(Self.findings(copies: [:]).sentence == "No teacher is counted at two outer steps yet.")
  }

  /// Without ordinary learners there is nothing to say of them.
  @Test func theSentenceWithoutOrdinaryLearners() {
    let part = Self.settings([2, 4].map { Self.teacher.taken(at: $0) }, trials: 2)
    let own = Self.counts(part) { $0.key.recipe == "gtn" ? 60 : nil }
    let none = Self.counts(Self.settings([Self.teacher], trials: 2)) { _ in nil }
    let sentence = OuterStepsFindings(own, part, beside: none, standing: [(Self.teacher, 0)]).sentence
    #expect(sentence.hasPrefix("From outer step 2 to 4 of the teacher \(Self.teacher.name), "), "\(sentence)")
    #expect(!sentence.contains("none") && !sentence.contains("vanilla"), "\(sentence)")
  }

  // MARK: Teachers of other seeds

  /// Copies of the teacher and of one of another seed, by outer step.
  private static func findings(
    first: [Int: Int], other: [Int: Int], modesOfOther: [EvaluationMode] = [.evaluation, .training]
  ) -> OuterStepsFindings {
    let plans = [teacher, teacher.seeded(2)]
    let part = settings(plans.flatMap { plan in [2, 4, 6].map { plan.taken(at: $0) } }, trials: 2)
    let own = counts(part) { tested in
      guard tested.key.recipe == "gtn", let name = tested.key.teacher else { return nil }
      if name.contains("seed2"), !modesOfOther.contains(tested.mode) { return nil }
      let found = zip(plans, [first, other]).compactMap { plan, counted in
        counted.first { plan.taken(at: $0.key).name == name }?.value
      }
      return found.first.map { $0 + tested.key.trial }
    }
    let all = counts(settings([teacher], trials: 2)) { $0.key.recipe == "vanilla" ? ordinary($0) : nil }
    return OuterStepsFindings(own, part, beside: all, standing: plans.map { ($0, 0) }, seed: 1)
  }

  /// At the latest step that both have; one teacher alone has no siblings, nor has one with one that is counted in part.
  @Test func teachersAreComparedAtOneStep() throws {
    let siblings = Self.findings(first: [2: 60, 4: 70, 6: 80], other: [2: 30, 4: 60]).siblings
    #expect(siblings.count == 1 && siblings[0].step == 4)
    #expect(siblings[0].members.map(\.seed) == [1, 2])
    #expect(siblings[0].members.map(\.name) == ["\(Self.teacher.name)-at-4", "\(Self.teacher.name)-seed2-at-4"])
    #expect(Self.findings(first: [2: 60], other: [4: 60]).siblings.isEmpty)
    #expect(Self.findings(first: [4: 60], other: [4: 60], modesOfOther: [.evaluation]).siblings.isEmpty)
    #expect(try Self.findings(first: [2: 60], other: [:]).teachersTable() == nil)
    #expect(Self.findings(first: [2: 60], other: [:]).teachersSentence == nil)
  }

  /// 71 and 72 of 100 by one teacher's learners, 61 and 62 by the other's.
  @Test func spreadOfTeachersAndOfLearners() throws {
    let findings = Self.findings(first: [4: 70], other: [4: 60])
    let table = try #require(try findings.teachersTable())
    #expect(
      table.columns.suffix(5) == [
        "seed 1", "seed 2", "all teachers [95% interval]", "sd of teachers", "sd of learners",
      ])
    let noise = try #require(table.rows.first { $0[2] == "noise" && $0[3] == "evaluation" })
    // The means are .715 and .615, .1 apart; within a teacher .01. Student's t of one degree of freedom is 12.706: ordinary
    // learners are all alike here.
    #expect(noise.suffix(5) == ["−0.215", "−0.115", "−0.165 [−0.800, +0.470]", "0.071", "0.007"])
    let training = try #require(table.rows.first { $0[2] == "noise" && $0[3] == "training" })
    #expect(training.suffix(5).prefix(2) == ["−0.115", "−0.015"])
  }

  /// In training mode PGD leaves three of four images with each of them.
  @Test func teachersAgreeOnSigns() throws {
    let sentence = try #require(Self.findings(first: [4: 70], other: [4: 60]).teachersSentence)
    #expect(
      sentence.hasPrefix(
        "vanilla − gtn over 2 teachers that differ by their seed alone (\(Self.teacher.name), 4 outer steps each): in evaluation mode"
          + " it is −0.165 [−0.800, +0.470] under noise, "), "\(sentence)")
    #expect(
      sentence.contains(
        ", and all agree on its sign under noise, blur, FGSM and PGD at 0.05. In training mode it is −0.065 ["),
      "\(sentence)")
    #expect(sentence.hasSuffix(", and all agree on its sign under noise, blur and FGSM."), "\(sentence)")
    // Ahead of the learners of one teacher, behind those of the other; with PGD as many as one of them.
    let disagreeing = try #require(Self.findings(first: [4: 70], other: [4: 40]).teachersSentence)
    #expect(disagreeing.hasSuffix(", and all agree on its sign in no test."), "\(disagreeing)")
  }
}
