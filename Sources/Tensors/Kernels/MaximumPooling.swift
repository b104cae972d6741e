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

extension Kernels {
  /// The maxima, and for each the number of the tap (0 to 8) that it came from; ties go to the first.
  static func maximumPool(_ x: Value, _ geometry: PoolingGeometry) -> (maxima: Value, taps: [UInt8]) {
    let c = geometry.channels
    let outPixels = geometry.outHeight * geometry.outWidth
    let inSize = geometry.height * geometry.width * c
    func run<T: Scalar>(_: T.Type) -> (Value, [UInt8]) {
      let result = Value(uninitialised: geometry.outShape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      let taps = [UInt8](unsafeUninitializedCapacity: result.count) { buffer, count in
        let chosen = buffer.baseAddress!
        Parallel.tasks(geometry.images) { image in
          let lines = source + image * inSize
          geometry.windows { pixel, window in
            let start = (image * outPixels + pixel) * c
            let (best, tap) = (out + start, chosen + start)
            let first = lines + window[0].pixel * c
            for channel in 0..<c {
              best[channel] = first[channel]
              tap[channel] = UInt8(truncatingIfNeeded: window[0].tap)
            }
            for candidate in window.dropFirst() {
              let line = lines + candidate.pixel * c
              let number = UInt8(truncatingIfNeeded: candidate.tap)
              for channel in 0..<c {
                let wins = line[channel] > best[channel]
                best[channel] = wins ? line[channel] : best[channel]
                tap[channel] = wins ? number : tap[channel]
              }
            }
          }
        }
        count = result.count
      }
      return (result, taps)
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// From every window, the element at its tap.
  static func gatheredTaps(_ x: Value, _ taps: [UInt8], _ geometry: PoolingGeometry) -> Value {
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: geometry.outShape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      visitTaps(taps, geometry) { out[$0] = source[$1] }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``gatheredTaps``.
  static func scatteredTaps(_ x: Value, _ taps: [UInt8], _ geometry: PoolingGeometry) -> Value {
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
    _ taps: [UInt8], _ geometry: PoolingGeometry, _ body: (_ out: Int, _ chosen: Int) -> Void
  ) {
    let (height, width, c) = (geometry.height, geometry.width, geometry.channels)
    let (outHeight, outWidth) = (geometry.outHeight, geometry.outWidth)
    // Offset of each tap from the window's first, in scalars.
    let offsets = (0..<9).map { ($0 / 3 * width + $0 % 3) * c }
    taps.withUnsafeBufferPointer { taps in
      offsets.withUnsafeBufferPointer { offsets in
        Parallel.tasks(geometry.images) { image in
          for row in 0..<outHeight {
            for column in 0..<outWidth {
              let out = ((image * outHeight + row) * outWidth + column) * c
              let window = ((image * height + 2 * row - 1) * width + 2 * column - 1) * c
              for channel in 0..<c {
                body(out + channel, window + channel + offsets[Int(taps[out + channel])])
              }
            }
          }
        }
      }
    }
  }
}
