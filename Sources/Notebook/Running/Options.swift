import ArgumentParser
import Datasets
import Foundation

/// The options that all cells have in common.
public struct Options: ParsableArguments {
  @Option(help: "How much of the report: smoke, quick or report.")
  public var scale = Scale.quick

  @Option(help: "The seed that all random numbers are derived from.")
  public var seed: UInt64 = 1

  @Option(help: "Another data set than the scale's: mnist, fashion-mnist or strokes.")
  public var dataset: String?

  @Option(help: "Folder with the data set's files; else GTN_DATA, then data/, then a download.")
  public var data: String?

  @Option(help: "Folder of the checkpoints; they lie in a folder named after the scale inside it.")
  public var checkpoints = "checkpoints"

  @Option(help: "Folder for figures and tables (default: paper at scale report, else with the checkpoints).")
  public var paper: String?

  @Option(help: "Threads that compute (default: one for each processor). Results do not depend on it.")
  public var threads: Int?

  @Flag(help: "Compute again what is complete or was made with other settings.")
  public var force = false

  public init() {}

  public func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256")
    }
    for (option, folder) in [("--checkpoints", checkpoints), ("--paper", paper), ("--data", data)] {
      if let folder { try Self.check(option, folder) }
    }
    let datasets = catalogue.map(\.name)
    if let dataset, !datasets.contains(dataset) {
      throw ValidationError("--dataset \(dataset): choose one of \(datasets.joined(separator: ", "))")
    }
  }

  /// An empty name would mean the root of the file system, and what a shell does not expand a folder named "~".
  private static func check(_ option: String, _ folder: String) throws {
    if folder.isEmpty { throw ValidationError("\(option) is empty: name a folder, such as .") }
    if folder.hasPrefix("~") {
      throw ValidationError(
        "\(option) \(folder): a shell expands ~ only at the beginning of a word; write \(option) \(folder) without ="
          + " and quotation marks, or ./\(folder) for a folder of that name")
    }
  }

  /// The settings of the scale, with what these options change.
  public var settings: Settings {
    var settings = Settings(scale)
    if let dataset { settings.dataset = dataset }
    return settings
  }

  /// The same options as arguments, to be passed on to a cell; those that have their default are left out.
  public var arguments: [String] {
    argumentsBeyondDefaults + (threads.map { ["--threads", "\($0)"] } ?? []) + (force ? ["--force"] : [])
  }

  /// What must be repeated to work on the same files.
  var argumentsBeyondDefaults: [String] {
    ["--scale", scale.rawValue] + (seed == 1 ? [] : ["--seed", "\(seed)"])
      + (checkpoints == "checkpoints" ? [] : ["--checkpoints", checkpoints])
      + [("--dataset", dataset), ("--data", data), ("--paper", paper)].flatMap { name, value in
        value.map { [name, $0] } ?? []
      }
  }
}

/// Which part of a cell's work is done; without filters, all of it.
public struct Filters: ParsableArguments {
  @Option(help: "Only this teacher.")
  public var teacher: String?

  @Option(help: "Only this learner type.")
  public var learner: String?

  @Option(help: "Only this algorithm: 10_gtn, gtn or vanilla.")
  public var algorithm: Algorithm?

  @Option(help: "Only this trial, from 1.")
  public var trial: Int?

  public init() {}

  /// - Parameter learners: the learner types that can be asked for; if not said, all that are trained.
  /// - Throws: a usage error for a name or number that the settings do not have.
  public func check(_ settings: Settings, learners: [String]? = nil) throws {
    let teachers = settings.teachers.map(\.learner)
    try Self.check("--teacher", teacher, among: teachers, settings)
    try Self.check("--learner", learner, among: learners ?? settings.learners, settings)
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
      "\(option) \(value): scale \(settings.scale.rawValue) has \(known.joined(separator: ", "))")
  }

  /// Whether work of these properties is asked for. A property that is nil, here or in the filters, fits all.
  public func admits(
    teacher: String? = nil, learner: String? = nil, algorithm: Algorithm? = nil, trial: Int? = nil
  ) -> Bool {
    func fits<T: Equatable>(_ wanted: T?, _ given: T?) -> Bool {
      wanted == nil || given == nil || wanted == given
    }
    return fits(self.teacher, teacher) && fits(self.learner, learner)
      && fits(self.algorithm, algorithm) && fits(self.trial, trial)
  }
}

extension Algorithm: ExpressibleByArgument {}
extension EvaluationProtocol: ExpressibleByArgument {}
