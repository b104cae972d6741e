import Foundation
import Robustness

// What came out, for the sentences that tell it.

extension PaperInputs {
  /// The tests in which vanilla networks are ahead of and behind `gtn` ones: `AheadBaseLargerPublished` and so on.
  func defineStandings(_ variables: inout LatexVariables) throws {
    for (teacher, macro) in Self.teachers {
      for kind in EvaluationProtocol.allCases {
        let standing = conclusion.standing(of: .vanilla, against: .gtn, kind, teacher: teacher)
        for (name, tests) in [("Ahead", standing?.ahead), ("Behind", standing?.behind)] {
          // The attack as written hardly moves an image.
          let names = (tests ?? []).filter { $0 != RobustnessTest.lbfgsAsWritten.name }.map {
            Self.title[$0] ?? $0
          }
          try variables.define("\(name)\(macro)\(kind.rawValue.capitalized)", as: enumerated(names))
        }
      }
    }
  }

  /// Update steps to an accuracy of 0.95 of a learner of the teacher's type: `StepsBaseLargerGtn` and so on.
  func defineLearningSpeed(_ variables: inout LatexVariables) throws {
    let speed = try LearningSpeed(run).drawn()
    for (teacher, macro) in Self.teachers {
      for (name, curves) in [("Gtn", speed.taught), ("Vanilla", speed.vanilla)] {
        let steps = LearningSpeed.Curves.steps(to: 0.95, curves[teacher])
        try variables.define("Steps\(macro)\(name)", as: steps.map { "\($0)" } ?? "–")
      }
    }
  }

  private static let title = ["fgsm": "FGSM", "lbfgs": "LBFGS as run"]

  /// Accuracy under the strongest FGSM of `gtn` learners of each type, with the first teacher.
  func defineStrongestAttack(_ variables: inout LatexVariables) throws {
    for (learner, macro) in Self.teachers {
      let accuracy = conclusion.figures[RobustnessTest.fgsm.name].flatMap {
        $0.curve(.published, teacher: "base_larger", .gtn, learners: [learner]).last ?? nil
      }
      try variables.define(
        "StrongestFgsm\(macro)", as: accuracy.map { String(format: "%.3f", $0.mean) } ?? "–")
    }
  }

  /// Accuracy over all strengths with each teacher: `OverBaseLargerNoisePublishedVanilla` and so on.
  func defineRobustness(_ variables: inout LatexVariables) throws {
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
