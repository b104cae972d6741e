extension Kernels {
  /// [n, a, b] -> [n, b, a]
  static func innerTranspose(_ x: Value, _ n: Int, _ a: Int, _ b: Int, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(x) { return program.innerTranspose(x, n, a, b, shape: shape) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.tasks(n) { index in
        let (from, to) = (source + index * a * b, out + index * a * b)
        for row in 0..<a {
          for column in 0..<b { to[column * a + row] = from[row * b + column] }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [rows, columns] -> [rows, all]: the columns from `start` on, zeros elsewhere.
  static func pastedColumns(_ x: Value, _ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Value {
    if let program = ProgramWriter.of(x) { return program.pastedColumns(x, rows, columns, at: start, of: all) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = fill(0, shape: [rows, all], x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      for row in 0..<rows {
        (out + row * all + start).update(from: source + row * columns, count: columns)
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [rows, all] -> [rows, columns]: the columns from `start` on.
  static func cutColumns(_ x: Value, _ rows: Int, _ columns: Int, at start: Int, of all: Int) -> Value {
    if let program = ProgramWriter.of(x) { return program.cutColumns(x, rows, columns, at: start, of: all) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: [rows, columns], x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      for row in 0..<rows {
        (out + row * columns).update(from: source + row * all + start, count: columns)
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [n, pixels, c] -> [n, map.count, c]: pixel p of the result is pixel map[p] of x.
  static func gatheredPixels(_ x: Value, _ map: [Int], from pixels: Int, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(x) { return program.gatheredPixels(x, map, from: pixels, shape: shape) }
    let (n, c) = (shape[0], shape[shape.count - 1])
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.tasks(n) { image in
        for (pixel, origin) in map.enumerated() {
          let target = out + (image * map.count + pixel) * c
          target.update(from: source + (image * pixels + origin) * c, count: c)
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``gatheredPixels``: every pixel of the result is the sum of those that came from it.
  static func scatteredPixels(_ x: Value, _ map: [Int], to pixels: Int, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(x) { return program.scatteredPixels(x, map, to: pixels, shape: shape) }
    let (n, c) = (shape[0], shape[shape.count - 1])
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.tasks(n) { image in
        (out + image * pixels * c).update(repeating: 0, count: pixels * c)
        for (pixel, origin) in map.enumerated() {
          let line = source + (image * map.count + pixel) * c
          let target = out + (image * pixels + origin) * c
          for channel in 0..<c { target[channel] += line[channel] }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }
}
