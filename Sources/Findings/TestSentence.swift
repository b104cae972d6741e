import Robustness
import Study

extension TestFindings {
  /// What readers call the test.
  var title: String {
    ["fgsm": "FGSM", "lbfgs": "LBFGS as run", "lbfgs-as-written": "LBFGS as written"][test.name] ?? test.name
  }
  /// LBFGS as written hardly moves an image.
  var isHardlyAnAttack: Bool { test.name == RobustnessTest.lbfgsAsWritten.name }

  /// What came out over all strengths, two sentences a teacher: ordinary learners (`vanilla`) beside taught ones (`gtn`),
  /// in each mode.
  public var sentence: String {
    let found = teachers.compactMap(sentence)
    return found.isEmpty ? "Nothing is counted yet." : found.joined(separator: " ")
  }

  private func sentence(_ teacher: String) -> String? {
    let recipes = [Contrast.main.a, Contrast.main.b].compactMap(Recipes.named)
    let parts = [EvaluationProtocol.evaluation, .training].compactMap { kind -> (mode: String, said: String)? in
      let accuracies = recipes.map { recipe in
        (recipe.name, overStrengths(kind, teacher: teacher, recipe, learners: learners(teacher, kind)))
      }
      let counted = accuracies.compactMap { name, accuracy in accuracy.map { "\($0.percentage) (\(name))" } }
      guard !counted.isEmpty else { return nil }
      let missing = accuracies.filter { $0.1 == nil }.map { "; \($0.0) is not counted yet" }.joined()
      let effect = effect(.main, kind, teacher, learners: learners(teacher, kind)).estimate
      let difference = effect.map { ", a difference of \($0.text)" } ?? ""
      return (kind.phrase, "is \(enumerated(counted))\(missing)\(difference).")
    }
    guard let first = parts.first else { return nil }
    let rest = parts.dropFirst().map { " \($0.mode.prefix(1).uppercased() + $0.mode.dropFirst()) it \($0.said)" }
    return "Under \(title), with teacher \(teacher), accuracy over all strengths \(first.mode) \(first.said)"
      + rest.joined()
  }
}
