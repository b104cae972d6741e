/// A figure or table that a cell makes, in the paper's folder.
public enum Output: Sendable {
  case figure(String)
  /// One figure for every teacher.
  case figures(String)
  case table(String)
  case generated(String)

  /// The files, without the other formats of a figure.
  public func names(_ teachers: [String]) -> [String] {
    switch self {
    case .figure(let name): ["figures/\(name).pdf"]
    case .figures(let name): teachers.map { "figures/\(name)-\($0).pdf" }
    case .table(let name): ["tables/\(name)"]
    case .generated(let name): ["generated/\(name).tex"]
    }
  }
}

extension CellDescription {
  /// Everything that the cell draws or tabulates.
  public var outputs: [Output] {
    switch name {
    case Cells.dataset.name: [.figure("dataset")]
    case Cells.metaTraining.name: [.figures("meta-training")]
    case Cells.curriculum.name:
      ["images", "rates", "steps", "outer"].map { .figures("curriculum-\($0)") } + [.table("curriculum.csv")]
    case Cells.accuracyTable.name: [.table("accuracy.csv"), .table("accuracy.md")]
    case Cells.noise.name: Self.sweep("noise")
    case Cells.blur.name: Self.sweep("blur")
    case Cells.fgsm.name: Self.sweep("fgsm")
    case Cells.lbfgs.name: Self.sweep("lbfgs") + Self.sweep("lbfgs-as-written")
    case Cells.conclusion.name:
      [
        .figure("conclusion"), .table("reported-beside-ours.csv"), .table("agreement.md"),
        .table("claims.csv"),
      ]
        + ["variables", "teachers", "accuracy", "agreement", "claims", "changes"].map { .generated($0) }
    default: []
    }
  }

  private static func sweep(_ test: String) -> [Output] {
    [.figure("\(test)-sample"), .figures(test), .table("\(test).csv")]
  }
}
