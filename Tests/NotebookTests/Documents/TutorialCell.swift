import Notebook
import Robustness
import Study

@testable import Notebook

// docs/tutorial.md shows this code; TutorialTests compares the two. The attack itself is compiled and tested in
// RobustnessTests; any attack stands for it here.
extension RobustnessTest { static let oneStep = RobustnessTest.fgsm }
// swift-format-ignore: AlwaysUseLowerCamelCase
private enum PackageResources { static let _7_one_step_md: [UInt8] = [] }

extension Cells {
  public static let oneStep = CellDescription("17-one-step", version: 1, section: nil, title: "One step")
}

extension Report {
  public static let oneStep = tests(Cells.oneStep, [.oneStep])
}

struct OneStepCell: ReportCell {
  static let entry = Report.oneStep
  @OptionGroup var options: StudyOptions
  @OptionGroup var part: TestPart

  func work(_ run: Run) throws -> Page {
    let oneStep = options.study.counts(.oneStep)
    let results = try part.count(oneStep, run)

    var page = Page(PackageResources._7_one_step_md)
    let drawing = TestDrawing(xLabel: "step β (normalised units)")
    try drawing.draw(oneStep, results, run, on: &page)
    return page
  }
}
