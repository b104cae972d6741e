import Archive
import Networks
import Teaching
import Workflow

/// Which trained learner: the key of its file.
public struct LearnerKey: Hashable, Sendable, CustomStringConvertible {
  /// The teacher's name; nil for a recipe that needs none.
  public let teacher: String?
  /// The recipe's name.
  public let recipe: String
  /// The learner type.
  public let learner: String
  /// From 1.
  public let trial: Int

  public init(teacher: String?, recipe: String, learner: String, trial: Int) {
    self.teacher = teacher
    self.recipe = recipe
    self.learner = learner
    self.trial = trial
  }

  /// The file among the checkpoints: "learners/base_larger-gtn-base-1.h5", "learners/vanilla-base-1.h5".
  public var file: String {
    "learners/" + [teacher, recipe, learner, "\(trial)"].compactMap { $0 }.joined(separator: "-") + ".h5"
  }

  public var description: String { "\(learner) by \(recipe)\(teacher.map { " of \($0)" } ?? ""), trial \(trial)" }
}

/// One trained learner (report, "Robustness Performance Tests"; DIVERGENCES.md, 18 to 22).
public struct LearnerArtifact: WholeArtifact {
  public let key: LearnerKey
  let study: Study
  private let recipe: Recipe

  init(_ key: LearnerKey, _ study: Study) {
    guard let recipe = Recipes.named(key.recipe) else { preconditionFailure("no recipe is called \(key.recipe)") }
    self.init(key, study, recipe)
  }

  init(_ key: LearnerKey, _ study: Study, _ recipe: Recipe) {
    (self.key, self.study, self.recipe) = (key, study, recipe)
  }

  public struct Settings: Encodable {
    let learner: String
    let widths: Widths
    let recipe: String
    let trial: Int
    let training: RecipeSettings
  }

  public var file: String { study.place(key.file) }
  public var kind: String { "learner" }
  public var cell: CellDescription { study.cell(for: method) }
  public var method: CellDescription { Cells.learners }
  public var seed: UInt64 { study.seed }
  public var unitName: String { "learners" }
  public var isKept: Bool { false }
  public var usesDevice: Bool { recipe.usesDevice }
  public var settings: Settings {
    Settings(
      learner: key.learner, widths: study.settings.widths, recipe: key.recipe, trial: key.trial,
      training: RecipeSettings(of: recipe.settings(study.settings)))
  }
  public var inputs: [Dependency] {
    (recipe.needsImages ? [.content(study.dataset), DatasetArtifact.images] : [])
      + [key.teacher.flatMap(study.teacher)].compactMap { $0.map { .content($0, title: "teacher-*.h5") } }
  }

  public func make(_ ledger: Ledger) throws -> TrainedLearner {
    let architecture = try study.architecture(key.learner)
    let teacher = try key.teacher.flatMap(study.teacher).flatMap { try ledger.require($0) }
    if let teacher, teacher.outerStep < teacher.planned {
      ledger.tell("  teacher \(key.teacher ?? "") has made \(teacher.outerStep) of \(teacher.planned) outer steps")
    }
    var training = Training(
      architecture: architecture, initial: architecture.initialParameters(seed: study.seed, trial: key.trial),
      teacher: teacher?.teacher, settings: study.settings,
      images: { [study] in try study.describedImages(ledger) }, accelerator: usesDevice ? try study.accelerator() : nil)
    training.isVisited = { _ in false }
    let learner = try recipe.train(training)
    // A learner whose numbers are not finite says nothing about robustness; every later cell would refuse it.
    if let array = checkpoint(of: learner, .none).firstNonFinite() {
      throw NotebookError(
        "\(ledger.path(file)) is not written: the training ended with numbers that are not finite (array"
          + " \"\(array)\"); its learning rates are too large for \(key.learner): train the teacher longer or with"
          + " smaller rates, and leave this learner out by --learner meanwhile")
    }
    return learner
  }
}

/// The settings of any recipe.
public struct RecipeSettings: Encodable {
  private let settings: any Encodable
  init(of settings: any Encodable) { self.settings = settings }
  public func encode(to encoder: any Encoder) throws { try settings.encode(to: encoder) }
}

extension Recipe {
  /// How learners are made by this recipe, of whichever type: it stands for their files, which are not kept, in what is
  /// computed from them.
  ///
  /// - Parameters:
  ///   - title: what the page's "Read" line calls it.
  ///   - cell: the one that trains them.
  func dependency(_ settings: Settings, title: String = "learners/*.h5", by cell: CellDescription = Cells.learners)
    -> Dependency
  {
    struct Declaration: Encodable {
      let version: Int
      let widths: Widths
      let training: RecipeSettings
    }
    let declaration = Declaration(
      version: Cells.learners.version, widths: settings.widths,
      training: RecipeSettings(of: self.settings(settings)))
    guard let text = try? JSON.text(declaration) else { preconditionFailure("numbers and texts can be encoded") }
    return Dependency("recipe \(name)", title: title, .declaration(text, by: cell))
  }
}
