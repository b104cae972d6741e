import Figures
import Robustness
import Study

// Numbers that the paper's text names.

extension PaperInputs {
  /// All of them.
  func variables() throws -> LatexVariables {
    var variables = LatexVariables()
    try variables.define("Scale", as: settings.scale.rawValue)
    try variables.define("Trials", as: "\(settings.trials)")
    try variables.define("ImagesCorrupted", as: "\(settings.imageCount(.noise))")
    try variables.define("ImagesAttacked", as: "\(settings.imageCount(.fgsm))")
    for name in Reported.teachers {
      let found = teachers.teachers.first { $0.plan.name == name }
      try variables.define("OuterSteps\(macro(name))", as: found.map { "\($0.history.metaLoss.count)" } ?? "no")
      try variables.define("OuterStepsPlanned\(macro(name))", as: found.map { "\($0.plan.outerSteps)" } ?? "–")
    }
    try defineAgreement(&variables)
    try defineTrials(&variables)
    try defineAdmission(&variables)
    try defineMovement(&variables)
    try defineRobustness(&variables)
    try defineStandings(&variables)
    try defineLearningSpeed(&variables)
    try defineStrongestAttack(&variables)
    try defineVerdicts(&variables)
    return variables
  }

  /// How near ours is to the report, and the report to itself.
  private func defineAgreement(_ variables: inout LatexVariables) throws {
    try variables.define("ReportedPoints", as: "\(Reported.points.count)")
    for kind in EvaluationProtocol.compared {
      let (agreeing, all) = conclusion.comparison.agreement(kind)
      try variables.define("Agreeing\(macro(kind.name))", as: "\(agreeing)")
      try variables.define("Compared\(macro(kind.name))", as: "\(all)")
    }
    for recipe in Recipes.reported.map(\.name) {
      let (agreeing, all) = conclusion.comparison.agreement(.published) { $0.recipe == recipe }
      try variables.define("AgreeingPublished\(macro(recipe))", as: "\(agreeing)")
      try variables.define("ComparedPublished\(macro(recipe))", as: "\(all)")
      let differences = conclusion.comparison.differences { $0.recipe == recipe }.map(abs)
      try variables.define("LargestDifference\(macro(recipe))", as: formatted(differences.max(), "%.3f"))
      let reported = Reported.betweenTeachers(recipe)
      try variables.define("AgreeingReported\(macro(recipe))", as: "\(reported.agreeing)")
      try variables.define("ComparedReported\(macro(recipe))", as: "\(reported.of)")
      try variables.define("LargestReported\(macro(recipe))", as: formatted(reported.largest, "%.3f"))
    }
    for mode in [EvaluationMode.training, .evaluation] {
      let (within, all) = conclusion.check.agreement(mode)
      try variables.define("CheckWithin\(macro(mode.rawValue))", as: "\(within)")
      try variables.define("CheckCompared\(macro(mode.rawValue))", as: "\(all)")
    }
  }

  /// How many statements have which verdict.
  private func defineVerdicts(_ variables: inout LatexVariables) throws {
    try variables.define("Claims", as: "\(conclusion.statements.count)")
    try variables.define("Unjudged", as: "\(conclusion.unjudged)")
    try variables.define("ChangedVerdicts", as: "\(conclusion.changedVerdicts.count)")
    for kind in EvaluationProtocol.compared {
      for (verdict, name) in [(Verdict.holds, "Holding"), (.doesNotHold, "Failing"), (.undecided, "Undecided")] {
        try variables.define(
          "\(name)\(macro(kind.name))", as: "\(conclusion.statements.count { $0.verdict(kind) == verdict })")
      }
    }
    let answers = conclusion.answers
    try variables.define("HoldingBoth", as: "\(answers.map { $0.countUnderAll(.holds) }.reduce(0, +))")
    try variables.define("FailingBoth", as: "\(answers.map { $0.countUnderAll(.doesNotHold) }.reduce(0, +))")
    try variables.define("Reversed", as: "\(answers.map(\.reversed).reduce(0, +))")
  }

  /// How many trials the statements rest on; the attack as written by itself.
  private func defineTrials(_ variables: inout LatexVariables) throws {
    func counts(_ isCounted: (String) -> Bool) -> [Int] {
      conclusion.judgements.filter { isCounted($0.test) }.map(\.differences.count)
    }
    let written = RobustnessTest.lbfgsAsWritten.name
    let others = counts { $0 != written }
    try variables.define("TrialsMost", as: "\(others.max() ?? 0)")
    try variables.define("TrialsCounted", as: range(others))
    try variables.define("TrialsWritten", as: range(counts { $0 == written }))
  }
}

/// A name within that of a LaTeX command, which has letters only: "base_larger3" is BaseLargerThree, "10_gtn" TenGtn.
func macro(_ name: String) -> String {
  let words = [
    "0": "Zero", "1": "One", "2": "Two", "3": "Three", "4": "Four", "5": "Five", "6": "Six", "7": "Seven",
    "8": "Eight", "9": "Nine", "10": "Ten",
  ]
  return name.matches(of: /[0-9]+|[A-Za-z]+/).map { match in
    let part = String(match.0)
    guard part.first?.isNumber == true else { return part.capitalized }
    return words[part] ?? part.compactMap { words[String($0)] }.joined()
  }.joined()
}
