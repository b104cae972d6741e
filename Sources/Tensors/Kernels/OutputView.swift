/// The outputs of a convolution as its caller has them: all of them, or those alone that a max pooling chose.
///
/// A pooled view spares the array of all outputs, which is four times as large: it exists for one chunk of
/// images at a time, in the cache.
struct OutputView: Sendable {
  private enum Part {
    case all
    /// The largest of every window; which these are is noted in the taps.
    case largest(Taps)
    /// Those that were the largest before.
    case chosen(Taps)
  }
  private let part: Part
  private let pooling: PoolingGeometry
  private let fullShape: [Int]
  /// Scalars in all outputs of one image.
  let fullSize: Int

  private init(_ part: Part, of geometry: ConvolutionGeometry, fullShape: [Int]? = nil) {
    self.part = part
    pooling = geometry.pooling
    self.fullShape = fullShape ?? geometry.outputShape
    fullSize = self.fullShape.dropFirst().reduce(1, *)
  }

  init(all geometry: ConvolutionGeometry) { self.init(.all, of: geometry) }
  /// All of the images: what an images contraction writes.
  init(imagesOf geometry: ConvolutionGeometry) {
    self.init(.all, of: geometry, fullShape: geometry.imageShape)
  }
  init(largest geometry: ConvolutionGeometry, noting taps: Taps) { self.init(.largest(taps), of: geometry) }
  init(chosen taps: Taps, of geometry: ConvolutionGeometry) { self.init(.chosen(taps), of: geometry) }

  /// The shape of what the caller has.
  var shape: [Int] {
    if case .all = part { fullShape } else { pooling.outShape }
  }

  private var pooledSize: Int { pooling.outSize }

  /// Lends memory for all outputs of some images, and keeps the caller's part of what is written there.
  func writing(_ kept: Value, _ images: Range<Int>, _ write: (UnsafeMutablePointer<Float>) -> Void) {
    let out = kept.mutable(Float.self)
    if case .all = part { return write(out + images.lowerBound * fullSize) }
    let full = Value(uninitialised: [images.count * fullSize], .single)
    withExtendedLifetime(full) {
      write(full.mutable(Float.self))
      for (index, image) in images.enumerated() {
        let source = full.scalars(Float.self) + index * fullSize
        let start = image * pooledSize
        switch part {
        case .largest(let taps): pooling.choose(source, into: out + start, taps.numbers + start)
        case .chosen(let taps): pooling.gather(source, into: out + start, taps.numbers + start)
        case .all: break
        }
      }
    }
  }

  /// Lends all outputs of some images, zeros in the place of those that the caller does not have.
  func reading(_ part: Value, _ images: Range<Int>, _ read: (UnsafeMutablePointer<Float>) -> Void) {
    let source = part.mutable(Float.self)
    guard case .chosen(let taps) = self.part else { return read(source + images.lowerBound * fullSize) }
    let full = Value(uninitialised: [images.count * fullSize], .single)
    withExtendedLifetime(full) {
      for (index, image) in images.enumerated() {
        pooling.scatter(
          source + image * pooledSize, into: full.mutable(Float.self) + index * fullSize,
          taps.numbers + image * pooledSize)
      }
      read(full.mutable(Float.self))
    }
  }

  /// The caller's part of all outputs.
  func kept(_ full: Value) -> Value {
    switch part {
    case .all: full
    case .largest(let taps): Kernels.maximumPool(full, pooling, noting: taps)
    case .chosen(let taps): Kernels.gatheredTaps(full, taps, pooling)
    }
  }

  /// All outputs, zeros in the place of those that the caller does not have.
  func spread(_ part: Value) -> Value {
    if case .chosen(let taps) = self.part { Kernels.scatteredTaps(part, taps, pooling) } else { part }
  }
}

extension ConvolutionGeometry {
  /// The pooling of this convolution's outputs.
  var pooling: PoolingGeometry {
    PoolingGeometry(images: images, height: outHeight, width: outWidth, channels: channelsOut)
  }
}
