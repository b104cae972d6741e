/// The report's learning algorithms, under its names.
public enum Algorithm: String, CaseIterable, Sendable {
  /// The first ten lessons of a teacher.
  case tenGTN = "10_gtn"
  /// All lessons.
  case gtn
  /// One epoch of Adam over the training images.
  case vanilla
}

/// How networks are evaluated when they are compared (DIVERGENCES.md, 1).
public enum EvaluationProtocol: String, CaseIterable, Sendable {
  /// As the report's figures were made: `10_gtn` and `vanilla` in training mode, `gtn` in evaluation mode.
  case published
  /// Every network in evaluation mode.
  case consistent

  /// How the protocol evaluates networks that an algorithm has trained.
  public func mode(of algorithm: Algorithm) -> EvaluationMode {
    self == .published && algorithm != .gtn ? .training : .evaluation
  }
}
