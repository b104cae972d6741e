// Operations that place the pixels of images NHWC elsewhere.

extension Tensor {
  /// Nearest-neighbour upsampling by two.
  public func upsampled() -> Tensor {
    resampled(.upsampling(height: shape[1], width: shape[2]))
  }

  /// A border of one pixel by reflection about the outermost pixels.
  public func reflectionPadded() -> Tensor {
    resampled(PixelMap(height: shape[1], width: shape[2]).reflected())
  }

  /// Nearest-neighbour upsampling by two, a border of one pixel by reflection, and a convolution with a 3x3
  /// filter OIHW.
  ///
  /// The upsampled images never exist. The pixels of one phase (even or odd, by row and by column) see only 2x2
  /// pixels of the small images, through sums of the filter's taps: one convolution with the filters of all
  /// four phases as channels does it with 16 products where there were 36. The reflected border shows copies
  /// of the outermost small pixels.
  public func upsampledAndConvolved(with filter: Tensor) -> Tensor {
    let (height, width, channels) = (shape[1], shape[2], filter.shape[0])
    let phases = resampled(PixelMap(height: height, width: width).extended())
      .convolved(with: filter.phaseFilters())
    // Phase and channel lie side by side in a pixel: as pixels of their own, phases can be placed.
    return phases.reshaped([shape[0], height + 1, 4 * (width + 1), channels])
      .resampled(.interleaving(height: height, width: width))
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

extension Tensor {
  /// The filters of the four phases of an upsampled convolution: [4 o, i, 2, 2] of a filter [o, i, 3, 3].
  fileprivate func phaseFilters() -> Tensor {
    precondition(shape[2...] == [3, 3], "an upsampled convolution has a 3x3 filter, not \(shape)")
    return Self.splitting(into: [4 * shape[0], shape[1], 2, 2], of: shape)(self)
  }

  private static func splitting(into phases: [Int], of filter: [Int]) -> Linear {
    Linear {
      Kernels.phaseFilters($0, shape: phases)
    } transpose: {
      joining(phases, into: filter)
    }
  }

  private static func joining(_ phases: [Int], into filter: [Int]) -> Linear {
    Linear {
      Kernels.summedPhaseFilters($0, shape: filter)
    } transpose: {
      splitting(into: phases, of: filter)
    }
  }
}
