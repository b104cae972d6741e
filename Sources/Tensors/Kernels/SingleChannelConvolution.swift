import COneDNN

extension ConvolutionGeometry {
  /// filter, outputs -> images for images of one channel: a matrix product gives what every output pixel
  /// sends through every tap of the kernel, and the taps are then added where they land.
  func singleChannelImages(_ filter: Value, _ outputs: Value, _ view: OutputView) -> Value {
    precondition(channelsIn == 1)
    let result = Kernels.fill(0, shape: imageShape, .single)
    let taps = kernel * kernel
    Parallel.tasks(images) { image in
      let sent = Value(uninitialised: [outHeight * outWidth, taps], .single)
      let out = result.mutable(Float.self) + image * imageSize
      withExtendedLifetime(sent) {
        view.reading(outputs, image..<image + 1) { send(filter, $0, into: sent.mutable(Float.self)) }
        land(sent.mutable(Float.self), in: out)
      }
    }
    return result
  }

  /// What every output pixel of one image sends through every tap: [pixels, taps].
  private func send(
    _ filter: Value, _ outputs: UnsafePointer<Float>, into sent: UnsafeMutablePointer<Float>
  ) {
    let taps = kernel * kernel
    let status = onednn_matrix_product(
      CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), outHeight * outWidth, taps, channelsOut,
      outputs, channelsOut, filter.scalars(Float.self), taps,
      0, sent, taps)
    precondition(status == 0, "oneDNN refuses a matrix product, status \(status)")
  }

  /// Adds what was sent to the pixels where it lands.
  private func land(_ sent: UnsafeMutablePointer<Float>, in out: UnsafeMutablePointer<Float>) {
    let taps = kernel * kernel
    for p in 0..<outHeight {
      for q in 0..<outWidth {
        let source = sent + (p * outWidth + q) * taps
        for tap in 0..<taps {
          let (y, x) = (p * stride + tap / kernel - padding, q * stride + tap % kernel - padding)
          if y >= 0, y < height, x >= 0, x < width { out[y * width + x] += source[tap] }
        }
      }
    }
  }
}
