import Accelerator
import Tensors
import TestSupport
import Testing

@testable import Robustness

/// An attack of the golden file: which of our tests, in which mode, and the array's name but for its number.
struct GoldenAttack: Sendable, CustomStringConvertible {
  let description: String
  let test: RobustnessTest
  let mode: EvaluationMode
  let count: Int

  static let all = [
    GoldenAttack(description: "fgsm", test: .fgsm, mode: .evaluation, count: 4),
    GoldenAttack(description: "lbfgs_as_run", test: .lbfgsAsRun, mode: .evaluation, count: 3),
    GoldenAttack(description: "lbfgs_as_written", test: .lbfgsAsWritten, mode: .evaluation, count: 3),
    GoldenAttack(description: "training_mode/fgsm", test: .fgsm, mode: .training, count: 4),
    GoldenAttack(description: "training_mode/lbfgs_as_run", test: .lbfgsAsRun, mode: .training, count: 3),
  ]

  var names: [String] { (0..<count).map { "\(description)_\($0)" } }
}

@Suite("Golden robustness attacks")
struct GoldenAttackTests {
  /// In float64 all thirty steps agree: no gradient is so small that rounding decides its sign.
  @Test(arguments: GoldenAttack.all)
  func agreesToTheEnd(attack: GoldenAttack) throws {
    let group = try GoldenAttackGroup(.double)
    for name in attack.names {
      let request = group.request(strength: try group.strength(name), attack.mode)
      #expect(try group.differences(name, attack.test.perturbed(request)) == [])
    }
  }

  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: GoldenAttack.all)
  func agreesOnADevice(attack: GoldenAttack) throws {
    let (group, accelerator) = (try GoldenAttackGroup(.double), try TestDevice.accelerator())
    for name in attack.names {
      let request = group.request(strength: try group.strength(name), attack.mode, on: accelerator)
      #expect(try group.differences(name, attack.test.perturbed(request)) == [])
    }
    // What is counted too; of these six images some are wrong.
    let labels = group.oneHot.largestInRows()
    let counts = [nil, accelerator].map { group.network(attack.mode, on: $0).correct(group.images, labels) }
    #expect(counts[0] == counts[1])
  }

  /// In float32 rounding decides some signs, and the attacks part after the first steps; but they climb as high.
  @Test(arguments: GoldenAttack.all)
  func climbsAsHighInFloat32(attack: GoldenAttack) throws { try climb(attack, on: nil) }

  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: GoldenAttack.all)
  func climbsAsHighInFloat32OnADevice(attack: GoldenAttack) throws {
    try climb(attack, on: TestDevice.accelerator())
  }

  private func climb(_ attack: GoldenAttack, on accelerator: Accelerator?) throws {
    let (group, exact) = (try GoldenAttackGroup(.single), try GoldenAttackGroup(.double))
    let network = exact.network(attack.mode)
    for name in attack.names {
      let request = group.request(strength: try group.strength(name), attack.mode, on: accelerator)
      let images = attack.test.perturbed(request).converted(to: .double)
      let expected = try exact.golden.activations("attacks/\(name)", .double)
      let (loss, goldenLoss) = (
        network.attackLoss(images, exact.oneHot).scalar,
        network.attackLoss(expected, exact.oneHot).scalar
      )
      #expect(abs(loss - goldenLoss) <= 0.03 * goldenLoss, "\(name): loss \(loss), golden \(goldenLoss)")
    }
  }

  /// Attacks that do not take the sign stay together even in float32.
  @Test(arguments: 0..<3)
  func plainGradientStepsAgreeInFloat32(index: Int) throws { try step(index, on: nil) }

  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: 0..<3)
  func plainGradientStepsAgreeInFloat32OnADevice(index: Int) throws { try step(index, on: TestDevice.accelerator()) }

  private func step(_ index: Int, on accelerator: Accelerator?) throws {
    let group = try GoldenAttackGroup(.single)
    let name = "lbfgs_as_written_\(index)"
    let request = group.request(strength: try group.strength(name), .evaluation, on: accelerator)
    #expect(try group.differences(name, RobustnessTest.lbfgsAsWritten.perturbed(request)) == [])
  }

  /// The direction of the first step, where it is not a matter of rounding.
  @Test(arguments: [EvaluationMode.evaluation, .training])
  func firstStepHasTheSameSignsInFloat32(mode: EvaluationMode) throws {
    func slopes(_ precision: Precision) throws -> [Double] {
      let group = try GoldenAttackGroup(precision)
      let images = group.images.variable
      return gradient(of: group.network(mode).attackLoss(images, group.oneHot), wrt: [images])[0].doubles
    }
    let (fast, exact) = (try slopes(.single), try slopes(.double))
    let threshold = 1e-6 * (exact.map(abs).max() ?? 0)
    let clear = exact.indices.filter { abs(exact[$0]) > threshold }
    #expect(clear.count > exact.count / 2)
    #expect(clear.filter { fast[$0].sign != exact[$0].sign } == [])
  }

  /// The expected arrays are all compared.
  @Test func everyArrayIsTested() throws {
    let golden = try Golden()
    let tested =
      GoldenAttack.all.flatMap(\.names) + (0..<3).map { "noise_\($0)" } + (0..<4).map { "blur_\($0)" }
    for stem in Set(tested.map { $0.split(separator: "_").dropLast().joined(separator: "_") }) {
      let count = tested.count { $0.hasPrefix("\(stem)_") }
      #expect(!golden.contains("attacks/\(stem)_\(count)"), "the file has more of \(stem)")
    }
    for name in tested { #expect(golden.contains("attacks/\(name)")) }
  }
}
