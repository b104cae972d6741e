import Networks
import Tensors
import TestSupport
import Testing

/// A learner type in the reduced widths of the golden file.
func goldenArchitecture(_ learner: String, _ golden: Golden) throws -> Architecture {
  let group = "learners/\(learner)"
  let widths = try golden.numbers(group, attribute: "widths_conv1_conv2_conv3_fc").map { Int($0) }
  let side = Int(try golden.numbers(group, attribute: "image_side")[0])
  return try #require(
    Learners.architecture(
      learner,
      Widths(side: side, first: widths[0], second: widths[1], third: widths[2], dense: widths[3])))
}

/// Parameters of the golden file under our keys. Names there are positions in the list of layers, but the
/// order is the same.
func goldenParameters(
  _ architecture: Architecture, _ path: String, orderOf group: String, _ golden: Golden,
  _ precision: Precision
) throws -> Parameters {
  let names = try golden.texts(group, attribute: "parameter_order")
  let shapes = architecture.parameterShapes
  try #require(names.count == shapes.count)
  return Parameters(
    try zip(names, shapes).map { name, expected in
      let tensor = try golden.tensor("\(path)/\(name)", precision)
      #expect(tensor.shape == expected.shape, "\(path)/\(name) is our \(expected.key)")
      return (expected.key, tensor)
    })
}
