import Foundation
import Robustness

/// The report's own numbers (`Reported/README.md` tells how they were recovered).
public enum Reported {
  /// One plotted point of a result figure.
  public struct Point: Sendable, Equatable {
    /// The learner type that the teacher was trained for.
    public let teacher: String
    /// Name of the test.
    public let test: String
    /// The recipe's name; the report says algorithm.
    public let recipe: String
    /// To eight digits: compare strengths by their place on the axis.
    public let strength: Double
    /// Test accuracy, 0 to 1: mean over learner types and trials, and the standard deviation over trials of
    /// the mean over learner types (DIVERGENCES.md, 26).
    public let mean: Double
    public let deviation: Double
  }

  /// All 198 points of the eight result figures.
  public static let points: [Point] = rows(PackageResources.reported_curves_csv).compactMap { row in
    guard row.count == 6, let strength = Double(row[3]),
      let mean = Double(row[4]), let deviation = Double(row[5])
    else { return nil }
    return Point(
      teacher: row[0], test: row[1], recipe: row[2], strength: strength, mean: mean,
      deviation: deviation)
  }

  /// The curve of a recipe in one figure, in the order of strengths; empty if the report has none.
  public static func curve(_ test: String, teacher: String, recipe: String) -> [Point] {
    points.filter { $0.test == test && $0.teacher == teacher && $0.recipe == recipe }
  }

  /// Learner types that a figure averages over: for noise with teacher `base_larger` the report counts
  /// `base_fc`, the same network as `base_larger`, again (DIVERGENCES.md, 25).
  public static func learners(_ test: String, teacher: String) -> [String] {
    ["base_larger", "base_larger3"] + (test == "noise" && teacher == "base_larger" ? ["base_fc"] : [])
  }

  /// Mean accuracy in the slides' table, for the teacher `base_larger`, to two digits, cut off.
  public static func accuracy(_ learner: String, recipe: String) -> Double? {
    rows(PackageResources.reported_accuracy_table_csv).first {
      $0.count == 4 && $0[1] == learner && $0[2] == recipe
    }.flatMap { Double($0[3]) }
  }

  /// Test accuracy against outer steps for the full curriculum of Such et al. 2019, figure 1c.
  public static let fullCurriculum: [(outerStep: Double, accuracy: Double)] =
    rows(PackageResources.paper_curricula_csv).compactMap { row in
      guard row.count == 5, let step = Double(row[0]), let accuracy = Double(row[4]) else { return nil }
      return (step, accuracy)
    }

  /// The same at any outer step, interpolated; nil beyond the curve's ends.
  public static func fullCurriculum(after outerStep: Double) -> Double? {
    for (left, right) in zip(fullCurriculum, fullCurriculum.dropFirst())
    where left.outerStep <= outerStep && outerStep <= right.outerStep {
      let part = (outerStep - left.outerStep) / (right.outerStep - left.outerStep)
      return left.accuracy + part * (right.accuracy - left.accuracy)
    }
    return nil
  }

  /// Accuracy of one `vanilla` network of type `base_larger` in both evaluation modes, from an independent
  /// implementation.
  public struct CheckPoint: Sendable {
    /// Name of the test.
    public let test: String
    /// Rounded, by less than a thousandth of it.
    public let strength: Double
    /// Accuracy, 0 to 1.
    public let trainingMode, evaluationMode: Double
    /// The report's point, which is a mean over more learner types.
    public let reported: Double
  }

  /// The numbers that tell the protocols apart (Reported/README.md).
  public static let check: [CheckPoint] = rows(PackageResources.pytorch_check_csv).compactMap { row in
    let numbers = row.dropFirst().compactMap { Double($0) }
    guard row.count == 5, numbers.count == 4 else { return nil }
    return CheckPoint(
      test: row[0], strength: numbers[0], trainingMode: numbers[1], evaluationMode: numbers[2],
      reported: numbers[3])
  }

  /// The lines after the heading, cut at commas.
  private static func rows(_ csv: [UInt8]) -> [[String]] {
    String(decoding: csv, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
