/// What a cell is called and where it stands in the report.
public struct CellDescription: Sendable, Hashable {
  /// Number and name, as in `notebooks/` and on the command line.
  public let name: String
  /// Raised whenever the same settings would give other numbers, so that older results count as stale.
  public let version: Int
  /// The section of the report that the cell regenerates; nil for a cell beyond the report.
  public let section: String?
  /// The heading of the cell's page.
  public let title: String

  public init(_ name: String, version: Int, section: String?, title: String) {
    self.name = name
    self.version = version
    self.section = section
    self.title = title
  }

  /// Where it stands in the report: `report, "Blurring"`.
  var place: String { section.map { "report, \"\($0)\"" } ?? "beyond the report" }
}

/// A cell in the catalogue: its description, the checkpoints that it writes, and what it draws.
public struct CellEntry<Options: NotebookOptions>: Sendable {
  public let description: CellDescription
  /// The checkpoints, in the order in which they are computed.
  public let artifacts: @Sendable (Options) -> [any Artifact]
  /// Figures and tables in the paper's folder.
  public let outputs: @Sendable (Options) -> [Output]

  public init(
    _ description: CellDescription, outputs: @escaping @Sendable (Options) -> [Output],
    artifacts: @escaping @Sendable (Options) -> [any Artifact]
  ) {
    self.description = description
    self.artifacts = artifacts
    self.outputs = outputs
  }
}

/// All cells of a notebook, in the order in which they run. Every command of the driver follows from it.
public protocol Catalogue {
  associatedtype Options: NotebookOptions
  static var cells: [CellEntry<Options>] { get }
}

/// A file that a cell makes in the paper's folder.
public struct Output: Sendable, Hashable {
  /// `figures/noise-base_larger.pdf`, which stands for the figure's other formats too; `tables/noise.csv`.
  public let path: String

  /// - Parameter name: without an ending.
  public static func figure(_ name: String) -> Output { Output(path: "figures/\(name).pdf") }
  public static func table(_ name: String) -> Output { Output(path: "tables/\(name).csv") }
  /// LaTeX for the paper.
  public static func generated(_ name: String) -> Output { Output(path: "generated/\(name).tex") }

  /// The figure's name; nil for anything else.
  var figure: String? {
    path.hasPrefix("figures/") ? String(path.dropFirst("figures/".count).dropLast(".pdf".count)) : nil
  }
}
