import CNLopt

/// The least value of a function within a box, by the L-BFGS of NLopt, which keeps to bounds.
struct BoundedMinimisation {
  /// Evaluations at most, and the relative change of the value at which it ends.
  var evaluations = 150
  var tolerance = 1e-9

  /// Where the function was least, of all places that were asked; NLopt may end with an error where rounding leaves no
  /// descent, after it has come as far as it can.
  func callAsFunction(
    from start: [Double], within bounds: ClosedRange<Double>,
    _ function: (_ x: [Double]) -> (value: Double, gradient: [Double])
  ) -> [Double] {
    withoutActuallyEscaping(function) { function in
      let objective = Objective(function, start)
      guard let optimiser = nlopt_create(NLOPT_LD_LBFGS, UInt32(start.count)) else {
        fatalError("NLopt cannot make an optimiser of \(start.count) numbers: there is no memory left")
      }
      defer { nlopt_destroy(optimiser) }
      nlopt_set_lower_bounds1(optimiser, bounds.lowerBound)
      nlopt_set_upper_bounds1(optimiser, bounds.upperBound)
      nlopt_set_maxeval(optimiser, Int32(evaluations))
      nlopt_set_ftol_rel(optimiser, tolerance)
      nlopt_set_min_objective(
        optimiser,
        { count, x, gradient, objective in
          guard let x, let objective else { return .infinity }
          return Unmanaged<Objective>.fromOpaque(objective).takeUnretainedValue().evaluate(Int(count), x, gradient)
        }, Unmanaged.passUnretained(objective).toOpaque())
      var x = start
      var least = 0.0
      withExtendedLifetime(objective) { _ = nlopt_optimize(optimiser, &x, &least) }
      return objective.best.x
    }
  }
}

/// The function as C calls it, and the least that it has returned.
private final class Objective {
  private let function: ([Double]) -> (value: Double, gradient: [Double])
  private(set) var best: (x: [Double], value: Double)

  init(_ function: @escaping ([Double]) -> (value: Double, gradient: [Double]), _ start: [Double]) {
    self.function = function
    best = (start, .infinity)
  }

  func evaluate(_ count: Int, _ x: UnsafePointer<Double>, _ gradient: UnsafeMutablePointer<Double>?) -> Double {
    let place = Array(UnsafeBufferPointer(start: x, count: count))
    let (value, slope) = function(place)
    if value < best.value { best = (place, value) }
    gradient?.update(from: slope, count: count)
    return value
  }
}
