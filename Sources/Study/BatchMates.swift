import Archive
import Datasets
import Robustness
import Tensors
import Workflow

/// What is measured of one learner in training mode: how its answers depend on the images beside them.
public struct MatesUnit: Hashable, Sendable, CustomStringConvertible {
  public let key: LearnerKey
  /// A name in ``BatchMates/measures``.
  public let measure: String

  public init(_ key: LearnerKey, _ measure: String) { (self.key, self.measure) = (key, measure) }
  public var description: String { "\(key), \(measure)" }
}

/// Counts or shifts of means by strength, or agreements of signs by image.
public struct MatesResults: Sendable, Equatable {
  public internal(set) var values: [MatesUnit: [Double]] = [:]
  public init(_ values: [MatesUnit: [Double]] = [:]) { self.values = values }
}

/// Training mode with other batches than the report's, and what couples a batch under attack: `mates.h5`.
public struct BatchMates: Artifact {
  public let study: Study

  init(study: Study) { self.study = study }

  public struct Settings: Encodable {
    struct Test: Encodable {
      let test: String
      let strengths: [Double]
      let images: Int
    }
    let tests: [Test]
    let attackedImages: Int
    let attackSteps: Int
    let budget: Double
  }

  /// The tests of the primary contrasts.
  public static let tests: [RobustnessTest] = [.noise, .blur, .fgsm]
  /// Beside the report's, in which all images stand together.
  public static let batchings: [Batching] = [.of(128), .byClass, .of(1_000)]
  /// The tests with such batches: attacks have a thousand images at most, and these stand together anyway.
  public static func tests(in batching: Batching) -> [RobustnessTest] {
    tests.filter { !$0.isAttack || batching != .of(1_000) }
  }
  /// Agreement of signs at clean images, and at those that an attack as the report's has changed.
  public static let cleanAgreement = "agreement, clean"
  public static let attackedAgreement = "agreement, attacked"

  public static func measure(_ test: RobustnessTest, _ batching: Batching) -> String {
    "\(test.name), \(batching.name)"
  }
  /// The corruptions under which it is measured how the means of all images together move.
  public static let corruptions = tests.filter { !$0.isAttack }
  /// How far, by strength, from the stored ones, and then from those without perturbation.
  public static func shift(_ test: RobustnessTest) -> String { "\(test.name), shift of means" }
  static let measures =
    [cleanAgreement, attackedAgreement] + corruptions.map(shift)
    + batchings.flatMap { batching in tests(in: batching).map { measure($0, batching) } }

  /// The largest change of a pixel under the attack, in grey levels between 0 and 1.
  public var budget: Double { study.settings.strong.costlyBudgets.last ?? 0.1 }

  public var file: String { "mates.h5" }
  public var kind: String { "mates" }
  public var cell: CellDescription { Cells.batchMates }
  public var settings: Settings {
    let strong = study.settings.strong
    return Settings(
      tests: Self.tests.map {
        Settings.Test(test: $0.name, strengths: $0.strengths, images: study.settings.imageCount($0))
      }, attackedImages: strong.images, attackSteps: strong.effort.steps, budget: budget)
  }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "measures" }

  private static let recipes: [Recipe] = [.vanilla, .gtn]
  public var inputs: [Dependency] {
    [.content(study.dataset), DatasetArtifact.images] + Self.recipes.map { $0.dependency(study.settings) }
      + study.teachers.map { .content($0, title: "teacher-*.h5") }
      + shown.map { Dependency($0.file, .shown($0)) }
  }
  /// The same tests with all images together, and in evaluation mode.
  public var shown: [Counts] { Self.tests.map { study.counts($0) } }
  public func inputs(of unit: MatesUnit) -> [String] {
    [study.dataset.file, "recipe \(unit.key.recipe)"]
      + [unit.key.teacher.flatMap(study.teacher)].compactMap { $0?.file }
  }
  public func needs(_ unit: MatesUnit) -> String { unit.key.file }

  /// Learners of type `base_larger`, in as many trials as strong attacks have.
  public var keys: [LearnerKey] {
    let learners = Roster.mainLearners.prefix(1).filter(study.settings.learners.contains)
    return study.keys(learners, Self.recipes, trials: study.settings.strong.trials)
  }
  public func units(_ ledger: Ledger) -> [MatesUnit] {
    // The quick ones first.
    Self.measures.flatMap { measure in keys.map { MatesUnit($0, measure) } }
  }

  public var empty: MatesResults { MatesResults() }
  public func units(in content: MatesResults) -> [MatesUnit] { Array(content.values.keys) }
  public func forget(_ unit: MatesUnit, in content: inout MatesResults) { content.values[unit] = nil }
  public func merge(_ other: MatesResults, into content: inout MatesResults) {
    content.values.merge(other.values) { $1 }
  }
  public func evidence(of unit: MatesUnit, in content: MatesResults) -> [String: NamedArray] {
    content.values[unit].map { ["values": NamedArray(shape: [$0.count], scalars: .float64($0))] } ?? [:]
  }

  public func compute(_ unit: MatesUnit, into content: inout MatesResults, _ ledger: Ledger) throws {
    let network = try study.network(unit.key, .training, ledger)
    func request(_ batch: TestBatch, _ strength: Double) -> PerturbationRequest {
      study.request(batch, strength, trial: unit.key.trial, network)
    }
    if [Self.cleanAgreement, Self.attackedAgreement].contains(unit.measure) {
      let batch = try study.testBatch(study.settings.strong.images, ledger)
      let request = request(batch, budget)
      let images =
        unit.measure == Self.cleanAgreement ? batch.images : StrongAttack.asRun(request, study.settings.strong.effort)
      content.values[unit] = request.signAgreement(at: images)
      return
    }
    if let test = Self.corruptions.first(where: { Self.shift($0) == unit.measure }) {
      let batch = try study.testBatch(study.settings.imageCount(test), ledger)
      let means = test.strengths.indices.map {
        network.means(of: study.perturbed(test, strength: $0, trial: unit.key.trial, batch, network))
      }
      // The first strength leaves images as they are.
      content.values[unit] = [network.storedMeans, means[0]].flatMap { start in means.map { $0.shift(from: start) } }
      return
    }
    for test in Self.tests {
      guard let batching = Self.batchings.first(where: { Self.measure(test, $0) == unit.measure }) else { continue }
      let batch = try study.testBatch(study.settings.imageCount(test), ledger)
      content.values[unit] = test.strengths.indices.map { strength in
        let perturbed =
          test.isAttack
          ? nil : study.perturbed(test, strength: strength, trial: unit.key.trial, batch, network)
        return Double(test.correct(request(batch, test.strengths[strength]), perturbed: perturbed, in: batching))
      }
    }
  }
}
