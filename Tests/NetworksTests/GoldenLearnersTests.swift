import Networks
import Tensors
import TestSupport
import Testing

@Suite("Golden learners")
struct GoldenLearnersTests {
  @Test(arguments: Learners.names, [Precision.double, .single])
  func agrees(learner: String, precision: Precision) throws { try compare(learner, precision, .here) }

  @Test(
    .enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: Learners.names, [Precision.double, .single])
  func agreesOnADevice(learner: String, precision: Precision) throws { try compare(learner, precision, .onDevice) }

  private func compare(_ learner: String, _ precision: Precision, _ computing: Computing) throws {
    let golden = try Golden()
    let group = "learners/\(learner)"
    let architecture = try goldenArchitecture(learner, golden)
    let parameters = try goldenParameters(
      architecture, "\(group)/parameters", orderOf: group, golden, precision)
    let inputs = [
      try golden.activations("\(group)/images", precision), try golden.activations("\(group)/eval_images", precision),
      Tensor.oneHot(try golden.integers("\(group)/labels"), precision),
    ]
    let results = try computing(parameters.tensors + inputs) { tensors in
      let parameters = parameters.with(tensors.dropLast(3).map(\.variable))
      let (images, evaluated) = (tensors[tensors.count - 3].variable, tensors[tensors.count - 2])
      let (logProbabilities, statistics) = architecture(images, parameters, .batch)
      let loss = logProbabilities.crossEntropy(tensors.last!)
      let gradients = gradient(of: loss, wrt: parameters.tensors + [images])
      let stored = statistics.averaged(into: nil, momentum: architecture.runningMomentum)
      return [logProbabilities, loss, architecture(evaluated, parameters, .stored(stored)).logProbabilities]
        + gradients + statistics.tensors
    }
    let (logProbabilities, loss, evaluated) = (results[0], results[1], results[2])
    let gradients = Array(results.dropFirst(3).prefix(parameters.tensors.count + 1))
    let statistics = architecture.statistics(Array(results.dropFirst(3 + gradients.count)))

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
