import Figures
import Robustness
import Study
import Testing

@testable import Findings

/// What strong attacks leave, and the checks of them.
@Suite("Findings of strong attacks")
struct StrongFindingsTests {
  static var settings: Settings {
    var settings = SmallCounts.settings(learners: ["base_larger"], trials: 2)
    settings.strong.images = 4
    (settings.strong.budgets, settings.strong.costlyBudgets, settings.strong.trials) = ([0.05, 0.1], [0.1], 2)
    return settings
  }
  static let vanilla = TestedNetwork(
    LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 1), .training)

  private func findings(_ record: (inout StrongResults) -> Void) -> StrongFindings {
    var results = StrongResults(images: 4)
    record(&results)
    return StrongFindings(results, Self.settings)
  }

  /// Images that are left, as a text: "1100".
  private func outcomes(_ text: String) -> [StrongOutcome] {
    text.map { $0 == "1" ? .right : $0 == "0" ? .fallen : .notAsked }
  }

  /// Every attack of the worst case leaves `text` at every budget, but for those that `others` names.
  private func all(_ text: String, others: [String: String] = [:], on tested: TestedNetwork = vanilla)
    -> (inout StrongResults) -> Void
  {
    { results in
      for attack in StrongAttack.all where attack.isOfWorstCase {
        for budget in Self.settings.strong.budgets(of: attack).indices {
          results.record(
            outcomes(others[attack.name] ?? text), at: StrongUnit(tested, attack.name, budget: budget))
        }
      }
    }
  }

  @Test func worstCaseIsImageByImage() {
    let findings = findings(all("1111", others: ["square": "0111", "apgd-targeted": "1101"]))
    #expect(findings.worst(Self.vanilla, at: 0.1) == 0.5)
    // Costlier attacks are not run there.
    #expect(findings.worst(Self.vanilla, at: 0.05) == 1)
    #expect(findings.worst(Self.vanilla, at: 0.1, cheapOnly: true) == 1)
    #expect(findings.left(Self.vanilla, .square, at: 0.1) == 0.75)
  }

  @Test func worstCaseWaitsForAllAttacks() {
    let findings = findings { $0.record(outcomes("0000"), at: StrongUnit(Self.vanilla, "pgd-margin", budget: 1)) }
    #expect(findings.worst(Self.vanilla, at: 0.1) == nil)
    #expect(findings.left(Self.vanilla, .margin, at: 0.1) == 0)
  }

  @Test func imagesThatWereNotAskedDoNotCount() throws {
    let findings = findings { results in
      results.record(
        outcomes("10--"), distances: [0, 2, 9, 9], at: StrongUnit(Self.vanilla, "box-lbfgs", budget: 0))
    }
    #expect(findings.left(Self.vanilla, "box-lbfgs", budget: 0) == 0.5)
    let found = try #require(findings.leastDistance(Self.vanilla, "box-lbfgs"))
    // Of two images one fell: the other is farther than any number.
    #expect(found.median == nil && found.fallen == 1 && found.asked == 2)
  }

  @Test func leastDistancesCountWhatDoesNotFall() throws {
    func table(_ outcome: String, _ distances: [Float]) throws -> Table {
      try findings { results in
        results.record(
          outcomes(outcome), distances: distances,
          at: StrongUnit(TestedNetwork(Self.vanilla.key, .evaluation), "ddn", budget: 0))
      }.distanceTable()
    }
    // The first image was wrong before: it did not move. The second column is of the first two alone.
    #expect(try table("0000", [0, 3, 1, 2]).rows[0].suffix(3) == ["2.00 (3 of 3)", "3.00 (1 of 1)", "–"])
    #expect(try table("0011", [0, 1, 9, 9]).rows[0].suffix(3) == ["beyond (1 of 3)", "1.00 (1 of 1)", "–"])
    #expect(try table("0001", [1, 2, 3, 9]).rows[0][3] == "2.50 (3 of 4)")
  }

  /// From the attack as run to one that works, over the trials that have all of the way.
  @Test func theWayToAnAttackThatWorks() throws {
    let names = ["pgd-as-run", "pgd-right-images", "pgd-cross-entropy", "pgd-margin-as-run", "pgd-margin"]
    func table(_ names: [String]) throws -> Table {
      try findings { results in
        for (place, name) in names.enumerated() {
          let left = String((0..<4).map { $0 < 4 - place ? "1" : "0" })
          results.record(
            outcomes(left),
            at: StrongUnit(Self.vanilla, name, budget: Self.settings.strong.budgets(of: .named(name)!).count - 1))
        }
      }.couplingTable()
    }
    let way = try table(names)
    #expect(way.columns == ["attack", "vanilla at 0.1 (n = 1)"])
    #expect(way.rows.map { $0[1] } == ["1.000", "0.750", "0.500", "0.250", "0.000"])
    #expect(way.rows[1][0] == "of right images, means followed")
    #expect(try table(names.dropLast()).rows == [])
  }

  private func check(_ part: String, _ findings: StrongFindings) throws -> AttackCheck {
    try #require(findings.checks.first { $0.name.contains(part) })
  }

  @Test func checksFailWhereAnAttackIsWeak() throws {
    func record(_ attack: String, _ text: String) -> StrongFindings {
      findings { results in
        all("1100")(&results)
        results.record(outcomes(text), at: StrongUnit(Self.vanilla, attack, budget: 0))
      }
    }
    for (attack, part) in [
      ("one-step", "one step"), ("pgd-margin-twice", "twice the steps"), ("random-signs", "random signs"),
      ("transfer-mode", "transferred"), ("pgd-margin-clean-mates", "alone among clean ones"),
    ] {
      let (weak, strong) = (try check(part, record(attack, "0000")), try check(part, record(attack, "1100")))
      #expect(!weak.holds && weak.asked == 1 && weak.worst == 0.5, "\(attack)")
      #expect(strong.holds && strong.asked == 1, "\(attack)")
    }
    for (name, part) in [("gradient-margin", "of its margin"), ("gradient-cross-entropy", "of its cross-entropy")] {
      #expect(try !check(part, record(name, "1110")).holds)
      #expect(try check(part, record(name, "1111")).holds)
    }
    for (attack, part) in [("square", "beats Square"), ("pgd-margin-restarts", "restarts take")] {
      #expect(try !check(part, findings(all("1100", others: [attack: "0000"]))).holds)
      #expect(try check(part, findings(all("1100"))).holds)
    }
    #expect(try !check("leaves nothing", findings(all("1000"))).holds)
    #expect(try check("leaves nothing", findings(all("0000"))).holds)
  }

  @Test func largerBudgetsMayNotHelp() throws {
    let helped = findings { results in
      results.record(outcomes("1000"), at: StrongUnit(Self.vanilla, "pgd-margin", budget: 0))
      results.record(outcomes("1100"), at: StrongUnit(Self.vanilla, "pgd-margin", budget: 1))
    }
    let check = try check("larger budget", helped)
    #expect(!check.holds && check.against == ["base_larger by vanilla, trial 1, training mode, 0.1"])
  }

  @Test func whatIsTrainedToWithstandHasToStandAbove() throws {
    let adversarial = TestedNetwork(
      LearnerKey(teacher: nil, recipe: "adversarial", learner: "base_larger", trial: 1), .training)
    func control(_ text: String) throws -> AttackCheck {
      try check(
        "adversarial",
        findings { results in
          all("1000")(&results)
          all(text, on: adversarial)(&results)
        })
    }
    #expect(try control("1110").holds)
    #expect(try !control("1000").holds)
    #expect(try control("1110").asked == 1)
  }

  /// Image by image over the attacks, then vanilla − gtn by trial; a trial that lacks one attack has no difference.
  @Test func contrastIsOfWhatAllPGDsLeave() throws {
    let taught = TestedNetwork(
      LearnerKey(teacher: "base_larger", recipe: "gtn", learner: "base_larger", trial: 1), .training)
    let findings = findings { results in
      all("1111", others: ["pgd-margin": "0111", "pgd-as-run": "1110", "apgd-targeted": "0000"])(&results)
      all("0100", on: taught)(&results)
      let second = TestedNetwork(
        LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 2), .training)
      results.record(outcomes("1111"), at: StrongUnit(second, "pgd-margin", budget: 1))
    }
    let effects = findings.effects
    #expect(effects.map(\.evaluation) == [.evaluation, .training])
    #expect(effects[0].byTrial == [nil, nil])
    #expect(effects[1].byTrial == [0.25, nil])
    #expect(findings.primaryBudget == 0.1)
  }

  /// With both of the report's learner types the mean over them, and no difference while one is missing.
  @Test(arguments: [(nil, nil), ("0001", 0.125)] as [(String?, Double?)])
  func contrastIsOfBothLearnerTypes(larger3: String?, difference: Double?) {
    var settings = Self.settings
    settings.learners = Roster.mainLearners
    func network(_ recipe: String, _ teacher: String?, _ learner: String) -> TestedNetwork {
      TestedNetwork(LearnerKey(teacher: teacher, recipe: recipe, learner: learner, trial: 1), .training)
    }
    var results = StrongResults(images: 4)
    all("0110", on: network("vanilla", nil, "base_larger"))(&results)
    all("0100", on: network("gtn", "base_larger", "base_larger"))(&results)
    all("0001", on: network("vanilla", nil, "base_larger3"))(&results)
    if let larger3 { all(larger3, on: network("gtn", "base_larger", "base_larger3"))(&results) }
    #expect(StrongFindings(results, settings).effects[1].byTrial == [difference, nil])
  }

  @Test func tablesHaveARowForEachAttackedKindOfNetworkAndMode() throws {
    let findings = findings(all("1100"))
    let table = try findings.table()
    #expect(table.rows.count == 1, "in evaluation mode nothing is attacked")
    #expect(table.rows[0].prefix(4) == ["0.1", "base_larger", "vanilla", "training"])
    #expect(table.rows[0].suffix(2) == ["0.500", "1"])
    #expect(try findings.worstTable().rows.map { $0.suffix(2) } == [["0.500", "1"]])
    let few = self.findings { results in
      for attack in StrongAttack.all where attack.isOfWorstCase && attack.name != "square" {
        for budget in Self.settings.strong.budgets(of: attack).indices {
          results.record(outcomes("1100"), at: StrongUnit(Self.vanilla, attack.name, budget: budget))
        }
      }
    }
    #expect(try few.table().rows.count == 1 && few.worstTable().rows.isEmpty, "one of them is not run")
    #expect(try findings.checkTable().rows.count == findings.checks.count)
    let evaluated = self.findings(all("1100", on: TestedNetwork(Self.vanilla.key, .evaluation)))
    let budgets = Self.settings.strong.budgets.map { "1 at \(decimal($0))" }.joined(separator: ", ")
    #expect(evaluated.trialsOfFigure("base_larger") == budgets && findings.trialsOfFigure("base_larger") == "")
  }

  /// Three numbers of the same trials; those that lack one are left out.
  @Test func theSentenceIsOverTheSameTrials() {
    let key = LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 1)
    let findings = findings { results in
      all("1100")(&results)
      all("1000", on: TestedNetwork(key, .evaluation))(&results)
      let second = TestedNetwork(
        LearnerKey(teacher: nil, recipe: "vanilla", learner: "base_larger", trial: 2), .training)
      results.record(outcomes("1111"), at: StrongUnit(second, "pgd-as-run", budget: 1))
    }
    #expect(
      findings.sentence.hasSuffix(" base_larger by vanilla keeps 0.500, 0.500 and 0.250 (n = 1)."),
      "\(findings.sentence)")
    #expect(self.findings(all("1100")).sentence == "Nothing is attacked yet.")
  }
}
