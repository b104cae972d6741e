// Operations: each is one declaration of one of the four kinds of primitive.

extension Tensor {
  /// The sum element by element, of equal shapes.
  public static func + (x: Tensor, y: Tensor) -> Tensor { add(x, y) }

  private static let add = LinearSum(kernel: { Kernels.sum($0, $1) }, transposes: ({ $0 }, { $0 }))

  public static func * (factor: Double, x: Tensor) -> Tensor { scaling(by: factor)(x) }

  public static prefix func - (x: Tensor) -> Tensor { -1 * x }

  public static func - (x: Tensor, y: Tensor) -> Tensor { x.adding(-1, times: y) }

  private static func scaling(by factor: Double) -> Linear {
    Linear {
      Kernels.scaled($0, by: factor)
    } transpose: {
      scaling(by: factor)
    }
  }

  /// The product element by element, of equal shapes.
  public static func * (x: Tensor, y: Tensor) -> Tensor { multiply(x, y) }

  private static let multiply = Trilinear(
    ab: { Kernels.product($0, $1) }, bc: { Kernels.product($0, $1) }, ca: { Kernels.product($0, $1) })
}

// MARK: Scaling of rows and columns

extension Tensor {
  /// Row r of the matrix [r, c] times factor r of `factors` [r]; axes of `matrix` after the first count as
  /// columns.
  public func scalingRows(of matrix: Tensor) -> Tensor {
    precondition(count == matrix.shape[0], "\(count) factors for \(matrix.shape[0]) rows")
    return Self.rowScaling(rows: count)(self, matrix)
  }

  /// The inner product of each row with the same row of `other`: [r].
  public func rowProducts(_ other: Tensor) -> Tensor {
    precondition(shape == other.shape, "row products of \(shape) and \(other.shape)")
    return Self.rowScaling(rows: shape[0]).rotated(self, other)
  }

  /// The form Σ a[r] x[r, c] y[r, c].
  private static func rowScaling(rows: Int) -> Trilinear {
    Trilinear(
      ab: { Kernels.scaledRows(of: $1, by: $0) },
      bc: { Kernels.rowProducts($0, $1, rows: rows) },
      ca: { Kernels.scaledRows(of: $0, by: $1) })
  }

  /// Column c of the matrix [r, c] times factor c of `factors` [c]; axes of `matrix` before the last count
  /// as rows.
  public func scalingColumns(of matrix: Tensor) -> Tensor {
    precondition(count == matrix.shape.last, "\(count) factors for a matrix \(matrix.shape)")
    return Self.columnScaling(columns: count)(self, matrix)
  }

  /// The inner product of each column with the same column of `other`: [c].
  public func columnProducts(_ other: Tensor) -> Tensor {
    precondition(shape == other.shape, "column products of \(shape) and \(other.shape)")
    return Self.columnScaling(columns: shape.last!).rotated(self, other)
  }

  /// The form Σ a[c] x[r, c] y[r, c].
  private static func columnScaling(columns: Int) -> Trilinear {
    Trilinear(
      ab: { Kernels.scaledColumns(of: $1, by: $0) },
      bc: { Kernels.columnProducts($0, $1, columns: columns) },
      ca: { Kernels.scaledColumns(of: $0, by: $1) })
  }

  /// The inner product with a tensor of the same shape: [1].
  public func dot(_ other: Tensor) -> Tensor {
    reshaped([1, count]).rowProducts(other.reshaped([1, count]))
  }
}

// MARK: Functions of one number

extension Tensor {
  /// e to the power of every element.
  public var exponential: Tensor {
    Pointwise {
      Kernels.map(Exponential.self, $0)
    } derivative: {
      $0.exponential
    }(self)
  }

  /// The natural logarithm of every element.
  public var logarithm: Tensor {
    Pointwise {
      Kernels.map(Logarithm.self, $0)
    } derivative: {
      $0.reciprocal
    }(self)
  }

  /// One divided by every element.
  public var reciprocal: Tensor {
    Pointwise {
      Kernels.map(Reciprocal.self, $0)
    } derivative: {
      let inverse = $0.reciprocal
      return -(inverse * inverse)
    }(self)
  }

  /// The square root of every element; its derivative is infinite where that is zero.
  public var squareRoot: Tensor {
    Pointwise {
      Kernels.map(SquareRoot.self, $0)
    } derivative: {
      0.5 * $0.squareRoot.reciprocal
    }(self)
  }

  public var hyperbolicTangent: Tensor {
    Pointwise {
      Kernels.map(HyperbolicTangent.self, $0)
    } derivative: {
      let y = $0.hyperbolicTangent
      return Tensor(repeating: 1, shape: y.shape, y.precision) - y * y
    }(self)
  }

  /// x above zero, slope x elsewhere (so the derivative at zero is the slope).
  ///
  /// Piecewise linear, hence declared as a linear map whose gate is a constant.
  public func leakyReLU(slope: Double = 0.1) -> Tensor {
    precondition(slope > 0, "the gate is told from the result's sign")
    // The result has the same signs, and is kept for what comes after anyway.
    let result = Kernels.gated(value, by: value, slope: slope)
    return Self.gating(by: result, slope: slope)(self, result: result)
  }

  /// Leaky ReLU of every row minus a constant row [c], in one pass.
  public func shiftedLeakyReLU(by row: Tensor, slope: Double = 0.1) -> Tensor {
    precondition(row.shape == [shape.last!], "cannot subtract \(row.shape) from the rows of \(shape)")
    precondition(row.origin == nil, "the row has to be a constant")
    precondition(slope > 0, "the gate is told from the result's sign")
    let result = Kernels.shiftedAndGated(value, by: row.value, slope: slope)
    return Self.gating(by: result, slope: slope)(self, result: result)
  }

  /// The tensor plus a multiple of another, in one pass.
  public func adding(_ factor: Double, times other: Tensor) -> Tensor {
    LinearSum(
      kernel: { Kernels.sum($0, factor, times: $1) }, transposes: ({ $0 }, { factor * $0 }))(self, other)
  }

  private static func gating(by gate: Value, slope: Double) -> Linear {
    Linear {
      Kernels.gated($0, by: gate, slope: slope)
    } transpose: {
      gating(by: gate, slope: slope)
    }
  }
}
