// Sums are taken in an order that the shape alone fixes: in blocks of fixed size, lane by lane within a
// block, then block after block.

/// Scalars in a block that is summed in one go.
private let block = 1 << 15

/// The sum of x, or of x y if y is given, over `count` scalars, in eight interleaved lanes.
private func laneSum<T: Scalar>(_ x: UnsafePointer<T>, _ y: UnsafePointer<T>?, _ count: Int) -> T {
  var lanes = SIMD8<T>()
  let whole = count / 8 * 8
  func lane(_ pointer: UnsafePointer<T>, _ start: Int) -> SIMD8<T> {
    UnsafeRawPointer(pointer + start).loadUnaligned(as: SIMD8<T>.self)
  }
  for start in stride(from: 0, to: whole, by: 8) {
    lanes += y.map { lane(x, start) * lane($0, start) } ?? lane(x, start)
  }
  let halves = lanes.lowHalf + lanes.highHalf
  let quarters = halves.lowHalf + halves.highHalf
  var total = quarters.x + quarters.y
  for index in whole..<count { total += y.map { x[index] * $0[index] } ?? x[index] }
  return total
}

/// For every row, the sum over its columns of x, or of x y if y is given.
private func rowSums<T: Scalar>(
  _ rows: Int, _ columns: Int, _ x: UnsafePointer<T>, _ y: UnsafePointer<T>?,
  into out: UnsafeMutablePointer<T>
) {
  func sum(_ start: Int, _ count: Int) -> T { laneSum(x + start, y.map { $0 + start }, count) }
  if columns <= block {
    Parallel.ranges(rows, grain: block / max(1, columns)) { range in
      for row in range { out[row] = sum(row * columns, columns) }
    }
    return
  }
  let blocks = (columns + block - 1) / block
  let partial = Value(uninitialised: [blocks], T.self == Float.self ? .single : .double)
  defer { withExtendedLifetime(partial) {} }
  let sums = partial.mutable(T.self)
  for row in 0..<rows {
    Parallel.tasks(blocks) { index in
      sums[index] = sum(row * columns + index * block, min(block, columns - index * block))
    }
    out[row] = 0
    for index in 0..<blocks { out[row] += sums[index] }
  }
}

/// For every column, the sum over the rows; `add` adds a range of rows to the sums of all columns.
private func columnSums<T: Scalar>(
  _ rows: Int, _ columns: Int, into out: UnsafeMutablePointer<T>,
  _ add: (Range<Int>, UnsafeMutablePointer<T>) -> Void
) {
  let grain = max(1, block / max(1, columns))
  let blocks = (rows + grain - 1) / grain
  let partial = Value(uninitialised: [max(1, blocks), columns], T.self == Float.self ? .single : .double)
  defer { withExtendedLifetime(partial) {} }
  let sums = partial.mutable(T.self)
  Parallel.tasks(blocks) { index in
    let mine = sums + index * columns
    mine.update(repeating: 0, count: columns)
    add(index * grain..<min(rows, (index + 1) * grain), mine)
  }
  out.update(repeating: 0, count: columns)
  for index in 0..<blocks {
    let theirs = sums + index * columns
    for column in 0..<columns { out[column] += theirs[column] }
  }
}

