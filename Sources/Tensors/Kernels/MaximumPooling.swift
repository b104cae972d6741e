/// Geometry of max pooling 3x3 with stride 2 and a border of 1 that never wins.
struct PoolingGeometry: Sendable {
  let images: Int, height: Int, width: Int, channels: Int

  var outHeight: Int { (height + 1) / 2 }
  var outWidth: Int { (width + 1) / 2 }
  var inShape: [Int] { [images, height, width, channels] }
  var outShape: [Int] { [images, outHeight, outWidth, channels] }
  /// Scalars in one image, and in its pooled image.
  var inSize: Int { height * width * channels }
  var outSize: Int { outHeight * outWidth * channels }

  /// Calls `body` with every output pixel of one image and the input pixels in its window: row-major tap
  /// numbers 0 to 8 and pixel numbers, the border left out.
  @inline(__always)
  private func windows(_ body: (_ out: Int, _ taps: UnsafeBufferPointer<(tap: Int32, pixel: Int)>) -> Void) {
    withUnsafeTemporaryAllocation(of: (tap: Int32, pixel: Int).self, capacity: 9) { taps in
      for row in 0..<outHeight {
        for column in 0..<outWidth {
          var count = 0
          for tap in 0..<9 {
            let (y, x) = (2 * row - 1 + tap / 3, 2 * column - 1 + tap % 3)
            guard y >= 0, y < height, x >= 0, x < width else { continue }
            taps[count] = (Int32(truncatingIfNeeded: tap), y * width + x)
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
/// `@unchecked Sendable` rests on the same invariant as `Storage`: the pooling that asked for it writes it, once.
final class Taps: @unchecked Sendable {
  private let storage: Storage
  /// Their name in a program.
  var written: WrittenValue?
  init(count: Int) { storage = Storage(byteCount: count) }
  var numbers: UnsafeMutablePointer<UInt8> { storage.address.assumingMemoryBound(to: UInt8.self) }
}

// MARK: One image

extension PoolingGeometry {
  /// The maxima of one image's windows and the taps that they came from; ties go to the first.
  func choose<T: Scalar>(
    _ source: UnsafePointer<T>, into maxima: UnsafeMutablePointer<T>, _ taps: UnsafeMutablePointer<UInt8>
  ) {
    windows { pixel, window in
      let start = pixel * channels
      let vectors = T.self == Float.self ? channels / 16 * 16 : 0
      for channel in stride(from: 0, to: vectors, by: 16) {
        let lines = UnsafeRawPointer(source + channel).assumingMemoryBound(to: Float.self)
        let (best, tap) = largestOf16(lines, window)
        UnsafeMutableRawPointer(maxima + start + channel).storeBytes(of: best, as: SIMD16<Float>.self)
        UnsafeMutableRawPointer(taps + start + channel).storeBytes(of: tap, as: SIMD16<UInt8>.self)
      }
      for channel in vectors..<channels {
        var (best, tap) = (source[window[0].pixel * channels + channel], window[0].tap)
        for index in 1..<window.count {
          let candidate = source[window[index].pixel * channels + channel]
          if candidate > best { (best, tap) = (candidate, window[index].tap) }
        }
        maxima[start + channel] = best
        taps[start + channel] = UInt8(truncatingIfNeeded: tap)
      }
    }
  }

  /// The same for 16 channels at once.
  @inline(__always)
  private func largestOf16(
    _ source: UnsafePointer<Float>, _ window: UnsafeBufferPointer<(tap: Int32, pixel: Int)>
  ) -> (SIMD16<Float>, SIMD16<UInt8>) {
    func line(_ pixel: Int) -> SIMD16<Float> {
      UnsafeRawPointer(source + pixel * channels).loadUnaligned(as: SIMD16<Float>.self)
    }
    var best = line(window[0].pixel)
    var tap = SIMD16<Int32>(repeating: window[0].tap)
    for index in 1..<window.count {
      let candidate = line(window[index].pixel)
      let wins = candidate .> best
      best.replace(with: candidate, where: wins)
      tap.replace(with: SIMD16(repeating: window[index].tap), where: wins)
    }
    return (best, SIMD16<UInt8>(truncatingIfNeeded: tap))
  }

  /// From every window of one image, the element at its tap.
  func gather<T: Scalar>(
    _ source: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, _ taps: UnsafePointer<UInt8>
  ) {
    visit(taps) { out[$0] = source[$1] }
  }

  /// The transpose of ``gather``.
  func scatter<T: Scalar>(
    _ source: UnsafePointer<T>, into out: UnsafeMutablePointer<T>, _ taps: UnsafePointer<UInt8>
  ) {
    out.update(repeating: 0, count: inSize)
    visit(taps) { out[$1] += source[$0] }
  }

  /// Calls `body` with the position of every output and of the input chosen for it.
  @inline(__always)
  private func visit(_ taps: UnsafePointer<UInt8>, _ body: (_ out: Int, _ chosen: Int) -> Void) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 9) { offsets in
      // Offset of each tap from the window's first, in scalars.
      for tap in 0..<9 { offsets[tap] = (tap / 3 * width + tap % 3) * channels }
      for row in 0..<outHeight {
        for column in 0..<outWidth {
          let out = (row * outWidth + column) * channels
          let window = ((2 * row - 1) * width + 2 * column - 1) * channels
          for channel in 0..<channels {
            body(out + channel, window + channel + offsets[Int(taps[out + channel])])
          }
        }
      }
    }
  }
}

// MARK: A batch

extension Kernels {
  /// The maxima of all windows; the taps that they came from are noted.
  static func maximumPool(_ x: Value, _ geometry: PoolingGeometry, noting taps: Taps) -> Value {
    if let program = ProgramWriter.of(x) { return program.maximumPool(x, geometry, noting: taps) }
    func run<T: Scalar>(_: T.Type) -> Value {
      eachImage(x, geometry.inSize, to: geometry.outShape, T.self) { image, source, out in
        geometry.choose(source, into: out, taps.numbers + image * geometry.outSize)
      }
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// From every window, the element at its tap.
  static func gatheredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    if let program = ProgramWriter.of(x, taps) { return program.gatheredTaps(x, taps, geometry) }
    func run<T: Scalar>(_: T.Type) -> Value {
      eachImage(x, geometry.inSize, to: geometry.outShape, T.self) { image, source, out in
        geometry.gather(source, into: out, taps.numbers + image * geometry.outSize)
      }
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``gatheredTaps``.
  static func scatteredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    if let program = ProgramWriter.of(x, taps) { return program.scatteredTaps(x, taps, geometry) }
    func run<T: Scalar>(_: T.Type) -> Value {
      eachImage(x, geometry.outSize, to: geometry.inShape, T.self) { image, source, out in
        geometry.scatter(source, into: out, taps.numbers + image * geometry.outSize)
      }
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  private static func eachImage<T: Scalar>(
    _ x: Value, _ size: Int, to shape: [Int], _: T.Type,
    _ body: (Int, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
  ) -> Value {
    let result = Value(uninitialised: shape, x.precision)
    let (out, source) = (result.mutable(T.self), x.scalars(T.self))
    let outSize = shape.dropFirst().reduce(1, *)
    Parallel.tasks(shape[0]) { body($0, source + $0 * size, out + $0 * outSize) }
    return result
  }
}
