import Archive
import Datasets
import Foundation
import Robustness
import Tensors
import Workflow

/// A test over networks, modes and strengths: its metric file and how it is computed.
public struct Counts: Artifact {
  public let test: RobustnessTest
  public let study: Study
  public let roster: Roster
  public let cell: CellDescription

  /// - Parameter cell: the cell that counts the test; nil for the study's, the roster's, or the one that ``TestCells`` names.
  init(_ test: RobustnessTest, _ study: Study, _ roster: Roster = .report, by cell: CellDescription? = nil) {
    self.test = test
    self.study = study
    self.roster = roster
    self.cell = cell ?? study.part?.cell ?? roster.cell ?? TestCells.cell(of: test)
  }

  public var method: CellDescription { study.part == nil ? cell : TestCells.cell(of: test) }

  /// What every count depends on besides seed and inputs. Which networks are counted is not part of it: counts of others
  /// stay valid when more are asked for.
  public struct Settings: Encodable {
    let test: String
    let strengths: [Double]
    let images: Int
  }

  public var file: String { study.place([roster.name, test.name].compactMap { $0 }.joined(separator: "-") + ".h5") }
  public var kind: String { "metrics" }
  public var settings: Settings {
    Settings(test: test.name, strengths: test.strengths, images: study.settings.imageCount(test))
  }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "counts" }

  public var inputs: [Dependency] {
    var inputs = [.content(study.dataset), DatasetArtifact.images]
    inputs += roster.recipes.map { $0.dependency(study.settings, by: study.cell(for: Cells.learners)) }
    inputs += study.teachers.map { .content($0, title: "teacher-*.h5") }
    if !test.isUnperturbed, roster.hasCriterion {
      inputs.append(Dependency("accuracy.h5", .selection(study.accuracy)))
    }
    if let shown { inputs.append(Dependency(shown.file, .shown(shown))) }
    // What the name promises, beside what was run.
    if test.name == RobustnessTest.lbfgsAsRun.name, roster.name == nil, study.part == nil {
      inputs.append(Dependency(study.strongAttacks.file, .shown(study.strongAttacks)))
    }
    return inputs
  }
  /// What the page shows beside these counts: those of the report, or of another test.
  public var shown: Counts? {
    if let part = study.part { return part.whole.counts(test) }
    return roster.name == nil ? TestCells.beside(test).map { study.counts($0) } : study.counts(test)
  }
  /// A changed teacher, or recipe, makes only its own learners' counts stale.
  public func inputs(of unit: CountUnit) -> [String] {
    let key = unit.tested.key
    return [study.dataset.recordedName, "recipe \(key.recipe)"]
      + [key.teacher.flatMap(study.teacher)].compactMap { $0?.recordedName }
  }
  public func needs(_ unit: CountUnit) -> String { study.place(unit.tested.key.file) }

  /// The modes in which networks are tested; without perturbation the report's table has one.
  public var modes: [EvaluationMode] { test.isUnperturbed ? [.evaluation] : roster.modes }

  /// Learner types that are tested: the roster's, or without perturbation all; else the report's, and those that pass its
  /// criterion here.
  public func learners(_ ledger: Ledger) throws -> [String] {
    let learners = roster.learners(study.settings)
    if test.isUnperturbed || !roster.hasCriterion { return learners }
    let reported = study.settings.teachers.flatMap { Reported.learners(test.name, teacher: $0.name) }
    let admitted = try Admission(study, ledger).byTeacher.values.flatMap { $0 }
    return learners.filter { reported.contains($0) || admitted.contains($0) }
  }

  public func units(_ ledger: Ledger) throws -> [CountUnit] {
    try study.keys(learners(ledger), roster.recipes).flatMap { key in
      modes.flatMap { mode in
        test.strengths.indices.map { CountUnit(TestedNetwork(key, mode), strength: $0) }
      }
    }
  }

  public var empty: TestResults {
    TestResults(
      test: test.name, strengths: test.strengths, total: study.settings.imageCount(test), isAttack: test.isAttack)
  }
  public func units(in content: TestResults) -> [CountUnit] { Array(content.correct.keys) }
  public func forget(_ unit: CountUnit, in content: inout TestResults) {
    content.forget(unit)
    // The image is an attack on one network: it goes with that network's count.
    if unit.tested == sampleNetwork { content.sample[unit.strength] = nil }
  }
  public func merge(_ other: TestResults, into content: inout TestResults) { content.merge(other) }

  /// Perturbs the images, and counts those that the network puts into the right class.
  public func compute(_ unit: CountUnit, into content: inout TestResults, _ ledger: Ledger) throws {
    let (tested, strength) = (unit.tested, unit.strength)
    let batch = try study.testBatch(content.total, ledger)
    let network = try study.network(tested.key, tested.mode, ledger)
    let images = study.perturbed(test, strength: strength, trial: tested.key.trial, batch, network)
    let correct = network.correct(images, batch.labels)
    guard test.isAttack else {
      content.record(correct, at: unit)
      if tested == sampleNetwork { content.sample[strength] = sampleImage(images) }
      return
    }
    content.record(
      correct, clean: content.clean[tested] ?? network.correct(batch.images, batch.labels),
      moved: Distance(from: batch.images, to: images), at: unit)
    if tested == sampleNetwork { content.sample[strength] = sampleImage(images) }
  }

  /// The network whose perturbed image the sample figure shows: learner `base_larger` of the first teacher, `gtn`,
  /// trial 1, in evaluation mode. For a corruption any network would do.
  var sampleNetwork: TestedNetwork? {
    guard !test.isUnperturbed, roster.name == nil, study.part == nil, let teacher = study.settings.teachers.first else {
      return nil
    }
    return TestedNetwork(
      LearnerKey(teacher: teacher.name, recipe: "gtn", learner: "base_larger", trial: 1), .evaluation)
  }

  private func sampleImage(_ images: Tensor) -> [Float] {
    images.images(test.sampleImage..<test.sampleImage + 1).floats
  }

  public func evidence(of unit: CountUnit, in content: TestResults) -> [String: NamedArray] {
    let counts = [content.correct[unit], content.clean[unit.tested]].map { Int32($0 ?? -1) }
    var arrays = ["counts": NamedArray(shape: [2], scalars: .int32(counts))]
    if let moved = content.distances[unit] {
      arrays["distances"] = NamedArray(shape: [3], scalars: .float64(moved.numbers))
    }
    if unit.tested == sampleNetwork, let image = content.sample[unit.strength] {
      arrays["sample"] = NamedArray(shape: [image.count], scalars: .float32(image))
    }
    return arrays
  }

  public func title(of unit: CountUnit) -> String {
    "\(unit.tested.key), \(unit.tested.mode.rawValue) mode, β = \(String(format: "%.3g", test.strengths[unit.strength]))"
  }
}

extension RobustnessTest {
  /// Images perturbed at one of the test's strengths.
  public func perturbed(
    _ images: Tensor, _ oneHot: Tensor, strength: Int, seed: UInt64, trial: Int, _ network: NetworkUnderTest?
  ) -> Tensor {
    let range = Normalisation.validRange
    return perturbed(
      PerturbationRequest(
        images: images, oneHot: oneHot, strength: strengths[strength],
        validRange: Double(range.lowerBound)...Double(range.upperBound), seed: seed, trial: trial,
        network: network))
  }
}
