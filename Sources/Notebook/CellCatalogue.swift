import Robustness

/// What a cell is called and where it stands in the report.
public struct CellDescription: Sendable {
  /// Number and name, as in `notebooks/` and on the command line.
  public let name: String
  /// Raised whenever the same settings would give other numbers, so that older results count as stale.
  public let version: Int
  /// The section of the report that the cell regenerates.
  public let section: String
  /// The heading of the cell's page.
  public let title: String
}

extension RobustnessTest {
  /// The cell that makes this test's metrics.
  var cell: CellDescription {
    switch name {
    case "noise": Cells.noise
    case "blur": Cells.blur
    case "fgsm": Cells.fgsm
    default: Cells.lbfgs
    }
  }
}

/// The cells in the order in which they run.
public enum Cells {
  public static let dataset = CellDescription(
    name: "01-dataset", version: 1, section: "Robustness Performance Tests", title: "The data")
  public static let metaTraining = CellDescription(
    name: "02-meta-training", version: 2, section: "Introduction", title: "Meta-training the teachers")
  public static let curriculum = CellDescription(
    name: "03-curriculum", version: 3, section: "Introduction", title: "What a teacher shows")
  public static let learners = CellDescription(
    name: "04-learners", version: 3, section: "Robustness Performance Tests", title: "Training the learners")
  public static let accuracyTable = CellDescription(
    name: "05-accuracy-table", version: 2, section: "Robustness Performance Tests",
    title: "Accuracy of the learners")
  public static let noise = CellDescription(
    name: "06-noise", version: 2, section: "Noise Corruption", title: "Noise corruption")
  public static let blur = CellDescription(
    name: "07-blur", version: 2, section: "Blurring", title: "Blurring")
  public static let fgsm = CellDescription(
    name: "08-fgsm", version: 2, section: "FGSM-Attack", title: "FGSM attack")
  public static let lbfgs = CellDescription(
    name: "09-lbfgs", version: 2, section: "LBFGS", title: "\"LBFGS\" attack")
  public static let conclusion = CellDescription(
    name: "10-conclusion", version: 3, section: "Conclusion", title: "Conclusion")

  public static let all = [
    dataset, metaTraining, curriculum, learners, accuracyTable, noise, blur, fgsm, lbfgs, conclusion,
  ]
}
