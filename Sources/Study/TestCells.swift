import Robustness
import Workflow

/// The tests, each with the cell that counts it. To add one, add its row.
public enum TestCells {
  private static let rows: [(test: RobustnessTest, cell: CellDescription)] = [
    (.unperturbed, Cells.accuracy), (.noise, Cells.noise), (.blur, Cells.blur), (.fgsm, Cells.fgsm),
    (.lbfgsAsRun, Cells.lbfgs), (.lbfgsAsWritten, Cells.lbfgs),
  ]

  /// The report's tests, in its order, with both forms of its LBFGS: the conclusion is about these. A cell beyond the report
  /// counts its own.
  public static var all: [RobustnessTest] {
    rows.filter { !$0.test.isUnperturbed && $0.cell.section != nil }.map(\.test)
  }

  static func cell(of test: RobustnessTest) -> CellDescription {
    guard let row = rows.first(where: { $0.test.name == test.name }) else {
      preconditionFailure("the test \(test.name) has no row in TestCells")
    }
    return row.cell
  }

  /// A test that the page of another shows beside it: LBFGS as run, whose steps are those of FGSM.
  public static func beside(_ test: RobustnessTest) -> RobustnessTest? {
    test.name == RobustnessTest.lbfgsAsRun.name ? .fgsm : nil
  }
}
