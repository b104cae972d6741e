import Tensors

/// One row of the gradient test: an operation and the shapes to try it on.
struct Operation: Sendable, CustomStringConvertible {
  let name: String
  let shapes: [[Int]]
  let sample: Sample
  let apply: @Sendable ([Tensor]) -> Tensor

  init(
    _ name: String, _ shapes: [Int]..., sample: Sample = .normal,
    _ apply: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.name = name
    self.shapes = shapes
    self.sample = sample
    self.apply = apply
  }

  var description: String { "\(name) \(shapes.map { "\($0)" }.joined(separator: " "))" }
}

extension Operation {
  /// Every operation that has a derivative.
  static let all = arithmetic + functions + rearrangements + products + images

  private static let arithmetic = [
    Operation("sum", [3, 4], [3, 4]) { $0[0] + $0[1] },
    Operation("sum with itself", [3]) { $0[0] + $0[0] },
    Operation("difference", [5], [5]) { $0[0] - $0[1] },
    Operation("sum with a multiple", [2, 3], [2, 3]) { $0[0].adding(-1.7, times: $0[1]) },
    Operation("negation", [2, 3]) { -$0[0] },
    Operation("multiple", [2, 3]) { -1.7 * $0[0] },
    Operation("product", [3, 4], [3, 4]) { $0[0] * $0[1] },
    Operation("square", [7]) { $0[0] * $0[0] },
    Operation("scaling of rows", [4], [4, 2, 3]) { $0[0].scalingRows(of: $0[1]) },
    Operation("scaling of one row", [1], [1, 5]) { $0[0].scalingRows(of: $0[1]) },
    Operation("products of rows", [4, 5], [4, 5]) { $0[0].rowProducts($0[1]) },
    Operation("squares of rows", [4, 5]) { $0[0].rowProducts($0[0]) },
    Operation("products of columns", [4, 5], [4, 5]) { $0[0].columnProducts($0[1]) },
    Operation("squares of columns", [4, 5]) { $0[0].columnProducts($0[0]) },
    Operation("scaling of columns", [3], [2, 5, 3]) { $0[0].scalingColumns(of: $0[1]) },
    Operation("scaling of one column", [1], [5, 1]) { $0[0].scalingColumns(of: $0[1]) },
    Operation("inner product", [2, 3], [2, 3]) { $0[0].dot($0[1]) },
  ]

  private static let functions = [
    Operation("exponential", [3, 3]) { $0[0].exponential },
    Operation("logarithm", [3, 3], sample: .positive) { $0[0].logarithm },
    Operation("reciprocal", [3, 3], sample: .positive) { $0[0].reciprocal },
    Operation("square root", [3, 3], sample: .positive) { $0[0].squareRoot },
    Operation("hyperbolic tangent", [3, 3]) { $0[0].hyperbolicTangent },
    Operation("leaky ReLU", [4, 5], sample: .awayFromZero) { $0[0].leakyReLU(slope: 0.1) },
    Operation("log softmax", [4, 10], sample: .distinct) { $0[0].logSoftmax() },
    Operation("log softmax of one row", [1, 3], sample: .distinct) { $0[0].logSoftmax() },
    Operation("cross-entropy", [4, 3], [4, 3]) { $0[0].crossEntropy($0[1]) },
  ]

