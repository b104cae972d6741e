import Archive
import Networks
import Tensors

extension LearnerArtifact {
  /// Arrays: `learner/<state-dict key>`, and `learner/<key>.running_mean`, `.running_variance` of the
  /// normalisations.
  public func checkpoint(of learner: TrainedLearner, _ provenance: Provenance) -> Checkpoint {
    guard let architecture = try? study.architecture(key.learner) else {
      preconditionFailure("\(key.learner) was trained, so there is such a type")
    }
    return Self.checkpoint(architecture, learner, provenance)
  }

  public func made(of file: Checkpoint) throws -> TrainedLearner {
    try Self.learner(file, study.architecture(key.learner))
  }

  static func checkpoint(
    _ architecture: Architecture, _ learner: TrainedLearner, _ provenance: Provenance
  ) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (key, tensor) in zip(learner.parameters.keys, learner.parameters.tensors) {
      file.set("learner/\(key)", shape: tensor.shape, .float32(tensor.floats))
    }
    for (key, entry) in zip(architecture.normalisationKeys, learner.statistics.entries) {
      for (name, tensor) in [("running_mean", entry.mean), ("running_variance", entry.variance)] {
        guard let tensor else { continue }
        file.set("learner/\(key).\(name)", shape: tensor.shape, .float32(tensor.floats))
      }
    }
    return file
  }

  /// - Throws: `ArchiveError` naming the file, if it holds another network, or numbers that are not finite.
  static func learner(_ file: Checkpoint, _ architecture: Architecture) throws -> TrainedLearner {
    try file.requireFinite()
    let parameters = Parameters(
      try architecture.parameterShapes.map { key, shape in
        (key, Tensor(shape: shape, try file.floats("learner/\(key)", shape: shape)))
      })
    let normalisations = zip(
      zip(architecture.normalisationKeys, architecture.normalisationWidths), architecture.normalisationsKept)
    let entries = try normalisations.map { layer, keeps in
      // One that is missing would pass for a network in training mode.
      func vector(_ name: String, _ isKept: Bool) throws -> Tensor? {
        guard isKept else { return nil }
        return Tensor(shape: [layer.1], try file.floats("learner/\(layer.0).\(name)", shape: [layer.1]))
      }
      return Statistics.Entry(
        mean: try vector("running_mean", keeps.mean), variance: try vector("running_variance", keeps.variance)
      )
    }
    return TrainedLearner(parameters, Statistics(entries))
  }
}
