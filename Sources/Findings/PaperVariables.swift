import Figures
import Robustness
import Study

// Numbers that the paper's text names. A test checks that it reads every one.

extension PaperInputs {
  /// All of them.
  func variables() throws -> LatexVariables {
    var variables = LatexVariables()
    let written = conclusion.tests.first(where: \.isHardlyAnAttack)
    var texts = [
      "Scale": settings.scale.rawValue, "Trials": "\(settings.trials)",
      "ImagesCorrupted": "\(settings.imageCount(.noise))", "ImagesAttacked": "\(settings.imageCount(.fgsm))",
      "TrialsCounted": trials { !$0.isHardlyAnAttack }, "TrialsWritten": trials(\.isHardlyAnAttack),
      "WrittenLargest": formatted(written?.movement?.image, "%.4f"),
      "WrittenLargestPixel": formatted(written?.movement?.pixel, "%.4f"),
      "WrittenChanged": formatted(written?.movement?.accuracy, "%.4f"),
    ]
    for (name, text) in teacherTexts.merging(agreementTexts, uniquingKeysWith: { $1 }) { texts[name] = text }
    for (name, text) in effectTexts { texts[name] = text }
    let answer = conclusion.answer ?? [:]
    for test in Effect.primaryTests.map(\.name) + [Effect.strongTest] {
      for kind in [EvaluationProtocol.evaluation, .training] {
        texts["Answer\(macro(test))\(macro(kind.name))"] = answer[test + kind.name.capitalized] ?? "–"
      }
    }
    for name in [
      "certainEvaluation", "certainTraining", "types", "noiseTypes", "fewerLessons", "fewerLessonsRelative",
      "fewerLessonsTrials", "otherTypes",
      "noiseRelative",
      "fgsmRelative",
    ] {
      texts["Answer\(name.prefix(1).uppercased() + name.dropFirst())"] = answer[name] ?? "–"
    }
    for (name, text) in texts { try variables.define(name, as: text) }
    return variables
  }

  /// How many trials the curves rest on.
  private func trials(_ isMeant: (TestFindings) -> Bool) -> String {
    range(
      conclusion.effects.filter { effect in
        !effect.contrast.relativeToClean && conclusion.tests.contains { $0.test.name == effect.test && isMeant($0) }
      }.compactMap { $0.estimate?.count })
  }

  /// How far the teachers are, how fast their learners learn, and which of these pass.
  private var teacherTexts: [String: String] {
    var texts: [String: String] = [:]
    for teacher in Reported.teachers {
      let (name, found) = (macro(teacher), teachers.teachers.first { $0.plan.name == teacher })
      texts["OuterSteps\(name)"] = found.map { "\($0.history.metaLoss.count)" } ?? "no"
      texts["OuterStepsPlanned\(name)"] = found.map { "\($0.plan.outerSteps)" } ?? "–"
      for recipe in ["gtn", "vanilla"] {
        texts["Steps\(name)\(macro(recipe))"] =
          learning.steps(to: 0.95, teacher, recipe: recipe).map { "\($0)" } ?? "–"
      }
      texts["Admitted\(name)"] =
        admitted[teacher].map { $0.isEmpty ? "none" : $0.joined(separator: ", ") } ?? "not known"
      texts["AdmittedDiffers\(name)"] =
        conclusion.tests.contains { $0.differentlyAdmitted(teacher) != nil } ? "yes" : "no"
    }
    return texts
  }

  /// How near ours is to the report, and the report to itself.
  private var agreementTexts: [String: String] {
    let comparison = conclusion.comparison
    var texts = ["ReportedPoints": "\(Reported.points.count)"]
    for recipe in Recipes.reported.map(\.name) {
      let (name, measures) = (
        macro(recipe), ReportedComparison.Measures(comparison.curves.filter { $0.recipe == recipe })
      )
      texts["Difference\(name)"] = formatted(measures.difference, "%.3f")
      texts["Floor\(name)"] = formatted(measures.floor, "%.3f")
      // Of images that nothing was done to.
      for curve in comparison.curves where curve.recipe == recipe && curve.test == RobustnessTest.noise.name {
        guard let clean = curve.rows.first, recipe != "vanilla" else { continue }
        texts["Clean\(macro(curve.teacher))\(name)"] = signed(clean.difference)
        texts["CleanDeviations\(macro(curve.teacher))\(name)"] = formatted(
          abs(clean.difference) / clean.reported.deviation, "%.0f")
      }
    }
    let all = ReportedComparison.Measures(comparison.curves)
    texts["Compared"] = "\(all.points)"
    texts["Equivalent"] = "\(all.equivalent)"
    texts["Within"] = "\(all.within)"
    let agreeing = comparison.effects.map { ReportedComparison.agrees($0.ours, $0.reported, $0.floor) }
    texts["EffectsCompared"] = "\(agreeing.count)"
    texts["EffectsSameSign"] = "\(agreeing.count { $0.sign })"
    texts["EffectsSameSize"] = "\(agreeing.count { $0.size })"
    for mode in [EvaluationMode.training, .evaluation] {
      let (within, of) = conclusion.check.agreement(mode)
      texts["CheckWithin\(macro(mode.rawValue))"] = "\(within)"
      texts["CheckCompared\(macro(mode.rawValue))"] = "\(of)"
    }
    return texts
  }

  /// Effects with the first teacher: `EffectGtnBaseLargerNoiseEvaluation` is vanilla − gtn, and so on.
  private var effectTexts: [String: String] {
    var texts = ["Result": conclusion.sentence]
    let teacher = Reported.teachers[0]
    for (other, tests) in [("gtn", Effect.primaryTests + [.lbfgsAsRun]), ("10_gtn", Effect.primaryTests)] {
      let contrast = Contrast(a: "vanilla", b: other, relativeToClean: false)
      for test in tests {
        // `vanilla` and `10_gtn` were published in training mode.
        for kind in EvaluationProtocol.all where other == "gtn" || kind != .published {
          texts["Effect\(macro(other))\(macro(teacher))\(macro(test.name))\(macro(kind.name))"] =
            conclusion.effect(contrast, test.name, teacher, kind)?.text ?? "not counted yet"
        }
      }
    }
    return texts
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
