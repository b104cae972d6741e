import Workflow

/// The cells that write checkpoints, in the order in which they run. `Report` in Sources/Notebook says what each writes.
public enum Cells {
  public static let dataset = CellDescription(
    "01-dataset", version: 1, section: "Robustness Performance Tests", title: "The data")
  public static let metaTraining = CellDescription(
    "02-meta-training", version: 2, section: "Introduction", title: "Meta-training the teachers")
  public static let curriculum = CellDescription(
    "03-curriculum", version: 3, section: "Introduction", title: "What a teacher shows")
  public static let learners = CellDescription(
    "04-learners", version: 3, section: "Robustness Performance Tests", title: "Training the learners")
  public static let accuracy = CellDescription(
    "05-accuracy-table", version: 2, section: "Robustness Performance Tests", title: "Accuracy of the learners")
  public static let noise = CellDescription(
    "06-noise", version: 2, section: "Noise Corruption", title: "Noise corruption")
  public static let blur = CellDescription("07-blur", version: 2, section: "Blurring", title: "Blurring")
  public static let fgsm = CellDescription("08-fgsm", version: 2, section: "FGSM-Attack", title: "FGSM attack")
  public static let lbfgs = CellDescription("09-lbfgs", version: 2, section: "LBFGS", title: "\"LBFGS\" attack")
  public static let conclusion = CellDescription(
    "10-conclusion", version: 6, section: "Conclusion", title: "Conclusion")

  // Beyond the report.
  public static let means = CellDescription(
    "11-means", version: 1, section: nil, title: "The stored means, estimated again")
  public static let controls = CellDescription(
    "12-controls", version: 1, section: nil, title: "Ordinary learners made alike")
  public static let strongAttacks = CellDescription(
    "13-strong-attacks", version: 2, section: nil, title: "Strong attacks")
  public static let fashion = CellDescription(
    "14-fashion-mnist", version: 1, section: nil, title: "Another data set")
  public static let batchMates = CellDescription(
    "15-batch-mates", version: 1, section: nil, title: "Batch mates in training mode")
  public static let outerSteps = CellDescription(
    "16-outer-steps", version: 1, section: nil, title: "Teachers on their way")
}
