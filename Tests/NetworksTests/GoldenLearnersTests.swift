import Networks
import Tensors
import TestSupport
import Testing

@Suite("Golden learners")
struct GoldenLearnersTests {
  @Test(arguments: Learners.names, [Precision.double, .single])
  func agrees(learner: String, precision: Precision) throws {
    let golden = try Golden()
    let group = "learners/\(learner)"
    let architecture = try goldenArchitecture(learner, golden)
    let parameters = try goldenParameters(
      architecture, "\(group)/parameters", orderOf: group, golden, precision
    )
    .map(\.variable)
    let images = try golden.activations("\(group)/images", precision).variable
    let labels = Tensor.oneHot(try golden.integers("\(group)/labels"), precision)

    let (logProbabilities, statistics) = architecture(images, parameters, .batch)
    let loss = logProbabilities.crossEntropy(labels)
    let gradients = gradient(of: loss, wrt: parameters.tensors + [images])
    let stored = statistics.averaged(into: nil, momentum: architecture.runningMomentum)
    let evaluated = architecture(
      try golden.activations("\(group)/eval_images", precision), parameters, .stored(stored)
    ).logProbabilities

    func compared(_ name: String, _ tensor: Tensor) throws -> Compared {
      Compared(name, Layout.numbers(tensor), try golden.numbers("\(group)/\(name)"))
    }
    let names = try golden.texts(group, attribute: "parameter_order")
    let outputs = [
      try compared("log_probs", logProbabilities), try compared("loss", loss),
      try compared("eval_log_probs", evaluated),
    ]
    let parameterGradients = try zip(names, gradients).map { name, gradient in
      Compared("grads/\(name)", gradient.doubles, try golden.numbers("\(group)/grads/\(name)"))
    }
    let imageGradient = try compared("image_grad", gradients.last!)
    let seen = try goldenStatistics(group, statistics, golden)
    let tolerance = GoldenTolerance.plain(precision)
    #expect(differences(in: group, outputs, tolerance) == [])
    #expect(differences(in: group, parameterGradients + [imageGradient], tolerance) == [])
    for kind in seen { #expect(differences(in: group, kind, tolerance) == []) }
  }

  @Test func everyGroupIsTested() throws {
    #expect(try Golden().groups(in: "learners") == Set(Learners.names))
  }

  @Test(arguments: Learners.names)
  func momentumOfStoredMeansAgrees(learner: String) throws {
    let golden = try Golden()
    let expected = try golden.numbers("learners/\(learner)", attribute: "running_mean_momentum")
    #expect(try goldenArchitecture(learner, golden).runningMomentum == expected[0])
  }

  /// The means and the variances that are stored in the file, each a kind of its own.
  private func goldenStatistics(
    _ group: String, _ statistics: Statistics, _ golden: Golden
  ) throws -> [[Compared]] {
    let parts: [(name: String, of: (Statistics.Entry) -> Tensor?)] = [
      ("stored_means", { $0.mean }), ("stored_variances", { $0.variance }),
    ]
    return try parts.map { part in
      try statistics.entries.enumerated().compactMap { index, entry in
        let path = "\(part.name)/\(index)"
        guard golden.contains("\(group)/\(path)") else { return nil }
        return Compared(path, part.of(entry)?.doubles ?? [], try golden.numbers("\(group)/\(path)"))
      }
    }
  }
}
