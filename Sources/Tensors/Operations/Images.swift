// Operations on images NHWC.

extension Tensor {
  /// Convolution (cross-correlation, as networks use the word) with an OIHW filter and without bias.
  public func convolved(with filter: Tensor, stride: Int = 1, padding: Int = 0) -> Tensor {
    let geometry = ConvolutionGeometry(shape, filter.shape, stride: stride, padding: padding)
    return Self.convolution(geometry, OutputView(all: geometry))(self, filter)
  }

  /// Convolution with stride 1 and then max pooling as in ``maximumPooled()``, without ever holding the
  /// convolution's whole result.
  ///
  /// With the choice of the maxima held constant, as in its derivatives, this is a trilinear form again.
  public func convolvedAndPooled(with filter: Tensor, padding: Int = 0) -> Tensor {
    let geometry = ConvolutionGeometry(shape, filter.shape, stride: 1, padding: padding)
    let taps = Taps(count: geometry.pooling.outShape.product)
    let maxima = geometry.outputs(value, filter.value, OutputView(largest: geometry, noting: taps))
    return Self.convolution(geometry, OutputView(chosen: taps, of: geometry))(
      self, filter, result: maxima)
  }

  private static func convolution(_ geometry: ConvolutionGeometry, _ view: OutputView) -> Trilinear {
    Trilinear(
      ab: { geometry.outputs($0, $1, view) }, bc: { geometry.images($0, $1, view) },
      ca: { geometry.filter($0, $1, view) })
  }

  /// Max pooling 3x3, stride 2, with a border of 1 that never wins; ties go to the first in row-major
  /// order.
  ///
  /// Piecewise linear, hence declared as a linear map: the elements at constant places.
  public func maximumPooled() -> Tensor {
    let geometry = PoolingGeometry(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let taps = Taps(count: geometry.outShape.product)
    let maxima = Kernels.maximumPool(value, geometry, noting: taps)
    return Self.choosing(taps, geometry)(self, result: maxima)
  }

  private static func choosing(_ taps: Taps, _ geometry: PoolingGeometry) -> Linear {
    Linear {
      Kernels.gatheredTaps($0, taps, geometry)
    } transpose: {
      returning(taps, geometry)
    }
  }

  private static func returning(_ taps: Taps, _ geometry: PoolingGeometry) -> Linear {
    Linear {
      Kernels.scatteredTaps($0, taps, geometry)
    } transpose: {
      choosing(taps, geometry)
    }
  }
}
