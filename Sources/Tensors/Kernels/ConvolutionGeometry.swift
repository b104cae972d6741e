import COneDNN

/// The sizes of a convolution of NHWC images with an OIHW filter, square in kernel, stride and padding.
struct ConvolutionGeometry: Sendable, Hashable {
  var images: Int, height: Int, width: Int, channelsIn: Int, channelsOut: Int
  var kernel: Int, stride: Int, padding: Int

  var outHeight: Int { (height + 2 * padding - kernel) / stride + 1 }
  var outWidth: Int { (width + 2 * padding - kernel) / stride + 1 }

  var imageShape: [Int] { [images, height, width, channelsIn] }
  var filterShape: [Int] { [channelsOut, channelsIn, kernel, kernel] }
  var outputShape: [Int] { [images, outHeight, outWidth, channelsOut] }

  /// Scalars in one image and in its output.
  var imageSize: Int { height * width * channelsIn }
  var outputSize: Int { outHeight * outWidth * channelsOut }

  /// Of images NHWC with a filter OIHW.
  init(_ images: [Int], _ filter: [Int], stride: Int, padding: Int) {
    precondition(
      images.count == 4 && filter.count == 4 && filter[1] == images[3] && filter[2] == filter[3],
      "cannot convolve \(images) with \(filter)")
    self.init(
      images: images[0], height: images[1], width: images[2], channelsIn: images[3],
      channelsOut: filter[0], kernel: filter[2], stride: stride, padding: padding)
  }

  init(
    images: Int, height: Int, width: Int, channelsIn: Int, channelsOut: Int, kernel: Int, stride: Int,
    padding: Int
  ) {
    self.images = images
    self.height = height
    self.width = width
    self.channelsIn = channelsIn
    self.channelsOut = channelsOut
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    precondition(outHeight > 0 && outWidth > 0, "a kernel of \(kernel) does not fit on \(height) x \(width)")
  }

  func with(images: Int) -> ConvolutionGeometry {
    var copy = self
    copy.images = images
    return copy
  }

  /// The same trilinear form with images and outputs in each other's place, for stride 1: a convolution
  /// with the filter turned by half a turn.
  var swapped: ConvolutionGeometry {
    ConvolutionGeometry(
      images: images, height: outHeight, width: outWidth, channelsIn: channelsOut,
      channelsOut: channelsIn, kernel: kernel, stride: stride, padding: kernel - 1 - padding)
  }

  /// oneDNN is slow where the result has one channel; then the swapped form is used, which must not ask
  /// to be swapped back.
  var prefersSwapped: Bool {
    channelsOut == 1 && channelsIn > 1 && stride == 1 && padding < kernel
  }

  var oneDNN: onednn_convolution_shape {
    onednn_convolution_shape(
      batch: Int32(images), height: Int32(height), width: Int32(width), channels_in: Int32(channelsIn),
      channels_out: Int32(channelsOut), kernel: Int32(kernel), stride: Int32(stride),
      padding: Int32(padding))
  }
}

// The three partial contractions of the form ⟨images, filter, outputs⟩. Outputs may be those alone that a
// pooling chose.
extension ConvolutionGeometry {
  /// images, filter -> outputs
  func outputs(_ images: Value, _ filter: Value, _ view: OutputView? = nil) -> Value {
    let view = view ?? OutputView(all: self)
    if let program = ProgramWriter.of(images, filter) { return view.kept(program.outputs(self, images, filter)) }
    guard isFast(images) else { return view.kept(referenceOutputs(images, filter)) }
    if prefersSwapped {
      let turned = filter.halfTurned(swapped.filterShape)
      return view.kept(swapped.images(turned, images).reshaped(outputShape))
    }
    return fastOutputs(images, filter, view)
  }

  /// filter, outputs -> images
  func images(_ filter: Value, _ outputs: Value, _ view: OutputView? = nil) -> Value {
    let view = view ?? OutputView(all: self)
    if let program = ProgramWriter.of(filter, outputs) { return program.images(self, filter, view.spread(outputs)) }
    guard isFast(filter) else { return referenceImages(filter, view.spread(outputs)) }
    if prefersSwapped {
      return swapped.outputs(view.spread(outputs), filter.halfTurned(swapped.filterShape))
    }
    return channelsIn == 1 ? singleChannelImages(filter, outputs, view) : fastImages(filter, outputs, view)
  }

  /// outputs, images -> filter
  func filter(_ outputs: Value, _ images: Value, _ view: OutputView? = nil) -> Value {
    let view = view ?? OutputView(all: self)
    if let program = ProgramWriter.of(outputs, images) { return program.filter(self, view.spread(outputs), images) }
    guard isFast(outputs) else { return referenceFilter(view.spread(outputs), images) }
    if prefersSwapped {
      return swapped.filter(images, view.spread(outputs)).halfTurned(filterShape)
    }
    return prefersProducts ? filterByProducts(outputs, images) : fastFilter(outputs, images, view)
  }

  /// Whether oneDNN is asked. Its filter gradient of strided 1x1 kernels writes beyond the scratch memory that it
  /// asks for (issue 6035 there); no learner has such a layer.
  private func isFast(_ factor: Value) -> Bool { factor.precision == .single && !(kernel == 1 && stride > 1) }
}

extension Value {
  /// Every kernel of a filter turned by half a turn, under a shape that has input and output channels
  /// exchanged: one of them is one, so that the order of the kernels stays.
  fileprivate func halfTurned(_ newShape: [Int]) -> Value {
    precondition(shape[0] == 1 || shape[1] == 1)
    let taps = shape[2] * shape[3]
    let result = Value(uninitialised: newShape, precision)
    let (out, source) = (result.mutable(Float.self), scalars(Float.self))
    for index in 0..<count { out[index] = source[index / taps * taps + taps - 1 - index % taps] }
    return result
  }
}
