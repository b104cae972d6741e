/// Geometry of max pooling 3x3 with stride 2 and a border of 1 that never wins.
struct PoolingGeometry: Sendable {
  let images: Int, height: Int, width: Int, channels: Int

  var outHeight: Int { (height + 1) / 2 }
  var outWidth: Int { (width + 1) / 2 }
  var inShape: [Int] { [images, height, width, channels] }
  var outShape: [Int] { [images, outHeight, outWidth, channels] }

  /// Calls `body` with every output pixel of one image and the input pixels in its window: row-major tap
  /// numbers 0 to 8 and pixel numbers, the border left out.
  @inline(__always)
  func windows(_ body: (_ out: Int, _ taps: UnsafeBufferPointer<(tap: Int, pixel: Int)>) -> Void) {
    withUnsafeTemporaryAllocation(of: (tap: Int, pixel: Int).self, capacity: 9) { taps in
      for row in 0..<outHeight {
        for column in 0..<outWidth {
          var count = 0
          for tap in 0..<9 {
            let (y, x) = (2 * row - 1 + tap / 3, 2 * column - 1 + tap % 3)
            guard y >= 0, y < height, x >= 0, x < width else { continue }
            taps[count] = (tap, y * width + x)
            count += 1
          }
          body(row * outWidth + column, UnsafeBufferPointer(rebasing: taps[..<count]))
        }
      }
    }
  }
}

/// For every output of a pooling, the number (0 to 8) of the tap that its maximum came from.
///
/// As wide as a float32, so that the loop that chooses a maximum and its tap stays vectorised.
final class Taps: Sendable {
  private let storage: Storage
  init(count: Int) { storage = Storage(byteCount: 4 * count) }
  var numbers: UnsafeMutablePointer<Int32> { storage.address.assumingMemoryBound(to: Int32.self) }
}

extension Kernels {
  /// The maxima, and the taps that they came from; ties go to the first.
  static func maximumPool(_ x: Value, _ geometry: PoolingGeometry) -> (maxima: Value, taps: Taps) {
    let c = geometry.channels
    let outPixels = geometry.outHeight * geometry.outWidth
    let inSize = geometry.height * geometry.width * c
    func run<T: Scalar>(_: T.Type) -> (Value, Taps) {
      let result = Value(uninitialised: geometry.outShape, x.precision)
      let taps = Taps(count: result.count)
      let (out, source, chosen) = (result.mutable(T.self), x.scalars(T.self), taps.numbers)
      Parallel.tasks(geometry.images) { image in
        let lines = source + image * inSize
        geometry.windows { pixel, window in
          let start = (image * outPixels + pixel) * c
          let (best, tap) = (out + start, chosen + start)
          let first = lines + window[0].pixel * c
          for channel in 0..<c {
            best[channel] = first[channel]
            tap[channel] = Int32(truncatingIfNeeded: window[0].tap)
          }
          for index in 1..<window.count {
            let line = lines + window[index].pixel * c
            let number = Int32(truncatingIfNeeded: window[index].tap)
            for channel in 0..<c {
              let wins = line[channel] > best[channel]
              best[channel] = wins ? line[channel] : best[channel]
              tap[channel] = wins ? number : tap[channel]
            }
          }
        }
      }
      return (result, taps)
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// From every window, the element at its tap.
  static func gatheredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: geometry.outShape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      visitTaps(taps, geometry) { out[$0] = source[$1] }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``gatheredTaps``.
  static func scatteredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = fill(0, shape: geometry.inShape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      visitTaps(taps, geometry) { out[$1] += source[$0] }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// Calls `body` with the position of every output and of the input chosen for it.
  @inline(__always)
  private static func visitTaps(
    _ taps: Taps, _ geometry: PoolingGeometry, _ body: (_ out: Int, _ chosen: Int) -> Void
  ) {
    let (height, width, c) = (geometry.height, geometry.width, geometry.channels)
    let (outHeight, outWidth) = (geometry.outHeight, geometry.outWidth)
    // Offset of each tap from the window's first, in scalars.
    let offsets = (0..<9).map { ($0 / 3 * width + $0 % 3) * c }
    let numbers = taps.numbers
    offsets.withUnsafeBufferPointer { offsets in
      Parallel.tasks(geometry.images) { image in
        for row in 0..<outHeight {
          for column in 0..<outWidth {
            let out = ((image * outHeight + row) * outWidth + column) * c
            let window = ((image * height + 2 * row - 1) * width + 2 * column - 1) * c
            for channel in 0..<c {
              body(out + channel, window + channel + offsets[Int(numbers[out + channel])])
            }
          }
        }
      }
    }
  }
}
