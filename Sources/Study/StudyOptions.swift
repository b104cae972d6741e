import Accelerator
import ArgumentParser
import Datasets
import Foundation
import Ranks
import Synchronization
import Tensors
import Workflow

/// Which study is meant.
public struct StudyChoice: ParsableArguments, Sendable {
  @Option(help: "How much of the report: smoke, lesson, quick or report.")
  public var scale = Scale.quick

  @Option(help: "Another data set than the scale's: mnist, fashion-mnist or strokes. It has folders of its own.")
  public var dataset: String?

  @Option(help: "Fresh learners of an outer step, whose meta-gradients are averaged. Other than 1: folders of its own.")
  public var learnersPerStep = 1

  public init() {}

  public func validate() throws {
    guard 1...1024 ~= learnersPerStep else {
      throw ValidationError("--learners-per-step \(learnersPerStep): give a number from 1 to 1024")
    }
    let datasets = catalogue.map(\.name)
    if let dataset, !datasets.contains(dataset) {
      throw ValidationError("--dataset \(dataset): choose one of \(datasets.joined(separator: ", "))")
    }
  }
}

/// Where its data lie, and what computes.
public struct StudyMeans: ParsableArguments, Sendable {
  @Option(help: "Folder with the data set's files; else GTN_DATA, then data/, then a download.")
  public var data: String?

  @Option(
    help: """
      What computes: cpu, cuda, rocm, xla-cpu, or a PJRT plugin's file; else GTN_DEVICE, then cpu. Of cells beyond 10 \
      much stays on the processor (docs/accelerator.md).
      """)
  public var device: String?

  public init() {}

  public func validate() throws {
    try CommonOptions.checkFolder("--data", data)
    guard let asked = DeviceName.asked(device) else { return }
    guard let named = DeviceName(asked.text) else {
      throw ValidationError(
        "\(asked.by) \(asked.text): choose one of cpu, \(DeviceName.kinds.joined(separator: ", ")), or name a plugin's"
          + " file, ./plugin.so")
    }
    guard named == .cpu || Ranks.count == 1 else {
      throw ValidationError(
        "\(asked.by) \(asked.text): a device computes all learners of an outer step itself; start without mpirun, or"
          + " give --device cpu")
    }
  }
}

/// The options of all cells, and of commands that compute.
public struct StudyOptions: NotebookOptions {
  @OptionGroup public var choice: StudyChoice
  @OptionGroup public var means: StudyMeans
  @OptionGroup public var common: CommonOptions

  public init() {}

  public var scale: Scale { choice.scale }
  private var dataset: String? { choice.dataset }
  private var learnersPerStep: Int { choice.learnersPerStep }
  private var data: String? { means.data }
  private var device: String? { means.device }

  /// The settings of the scale, with what these options change.
  public var settings: Settings { Settings(scale, dataset: dataset, learnersPerStep: learnersPerStep) }

  private var deviceName: DeviceName { DeviceName.asked(device).flatMap { DeviceName($0.text) } ?? .cpu }
  private var deviceAskedBy: String { DeviceName.asked(device)?.by ?? "--device" }

  /// The study under these options: one for a process, so that the data set is read once for all artifacts.
  public var study: Study {
    let key =
      [scale.rawValue, settings.dataset, data ?? "", common.checkpoints, DeviceName.asked(device)?.text ?? ""]
      + ["\(learnersPerStep)", "\(common.seed)"]
    return Self.kept(key) {
      Study(settings, seed: common.seed, dataFolder: data, device: deviceName, askedBy: deviceAskedBy)
    }
  }

  /// The same questions of other images, beside it.
  public var otherData: Study {
    let whole = study
    return Self.kept(["other data", "\(ObjectIdentifier(whole))"]) { whole.ofOtherData }
  }

  /// The report's question of teachers at outer steps before their last.
  public var outerSteps: Study {
    let whole = study
    return Self.kept(["outer steps", "\(ObjectIdentifier(whole))"]) { whole.ofOuterSteps }
  }

  private static func kept(_ key: [String], _ make: () -> Study) -> Study {
    studies.withLock { known in
      let study = known[key] ?? make()
      known[key] = study
      return study
    }
  }
  private static let studies = Mutex<[[String]: Study]>([:])

  /// The scale, and what else changes results where it is not the scale's own.
  public var folderName: String {
    scale.rawValue + (settings.dataset == scale.dataset ? "" : "-\(settings.dataset)")
      + (learnersPerStep == 1 ? "" : "-\(learnersPerStep)-learners")
  }

  public var defaultPaper: String? { folderName == Scale.report.rawValue ? "paper" : nil }

  public var ownArguments: [String] {
    ["--scale", scale.rawValue] + (dataset.map { ["--dataset", $0] } ?? [])
      + (learnersPerStep == 1 ? [] : ["--learners-per-step", "\(learnersPerStep)"])
  }

  public var placeArguments: [String] {
    (data.map { ["--data", $0] } ?? []) + (device.map { ["--device", $0] } ?? [])
  }

  public var shownSettings: [(name: String, value: String)] {
    [("scale", scale.rawValue), ("data set", settings.dataset)]
      + (learnersPerStep == 1 ? [] : [("learners an outer step", "\(learnersPerStep)")])
  }

  public var libraries: String { "oneDNN \(oneDNNVersion)" }
  public var instructionSets: String { oneDNNInstructionSets }
  /// One that cannot be had is told of where it is to compute.
  public var accelerator: String { (try? Accelerator.open(deviceName))?.summary ?? "" }
}

/// Which part of a cell's work is done; without filters, all of it.
public struct Filters: ParsableArguments {
  @Option(help: "Only this teacher.")
  public var teacher: String?

  @Option(help: "Only this learner type.")
  public var learner: String?

  @Option(help: "Only this recipe (a way of training): \(Recipes.all.map(\.name).joined(separator: ", ")).")
  public var recipe: String?

  @Option(help: "Only this trial, from 1.")
  public var trial: Int?

  public init() {}

  /// - Parameters:
  ///   - learners: the learner types that can be asked for; if not said, all that are trained.
  ///   - recipes: likewise.
  /// - Throws: a usage error for a name or number that the settings do not have.
  public func check(_ settings: Settings, learners: [String]? = nil, recipes: [Recipe] = Recipes.all) throws {
    try Self.check("--teacher", teacher, among: settings.teachers.map(\.name), settings)
    try Self.check("--learner", learner, among: learners ?? settings.learners, settings)
    try Self.check("--recipe", recipe, among: recipes.map(\.name), settings)
    if let trial, !(1...settings.trials).contains(trial) {
      throw ValidationError(
        "--trial \(trial): scale \(settings.scale.rawValue) has trials 1 to \(settings.trials)")
    }
  }

  private static func check(
    _ option: String, _ value: String?, among known: [String], _ settings: Settings
  ) throws {
    guard let value, !known.contains(value) else { return }
    throw ValidationError(
      "\(option) \(value): this cell, at scale \(settings.scale.rawValue), has \(known.joined(separator: ", "))")
  }

  /// Whether a learner is asked for. One without a teacher belongs to all of them.
  public func admits(_ key: LearnerKey) -> Bool {
    (teacher == nil || key.teacher == nil || teacher == key.teacher) && (learner == nil || learner == key.learner)
      && (recipe == nil || recipe == key.recipe) && (trial == nil || trial == key.trial)
  }
}
