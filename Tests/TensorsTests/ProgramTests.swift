import Tensors
import TestSupport
import Testing

/// Operations as programs for a device.
@Suite("Programs", .enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"))
struct ProgramTests {
  @Test(arguments: GoldenOperationsTests.operations, [Precision.double, .single])
  func goldenOperationsAgree(operation: GoldenOperation, precision: Precision) throws {
    let found = try operation.differences(Golden(), precision, .onDevice)
    #expect(found == [])
  }

  /// Value, gradients and Hessian times a direction of every operation, beside those of the kernels in float64.
  @Test(arguments: Operation.all, [Precision.double, .single])
  func everyOperationAgreesWithItsKernels(operation: Operation, precision: Precision) throws {
    let inputs = operation.shapes.enumerated().map { operation.sample.tensor($1, seed: UInt64($0)) }
    let cotangent = Sample.normal.tensor(operation.apply(inputs).shape, seed: 98)
    let directions = (inputs + [cotangent]).enumerated().map { Sample.normal.tensor($1.shape, seed: UInt64(100 + $0)) }
    func derivatives(_ tensors: [Tensor]) -> [Tensor] {
      let variables = tensors.prefix(inputs.count + 1).map(\.variable)
      let output = operation.apply(Array(variables.dropLast()))
      let first = gradient(of: output.dot(variables.last!), wrt: variables, recording: true)
      return [output] + first
        + gradient(of: first, along: Array(tensors.dropFirst(variables.count)), wrt: variables)
    }
    let all = inputs + [cotangent] + directions
    let expected = derivatives(all)
    let computed = try Computing.onDevice(all.map { $0.converted(to: precision) }, derivatives)
    let compared = zip(computed, expected).enumerated().map { Compared("result \($0)", $1.0.doubles, $1.1.doubles) }
    #expect(differences(in: operation.name, compared, GoldenTolerance.plain(precision)) == [])
  }

  /// Operations that have no derivative.
  @Test func operationsWithoutDerivativeAgree() throws {
    let x = Sample.distinct.tensor([4, 6], seed: 1)
    func results(_ tensors: [Tensor]) -> [Tensor] {
      [tensors[0].sign, tensors[0].clipped(to: -0.5...0.5), tensors[0].images(1..<3)]
    }
    let computed = try Computing.onDevice([x], results)
    #expect(computed.map(\.doubles) == results([x]).map(\.doubles))
    #expect(computed.map(\.shape) == results([x]).map(\.shape))
  }

  /// Tensors in memory become constants; one of a single number everywhere is written as such.
  @Test func constantsKeepTheirBits() throws {
    let (ramp, third) = (
      Tensor(shape: [2, 3], (0..<6).map { Double($0) / 7 }),
      Tensor(shape: [3, 2], [Double](repeating: 1 / 3, count: 6))
    )
    let computed = try Computing.onDevice([Tensor(shape: [1], [0.0])]) { _ in
      [ramp, ramp.reshaped([6]), third]
    }
    #expect(computed.map(\.doubles) == [ramp.doubles, ramp.doubles, third.doubles])
  }

  @Test func unusedInputsAndInputsAsResultsAreAllowed() throws {
    let (x, y) = (Tensor(shape: [2], [1.0, 2]), Tensor(shape: [1], [3.0]))
    let computed = try Computing.onDevice([x, y]) { [$0[1]] }
    #expect(computed.map(\.doubles) == [[3]])
  }
}
