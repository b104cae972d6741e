import Figures
import Foundation
import Robustness

// Numbers that the paper's text names.

extension PaperInputs {
  private static let teachers = [("base_larger", "BaseLarger"), ("base_larger3", "BaseLargerThree")]
  private static let algorithms = [(Algorithm.tenGTN, "TenGtn"), (.gtn, "Gtn"), (.vanilla, "Vanilla")]

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
      // The first noise has strength 0: accuracy before any perturbation.
      let clean = conclusion.comparison.rows.first {
        $0.reported.test == RobustnessTest.noise.name && $0.reported.algorithm == algorithm
      }
      func digits(_ number: Double?) -> String { number.map { String(format: "%.3f", $0) } ?? "–" }
      try variables.define("Unperturbed\(name)", as: digits(clean?.ours[.published]?.mean))
      try variables.define("UnperturbedReported\(name)", as: digits(clean?.reported.mean))
    }
    try defineTrials(&variables)
    try defineAdmission(&variables)
    try defineMovement(&variables)
    try defineRobustness(&variables)
    for mode in [EvaluationMode.training, .evaluation] {
      let (within, all) = conclusion.check.agreement(mode)
      try variables.define("CheckWithin\(mode.rawValue.capitalized)", as: "\(within)")
      try variables.define("CheckCompared\(mode.rawValue.capitalized)", as: "\(all)")
    }
    try variables.define("ReportedPoints", as: "\(Reported.points.count)")
    try variables.define("Claims", as: "\(conclusion.judgements.count / 2)")
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

  /// How many trials the statements rest on.
  private func defineTrials(_ variables: inout LatexVariables) throws {
    let numbers = conclusion.judgements.map(\.differences.count)
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    try variables.define("TrialsLeast", as: "\(low)")
    try variables.define("TrialsMost", as: "\(high)")
    try variables.define("TrialsCounted", as: low == high ? "\(low)" : "\(low) to \(high)")
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

  /// Accuracy over all strengths with each teacher: `OverBaseLargerNoisePublishedVanilla` and so on.
  private func defineRobustness(_ variables: inout LatexVariables) throws {
    for (teacher, macro) in Self.teachers {
      for test in RobustnessTests.all where test.name != RobustnessTest.lbfgsAsWritten.name {
        for kind in EvaluationProtocol.allCases {
          for (algorithm, name) in Self.algorithms {
            let accuracy = conclusion.figures[test.name]?.overStrengths(kind, teacher: teacher, algorithm)
            try variables.define(
              "Over\(macro)\(test.name.capitalized)\(kind.rawValue.capitalized)\(name)",
              as: accuracy.map { String(format: "%.2f", $0.mean) } ?? "–")
          }
        }
      }
    }
  }
}
