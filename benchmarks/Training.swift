import Accelerator
import ArgumentParser
import Networks
import Robustness
import Teaching
import Tensors

/// A learner type at its full width.
struct LearnerOption: ParsableArguments {
  @Option(help: "Learner type.")
  var learner = "base_larger"

  @Option(help: "Images in a batch.")
  var batch = 128

  func validate() throws {
    guard Learners.names.contains(learner) else {
      throw ValidationError("--learner \(learner): choose one of \(Learners.names.joined(separator: ", "))")
    }
    if batch < 2 { throw ValidationError("--batch \(batch): give 2 or more") }
  }

  var architecture: Architecture { Learners.architecture(learner)! }

  /// Noise in place of images: what is computed is the same.
  func images(_ count: Int) -> Batch {
    let pixels = RandomStream(seed: 1, purpose: "benchmark images").normals(count * 784)
    return Batch(
      images: Tensor(shape: [count, 28, 28, 1], pixels, .single),
      oneHot: .oneHot((0..<count).map { $0 % 10 }))
  }

  /// A network that has seen one batch.
  func network(_ mode: EvaluationMode) -> NetworkUnderTest {
    let parameters = architecture.initialParameters(seed: 1, trial: 1)
    let (_, statistics) = withoutRecording { architecture(images(batch).images, parameters, .batch) }
    return NetworkUnderTest(
      architecture: architecture, parameters: parameters, statistics: statistics, mode: mode)
  }
}

struct MetaStepBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meta-step", abstract: "One outer step of meta-training, with all intermediate losses.")
  @OptionGroup var options: BenchmarkOptions
  @OptionGroup var learner: LearnerOption
  @Option(help: "Inner steps that are differentiated through; the report has 64.")
  var innerSteps = 8
  @Option(help: "Gigabytes for lessons that are kept instead of computed twice.")
  var memory: Double?
  @Option(help: "What computes: cpu, cuda, rocm, xla-cpu, or a PJRT plugin's file; else GTN_DEVICE, then cpu.")
  var device: String?

  private var asked: (text: String, by: String) { DeviceName.asked(device) ?? ("cpu", "--device") }

  func validate() throws {
    if DeviceName(asked.text) == nil {
      throw ValidationError(
        "\(asked.by) \(asked.text): choose one of cpu, \(DeviceName.kinds.joined(separator: ", ")), or name a plugin's"
          + " file, ./plugin.so")
    }
    if innerSteps < 1 { throw ValidationError("--inner-steps \(innerSteps): give 1 or more") }
    if let memory, !(0...1000).contains(memory) {
      throw ValidationError("--memory \(memory): give 0 to 1000 gigabytes")
    }
  }

  func run() throws {
    var settings = MetaTrainingSettings()
    settings.learner = learner.learner
    settings.innerSteps = innerSteps
    settings.batch = learner.batch
    settings.realBatch = learner.batch
    var training = MetaTraining(settings, seed: 1)!
    training.memory = memory.map { Int($0 * 1e9) }
    let real = learner.images(learner.batch)
    if let accelerator = try DeviceName(asked.text).flatMap({ try Accelerator.open($0, askedBy: asked.by) }) {
      return try run(training, real, on: accelerator)
    }
    let samples = options.measure { _ = training.advance { _ in real } }.map { $0 / Double(innerSteps) }
    let gflop = gflopPerInnerStep(training.architecture, settings.generator, batch: learner.batch)
    var report = Report()
    report.add("learner", learner.learner)
    report.add("device", "oneDNN \(oneDNNVersion) (\(oneDNNInstructionSets))")
    report.add("inner_steps", innerSteps)
    report.add("batch", learner.batch)
    report.add("seconds_per_inner_step", median(samples))
    report.add("samples", samples)
    report.add("gflop_per_inner_step", gflop, "%.1f")
    report.addRates(gflop: gflop, seconds: median(samples))
    try report.show(json: options.json)
  }
}

