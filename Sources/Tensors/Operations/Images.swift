// Operations on images NHWC.

extension Tensor {
  /// Convolution (cross-correlation, as networks use the word) with an OIHW filter and without bias.
  public func convolved(with filter: Tensor, stride: Int = 1, padding: Int = 0) -> Tensor {
    precondition(
      shape.count == 4 && filter.shape.count == 4 && filter.shape[1] == shape[3]
        && filter.shape[2] == filter.shape[3],
      "cannot convolve \(shape) with \(filter.shape)")
    let geometry = ConvolutionGeometry(
      images: shape[0], height: shape[1], width: shape[2], channelsIn: shape[3],
      channelsOut: filter.shape[0], kernel: filter.shape[2], stride: stride, padding: padding)
    return Self.convolution(geometry)(self, filter)
  }

  private static func convolution(_ geometry: ConvolutionGeometry) -> Trilinear {
    Trilinear(
      ab: { geometry.outputs($0) }, bc: { geometry.images($0) }, ca: { geometry.filter($0) })
  }

  /// Max pooling 3x3, stride 2, with a border of 1 that never wins; ties go to the first in row-major
  /// order.
  ///
  /// Piecewise linear, hence declared as a linear map: the elements at constant places.
  public func maximumPooled() -> Tensor {
    let geometry = PoolingGeometry(
      images: shape[0], height: shape[1], width: shape[2], channels: shape[3])
    let (maxima, taps) = Kernels.maximumPool(value, geometry)
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

  /// Nearest-neighbour upsampling by two and then a border of one pixel by reflection, in one pass.
  public func upsampledAndReflected() -> Tensor {
    resampled(PixelMap.upsampling(height: shape[1], width: shape[2]).reflected())
  }

  /// Nearest-neighbour upsampling by two.
  public func upsampled() -> Tensor {
    resampled(PixelMap.upsampling(height: shape[1], width: shape[2]))
  }

  /// A border of one pixel by reflection about the outermost pixels.
  public func reflectionPadded() -> Tensor {
    resampled(PixelMap.identity(height: shape[1], width: shape[2]).reflected())
  }

  private func resampled(_ map: PixelMap) -> Tensor {
    let (n, c) = (shape[0], shape[3])
    return Self.gathering(map, from: shape, to: [n, map.height, map.width, c])(self)
  }

  private static func gathering(_ map: PixelMap, from: [Int], to: [Int]) -> Linear {
    Linear {
      Kernels.gatheredPixels($0, map.origins, from: from[1] * from[2], shape: to)
    } transpose: {
      scattering(map, from: to, to: from)
    }
  }

  private static func scattering(_ map: PixelMap, from: [Int], to: [Int]) -> Linear {
    Linear {
      Kernels.scatteredPixels($0, map.origins, to: to[1] * to[2], shape: to)
    } transpose: {
      gathering(map, from: to, to: from)
    }
  }
}

/// For every pixel of a picture, the pixel of another that it copies; maps compose before any is applied.
private struct PixelMap: Sendable {
  let height: Int, width: Int
  let origins: [Int]

  static func identity(height: Int, width: Int) -> PixelMap {
    PixelMap(height: height, width: width, origins: Array(0..<height * width))
  }

  static func upsampling(height: Int, width: Int) -> PixelMap {
    identity(height: height, width: width).taking(2 * height, 2 * width) { ($0 / 2, $1 / 2) }
  }

  func reflected() -> PixelMap {
    func reflect(_ position: Int, _ size: Int) -> Int {
      size - 1 - abs(size - 1 - abs(position))
    }
    return taking(height + 2, width + 2) { (reflect($0 - 1, height), reflect($1 - 1, width)) }
  }

  private func taking(_ height: Int, _ width: Int, _ place: (Int, Int) -> (Int, Int)) -> PixelMap {
    let origins = (0..<height * width).map { pixel in
      let (y, x) = place(pixel / width, pixel % width)
      return self.origins[y * self.width + x]
    }
    return PixelMap(height: height, width: width, origins: origins)
  }
}
