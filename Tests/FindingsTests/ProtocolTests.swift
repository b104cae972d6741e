import Findings
import Robustness
import Study
import Testing

@Suite("Evaluation protocols")
struct ProtocolTests {
  /// Published: 10_gtn and vanilla in training mode, gtn in evaluation mode (DIVERGENCES.md, 1).
  @Test func modesAreThoseOfTheReport() {
    func modes(_ kind: EvaluationProtocol) -> [String: EvaluationMode] {
      Dictionary(uniqueKeysWithValues: kind.recipes.map { ($0.name, kind.mode(of: $0)!) })
    }
    #expect(modes(.published) == ["10_gtn": .training, "gtn": .evaluation, "vanilla": .training])
    #expect(modes(.evaluation) == ["10_gtn": .evaluation, "gtn": .evaluation, "vanilla": .evaluation])
    #expect(modes(.training) == ["10_gtn": .training, "gtn": .training, "vanilla": .training])
    #expect(EvaluationProtocol.all.map(\.name) == ["published", "evaluation", "training"])
  }

  /// A recipe that the report does not have is in no published figure.
  @Test func recipesOfOurOwnAreNotPublished() {
    struct NothingIsTrainedHere: Error {}
    let own = Recipe(
      "own", look: .purple, needsTeacher: false, needsImages: true, reportedMode: nil, settings: { _ in 0 },
      train: { _ in throw NothingIsTrainedHere() })
    #expect(EvaluationProtocol.published.mode(of: own) == nil)
    #expect(EvaluationProtocol.evaluation.mode(of: own) == .evaluation)
  }
}
