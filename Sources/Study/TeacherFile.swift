import Archive
import Networks
import Teaching
import Tensors
import Workflow

/// How meta-training went.
public struct TeacherHistory: Sendable {
  /// Summed meta-loss and its last term, the loss after all inner steps; one for every outer step.
  public var metaLoss: [Double] = []
  public var finalLoss: [Double] = []
  /// Outer steps at which a fresh learner was measured, and after how many inner steps.
  public var evaluatedOuterSteps: [Int] = []
  public var evaluatedInnerSteps: [Int] = []
  /// Accuracy there, one row for every evaluated outer step and one column for every inner step.
  public var validationAccuracy: [[Double]] = []
  public var testAccuracy: [[Double]] = []
  /// Fresh learners of each outer step; losses are their means.
  public var learnersPerStep = 1
  /// Outer steps after which training went on with fresh moments of Adam.
  public var warmRestarts: [Int] = []
  /// What computed, from which outer step on, where that was not the processor all the time.
  public var devices: [(from: Int, name: String)] = []

  public init() {}
}

/// A teacher's arrays in a file.
public enum TeacherFile {
  /// Arrays: `generator/<state-dict key>`; `curriculum/latents` [steps, batch, latent], `/labels`
  /// [steps, batch], `/log_learning_rate` and `/log_momentum` [steps]; `outer_step` []; `history/...`.
  public static func checkpoint(
    _ teacher: Teacher, outerStep: Int, _ history: TeacherHistory, _ provenance: Provenance
  ) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (key, tensor) in zip(teacher.parameters.keys, teacher.parameters.tensors) {
      file.set("generator/\(key)", shape: tensor.shape, .float32(tensor.floats))
    }
    let curriculum = teacher.curriculum
    let (steps, batch) = (curriculum.steps, curriculum.batch)
    file.set(
      "curriculum/latents", shape: [steps, batch, teacher.generator.latent],
      .float32(curriculum.latents.flatMap(\.floats)))
    file.set(
      "curriculum/labels", shape: [steps, batch], .int32(curriculum.labels.flatMap { $0.map { Int32($0) } }))
    file.set(
      "curriculum/log_learning_rate", shape: [steps], .float32(curriculum.logLearningRate.map { Float($0) }))
    file.set("curriculum/log_momentum", shape: [steps], .float32(curriculum.logMomentum.map { Float($0) }))
    file.set("outer_step", shape: [], .int32([Int32(outerStep)]))
    write(history, into: &file)
    return file
  }

  /// The teacher in a file, and the outer steps that it was trained for.
  ///
  /// - Throws: `ArchiveError` naming the file, if it holds anything but a teacher of this generator.
  public static func teacher(_ file: Checkpoint, _ generator: Generator) throws -> (Teacher, outerStep: Int) {
    try file.requireFinite()
    let parameters = Parameters(
      try generator.parameterShapes.map { key, shape in
        (key, Tensor(shape: shape, try file.floats("generator/\(key)", shape: shape)))
      })
    let rates = try file.floats("curriculum/log_learning_rate")
    let steps = rates.count
    let batch = file["curriculum/labels"]?.shape.last ?? 0
    let labels = try file.integers("curriculum/labels", shape: [steps, batch]).map { Int($0) }
    guard steps > 0, batch > 0 else { throw file.unusable("its curriculum is empty") }
    guard labels.allSatisfy((0...9).contains) else { throw file.unusable("it has labels other than 0 to 9") }
    let size = batch * generator.latent
    let latents = try file.floats("curriculum/latents", shape: [steps, batch, generator.latent])
    let curriculum = Curriculum(
      latents: (0..<steps).map {
        Tensor(shape: [batch, generator.latent], Array(latents[$0 * size..<($0 + 1) * size]))
      },
      logLearningRate: rates.map { Double($0) },
      logMomentum: try file.floats("curriculum/log_momentum", shape: [steps]).map { Double($0) },
      labels: (0..<steps).map { Array(labels[$0 * batch..<($0 + 1) * batch]) })
    let outerStep = Int(try file.integers("outer_step", shape: [])[0])
    guard outerStep >= 0 else { throw file.unusable("its outer step is \(outerStep)") }
    return (Teacher(generator: generator, parameters: parameters, curriculum: curriculum), outerStep)
  }

  private static func write(_ history: TeacherHistory, into file: inout Checkpoint) {
    func column(_ name: String, _ numbers: [Double]) {
      file.set("history/\(name)", shape: [numbers.count], .float64(numbers))
    }
    func steps(_ name: String, _ numbers: [Int]) {
      file.set("history/\(name)", shape: [numbers.count], .int32(numbers.map { Int32($0) }))
    }
    func rows(_ name: String, _ rows: [[Double]]) {
      let shape = [rows.count, history.evaluatedInnerSteps.count]
      file.set("history/\(name)", shape: shape, .float64(rows.flatMap { $0 }))
    }
    column("meta_loss", history.metaLoss)
    column("final_loss", history.finalLoss)
    steps("evaluated_outer_steps", history.evaluatedOuterSteps)
    steps("evaluated_inner_steps", history.evaluatedInnerSteps)
    rows("validation_accuracy", history.validationAccuracy)
    rows("test_accuracy", history.testAccuracy)
    if history.learnersPerStep != 1 {
      file.set("history/learners_per_step", shape: [], .int32([Int32(history.learnersPerStep)]))
    }
    if !history.warmRestarts.isEmpty { steps("warm_restarts", history.warmRestarts) }
    if !history.devices.isEmpty {
      steps("devices_from", history.devices.map(\.from))
      file.set("history/devices", shape: [history.devices.count], .text(history.devices.map(\.name)))
    }
  }

  /// Reads the arrays `history/...` of a teacher.
  ///
  /// - Throws: `ArchiveError` naming the file, if one is missing or does not fit the others.
  public static func history(_ file: Checkpoint) throws -> TeacherHistory {
    var history = TeacherHistory()
    history.metaLoss = try file.doubles("history/meta_loss")
    history.finalLoss = try file.doubles("history/final_loss", shape: [history.metaLoss.count])
    history.evaluatedOuterSteps = try file.integers("history/evaluated_outer_steps").map { Int($0) }
    history.evaluatedInnerSteps = try file.integers("history/evaluated_inner_steps").map { Int($0) }
    let shape = [history.evaluatedOuterSteps.count, history.evaluatedInnerSteps.count]
    func rows(_ name: String) throws -> [[Double]] {
      let numbers = try file.doubles("history/\(name)", shape: shape)
      return (0..<shape[0]).map { Array(numbers[$0 * shape[1]..<($0 + 1) * shape[1]]) }
    }
    history.validationAccuracy = try rows("validation_accuracy")
    history.testAccuracy = try rows("test_accuracy")
    if file["history/learners_per_step"] != nil {
      history.learnersPerStep = Int(try file.integers("history/learners_per_step", shape: [])[0])
    }
    if file["history/warm_restarts"] != nil {
      history.warmRestarts = try file.integers("history/warm_restarts").map { Int($0) }
    }
    if file["history/devices"] != nil {
      let from = try file.integers("history/devices_from").map { Int($0) }
      history.devices = Array(zip(from, try file.texts("history/devices", shape: [from.count])).map { ($0, $1) })
    }
    return history
  }
}

