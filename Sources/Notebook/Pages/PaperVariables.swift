import Figures
import Foundation
import Robustness

// Numbers that the paper's text names.

extension PaperInputs {
  static let teachers = [("base_larger", "BaseLarger"), ("base_larger3", "BaseLargerThree")]
  static let algorithms = [(Algorithm.tenGTN, "TenGtn"), (.gtn, "Gtn"), (.vanilla, "Vanilla")]

  /// All of them.
  func variables() throws -> LatexVariables {
    var variables = LatexVariables()
    let settings = run.settings
    try variables.define("Scale", as: settings.scale.rawValue)
    try variables.define("Trials", as: "\(settings.trials)")
    try variables.define("ImagesCorrupted", as: "\(settings.imageCount(.noise))")
    try variables.define("ImagesAttacked", as: "\(settings.imageCount(.fgsm))")
    for (name, macro) in Self.teachers {
      let found = try teacher(name)
      try variables.define("OuterSteps\(macro)", as: found.map { "\($0.0.metaLoss.count)" } ?? "no")
      try variables.define("OuterStepsPlanned\(macro)", as: found.map { "\($0.1.outerSteps)" } ?? "–")
    }
    for kind in EvaluationProtocol.allCases {
      let (agreeing, all) = conclusion.comparison.agreement(kind)
      try variables.define("Agreeing\(kind.rawValue.capitalized)", as: "\(agreeing)")
      try variables.define("Compared\(kind.rawValue.capitalized)", as: "\(all)")
    }
    for (algorithm, name) in Self.algorithms {
      let (agreeing, all) = conclusion.comparison.agreement(.published) { $0.algorithm == algorithm }
      try variables.define("AgreeingPublished\(name)", as: "\(agreeing)")
      try variables.define("ComparedPublished\(name)", as: "\(all)")
      func digits(_ number: Double?) -> String { number.map { String(format: "%.3f", $0) } ?? "–" }
      let differences = conclusion.comparison.differences { $0.algorithm == algorithm }.map(abs)
      try variables.define("LargestDifference\(name)", as: digits(differences.max()))
      let reported = Reported.betweenTeachers(algorithm)
      try variables.define("AgreeingReported\(name)", as: "\(reported.agreeing)")
      try variables.define("ComparedReported\(name)", as: "\(reported.of)")
      try variables.define("LargestReported\(name)", as: digits(reported.largest))
    }
    try defineTrials(&variables)
    try defineAdmission(&variables)
    try defineMovement(&variables)
    try defineRobustness(&variables)
    try defineStandings(&variables)
    try defineLearningSpeed(&variables)
    try defineStrongestAttack(&variables)
    for mode in [EvaluationMode.training, .evaluation] {
      let (within, all) = conclusion.check.agreement(mode)
      try variables.define("CheckWithin\(mode.rawValue.capitalized)", as: "\(within)")
      try variables.define("CheckCompared\(mode.rawValue.capitalized)", as: "\(all)")
    }
    try variables.define("ReportedPoints", as: "\(Reported.points.count)")
    try variables.define("Claims", as: "\(conclusion.judgements.count / 2)")
    try variables.define("Unjudged", as: "\(conclusion.unjudged)")
    try variables.define("ChangedVerdicts", as: "\(conclusion.changedVerdicts().count)")
    for kind in EvaluationProtocol.allCases {
      let verdicts = conclusion.judgements.filter { $0.evaluation == kind }.map(\.verdict)
      for (verdict, name) in [
        (Verdict.holds, "Holding"), (.doesNotHold, "Failing"), (.undecided, "Undecided"),
      ] {
        try variables.define(
          "\(name)\(kind.rawValue.capitalized)", as: "\(verdicts.count { $0 == verdict })")
      }
    }
    let answers = conclusion.answers()
    try variables.define("HoldingBoth", as: "\(answers.map { $0.countUnderBoth(.holds) }.reduce(0, +))")
    try variables.define("FailingBoth", as: "\(answers.map { $0.countUnderBoth(.doesNotHold) }.reduce(0, +))")
    try variables.define("Reversed", as: "\(answers.map(\.reversed).reduce(0, +))")
    return variables
  }

  /// How many trials the statements rest on; the attack as written by itself.
  private func defineTrials(_ variables: inout LatexVariables) throws {
    func range(_ isCounted: (String) -> Bool) -> (text: String, most: Int) {
      let numbers = conclusion.judgements.filter { isCounted($0.test) }.map(\.differences.count)
      let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
      return (low == high ? "\(low)" : "\(low) to \(high)", high)
    }
    let written = RobustnessTest.lbfgsAsWritten.name
    let others = range { $0 != written }
    try variables.define("TrialsMost", as: "\(others.most)")
    try variables.define("TrialsCounted", as: others.text)
    try variables.define("TrialsWritten", as: range { $0 == written }.text)
  }

  /// Learner types that pass the criterion here, and whether they are the report's.
  private func defineAdmission(_ variables: inout LatexVariables) throws {
    let admitted = try AccuracyTable(run).admitted()
    for (teacher, macro) in Self.teachers {
      let names = admitted[teacher].map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
      try variables.define("Admitted\(macro)", as: names ?? "not known")
      let differs = conclusion.figures.values.contains { $0.differentlyAdmitted(teacher) != nil }
      try variables.define("AdmittedDiffers\(macro)", as: differs ? "yes" : "no")
    }
  }

  /// How little the attack as written moves images.
  private func defineMovement(_ variables: inout LatexVariables) throws {
    let moved = conclusion.figures[RobustnessTest.lbfgsAsWritten.name]?.movement()
    func digits(_ number: Double?) -> String { number.map { String(format: "%.4f", $0) } ?? "–" }
    try variables.define("WrittenLargest", as: digits(moved?.largest))
    try variables.define("WrittenLargestPixel", as: digits(moved?.largestPixel))
    try variables.define("WrittenChanged", as: digits(moved?.changed))
  }
}
