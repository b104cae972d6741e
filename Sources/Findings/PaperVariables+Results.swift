import Figures
import Robustness
import Study

// What came out, for the sentences that tell it.

extension PaperInputs {
  /// The attack as written hardly moves an image.
  private var tests: [RobustnessTest] { TestCells.all.filter { $0.name != RobustnessTest.lbfgsAsWritten.name } }

  /// The tests in which vanilla networks are ahead of and behind `gtn` ones: `AheadBaseLargerPublished` and so on.
  func defineStandings(_ variables: inout LatexVariables) throws {
    let titles = ["fgsm": "FGSM", "lbfgs": "LBFGS as run"]
    for teacher in Reported.teachers {
      for kind in EvaluationProtocol.compared {
        let standing = conclusion.standing(of: "vanilla", against: "gtn", kind, teacher: teacher)
        for (name, found) in [("Ahead", standing?.ahead), ("Behind", standing?.behind)] {
          let names = tests.map(\.name).filter { (found ?? []).contains($0) }.map { titles[$0] ?? $0 }
          try variables.define("\(name)\(macro(teacher))\(macro(kind.name))", as: enumerated(names))
        }
      }
    }
  }

  /// Update steps to an accuracy of 0.95 of a learner of the teacher's type: `StepsBaseLargerGtn` and so on.
  func defineLearningSpeed(_ variables: inout LatexVariables) throws {
    for teacher in Reported.teachers {
      for recipe in ["gtn", "vanilla"] {
        let steps = learning.steps(to: 0.95, teacher, recipe: recipe)
        try variables.define("Steps\(macro(teacher))\(macro(recipe))", as: steps.map { "\($0)" } ?? "–")
      }
    }
  }

  /// Accuracy under the strongest FGSM of `gtn` learners of each type, with the first teacher.
  func defineStrongestAttack(_ variables: inout LatexVariables) throws {
    for learner in Reported.teachers {
      let accuracy = Recipes.named("gtn").flatMap { gtn in
        conclusion.findings(RobustnessTest.fgsm.name).flatMap {
          $0.curve(.published, teacher: Reported.teachers[0], gtn, learners: [learner]).last ?? nil
        }
      }
      try variables.define("StrongestFgsm\(macro(learner))", as: formatted(accuracy?.mean, "%.3f"))
    }
  }

  /// Accuracy over all strengths with each teacher: `OverBaseLargerNoisePublishedVanilla` and so on.
  func defineRobustness(_ variables: inout LatexVariables) throws {
    for teacher in Reported.teachers {
      for test in tests {
        for kind in EvaluationProtocol.compared {
          for recipe in kind.recipes {
            let accuracy = conclusion.findings(test.name)?.overStrengths(kind, teacher: teacher, recipe)
            try variables.define(
              "Over\(macro(teacher))\(macro(test.name))\(macro(kind.name))\(macro(recipe.name))",
              as: formatted(accuracy?.mean, "%.2f"))
          }
        }
      }
    }
  }

  /// Learner types that pass the criterion here, and whether they are the report's.
  func defineAdmission(_ variables: inout LatexVariables) throws {
    for teacher in Reported.teachers {
      let names = admitted[teacher].map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
      try variables.define("Admitted\(macro(teacher))", as: names ?? "not known")
      let differs = conclusion.tests.contains { $0.differentlyAdmitted(teacher) != nil }
      try variables.define("AdmittedDiffers\(macro(teacher))", as: differs ? "yes" : "no")
    }
  }

  /// How little the attack as written moves images.
  func defineMovement(_ variables: inout LatexVariables) throws {
    let moved = conclusion.findings(RobustnessTest.lbfgsAsWritten.name)?.movement
    try variables.define("WrittenLargest", as: formatted(moved?.largest, "%.4f"))
    try variables.define("WrittenLargestPixel", as: formatted(moved?.largestPixel, "%.4f"))
    try variables.define("WrittenChanged", as: formatted(moved?.changed, "%.4f"))
  }
}
