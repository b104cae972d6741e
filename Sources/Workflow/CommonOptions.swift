import ArgumentParser
import Foundation
import Tensors

/// Those of a notebook that has none of its own.
public struct NoOptions: ParsableArguments, Sendable {
  public init() {}
}

extension NotebookOptions where Choice == NoOptions {
  public var choice: NoOptions {
    get { NoOptions() }
    set {}
  }
}

extension NotebookOptions where Means == NoOptions {
  public var means: NoOptions {
    get { NoOptions() }
    set {}
  }
}

/// Which checkpoints are meant, besides a notebook's own choice.
public struct PlaceOptions: ParsableArguments, Sendable {
  @Option(
    parsing: .unconditional, help: "The seed that all random numbers are derived from.",
    transform: { text in
      guard let seed = UInt64(text) else { throw ValidationError("give a whole number, 0 or more") }
      return seed
    })
  public var seed: UInt64 = 1

  @Option(help: "Folder of the checkpoints; they lie in a folder named after the scale inside it.")
  public var checkpoints = "checkpoints"

  public init() {}

  public func validate() throws { try CommonOptions.checkFolder("--checkpoints", checkpoints) }

  /// Those that have their default are left out.
  var arguments: [String] {
    (seed == 1 ? [] : ["--seed", "\(seed)"]) + (checkpoints == "checkpoints" ? [] : ["--checkpoints", checkpoints])
  }
}

/// Where figures go.
public struct PaperOption: ParsableArguments, Sendable {
  @Option(help: "Folder for figures and tables (default: paper at scale report, else with the checkpoints).")
  public var paper: String?

  public init() {}

  public func validate() throws { try CommonOptions.checkFolder("--paper", paper) }
}

/// How much of the machine computes.
public struct ThreadsOption: ParsableArguments, Sendable {
  @Option(help: "Threads that compute (default: one for each processor). Results do not depend on it.")
  public var threads: Int?

  public init() {}

  public func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads \(threads): give a number from 1 to 256")
    }
  }

  /// Sets the number of threads of the whole process, if the option names one.
  public func apply() { if let threads { Parallel.threads = threads } }
}

/// Whether results that are there are computed again.
public struct ForceOption: ParsableArguments, Sendable {
  @Flag(help: "Compute again what is complete or was made with other settings.")
  public var force = false

  public init() {}
}

/// The options that all notebooks have in common.
public struct CommonOptions: ParsableArguments, Sendable {
  @OptionGroup var place: PlaceOptions
  @OptionGroup var drawn: PaperOption
  @OptionGroup var parallel: ThreadsOption
  @OptionGroup var again: ForceOption

  public var seed: UInt64 { place.seed }
  public var checkpoints: String { place.checkpoints }
  public var paper: String? { drawn.paper }
  public var threads: Int? { parallel.threads }
  public var force: Bool { again.force }

  public init() {}

  /// - Throws: a usage error: an empty name would mean the root of the file system, and what a shell does not expand a folder
  ///   named "~".
  public static func checkFolder(_ option: String, _ folder: String?) throws {
    guard let folder else { return }
    if folder.isEmpty { throw ValidationError("\(option) is empty: name a folder, such as .") }
    if folder.hasPrefix("~") {
      throw ValidationError(
        "\(option) \(folder): a shell expands ~ only at the beginning of a word; write \(option) \(folder) without ="
          + " and quotation marks, or ./\(folder) for a folder of that name")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), !isFolder.boolValue {
      throw ValidationError("\(option) \(folder): this is a file; name a folder")
    }
  }

  func apply() { parallel.apply() }

  var threadsInUse: Int { Parallel.threads }
}

/// The option of cells whose figures come from checkpoints that took long to compute.
public struct DrawingOption: ParsableArguments {
  @Flag(help: "Draw all that is there and compute nothing.")
  public var figuresOnly = false

  public init() {}
}
