/// For every pixel of a picture, the pixel of another that it copies; maps compose before any is applied.
struct PixelMap: Sendable {
  let height: Int, width: Int
  let origins: [Int]

  private init(height: Int, width: Int, origins: [Int]) {
    self.height = height
    self.width = width
    self.origins = origins
  }

  /// Every pixel copies itself.
  init(height: Int, width: Int) {
    self.init(height: height, width: width, origins: Array(0..<height * width))
  }

  /// Every pixel twice in each direction.
  static func upsampling(height: Int, width: Int) -> PixelMap {
    PixelMap(height: height, width: width).taking(2 * height, 2 * width) { ($0 / 2, $1 / 2) }
  }

  /// A border of one pixel by reflection about the outermost pixels.
  func reflected() -> PixelMap {
    func reflect(_ position: Int, _ size: Int) -> Int {
      size - 1 - abs(size - 1 - abs(position))
    }
    return taking(height + 2, width + 2) { (reflect($0 - 1, height), reflect($1 - 1, width)) }
  }

  /// A border of one pixel that repeats the outermost pixels.
  func extended() -> PixelMap {
    taking(height + 2, width + 2) { (min(max($0 - 1, 0), height - 1), min(max($1 - 1, 0), width - 1)) }
  }

  /// An upsampled picture from its four phases, which lie side by side in rows of (height + 1) times
  /// (width + 1) pixels; the odd phases begin one pixel later.
  static func interleaving(height: Int, width: Int) -> PixelMap {
    PixelMap(height: height + 1, width: 4 * (width + 1)).taking(2 * height, 2 * width) { y, x in
      (y / 2 + y % 2, 4 * (x / 2 + x % 2) + 2 * (y % 2) + x % 2)
    }
  }

  private func taking(_ height: Int, _ width: Int, _ place: (Int, Int) -> (Int, Int)) -> PixelMap {
    let origins = (0..<height * width).map { pixel in
      let (y, x) = place(pixel / width, pixel % width)
      return self.origins[y * self.width + x]
    }
    return PixelMap(height: height, width: width, origins: origins)
  }
}

/// In one direction: the tap of a phase's filter that a tap of the whole filter is added to.
func place(ofTap tap: Int, phase: Int) -> Int { (phase + tap + 1) / 2 - phase }

extension Kernels {
  /// [o, i, 3, 3] -> [4 o, i, 2, 2]: for every phase (row, then column), the sums of the taps that see the same
  /// pixel of the small image.
  static func phaseFilters(_ filter: Value, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(filter) { return program.phaseFilters(filter, shape: shape) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = fill(0, shape: shape, filter.precision)
      let (out, source) = (result.mutable(T.self), filter.scalars(T.self))
      visitTaps(count: filter.count / 9) { out[$1] += source[$0] }
      return result
    }
    return filter.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``phaseFilters``.
  static func summedPhaseFilters(_ phases: Value, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(phases) { return program.summedPhaseFilters(phases, shape: shape) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = fill(0, shape: shape, phases.precision)
      let (out, source) = (result.mutable(T.self), phases.scalars(T.self))
      visitTaps(count: result.count / 9) { out[$0] += source[$1] }
      return result
    }
    return phases.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// Calls `body` with the positions, in a filter of `count` kernels and in its phases, of every tap.
  @inline(__always)
  private static func visitTaps(count: Int, _ body: (_ tap: Int, _ phaseTap: Int) -> Void) {
    for phase in 0..<4 {
      for tap in 0..<9 {
        let row = place(ofTap: tap / 3, phase: phase / 2)
        let column = place(ofTap: tap % 3, phase: phase % 2)
        for kernel in 0..<count { body(9 * kernel + tap, 4 * (phase * count + kernel) + 2 * row + column) }
      }
    }
  }
}