// MARK: Resuming

extension TeacherFile {
  /// A teacher's arrays, and `optimiser/step`, `optimiser/first/<n>`, `optimiser/second/<n>`: the moments of
  /// the n-th tensor that is learned.
  static func resumeCheckpoint(
    _ training: MetaTraining, _ history: TeacherHistory, _ provenance: Provenance
  ) -> Checkpoint {
    var file = checkpoint(training.teacher, outerStep: training.outerStep, history, provenance)
    file.set("optimiser/step", shape: [], .int32([Int32(training.optimiser.step)]))
    for (name, moments) in [("first", training.optimiser.first), ("second", training.optimiser.second)] {
      for (index, tensor) in moments.enumerated() {
        file.set("optimiser/\(name)/\(index)", shape: tensor.shape, .float32(tensor.floats))
      }
    }
    return file
  }

  /// Puts a run of meta-training back to where the file was written.
  static func resume(_ training: inout MetaTraining, from file: Checkpoint) throws -> TeacherHistory {
    let (teacher, outerStep) = try teacher(file, training.settings.generator)
    func moments(_ name: String) throws -> [Tensor] {
      try training.teacher.learned.enumerated().map { index, like in
        Tensor(shape: like.shape, try file.floats("optimiser/\(name)/\(index)", shape: like.shape))
      }
    }
    training.optimiser = Adam(
      step: Int(try file.integers("optimiser/step", shape: [])[0]), first: try moments("first"),
      second: try moments("second"))
    training.teacher = teacher
    training.outerStep = outerStep
    return try history(file)
  }
}
