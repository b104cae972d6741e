import Robustness
import Study

extension TestFindings {
  /// What came out at the strongest perturbation, a sentence a teacher: accuracy of taught learners (`gtn`) beside that of
  /// ordinary ones (`vanilla`), in each protocol.
  public var sentence: String {
    let found = teachers.compactMap(sentence)
    return found.isEmpty ? "Nothing is counted yet." : found.joined(separator: " ")
  }

  private func sentence(_ teacher: String) -> String? {
    let recipes = ["gtn", "vanilla"].compactMap(Recipes.named)
    var counted: [Int] = []
    let parts = EvaluationProtocol.compared.compactMap { kind -> String? in
      let accuracies = recipes.compactMap { recipe in
        (curve(kind, teacher: teacher, recipe, learners: learners(teacher)).last ?? nil).map { last in
          counted.append(last.count)
          return "\(last.percentage) for \(recipe.name) learners"
        }
      }
      return accuracies.isEmpty ? nil : "\(enumerated(accuracies)) \(kind.phrase)"
    }
    guard !parts.isEmpty, let strongest = results.strengths.last else { return nil }
    let trials = "\(range(counted)) of \(settings.trials) trials"
    return "At β = \(shortened(strongest)), with teacher \(teacher), accuracy is \(parts.joined(separator: ", and "))"
      + " (\((counted.max() ?? 0) > 1 ? "± one standard deviation over " : "")\(trials))."
  }
}
