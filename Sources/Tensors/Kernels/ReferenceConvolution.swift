// The convolution as its definition reads, for float64 and to check the fast kernels against.

extension ConvolutionGeometry {
  /// Calls `body` with the positions in images, filter and outputs of every product of the form, for the
  /// images of one range.
  @inline(__always)
  private func visit(_ range: Range<Int>, _ body: (_ image: Int, _ filter: Int, _ output: Int) -> Void) {
    let (outHeight, outWidth) = (self.outHeight, self.outWidth)
    for n in range {
      for p in 0..<outHeight {
        for q in 0..<outWidth {
          for u in 0..<kernel {
            for v in 0..<kernel {
              let (y, x) = (p * stride + u - padding, q * stride + v - padding)
              guard y >= 0, y < height, x >= 0, x < width else { continue }
              for i in 0..<channelsIn {
                let image = ((n * height + y) * width + x) * channelsIn + i
                for o in 0..<channelsOut {
                  let filter = ((o * channelsIn + i) * kernel + u) * kernel + v
                  body(image, filter, ((n * outHeight + p) * outWidth + q) * channelsOut + o)
                }
              }
            }
          }
        }
      }
    }
  }

  func referenceOutputs(_ images: Value, _ filter: Value) -> Value {
    let result = Kernels.fill(0, shape: outputShape, images.precision)
    func run<T: Scalar>(_: T.Type) {
      let (out, x, w) = (result.mutable(T.self), images.scalars(T.self), filter.scalars(T.self))
      Parallel.ranges(self.images, grain: 1) { visit($0) { out[$2] += x[$0] * w[$1] } }
    }
    result.precision == .single ? run(Float.self) : run(Double.self)
    return result
  }

  func referenceImages(_ filter: Value, _ outputs: Value) -> Value {
    let result = Kernels.fill(0, shape: imageShape, filter.precision)
    func run<T: Scalar>(_: T.Type) {
      let (out, w, y) = (result.mutable(T.self), filter.scalars(T.self), outputs.scalars(T.self))
      Parallel.ranges(self.images, grain: 1) { visit($0) { out[$0] += w[$1] * y[$2] } }
    }
    result.precision == .single ? run(Float.self) : run(Double.self)
    return result
  }

  func referenceFilter(_ outputs: Value, _ images: Value) -> Value {
    let result = Kernels.fill(0, shape: filterShape, outputs.precision)
    func run<T: Scalar>(_: T.Type) {
      let (out, y, x) = (result.mutable(T.self), outputs.scalars(T.self), images.scalars(T.self))
      visit(0..<self.images) { out[$1] += x[$0] * y[$2] }
    }
    result.precision == .single ? run(Float.self) : run(Double.self)
    return result
  }
}
