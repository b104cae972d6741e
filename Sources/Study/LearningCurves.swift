import Archive
import Foundation
import Networks
import Platform
import Robustness
import Teaching
import Workflow

/// Where a learner stands after some update steps.
public struct LearningPoint: Sendable, Equatable {
  /// Update steps done, from 1.
  public let step: Int
  /// Test accuracy in evaluation mode, 0 to 1.
  public let accuracy: Double
}

/// One learning curve: of the learner type that a teacher is trained for, by one of two recipes.
public struct LearningCurve: Hashable, Sendable, CustomStringConvertible {
  public let teacher: String
  /// `gtn`, taught by the teacher, or `vanilla`.
  public let recipe: String
  /// The steps to measure, after the last of which training ends; nil for all that are shown.
  var steps: [Int]?

  public init(teacher: String, recipe: String) {
    self.teacher = teacher
    self.recipe = recipe
  }

  public var description: String {
    let told = steps.map { " after \($0.map { "\($0)" }.joined(separator: " and ")) steps" } ?? ""
    return "accuracy of \(teacher) by \(recipe)\(told)"
  }
}

/// How fast learners learn: `curriculum.h5`, the test accuracy of one learner (trial 1) after every update step, taught by
/// each teacher and trained on the data set.
public struct LearningCurves: Artifact {
  let study: Study
  private static let recipes: [Recipe] = [.gtn, .vanilla]

  public struct Settings: Encodable { let images: Int }

  public var file: String { "curriculum.h5" }
  public var kind: String { "learning-speed" }
  public var cell: CellDescription { Cells.curriculum }
  public var settings: Settings { Settings(images: images) }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "curves" }
  public var inputs: [Dependency] {
    [.content(study.dataset), DatasetArtifact.images] + study.teachers.map { .content($0, title: "teacher-*.h5") }
      + Self.recipes.map { $0.dependency(study.settings, title: "the recipes' settings") }
  }
  public func inputs(of unit: LearningCurve) -> [String] {
    [study.dataset.file, "recipe \(unit.recipe)"] + [teacher(of: unit)].compactMap { $0?.file }
  }
  private func teacher(of unit: LearningCurve) -> TeacherArtifact? {
    Recipes.named(unit.recipe)?.needsTeacher == true ? study.teacher(unit.teacher) : nil
  }

  /// Test images behind each accuracy.
  public var images: Int { min(10_000, study.settings.imageLimit) }

  public func units(_ ledger: Ledger) -> [LearningCurve] {
    study.settings.teachers.flatMap { teacher in
      Self.recipes.map { LearningCurve(teacher: teacher.name, recipe: $0.name) }
    }
  }
  public var empty: [LearningCurve: [LearningPoint]] { [:] }
  public func units(in content: [LearningCurve: [LearningPoint]]) -> [LearningCurve] { Array(content.keys) }
  public func forget(_ unit: LearningCurve, in content: inout [LearningCurve: [LearningPoint]]) {
    content[unit] = nil
  }
  public func merge(_ other: [LearningCurve: [LearningPoint]], into content: inout [LearningCurve: [LearningPoint]]) {
    content.merge(other) { _, new in new }
  }

  public func compute(
    _ unit: LearningCurve, into content: inout [LearningCurve: [LearningPoint]], _ ledger: Ledger
  ) throws {
    guard let plan = study.settings.teacher(unit.teacher), let recipe = Recipes.named(unit.recipe) else {
      throw NotebookError("\(file) has no curve of \(unit)")
    }
    let test = try study.testBatch(images, ledger)
    let architecture = try study.architecture(plan.training.learner)
    let accelerator = try study.accelerator()
    var points: [LearningPoint] = []
    let last = unit.steps?.max()
    func visit(_ step: Int, _ learner: TrainedLearner) throws -> Bool {
      try Interruption.check()
      if unit.steps?.contains(step) ?? Self.isShown(step) {
        let network = NetworkUnderTest(
          architecture: architecture, parameters: learner.parameters, statistics: learner.statistics,
          mode: .evaluation, on: accelerator)
        let correct = network.correct(test.images, test.labels)
        points.append(LearningPoint(step: step, accuracy: Double(correct) / Double(test.labels.count)))
      }
      return step < last ?? .max
    }
    let teacher = try teacher(of: unit).flatMap { try ledger.require($0) }
    var training = Training(
      architecture: architecture, initial: architecture.initialParameters(seed: study.seed, trial: 1),
      teacher: teacher?.teacher, settings: study.settings,
      images: { [study] in try study.describedImages(ledger) }, accelerator: accelerator, visit: visit)
    training.isVisited = { unit.steps?.contains($0) ?? Self.isShown($0) }
    _ = try recipe.train(training)
    content[unit] = points
  }

  /// About eight steps an octave are enough for a logarithmic axis.
  private static func isShown(_ step: Int) -> Bool {
    step < 16 || step % (1 << max(0, Int(log2(Double(step))) - 3)) == 0
  }

  /// Arrays: `<recipe>/<teacher>/steps` and `/accuracy`.
  public func checkpoint(_ content: [LearningCurve: [LearningPoint]], _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (curve, points) in content {
      let group = "\(curve.recipe)/\(curve.teacher)"
      file.set("\(group)/steps", shape: [points.count], .int32(points.map { Int32($0.step) }))
      file.set("\(group)/accuracy", shape: [points.count], .float64(points.map(\.accuracy)))
    }
    return file
  }

  public func content(of file: Checkpoint) throws -> [LearningCurve: [LearningPoint]] {
    var curves: [LearningCurve: [LearningPoint]] = [:]
    for name in file.arrays.keys where name.hasSuffix("/steps") {
      let parts = name.split(separator: "/")
      guard parts.count == 3 else { throw file.unusable("\"\(name)\" belongs to no curve") }
      let group = "\(parts[0])/\(parts[1])"
      let steps = try file.integers(name)
      let accuracies = try file.doubles("\(group)/accuracy", shape: [steps.count])
      guard steps.allSatisfy({ $0 > 0 }), accuracies.allSatisfy((0...1).contains) else {
        throw file.unusable("\"\(group)\" is no curve of accuracies")
      }
      curves[LearningCurve(teacher: "\(parts[1])", recipe: "\(parts[0])")] = zip(steps, accuracies).map {
        LearningPoint(step: Int($0), accuracy: $1)
      }
    }
    return curves
  }

  // MARK: Verifying

  /// Of each curve one early step, and of taught ones the end.
  public func unitsToVerify(
    done: [LearningCurve], in content: [LearningCurve: [LearningPoint]], full: Bool
  ) -> [LearningCurve]? {
    if full { return done }
    return done.map { curve in
      let points = content[curve] ?? []
      let ends: [LearningPoint?] = [points.first { $0.step > 1 }, curve.recipe == "gtn" ? points.last : nil]
      var sampled = curve
      sampled.steps = Array(Set(ends.compactMap { $0?.step })).sorted()
      return sampled
    }
  }

  public func evidence(
    of unit: LearningCurve, in content: [LearningCurve: [LearningPoint]]
  ) -> [String: NamedArray] {
    let points = content[unit] ?? content[LearningCurve(teacher: unit.teacher, recipe: unit.recipe)] ?? []
    let wanted = points.filter { unit.steps?.contains($0.step) ?? true }
    return ["accuracy": NamedArray(shape: [wanted.count], scalars: .float64(wanted.map(\.accuracy)))]
  }
}
