import ArgumentParser
import Foundation
import Tensors

/// The options of a notebook's cells and commands; the notebook adds its own.
public protocol NotebookOptions: ParsableArguments, Sendable {
  var common: CommonOptions { get }
  /// The folder, inside that of `--checkpoints`, of these settings' checkpoints.
  var folderName: String { get }
  /// Where figures go without `--paper`; nil for a folder beside the checkpoints.
  var defaultPaper: String? { get }
  /// The notebook's own options that results depend on, as arguments; those that have their default are left out.
  var ownArguments: [String] { get }
  /// Its other options, such as where data lie; pages do not tell them.
  var placeArguments: [String] { get }
  /// Settings that every page shows.
  var shownSettings: [(name: String, value: String)] { get }
  /// Names and versions of libraries that digits depend on, and the processor's instruction sets that they use, with the
  /// accelerator, if one computes; "" where these are not known. The latter is asked for once something is computed.
  var libraries: String { get }
  var instructionSets: String { get }
}

/// The options that all notebooks have in common.
public struct CommonOptions: ParsableArguments, Sendable {
  @Option(
    parsing: .unconditional, help: "The seed that all random numbers are derived from.",
    transform: { text in
      guard let seed = UInt64(text) else { throw ValidationError("give a whole number, 0 or more") }
      return seed
    })
  public var seed: UInt64 = 1

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
    try Self.checkFolder("--checkpoints", checkpoints)
    try Self.checkFolder("--paper", paper)
  }

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

  /// Sets the number of threads of the whole process, if the options name one.
  func apply() { if let threads { Parallel.threads = threads } }

  var threadsInUse: Int { Parallel.threads }
}

extension NotebookOptions {
  public var placeArguments: [String] { [] }

  /// The folder of the checkpoints.
  public var folder: String { "\(common.checkpoints)/\(folderName)" }

  /// The folder of figures, tables and pages.
  public var paper: String { common.paper ?? defaultPaper ?? "\(folder)/paper" }

  /// The same options as arguments, to be passed on to a cell; those that have their default are left out.
  var arguments: [String] {
    argumentsBeyondDefaults + (common.threads.map { ["--threads", "\($0)"] } ?? []) + (common.force ? ["--force"] : [])
  }

  /// What must be repeated to work on the same files.
  var argumentsBeyondDefaults: [String] {
    ownArguments + placeArguments + (common.seed == 1 ? [] : ["--seed", "\(common.seed)"])
      + (common.checkpoints == "checkpoints" ? [] : ["--checkpoints", common.checkpoints])
      + (common.paper.map { ["--paper", $0] } ?? [])
  }

  /// - Parameter quietly: for a look at the files: nothing is told, and every file's header is read only once.
  func ledger(quietly: Bool = false) -> Ledger {
    let told = Told()
    return Ledger(
      folder: folder, libraries: libraries, instructionSets: quietly ? "" : instructionSets, isQuiet: quietly,
      shell: { Shell.command($0, $1 + argumentsBeyondDefaults) },
      tell: { if !quietly, told.insert($0) { say($0) } })
  }
}

/// What has been said.
private final class Told {
  private var lines: Set<String> = []
  func insert(_ line: String) -> Bool { lines.insert(line).inserted }
}

/// The option of cells whose figures come from checkpoints that took long to compute.
public struct DrawingOption: ParsableArguments {
  @Flag(help: "Draw what is there and compute nothing.")
  public var figuresOnly = false

  public init() {}
}
