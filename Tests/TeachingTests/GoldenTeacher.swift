import Networks
import Teaching
import Tensors
import TestSupport
import Testing

/// The generator of the golden file, in its reduced widths.
func goldenGenerator(_ golden: Golden) throws -> Generator {
  func number(_ name: String) throws -> Int { Int(try golden.numbers("generator", attribute: name)[0]) }
  let channels = try golden.numbers("generator", attribute: "channels").map { Int($0) }
  return Generator(
    latent: try number("latent"), hidden: try number("hidden"), firstChannels: channels[0],
    secondChannels: channels[1], side: try number("image_side"))
}

/// The golden file's names of the generator's parameters, in our order.
let goldenGeneratorNames = [
  "w1", "g1", "gamma1", "beta1", "w2", "g2", "gamma2", "beta2", "w3", "g3", "gamma3", "beta3", "w4", "b4",
  "g4",
]

func goldenGeneratorParameters(
  _ generator: Generator, _ path: String, _ golden: Golden, _ precision: Precision
) throws -> Parameters {
  let shapes = generator.parameterShapes
  try #require(shapes.count == goldenGeneratorNames.count)
  return Parameters(
    try zip(goldenGeneratorNames, shapes).map { name, expected in
      let tensor = try golden.tensor("\(path)/\(name)", precision)
      #expect(tensor.shape == expected.shape, "\(path)/\(name) is our \(expected.key)")
      return (expected.key, tensor)
    })
}
