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
  @Option(help: "The scale whose numbers of images are used: smoke, lesson, quick or report.")
  var scale = Scale.quick
  @Option(help: "Another data set than the scale's: \(catalogue.map(\.name).joined(separator: ", ")).")
  var dataset: String?
  @Option(help: "Folder with the data set's files; else GTN_DATA, then data/, then a download.")
  var data: String?
  @Option(help: "The seed of noise.")
  var seed: UInt64 = 1
  @OptionGroup var parallel: ThreadsOption

  public init() {}

  public func validate() throws {
    try CommonOptions.checkFolder("--data", data)
    let datasets = catalogue.map(\.name)
    if let dataset, !datasets.contains(dataset) {
      throw ValidationError("--dataset \(dataset): choose one of \(datasets.joined(separator: ", "))")
    }
    if Learners.architecture(learner) == nil {
      throw ValidationError("--learner \(learner): choose one of \(Learners.names.joined(separator: ", "))")
    }
    if let test, RobustnessTests.named(test) == nil {
      let names = RobustnessTests.all.map(\.name).joined(separator: ", ")
      throw ValidationError("--test \(test): choose one of \(names)")
    }
  }

  public func work() throws {
    parallel.apply()
    let settings = Settings(scale, dataset: dataset)
    let architecture = try Study(settings, seed: seed).architecture(learner)
    let imported = try ImportedNetwork(network, as: architecture)
    let images = try Dataset.load(settings.dataset, folder: data, seed: seed) { say("  \($0)") }
    let tests = test.map { name in RobustnessTests.all.filter { $0.name == name } } ?? TestCells.all
    say("\(network) as \(learner), accuracy on \(settings.dataset), at each strength and over all of them")
    for test in tests {
      let strengths = test.strengths.map { String(format: "%.3g", $0) }.joined(separator: " ")
      say("\(test.name): β = \(strengths), on \(imageCount(test, images, settings)) images")
    }
    let modes: [EvaluationMode] = imported.hasTrainingMode ? [.evaluation, .training] : [.evaluation]
    for mode in modes {
      let network = NetworkUnderTest(
        architecture: architecture, parameters: imported.learner.parameters, statistics: imported.learner.statistics,
        mode: mode)
      for test in tests { say(line(test, mode, network, images, settings)) }
    }
    if !imported.hasTrainingMode {
      say("in evaluation mode only: plain layers have no normalisation that could see a batch")
    }
  }

  private func imageCount(_ test: RobustnessTest, _ data: Dataset, _ settings: Settings) -> Int {
    min(settings.imageCount(test), data.test.count)
  }

  private func line(
    _ test: RobustnessTest, _ mode: EvaluationMode, _ network: NetworkUnderTest, _ data: Dataset, _ settings: Settings
  ) -> String {
    let batch = data.test.batch(0..<imageCount(test, data, settings))
    let labels = batch.oneHot.largestInRows()
    func accuracy(_ correct: Int) -> String { String(format: "%.4f", Double(correct) / Double(labels.count)) }
    let counts = test.strengths.indices.map { strength in
      network.correct(
        test.perturbed(
          batch.images, batch.oneHot, strength: strength, seed: seed, trial: 1, network), labels)
    }
    let mean = Double(counts.reduce(0, +)) / Double(labels.count * counts.count)
    return "\(mode.rawValue) mode, \(test.name): " + counts.map(accuracy).joined(separator: " ")
      + String(format: ", over all strengths %.4f", mean)
  }
}
