import ArgumentParser
import Datasets
import Foundation
import Networks
import Robustness
import Study
import Tensors
import Workflow

/// Tests a network that was trained elsewhere as the notebook tests its learners, and stores nothing.
public struct TestCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Test a network that was trained elsewhere, such as in PyTorch.")
  @Argument(help: "Its weights, as safetensors.", completion: .file(extensions: ["safetensors"]))
  var network: String
  @Option(help: "The learner type whose layers it has.")
  var learner: String
  @Option(help: "Only this test, such as noise.")
  var test: String?
  @OptionGroup var options: StudyOptions

  public init() {}

  public func validate() throws {
    if Learners.architecture(learner) == nil {
      throw ValidationError("--learner \(learner): choose one of \(Learners.names.joined(separator: ", "))")
    }
    if let test, RobustnessTests.named(test) == nil {
      let names = RobustnessTests.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--test \(test): choose one of \(names)")
    }
  }

  public func work() throws {
    if let threads = options.common.threads { Parallel.threads = threads }
    let settings = options.settings
    let architecture = try options.study.architecture(learner)
    let imported = try ImportedNetwork(network, as: architecture)
    let data = try Dataset.load(settings.dataset, folder: options.data, seed: options.common.seed) { say("  \($0)") }
    let tests = test.map { name in RobustnessTests.all.filter { $0.name == name } } ?? TestCells.all
    say("\(network) as \(learner), accuracy on \(settings.dataset), at each strength and over all of them")
    let modes: [EvaluationMode] = imported.hasTrainingMode ? [.evaluation, .training] : [.evaluation]
    for mode in modes {
      let network = NetworkUnderTest(
        architecture: architecture, parameters: imported.learner.parameters, statistics: imported.learner.statistics,
        mode: mode)
      for test in tests { say(line(test, mode, network, data, settings)) }
    }
    if !imported.hasTrainingMode {
      say("in evaluation mode only: plain layers have no normalisation that could see a batch")
    }
  }

  private func line(
    _ test: RobustnessTest, _ mode: EvaluationMode, _ network: NetworkUnderTest, _ data: Dataset, _ settings: Settings
  ) -> String {
    let batch = data.test.batch(0..<min(settings.imageCount(test), data.test.count))
    let labels = batch.oneHot.largestInRows()
    func accuracy(_ correct: Int) -> String { String(format: "%.4f", Double(correct) / Double(labels.count)) }
    let counts = test.strengths.indices.map { strength in
      network.correct(
        test.perturbed(
          batch.images, batch.oneHot, strength: strength, seed: options.common.seed, trial: 1, network), labels)
    }
    let mean = Double(counts.reduce(0, +)) / Double(labels.count * counts.count)
    return "\(mode.rawValue) mode, \(test.name): " + counts.map(accuracy).joined(separator: " ")
      + String(format: ", over all strengths %.4f", mean)
  }
}
