import ArgumentParser

/// The options of a notebook's cells and of commands that compute; the notebook adds its own. All stand in groups, because
/// a command that only looks at files takes some of the groups alone (``FileOptions``).
public protocol NotebookOptions: ParsableArguments, Sendable {
  /// The notebook's own options that results depend on.
  associatedtype Choice: ParsableArguments & Sendable = NoOptions
  /// Its other options, such as where data lie and what computes.
  associatedtype Means: ParsableArguments & Sendable = NoOptions
  var choice: Choice { get set }
  var means: Means { get set }
  var common: CommonOptions { get set }
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
  /// Names and versions of libraries that digits depend on; the processor's instruction sets that they use; and the device
  /// that computes in its place. "" where there is none, or it is not known. The last two are asked for once something is
  /// computed.
  var libraries: String { get }
  var instructionSets: String { get }
  var accelerator: String { get }
}

extension NotebookOptions {
  public var placeArguments: [String] { [] }
  public var accelerator: String { "" }

  /// The folder of the checkpoints.
  public var folder: String { "\(common.checkpoints)/\(folderName)" }

  /// The folder of figures, tables and pages.
  public var paper: String { common.paper ?? defaultPaper ?? "\(folder)/paper" }

  /// Those that some of the groups say; the others have their defaults.
  ///
  /// - Throws: a usage error, as an environment variable may be wrong.
  init(
    _ choice: Choice, _ place: PlaceOptions, _ means: Means? = nil, _ parallel: ThreadsOption? = nil,
    _ drawn: PaperOption? = nil
  ) throws {
    self.init()
    self.choice = choice
    do { self.means = try means ?? .parse([]) } catch { throw ValidationError(Means.message(for: error)) }
    var common = try CommonOptions.parse([])
    common.place = place
    if let parallel { common.parallel = parallel }
    if let drawn { common.drawn = drawn }
    self.common = common
  }

  /// The same options as arguments, to be passed on to a cell; those that have their default are left out.
  var arguments: [String] {
    argumentsBeyondDefaults + (common.threads.map { ["--threads", "\($0)"] } ?? []) + (common.force ? ["--force"] : [])
  }

  /// What must be repeated to work on the same files.
  var argumentsBeyondDefaults: [String] {
    ownArguments + placeArguments + common.place.arguments + (common.paper.map { ["--paper", $0] } ?? [])
  }

  /// - Parameter quietly: for a look at the files: nothing is told, and every file's header is read only once.
  public func ledger(quietly: Bool = false) -> Ledger {
    let told = Told()
    return Ledger(
      folder: folder, libraries: libraries, instructionSets: quietly ? "" : instructionSets,
      accelerator: quietly ? "" : accelerator, isQuiet: quietly,
      shell: { Shell.command($0, $1 + argumentsBeyondDefaults) },
      shellToLook: { Shell.command("notebook", $0 + ownArguments + common.place.arguments) },
      tell: { if !quietly, told.insert($0) { say($0) } })
  }
}

/// What has been said.
private final class Told {
  private var lines: Set<String> = []
  func insert(_ line: String) -> Bool { lines.insert(line).inserted }
}

/// The options of commands that look at files and compute nothing.
public struct FileOptions<Options: NotebookOptions>: ParsableArguments, Sendable {
  @OptionGroup var choice: Options.Choice
  @OptionGroup var place: PlaceOptions

  public init() {}

  public var options: Options { get throws { try Options(choice, place) } }
}

/// The same of commands that show or pack figures.
public struct PublishedOptions<Options: NotebookOptions>: ParsableArguments, Sendable {
  @OptionGroup var choice: Options.Choice
  @OptionGroup var place: PlaceOptions
  @OptionGroup var drawn: PaperOption

  public init() {}

  var options: Options { get throws { try Options(choice, place, nil, nil, drawn) } }
}

/// The same of commands that compute and write nothing.
public struct CheckOptions<Options: NotebookOptions>: ParsableArguments, Sendable {
  @OptionGroup var choice: Options.Choice
  @OptionGroup var means: Options.Means
  @OptionGroup var place: PlaceOptions
  @OptionGroup var parallel: ThreadsOption

  public init() {}

  var options: Options { get throws { try Options(choice, place, means, parallel) } }
}