extension MetaStepBenchmark {
  /// On a device. What a run of meta-training waits for counts too: reading the state back, from which it is saved.
  private func run(_ training: MetaTraining, _ real: Batch, on accelerator: Accelerator) throws {
    var device: AcceleratedMetaTraining?
    let compiling = try seconds { device = try AcceleratedMetaTraining(training, on: accelerator) }
    guard let device else { return }
    var losses: [Double] = []
    var fetching: [Double] = []
    let samples = try (0...options.repeats).map { _ in
      try seconds {
        losses.append(try device.advance { _ in real }.metaLoss)
        fetching.append(try seconds { _ = try device.settled() })
      }
    }
    let gflop = gflopPerInnerStep(training.architecture, training.settings.generator, batch: learner.batch)
    let second = median(Array(samples.dropFirst()))
    var report = Report()
    report.add("learner", learner.learner)
    report.add("device", accelerator.summary)
    report.add("inner_steps", innerSteps)
    report.add("batch", learner.batch)
    report.add("seconds_to_compile", compiling)
    report.add("seconds_of_first_outer_step", samples[0])
    report.add("seconds_per_outer_step", second)
    report.add("seconds_per_inner_step", second / Double(innerSteps), "%.4f")
    report.add("samples", samples)
    report.add("of_these_seconds_to_fetch_the_state", median(fetching))
    report.add("gflops", gflop * Double(innerSteps) / second, "%.1f")
    // Of each outer step: equal for equal runs.
    report.add("meta_losses", losses)
    if let memory = accelerator.memory {
      report.add("device_memory_bytes", memory.most ?? memory.used)
      if let limit = memory.limit { report.add("device_memory_limit_bytes", limit) }
    }
    report.add("peak_memory_bytes", peakMemory)
    try report.show(json: options.json)
  }
}

struct TeachBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach", abstract: "A learner's training by a teacher.")
  @OptionGroup var options: BenchmarkOptions
  @OptionGroup var learner: LearnerOption
  @Option(help: "Inner steps.")
  var innerSteps = 64

  func validate() throws {
    if innerSteps < 1 { throw ValidationError("--inner-steps \(innerSteps): give 1 or more") }
  }

  func run() throws {
    let teacher = Teacher(
      generator: Generator(), steps: innerSteps, batch: learner.batch, learningRate: 0.02, momentum: 0.5,
      seed: 1)
    let architecture = learner.architecture
    let initial = architecture.initialParameters(seed: 1, trial: 1)
    let samples = options.measure { _ = teacher.teach(architecture, from: initial) { _ in true } }
    let gflop =
      Double(innerSteps * learner.batch)
      * (3 * learner.architecture.gflopPerImage + teacher.generator.gflopPerImage)
    var report = Report()
    report.add("learner", learner.learner)
    report.add("inner_steps", innerSteps)
    report.add("seconds", median(samples))
    report.add("seconds_per_inner_step", median(samples) / Double(innerSteps), "%.4f")
    report.addRates(gflop: gflop, seconds: median(samples))
    try report.show(json: options.json)
  }
}

struct VanillaBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vanilla", abstract: "Ordinary training by Adam.")
  @OptionGroup var options: BenchmarkOptions
  @OptionGroup var learner: LearnerOption
  @Option(help: "Update steps; an epoch has 391.")
  var steps = 20

  func run() throws {
    let batch = learner.images(learner.batch)
    var parameters = learner.architecture.initialParameters(seed: 1, trial: 1)
    var optimiser = Adam(like: parameters.tensors)
    let samples = options.measure {
      for _ in 0..<steps {
        let variables = parameters.map(\.variable)
        let (loss, _) = learner.architecture.trainingLoss(variables, batch)
        parameters = parameters.with(
          optimiser.updated(
            parameters.tensors, gradient(of: loss, wrt: variables.tensors), learningRate: 0.005))
      }
    }
    let gflop = Double(3 * steps * learner.batch) * learner.architecture.gflopPerImage
    var report = Report()
    report.add("learner", learner.learner)
    report.add("steps", steps)
    report.add("seconds_per_step", median(samples) / Double(steps), "%.4f")
    report.addRates(gflop: gflop, seconds: median(samples))
    try report.show(json: options.json)
  }
}
