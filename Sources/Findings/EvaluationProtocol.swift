import Robustness
import Study

/// In which mode the networks of each recipe are tested: a view of counts that were taken in every mode.
public struct EvaluationProtocol: Sendable, Hashable {
  /// In tables, figures and files.
  public let name: String
  /// The mode of all networks; nil for that of the report's figures.
  private let mode: EvaluationMode?

  /// As the report's figures were made (DIVERGENCES.md, 1): a recipe that the report does not have is not in them.
  public static let published = EvaluationProtocol(name: "published", mode: nil)
  /// Every network in evaluation mode.
  public static let evaluation = EvaluationProtocol(name: "evaluation", mode: .evaluation)
  /// Every network in training mode.
  public static let training = EvaluationProtocol(name: "training", mode: .training)

  static func of(_ mode: EvaluationMode) -> EvaluationProtocol { mode == .training ? training : evaluation }

  /// What figures and tables set side by side, as far as it is counted.
  public static let all = [published, evaluation, training]

  /// The mode in which networks of a recipe are tested; nil where there is no such curve.
  public func mode(of recipe: Recipe) -> EvaluationMode? { mode ?? recipe.reportedMode }

  /// The report's recipes, which have a mode here.
  public var recipes: [Recipe] { Recipes.reported.filter { mode(of: $0) != nil } }

  /// Within a sentence: "in training mode", "as published".
  var phrase: String { mode.map { "in \($0.rawValue) mode" } ?? "as published" }
}
