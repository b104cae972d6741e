import Networks
import Tensors
import TestSupport
import Testing

@Suite("Golden Adam")
struct GoldenAdamTests {
  @Test(arguments: [Precision.double, .single])
  func threeStepsAgree(precision: Precision) throws {
    let golden = try Golden()
    let group = "optimiser/adam"
    let expected = try golden.numbers("\(group)/parameters")
    let gradients = try golden.numbers("\(group)/gradients")
    let rate = try golden.numbers(group, attribute: "learning_rate")[0]
    let betas = try golden.numbers(group, attribute: "betas")
    #expect(betas == [Adam.betas.0, Adam.betas.1])
    #expect(try golden.numbers(group, attribute: "epsilon") == [Adam.epsilon])

    let size = expected.count / 4
    func row(_ numbers: [Double], _ index: Int) -> [Double] {
      Array(numbers[index * size..<(index + 1) * size])
    }
    var parameters = [Tensor(shape: [size], row(expected, 0), precision)]
    var adam = Adam(like: parameters)
    for step in 0..<3 {
      let gradient = Tensor(shape: [size], row(gradients, step), precision)
      parameters = adam.updated(parameters, [gradient], learningRate: rate)
      let compared = Compared("parameters/\(step + 1)", parameters[0].doubles, row(expected, step + 1))
      #expect(differences(in: group, [compared], GoldenTolerance.plain(precision)) == [])
    }
    #expect(adam.step == 3)
  }
}
