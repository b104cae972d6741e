// How the kernels that move numbers are written in a program.

extension ProgramWriter {
  /// The same numbers under another shape: the name of the result, which is `name` where the shape stays.
  func reshaped(_ name: String, from: [Int], to shape: [Int], _ precision: Precision) -> String {
    from == shape
      ? name : line("stablehlo.reshape \(name) : (\(type(from, precision))) -> \(type(shape, precision))")
  }

  func reshaped(_ x: Value, _ shape: [Int]) -> Value {
    let name = reshaped(name(x), from: x.shape, to: shape, x.precision)
    return Value(WrittenValue(program: self, name: name), shape: shape, x.precision)
  }

  /// The axes in another order.
  func transposed(_ x: Value, _ axes: [Int]) -> Value {
    let shape = axes.map { x.shape[$0] }
    return value(
      "stablehlo.transpose \(name(x)), dims = \(axes) : (\(type(x))) -> \(type(shape, x.precision))", shape,
      x.precision)
  }

  /// Every axis of x is one of the result's; along the others everything is repeated.
  func broadcast(_ x: Value, along axes: [Int], to shape: [Int]) -> Value {
    value(
      "stablehlo.broadcast_in_dim \(name(x)), dims = \(axes) : (\(type(x))) -> \(type(shape, x.precision))", shape,
      x.precision)
  }

  /// Numbers of a constant before, between and after the elements along every axis; negative counts take some away.
  func padded(
    _ x: Value, with constant: Double, low: [Int], high: [Int], interior: [Int]? = nil
  ) -> Value {
    let interior = interior ?? x.shape.map { _ in 0 }
    let shape = x.shape.indices.map { x.shape[$0] + low[$0] + high[$0] + interior[$0] * max(0, x.shape[$0] - 1) }
    let filling = scalar(constant, x.precision)
    return value(
      "stablehlo.pad \(name(x)), \(filling), low = \(low), high = \(high), interior = \(interior)"
        + " : (\(type(x)), \(type([], x.precision))) -> \(type(shape, x.precision))", shape, x.precision)
  }

  /// Along every axis the elements from `start`, `strides` apart, before `end`.
  func sliced(_ x: Value, from start: [Int], to end: [Int], strides: [Int]) -> Value {
    let shape = x.shape.indices.map { (end[$0] - start[$0] + strides[$0] - 1) / strides[$0] }
    let ranges = x.shape.indices.map { "\(start[$0]):\(end[$0]):\(strides[$0])" }.joined(separator: ", ")
    return value(
      "stablehlo.slice \(name(x)) [\(ranges)] : (\(type(x))) -> \(type(shape, x.precision))", shape, x.precision)
  }

  func innerTranspose(_ x: Value, _ n: Int, _ a: Int, _ b: Int, shape: [Int]) -> Value {
    reshaped(transposed(reshaped(x, [n, a, b]), [0, 2, 1]), shape)
  }

  func pastedColumns(_ x: Value, _ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Value {
    padded(reshaped(x, [rows, columns]), with: 0, low: [0, start], high: [0, all - start - columns])
  }

  func cutColumns(_ x: Value, _ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Value {
    sliced(reshaped(x, [rows, all]), from: [0, start], to: [rows, start + columns], strides: [1, 1])
  }

  func gatheredPixels(_ x: Value, _ map: [Int], from pixels: Int, shape: [Int]) -> Value {
    let (n, c) = (shape[0], shape[shape.count - 1])
    return reshaped(taken(reshaped(x, [n, pixels, c]), map), shape)
  }

  /// For every pixel the list of those that copy it is as long as the longest; what it lacks is a pixel of zeros. So no
  /// two threads add to one number, and the sum has an order.
  func scatteredPixels(_ x: Value, _ map: [Int], to pixels: Int, shape: [Int]) -> Value {
    let (n, c) = (shape[0], shape[shape.count - 1])
    var copies = [[Int]](repeating: [], count: pixels)
    for (pixel, origin) in map.enumerated() { copies[origin].append(pixel) }
    let extended = padded(reshaped(x, [n, map.count, c]), with: 0, low: [0, 0, 0], high: [0, 1, 0])
    let most = copies.map(\.count).max() ?? 0
    let parts = (0..<most).map { round in
      taken(extended, copies.map { round < $0.count ? $0[round] : map.count })
    }
    return reshaped(parts.reduce { elementwise("add", $0, $1) }, shape)
  }

  /// [n, pixels, c] -> [n, places.count, c]: the pixels at some places.
  private func taken(_ x: Value, _ places: [Int]) -> Value {
    let (n, c, count) = (x.shape[0], x.shape[2], places.count)
    let indices = constant(places, [count], "i32")
    let shape = [n, count, c]
    return value(
      "\"stablehlo.gather\"(\(name(x)), \(indices)) <{dimension_numbers = #stablehlo.gather<offset_dims = [0, 2],"
        + " collapsed_slice_dims = [1], start_index_map = [1], index_vector_dim = 1>, slice_sizes = array<i64: \(n), 1, \(c)>,"
        + " indices_are_sorted = false}> : (\(type(x)), \(Self.type([count], "i32"))) -> \(type(shape, x.precision))",
      shape, x.precision)
  }
}
