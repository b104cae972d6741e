import COneDNN

/// The filter contraction of strided convolutions as matrix products: outputs, transposed, times the images unrolled
/// into one row for every output pixel, which holds the pixels under the kernel.
///
/// oneDNN 2.6's own filter gradient reaches two thirds of the rate of its matrix product where the stride is two.
extension ConvolutionGeometry {
  var prefersProducts: Bool { stride > 1 && kernel > 1 && channelsIn >= 16 }

  /// Numbers in an unrolled row: kernel rows, kernel columns, channels.
  private var rowSize: Int { kernel * kernel * channelsIn }
  private var outputPixels: Int { outHeight * outWidth }
  /// As many as fill a cache of a megabyte.
  var imagesUnrolledAtOnce: Int { max(1, (1 << 18) / (outputPixels * rowSize)) }

  /// outputs, images -> filter
  func filterByProducts(_ outputs: Value, _ images: Value) -> Value {
    let chunks = Chunks(images: self.images)
    let partial = (0..<chunks.count).map { _ in
      Value(uninitialised: [channelsOut, rowSize], .single)
    }
    Parallel.tasks(chunks.count) { addProducts(outputs, images, chunks.range(of: $0), into: partial[$0]) }
    let filter = Value(uninitialised: filterShape, .single)
    Parallel.tasks(channelsOut) { channel in
      let total = partial[0].mutable(Float.self) + channel * rowSize
      for other in partial.dropFirst() {
        let more = other.scalars(Float.self) + channel * rowSize
        for place in 0..<rowSize { total[place] += more[place] }
      }
      let (out, taps) = (filter.mutable(Float.self) + channel * rowSize, kernel * kernel)
      for tap in 0..<taps {
        for input in 0..<channelsIn { out[input * taps + tap] = total[tap * channelsIn + input] }
      }
    }
    return withExtendedLifetime(partial) { filter }
  }

  /// A few images at a time, so that their unrolled rows stay in the cache.
  private func addProducts(_ outputs: Value, _ images: Value, _ range: Range<Int>, into sum: Value) {
    let most = imagesUnrolledAtOnce
    let unrolled = Value(uninitialised: [min(most, range.count) * outputPixels, rowSize], .single)
    withExtendedLifetime(unrolled) {
      for first in Swift.stride(from: range.lowerBound, to: range.upperBound, by: most) {
        let count = min(most, range.upperBound - first)
        for index in 0..<count {
          unroll(
            images.scalars(Float.self) + (first + index) * imageSize,
            into: unrolled.mutable(Float.self) + index * outputPixels * rowSize)
        }
        let status = onednn_matrix_product(
          CChar(UInt8(ascii: "T")), CChar(UInt8(ascii: "N")), channelsOut, rowSize, count * outputPixels,
          outputs.scalars(Float.self) + first * outputSize, channelsOut, unrolled.scalars(Float.self),
          rowSize,
          first == range.lowerBound ? 0 : 1, sum.mutable(Float.self), rowSize)
        precondition(status == 0, "oneDNN refuses a matrix product, status \(status)")
      }
    }
  }

  /// One image's row for every output pixel; zeros where the kernel lies beyond the border.
  private func unroll(_ image: UnsafePointer<Float>, into rows: UnsafeMutablePointer<Float>) {
    var row = rows
    for p in 0..<outHeight {
      for q in 0..<outWidth {
        for tap in 0..<kernel * kernel {
          let (y, x) = (p * stride + tap / kernel - padding, q * stride + tap % kernel - padding)
          if 0..<height ~= y, 0..<width ~= x {
            row.update(from: image + (y * width + x) * channelsIn, count: channelsIn)
          } else {
            row.update(repeating: 0, count: channelsIn)
          }
          row += channelsIn
        }
      }
    }
  }
}
