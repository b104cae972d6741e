import ArgumentParser
import Robustness
import Tensors

struct AttackBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack", abstract: "One attack of thirty steps at one strength.")
  @OptionGroup var options: BenchmarkOptions
  @OptionGroup var learner: LearnerOption
  @Option(help: "Attack: fgsm, lbfgs or lbfgs-as-written.")
  var attack = "fgsm"
  @Option(help: "Images attacked; the report has 1,000.")
  var images = 1_000
  @Flag(help: "Attack in training mode: gradients flow through the mean of the batch.")
  var trainingMode = false

  func validate() throws {
    let attacks = RobustnessTests.all.filter(\.isAttack).map(\.name)
    guard attacks.contains(attack) else {
      throw ValidationError("--attack \(attack): choose one of \(attacks.joined(separator: ", "))")
    }
    if images < 1 { throw ValidationError("--images \(images): give 1 or more") }
  }

  func run() throws {
    let test = RobustnessTests.named(attack)!
    let network = learner.network(trainingMode ? .training : .evaluation)
    let batch = learner.images(images)
    let request = PerturbationRequest(
      images: batch.images, oneHot: batch.oneHot, strength: test.strengths.last!, validRange: -0.5...3,
      seed: 1, trial: 1, network: network)
    let samples = options.measure { _ = test.perturbed(request) }
    // Thirty steps of one forward pass and one backward to the images.
    let gflop = 30 * 2 * Double(images) * learner.architecture.gflopPerImage
    var report = Report()
    report.add("attack", attack)
    report.add("learner", learner.learner)
    report.add("images", images)
    report.add("seconds", median(samples))
    report.addRates(gflop: gflop, seconds: median(samples))
    try report.show(json: options.json)
  }
}

struct EvaluateBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Classifying test images.")
  @OptionGroup var options: BenchmarkOptions
  @OptionGroup var learner: LearnerOption
  @Option(help: "Images classified; the report has 10,000.")
  var images = 10_000
  @Flag(help: "Evaluate in training mode: with the means of all images in one batch.")
  var trainingMode = false

  func validate() throws {
    if images < 1 { throw ValidationError("--images \(images): give 1 or more") }
  }

  func run() throws {
    let network = learner.network(trainingMode ? .training : .evaluation)
    let batch = learner.images(images)
    let labels = (0..<images).map { $0 % 10 }
    let samples = options.measure { _ = network.correct(batch.images, labels) }
    var report = Report()
    report.add("learner", learner.learner)
    report.add("images", images)
    report.add("seconds", median(samples))
    report.addRates(gflop: Double(images) * learner.architecture.gflopPerImage, seconds: median(samples))
    try report.show(json: options.json)
  }
}
