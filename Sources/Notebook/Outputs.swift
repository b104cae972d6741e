/// A figure or table that a cell makes, in the paper's folder.
public enum Output: Sendable {
  /// Its name without an ending.
  case figure(String)
  /// One figure for every teacher.
  case figures(String)
  /// Its name with the ending, `.csv` or `.md`.
  case table(String)
  /// LaTeX for the paper, by its name without the ending `.tex`.
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
    case Cells.dataset.name: [.figure("dataset"), .table("dataset.csv")]
    case Cells.metaTraining.name: [.figures("meta-training"), .table("teachers.csv")]
    case Cells.curriculum.name:
      ["images", "rates", "steps", "outer"].map { .figures("curriculum-\($0)") }
        + ["curriculum.csv", "learning-speed.csv", "curriculum-difference.csv"].map { .table($0) }
    case Cells.accuracyTable.name:
      ["accuracy.csv", "accuracy-difference.csv"].map { .table($0) }
    case Cells.noise.name: Self.sweep("noise")
    case Cells.blur.name: Self.sweep("blur")
    case Cells.fgsm.name: Self.sweep("fgsm") + [.table("fgsm-distance.csv")]
    case Cells.lbfgs.name:
      Self.sweep("lbfgs") + Self.sweep("lbfgs-as-written")
        + [.table("lbfgs-distance.csv"), .table("lbfgs-as-written-distance.csv")]
    case Cells.conclusion.name:
      [
        .figure("conclusion"), .table("reported-beside-ours.csv"), .table("agreement.csv"),
        .table("differences.csv"), .table("robustness.csv"), .table("answers.csv"), .table("claims.csv"),
        .table("changes.csv"), .table("protocol-check.csv"),
      ]
        + [
          "variables", "teachers", "accuracy", "agreement", "differences", "robustness", "answers", "claims",
          "changes", "check", "movement",
        ]
        .map { .generated($0) }
    default: []
    }
  }

  private static func sweep(_ test: String) -> [Output] {
    [
      .figure("\(test)-sample"), .figures(test), .figures("\(test)-admitted"), .table("\(test).csv"),
      .table("\(test)-learners.csv"),
    ] + (Reported.points.contains { $0.test == test } ? [.table("\(test)-difference.csv")] : [])
  }
}
