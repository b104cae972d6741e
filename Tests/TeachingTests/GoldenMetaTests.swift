import Networks
import Teaching
import Tensors
import TestSupport
import Testing

/// Gradients through four steps of training, and what the training leaves.
@Suite("Golden meta-gradients")
struct GoldenMetaTests {
  static let learners = ["base_larger", "base_larger3", "linear"]
  static let groups = learners.flatMap { ["\($0)_final", "\($0)_intermediate"] }

  @Test(arguments: groups, [Precision.double, .single])
  func agrees(name: String, precision: Precision) throws {
    let run = try GoldenRun(name, Golden(), precision)
    try compare(
      run.objective.gradient(of: run.teacher, from: run.initial, realBatch: run.realBatch), run, precision)
  }

  @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: groups, [Precision.double, .single])
  func agreesOnADevice(name: String, precision: Precision) throws {
    let run = try GoldenRun(name, Golden(), precision)
    let accelerator = try TestDevice.accelerator()
    try compare(
      run.objective.gradient(of: run.teacher, from: run.initial, on: accelerator, realBatch: run.realBatch), run,
      precision)
  }

  private func compare(_ result: Hypergradient, _ run: GoldenRun, _ precision: Precision) throws {
    let golden = try Golden()

    func compared(_ name: String, _ computed: [Double]) throws -> Compared {
      Compared(name, computed, try golden.numbers("\(run.group)/\(name)"))
    }
    let gradients =
      try zip(goldenGeneratorNames, result.generator.tensors).map {
        try compared("outer_grads/\($0)", $1.doubles)
      } + [
        try compared("outer_grads/Z", result.latents.flatMap(\.doubles)),
        try compared("outer_grads/log_lr", result.logLearningRate),
        try compared("outer_grads/log_momentum", result.logMomentum),
      ]
    let names = try golden.texts(run.group, attribute: "parameter_order")
    let trained = try zip(names, result.student.parameters.tensors).map {
      try compared("trained/\($0)", $1.doubles)
    }
    let losses = [
      try compared("inner_losses", result.innerLosses), try compared("final_meta_loss", [result.finalLoss]),
    ]
    let statistics = try #require(result.student.statistics)
    let means = try statistics.entries.enumerated().map {
      try compared("stored_means/\($0)", $1.mean?.doubles ?? [])
    }
    for kind in [gradients, trained, losses, means] {
      #expect(differences(in: run.group, kind, GoldenTolerance.throughTraining(precision)) == [])
    }
  }

  /// The training alone, as learners are trained by a finished teacher.
  @Test(arguments: learners, [Precision.double, .single])
  func teachingAgrees(learner: String, precision: Precision) throws {
    let golden = try Golden()
    let run = try GoldenRun("\(learner)_final", golden, precision)
    let student = try run.teacher.teach(run.objective.architecture, from: run.initial)
    let names = try golden.texts(run.group, attribute: "parameter_order")
    let trained = try zip(names, student.parameters.tensors).map { name, tensor in
      Compared("trained/\(name)", tensor.doubles, try golden.numbers("\(run.group)/trained/\(name)"))
    }
    #expect(differences(in: run.group, trained, GoldenTolerance.throughTraining(precision)) == [])
  }

  @Test func everyGroupIsTested() throws { #expect(try Golden().groups(in: "meta") == Set(Self.groups)) }
}

/// Teacher, learner and real batches of one group.
private struct GoldenRun {
  let group: String
  let teacher: Teacher
  let objective: MetaObjective
  let initial: Parameters
  let realBatches: [Batch]

  init(_ name: String, _ golden: Golden, _ precision: Precision) throws {
    let group = "meta/\(name)"
    self.group = group
    func number(_ attribute: String) throws -> Double {
      try golden.numbers(group, attribute: attribute)[0]
    }
    let generator = try goldenGenerator(golden)
    let latents = try golden.tensor("\(group)/outer/Z", precision)
    let (steps, batch) = (Int(try number("steps")), Int(try number("batch")))
    teacher = Teacher(
      generator: generator,
      parameters: try goldenGeneratorParameters(generator, "\(group)/outer", golden, precision),
      curriculum: Curriculum(
        latents: Self.parts(latents.reshaped([steps * batch, generator.latent]), count: steps),
        logLearningRate: try golden.numbers("\(group)/outer/log_lr"),
        logMomentum: try golden.numbers("\(group)/outer/log_momentum"),
        labels: Curriculum.labels(steps: steps, batch: batch)))

    // The learners of these groups have the widths of the groups of learners.
    let learner = name.split(separator: "_").dropLast().joined(separator: "_")
    let widths = try golden.numbers("learners/\(learner)", attribute: "widths_conv1_conv2_conv3_fc")
      .map { Int($0) }
    let architecture = try #require(
      Learners.architecture(
        learner,
        Widths(
          side: generator.side, first: widths[0], second: widths[1], third: widths[2], dense: widths[3])))
    #expect(try number("running_mean_momentum") == architecture.runningMomentum)
    objective = MetaObjective(
      architecture: architecture, intermediateLosses: try number("intermediate_losses") != 0)
    let names = try golden.texts(group, attribute: "parameter_order")
    initial = Parameters(
      try zip(names, architecture.parameterShapes).map { name, expected in
        (expected.key, try golden.tensor("\(group)/initial/\(name)", precision))
      })

    let images = try golden.tensor("\(group)/meta_images", precision)
    let side = generator.side
    let labels = try golden.integers("\(group)/meta_labels")
    let pictures = Self.parts(images.reshaped([(steps + 1) * batch, 1, side, side]), count: steps + 1)
    realBatches = pictures.enumerated().map { step, pictures in
      let labels = Array(labels[step * batch..<(step + 1) * batch])
      return Batch(images: Layout.nhwc(pictures), oneHot: .oneHot(labels, precision))
    }
  }

  func realBatch(_ step: Int) -> Batch { realBatches[step] }

  /// Equal parts along the first axis.
  private static func parts(_ tensor: Tensor, count: Int) -> [Tensor] {
    let size = tensor.count / count
    let shape = [tensor.shape[0] / count] + tensor.shape.dropFirst()
    let scalars = tensor.doubles
    return (0..<count).map {
      Tensor(shape: shape, Array(scalars[$0 * size..<($0 + 1) * size]), tensor.precision)
    }
  }
}