extension Kernels {
  /// [a, b, c] -> [a, c], summed over the middle.
  static func middleSum(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(x) { return program.middleSum(x, a, b, c, shape: shape) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      func addRows(_ rows: Range<Int>, _ sums: UnsafeMutablePointer<T>) {
        for row in rows {
          let line = source + row * c
          for column in 0..<c { sums[column] += line[column] }
        }
      }
      if c == 1 {
        rowSums(a, b, source, nil, into: out)
      } else if a == 1 {
        columnSums(b, c, into: out, addRows)
      } else {
        Parallel.tasks(a) { index in
          (out + index * c).update(repeating: 0, count: c)
          addRows(index * b..<(index + 1) * b, out + index * c)
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [a, c] -> [a, b, c], repeated along the middle.
  static func middleBroadcast(_ x: Value, _ a: Int, _ b: Int, _ c: Int, shape: [Int]) -> Value {
    if let program = ProgramWriter.of(x) { return program.middleBroadcast(x, a, b, c, shape: shape) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.ranges(a * b, grain: Parallel.elementGrain / max(1, c)) { rows in
        for row in rows {
          let (line, target) = (source + row / b * c, out + row * c)
          for column in 0..<c { target[column] = line[column] }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [rows, columns] minus the mean of each column, and those means.
  static func centred(_ x: Value, _ rows: Int, _ columns: Int) -> (centred: Value, means: Value) {
    let means = scaled(middleSum(x, 1, rows, columns, shape: [columns]), by: 1 / Double(rows))
    return (shifted(x, by: means, sign: -1), means)
  }

  /// Leaky ReLU of [rows, columns] minus the mean of each column, and those means.
  static func centredAndGated(
    _ x: Value, _ rows: Int, _ columns: Int, slope: Double
  ) -> (result: Value, means: Value) {
    let means = scaled(middleSum(x, 1, rows, columns, shape: [columns]), by: 1 / Double(rows))
    return (shiftedAndGated(x, by: means, slope: slope), means)
  }

  /// Leaky ReLU of [rows, columns] minus one number for each column.
  static func shiftedAndGated(_ x: Value, by offsets: Value, slope: Double) -> Value {
    if let program = ProgramWriter.of(x, offsets) { return program.shiftedAndGated(x, by: offsets, slope: slope) }
    let columns = offsets.count
    func run<T: Scalar>(_: T.Type) -> Value {
      let (offset, slope) = (offsets.scalars(T.self), T(slope))
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.ranges(x.count / max(1, columns), grain: Parallel.elementGrain / max(1, columns)) { range in
        for row in range {
          let (line, target) = (source + row * columns, out + row * columns)
          for column in 0..<columns {
            let centred = line[column] - offset[column]
            target[column] = centred > 0 ? centred : slope * centred
          }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// [rows, columns] minus the mean of each column, scaled by the slope where the gate is not above zero.
  static func gatedCentred(_ x: Value, by gate: Value, slope: Double, _ rows: Int, _ columns: Int) -> Value {
    if ProgramWriter.of(x, gate) != nil { return gated(centred(x, rows, columns).centred, by: gate, slope: slope) }
    let means = scaled(middleSum(x, 1, rows, columns, shape: [columns]), by: 1 / Double(rows))
    defer { withExtendedLifetime(means) {} }
    func run<T: Scalar>(_: T.Type) -> Value {
      let (offset, slope, gates) = (means.scalars(T.self), T(slope), gate.scalars(T.self))
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.ranges(rows, grain: Parallel.elementGrain / max(1, columns)) { range in
        for row in range {
          let (line, gate, target) = (source + row * columns, gates + row * columns, out + row * columns)
          for column in 0..<columns {
            let centred = line[column] - offset[column]
            target[column] = gate[column] > 0 ? centred : slope * centred
          }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The transpose of ``gatedCentred``.
  static func centredOfGated(_ x: Value, by gate: Value, slope: Double, _ rows: Int, _ columns: Int) -> Value {
    centred(gated(x, by: gate, slope: slope), rows, columns).centred
  }

  /// [rows, columns] plus or minus one number for each column.
  static func shifted(_ x: Value, by row: Value, sign: Double) -> Value {
    if let program = ProgramWriter.of(x, row) { return program.shifted(x, by: row, sign: sign) }
    let columns = row.count
    let rows = x.count / max(1, columns)
    func run<T: Scalar>(_: T.Type) -> Value {
      let (offset, sign) = (row.scalars(T.self), T(sign))
      let result = Value(uninitialised: x.shape, x.precision)
      let (out, source) = (result.mutable(T.self), x.scalars(T.self))
      Parallel.ranges(rows, grain: Parallel.elementGrain / max(1, columns)) { range in
        for row in range {
          let (line, target) = (source + row * columns, out + row * columns)
          for column in 0..<columns { target[column] = line[column] + sign * offset[column] }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }
}

// MARK: The scaling of rows and of columns, and the inner products that are its transposes

extension Kernels {
  /// a[r] x[r, c]
  static func scaledRows(of matrix: Value, by factors: Value) -> Value {
    scaled(matrix, by: factors, perColumn: false)
  }

  /// a[c] x[r, c]
  static func scaledColumns(of matrix: Value, by factors: Value) -> Value {
    scaled(matrix, by: factors, perColumn: true)
  }

  private static func scaled(_ matrix: Value, by factors: Value, perColumn: Bool) -> Value {
    if let program = ProgramWriter.of(matrix, factors) {
      return program.scaled(matrix, by: factors, perColumn: perColumn)
    }
    precondition(matrix.count % factors.count == 0, "cannot scale \(matrix.shape) by \(factors.shape)")
    let columns = perColumn ? factors.count : matrix.count / factors.count
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: matrix.shape, matrix.precision)
      let (out, source, factor) = (result.mutable(T.self), matrix.scalars(T.self), factors.scalars(T.self))
      func write(_ range: Range<Int>, row: Int) {
        if perColumn {
          let factor = factor - row * columns
          for i in range { out[i] = factor[i] * source[i] }
        } else {
          for i in range { out[i] = factor[row] * source[i] }
        }
      }
      let rows = matrix.count / max(1, columns)
      if rows == 1 {
        Parallel.ranges(columns, grain: Parallel.elementGrain) { write($0, row: 0) }
      } else {
        Parallel.ranges(rows, grain: Parallel.elementGrain / max(1, columns)) { range in
          for row in range { write(row * columns..<(row + 1) * columns, row: row) }
        }
      }
      return result
    }
    return matrix.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The sum over the columns of x[r, c] y[r, c], for every row.
  static func rowProducts(_ x: Value, _ y: Value, rows: Int) -> Value {
    if let program = ProgramWriter.of(x, y) { return program.rowProducts(x, y, rows: rows) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: [rows], x.precision)
      rowSums(
        rows, x.count / max(1, rows), x.scalars(T.self), y.scalars(T.self), into: result.mutable(T.self))
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }

  /// The sum over the rows of x[r, c] y[r, c], for every column.
  static func columnProducts(_ x: Value, _ y: Value, columns: Int) -> Value {
    if let program = ProgramWriter.of(x, y) { return program.columnProducts(x, y, columns: columns) }
    func run<T: Scalar>(_: T.Type) -> Value {
      let result = Value(uninitialised: [columns], x.precision)
      let (a, b) = (x.scalars(T.self), y.scalars(T.self))
      columnSums(x.count / max(1, columns), columns, into: result.mutable(T.self)) { range, sums in
        for row in range {
          let (left, right) = (a + row * columns, b + row * columns)
          for column in 0..<columns { sums[column] += left[column] * right[column] }
        }
      }
      return result
    }
    return x.precision == .single ? run(Float.self) : run(Double.self)
  }
}

extension Array {
  /// Combines the elements in order; there must be at least one.
  func reduce(_ combine: (Element, Element) -> Element) -> Element {
    dropFirst().reduce(self[0], combine)
  }
}
