import Tensors

/// Tolerances of the comparisons with golden numbers: in float64 room for another order of summation and no
/// more, in float32 a few times the worst that was seen.
public enum GoldenTolerance {
  public static func plain(_ precision: Precision) -> Tolerance {
    precision == .double
      ? Tolerance(ofArray: 1e-9, ofKind: 1e-12) : Tolerance(ofArray: 1e-5, ofKind: 2e-6)
  }

  /// Of gradients through several training steps.
  public static func throughTraining(_ precision: Precision) -> Tolerance {
    precision == .double
      ? Tolerance(ofArray: 1e-8, ofKind: 1e-11) : Tolerance(ofArray: 2e-5, ofKind: 3e-6)
  }
}
