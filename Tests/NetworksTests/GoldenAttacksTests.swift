import Networks
import Tensors
import TestSupport
import Testing

/// What of the golden group "attacks" needs no more than a network and arithmetic.
@Suite("Golden attacks")
struct GoldenAttacksTests {
  @Test(arguments: [Precision.double, .single])
  func logProbabilitiesAgree(precision: Precision) throws {
    let golden = try Golden()
    let architecture = try goldenArchitecture("base_larger", golden)
    let parameters = try goldenParameters(
      architecture, "attacks/parameters", orderOf: "attacks", golden, precision)
    let images = try golden.activations("attacks/images", precision)
    let stored = Statistics(
      try architecture.normalisationKeys.indices.map {
        Statistics.Entry(mean: try golden.tensor("attacks/stored_means/\($0)", precision))
      })
    let modes: [(name: String, mode: NormalisationMode)] = [
      ("log_probs", .stored(stored)), ("training_mode/log_probs", .batch),
    ]
    let compared = try modes.map { name, mode in
      Compared(
        name, architecture(images, parameters, mode).logProbabilities.doubles,
        try golden.numbers("attacks/\(name)"))
    }
    #expect(differences(in: "attacks", compared, GoldenTolerance.plain(precision)) == [])
  }
}
