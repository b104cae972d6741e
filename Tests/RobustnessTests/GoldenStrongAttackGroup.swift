import Networks
import Synchronization
import Tensors
import TestSupport

@testable import Robustness

/// The golden file of strong attacks: the network and the first four images of the group "attacks", and what published
/// implementations showed the network.
struct GoldenStrongAttackGroup {
  let golden: Golden
  let network: @Sendable (EvaluationMode) -> NetworkUnderTest
  let images: Tensor
  let validRange: ClosedRange<Double>

  init() throws {
    let group = try GoldenAttackGroup(.double)
    golden = try Golden.strongAttacks()
    network = { group.network($0) }
    images = group.images.images(0..<4)
    validRange = group.validRange
  }

  func labels(_ mode: EvaluationMode) throws -> [Int] { try golden.integers("labels/\(mode.rawValue)") }

  /// The images with a budget in grey levels; `start` is the beginning of the first run.
  func attacked(
    _ model: AttackedModel, _ mode: EvaluationMode, budget: Double, from start: Tensor? = nil
  ) throws -> AttackedImages {
    AttackedImages(
      model: model, images: images, labels: try labels(mode),
      radius: budget * (validRange.upperBound - validRange.lowerBound), validRange: validRange
    ) { _ in start }
  }

  func start() throws -> Tensor { try golden.activations("start", .double) }

  /// Where what a model was shown differs from the course of the same attack in the file.
  func differences(_ name: String, _ noted: NotedImages) throws -> [String] {
    let calls = try golden.numbers(name, attribute: "calls").map { Int($0) }
    return TestSupport.differences(
      in: name,
      try calls.map { call in
        Compared("seen/\(call)", Layout.numbers(noted.seen[call]), try golden.numbers("\(name)/seen/\(call)"))
      }, GoldenTolerance.plain(.double))
  }
}

/// What a model was shown, in order.
final class NotedImages: Sendable {
  private let images: Mutex<[Tensor]>

  init(_ seen: [Tensor] = []) { images = Mutex(seen) }

  var seen: [Tensor] { images.withLock { $0 } }

  /// The same model, which notes what it is shown; an attack takes no image away from it.
  func noting(_ model: AttackedModel) -> AttackedModel {
    AttackedModel(couplesImages: true) { [self] x in
      images.withLock { $0.append(x.detached) }
      return model.logits(x)
    }
  }
}
