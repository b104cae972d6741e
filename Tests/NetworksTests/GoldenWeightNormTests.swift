import Networks
import Tensors
import TestSupport
import Testing

@Suite("Golden weight norm")
struct GoldenWeightNormTests {
  static let operations = [
    GoldenOperation("weight_norm_linear") {
      let factors = $0[1].weightNormFactors($0[3])
      return $0[0].multiplied(byTransposeOf: factors.scalingRows(of: $0[1])).addingToRows(factors * $0[2])
    },
    GoldenOperation("weight_norm_conv") {
      $0[0].convolved(with: $0[1].weightNormFactors($0[2]).scalingRows(of: $0[1]), padding: 1)
    },
  ]

  @Test(arguments: operations, [Precision.double, .single])
  func agrees(operation: GoldenOperation, precision: Precision) throws {
    let found = try operation.differences(Golden(), precision)
    #expect(found == [])
  }
}
