import ArgumentParser
import Robustness

/// What the cells of the robustness tests have in common: the options, and the order of work.
public struct SweepOptions: ParsableArguments {
  @OptionGroup public var filters: Filters
  @Option(name: .customLong("protocol"), help: "Only this evaluation protocol: published or consistent.")
  public var evaluation: EvaluationProtocol?
  @Flag(help: "Draw what is there and compute nothing.")
  public var figuresOnly = false

  public init() {}

  /// Counts what is missing, then draws curves and sample and writes the table.
  public func sweep(
    _ test: RobustnessTest, _ run: Run, strengthLabel: String, logarithmic: Bool = false
  ) throws {
    try filters.check(run.settings)
    let sweep = Sweep(test, run)
    let results = try figuresOnly ? sweep.results() : sweep.compute(filters, only: evaluation)
    let figures = SweepFigures(test, results.counts, run)
    try figures.drawCurves(strengthLabel: strengthLabel, logarithmic: logarithmic)
    try figures.writeTable()
    try SampleStrip(test, results, run).draw()
  }
}
