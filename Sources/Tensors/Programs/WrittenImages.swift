// How convolutions and max pooling are written in a program.

extension ProgramWriter {
  /// images, filter -> outputs
  func outputs(_ geometry: ConvolutionGeometry, _ images: Value, _ filter: Value) -> Value {
    let padding = geometry.padding
    return convolution(
      images, "[b, 0, 1, f]", filter, "[o, i, 0, 1]", to: geometry.outputShape, "[b, 0, 1, f]",
      Window(stride: geometry.stride, padding: (0..<2).map { _ in [padding, padding] }))
  }

  /// filter, outputs -> images: the outputs with zeros between them, convolved with the filter turned by half a turn.
  func images(_ geometry: ConvolutionGeometry, _ filter: Value, _ outputs: Value) -> Value {
    let turned = value(
      "stablehlo.reverse \(name(filter)), dims = [2, 3] : \(type(filter))", filter.shape, filter.precision)
    let low = geometry.kernel - 1 - geometry.padding
    let sizes = [(geometry.height, geometry.outHeight), (geometry.width, geometry.outWidth)]
    let padding = sizes.map { size, count in
      [low, size + geometry.kernel - 2 - (count - 1) * geometry.stride - low]
    }
    return convolution(
      outputs, "[b, 0, 1, f]", turned, "[i, o, 0, 1]", to: geometry.imageShape, "[b, 0, 1, f]",
      Window(dilation: geometry.stride, padding: padding))
  }

  /// outputs, images -> filter: the images, with channels in the place of the batch, convolved with the outputs as a
  /// filter.
  func filter(_ geometry: ConvolutionGeometry, _ outputs: Value, _ images: Value) -> Value {
    let sizes = [(geometry.height, geometry.outHeight), (geometry.width, geometry.outWidth)]
    let padding = sizes.map { size, count in
      [geometry.padding, geometry.kernel - size - geometry.padding + (count - 1) * geometry.stride]
    }
    return convolution(
      images, "[f, 0, 1, b]", outputs, "[i, 0, 1, o]", to: geometry.filterShape, "[f, b, 0, 1]",
      Window(filterDilation: geometry.stride, padding: padding))
  }

  private struct Window {
    var stride = 1
    /// Of what is convolved, and of the filter.
    var dilation = 1
    var filterDilation = 1
    /// Before and after, of rows and columns.
    let padding: [[Int]]
  }

  private func convolution(
    _ x: Value, _ axes: String, _ filter: Value, _ filterAxes: String, to shape: [Int], _ resultAxes: String,
    _ window: Window
  ) -> Value {
    let precision = "#stablehlo<precision \(productPrecision)>"
    return value(
      "stablehlo.convolution(\(name(x)), \(name(filter))) dim_numbers = \(axes)x\(filterAxes)->\(resultAxes),"
        + " window = {stride = [\(window.stride), \(window.stride)], pad = \(window.padding),"
        + " lhs_dilate = [\(window.dilation), \(window.dilation)],"
        + " rhs_dilate = [\(window.filterDilation), \(window.filterDilation)]}"
        + " {batch_group_count = 1 : i64, feature_group_count = 1 : i64, precision_config = [\(precision), \(precision)]}"
        + " : (\(type(x)), \(type(filter))) -> \(type(shape, x.precision))", shape, x.precision)
  }
}

// MARK: Max pooling

// The nine taps of all windows are nine slices of the images. What was chosen is a number for each window, of type i8,
// so that going back and forth is choosing again; nothing is added in an order that threads decide.
extension ProgramWriter {
  func maximumPool(_ x: Value, _ geometry: PoolingGeometry, noting taps: Taps) -> Value {
    let slices = slices(x, geometry, border: -.infinity)
    let flags = Self.type(geometry.outShape, "i1")
    let numbers = Self.type(geometry.outShape, "i8")
    var (best, chosen) = (slices[0], constant([0], geometry.outShape, "i8"))
    for tap in 1..<9 {
      let wins = line(
        "stablehlo.compare GT, \(name(slices[tap])), \(name(best)), FLOAT : (\(type(best)), \(type(best))) -> \(flags)")
      best = value(
        "stablehlo.select \(wins), \(name(slices[tap])), \(name(best)) : \(flags), \(type(best))", best.shape,
        best.precision)
      let number = constant([tap], geometry.outShape, "i8")
      chosen = line("stablehlo.select \(wins), \(number), \(chosen) : \(flags), \(numbers)")
    }
    taps.written = WrittenValue(program: self, name: chosen)
    return best
  }

  func gatheredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    let slices = slices(x, geometry, border: 0)
    return (0..<8).reduce(slices[8]) { others, tap in
      choice(slices[tap], whereTapIs: tap, taps, else: others)
    }
  }

  func scatteredTaps(_ x: Value, _ taps: Taps, _ geometry: PoolingGeometry) -> Value {
    let zero = constant(0, like: x)
    let parts = (0..<9).map { tap in
      let low = [0, tap / 3 - 1, tap % 3 - 1, 0]
      let high = [
        0, geometry.height - 2 * geometry.outHeight + 1 - low[1], geometry.width - 2 * geometry.outWidth + 1 - low[2],
        0,
      ]
      return padded(
        choice(x, whereTapIs: tap, taps, else: zero), with: 0, low: low, high: high, interior: [0, 1, 1, 0])
    }
    return parts.reduce { elementwise("add", $0, $1) }
  }

  /// For each of the nine taps, the pixels that all windows see there.
  private func slices(_ x: Value, _ geometry: PoolingGeometry, border: Double) -> [Value] {
    let (height, width) = (geometry.outHeight, geometry.outWidth)
    let bordered = padded(
      reshaped(x, geometry.inShape), with: border, low: [0, 1, 1, 0],
      high: [0, 2 * height - geometry.height, 2 * width - geometry.width, 0])
    return (0..<9).map { tap in
      let start = [0, tap / 3, tap % 3, 0]
      return sliced(
        bordered, from: start,
        to: [geometry.images, start[1] + 2 * height - 1, start[2] + 2 * width - 1, geometry.channels],
        strides: [1, 2, 2, 1])
    }
  }

  private func choice(_ x: Value, whereTapIs tap: Int, _ taps: Taps, else y: Value) -> Value {
    let (numbers, flags) = (Self.type(x.shape, "i8"), Self.type(x.shape, "i1"))
    guard let chosen = taps.written, chosen.program === self else {
      preconditionFailure("a pooling in memory meets a program")
    }
    let number = constant([tap], x.shape, "i8")
    let isChosen = line(
      "stablehlo.compare EQ, \(chosen.name), \(number), SIGNED : (\(numbers), \(numbers)) -> \(flags)")
    return value("stablehlo.select \(isChosen), \(name(x)), \(name(y)) : \(flags), \(type(x))", x.shape, x.precision)
  }
}