  private static let rearrangements = [
    Operation("reshaping", [2, 6]) { $0[0].reshaped([3, 4]) },
    Operation("flattening by channel", [2, 3, 5, 2]) { $0[0].flattenedByChannel() },
    Operation("flattening of one channel", [2, 3, 5, 1]) { $0[0].flattenedByChannel() },
    Operation("unflattening by channel", [2, 30]) {
      $0[0].unflattenedByChannel(height: 5, width: 3, channels: 2)
    },
    Operation("joining", [3, 4], [3, 2]) { $0[0].joined($0[1]) },
    Operation("sum of all", [3, 5]) { $0[0].sum() },
    Operation("sum over columns", [2, 3, 5]) { $0[0].sumOverColumns() },
    Operation("sum over rows", [2, 3, 5]) { $0[0].sumOverRows() },
    Operation("sum over one row", [1, 5]) { $0[0].sumOverRows() },
    Operation("repetition over columns", [4]) { $0[0].repeatedOverColumns(3) },
    Operation("repetition over rows", [3]) { $0[0].repeatedOverRows([2, 4, 3]) },
    Operation("mean over pixels", [2, 3, 5, 2]) { $0[0].meanOverPixels() },
    Operation("mean over one pixel", [3, 1, 1, 2]) { $0[0].meanOverPixels() },
    Operation("centring of rows", [6, 4]) { $0[0].centred().centred },
    Operation("centring of images", [3, 3, 2, 2]) { $0[0].centred().centred },
    Operation("leaky ReLU of centred rows", [6, 4], sample: .awayFromZero) {
      $0[0].centredLeakyReLU().result
    },
    Operation("leaky ReLU of centred images", [3, 3, 2, 2], sample: .distinct) {
      $0[0].centredLeakyReLU().result
    },
    Operation("leaky ReLU of shifted rows", [5, 3], sample: .awayFromZero) {
      $0[0].shiftedLeakyReLU(by: Tensor(shape: [3], [0.05, -0.05, 0], $0[0].precision))
    },
    Operation("addition to rows", [3, 2, 4], [4]) { $0[0].addingToRows($0[1]) },
  ]

  private static let products = [
    Operation("matrix product", [5, 7], [4, 7]) { $0[0].multiplied(byTransposeOf: $0[1]) },
    Operation("matrix product of one row", [1, 7], [1, 7]) { $0[0].multiplied(byTransposeOf: $0[1]) },
    Operation("matrix product with itself", [4, 3]) { $0[0].multiplied(byTransposeOf: $0[0]) },
    Operation("convolution 3x3", [2, 7, 5, 2], [3, 2, 3, 3]) { $0[0].convolved(with: $0[1], padding: 1) },
    Operation("convolution 3x3 without padding", [1, 5, 6, 1], [2, 1, 3, 3]) { $0[0].convolved(with: $0[1]) },
    Operation("convolution 3x3 to one channel", [2, 5, 5, 3], [1, 3, 3, 3]) { $0[0].convolved(with: $0[1]) },
    Operation("convolution 3x3 stride 2", [2, 7, 8, 2], [3, 2, 3, 3]) {
      $0[0].convolved(with: $0[1], stride: 2, padding: 1)
    },
    Operation("convolution 1x1", [2, 3, 3, 4], [2, 4, 1, 1]) { $0[0].convolved(with: $0[1]) },
    Operation("convolution 1x1 stride 2", [2, 5, 4, 2], [3, 2, 1, 1]) {
      $0[0].convolved(with: $0[1], stride: 2)
    },
    Operation("convolution of 17 images", [17, 4, 3, 1], [2, 1, 3, 3]) {
      $0[0].convolved(with: $0[1], padding: 1)
    },
    Operation("pooled convolution", [2, 7, 5, 2], [3, 2, 3, 3], sample: .distinct) {
      $0[0].convolvedAndPooled(with: $0[1], padding: 1)
    },
    Operation("pooled convolution of one channel", [9, 4, 6, 1], [2, 1, 3, 3], sample: .distinct) {
      $0[0].convolvedAndPooled(with: $0[1], padding: 1)
    },
    Operation("convolution of one channel to one", [1, 4, 4, 1], [1, 1, 3, 3]) {
      $0[0].convolved(with: $0[1], padding: 1)
    },
  ]

  private static let images = [
    Operation("max pooling of odd sizes", [2, 7, 5, 2], sample: .distinct) { $0[0].maximumPooled() },
    Operation("max pooling of even sizes", [2, 8, 6, 1], sample: .distinct) { $0[0].maximumPooled() },
    Operation("max pooling of one pixel", [1, 1, 1, 3], sample: .distinct) { $0[0].maximumPooled() },
    Operation("max pooling of 17 images", [17, 3, 4, 1], sample: .distinct) { $0[0].maximumPooled() },
    Operation("upsampling", [2, 3, 4, 2]) { $0[0].upsampled() },
    Operation("reflection", [2, 3, 4, 2]) { $0[0].reflectionPadded() },
    Operation("upsampled convolution", [2, 3, 4, 2], [3, 2, 3, 3]) {
      $0[0].upsampledAndConvolved(with: $0[1])
    },
    Operation("upsampled convolution of one pixel", [1, 1, 1, 2], [1, 2, 3, 3]) {
      $0[0].upsampledAndConvolved(with: $0[1])
    },
  ]
}
