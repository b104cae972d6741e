import ArgumentParser
import Robustness

/// What the cells of the robustness tests have in common: the options, and the order of work.
public struct SweepOptions: ParsableArguments {
  @OptionGroup public var filters: Filters
  @Option(name: .customLong("protocol"), help: "Only this evaluation protocol: published or consistent.")
  public var evaluation: EvaluationProtocol?
  @Flag(help: "Draw what is there and compute nothing.")
  public var figuresOnly = false
  @OptionGroup public var division: ShardOption

  public init() {}

  public func validate() throws {
    if figuresOnly, division.shard != nil {
      throw ValidationError("--figures-only and --shard: give one of them; drawing is not shared")
    }
  }

  /// Counts what is missing, then draws curves and sample, writes the table, and tells about them on the page.
  ///
  /// - Parameter drawing: whether this test is only to be drawn, whatever the option says.
  public func sweep(
    _ test: RobustnessTest, _ run: Run, on page: inout Page, strengthLabel: String, logarithmic: Bool = false,
    drawing: Bool = false
  ) throws {
    let sweep = Sweep(test, run)
    let figuresOnly = figuresOnly || drawing
    try filters.check(run.settings, learners: sweep.learners())
    // Shards that nobody has merged yet can be drawn too.
    if figuresOnly, sweep.shardFiles().isEmpty || run.isThere(sweep.file) {
      try run.require(sweep.file, sweep.commonProvenance(), from: test.cell)
    }
    var results =
      try figuresOnly ? sweep.results() : sweep.compute(filters, only: evaluation, shard: division.shard)
    if division.shard != nil {
      let jobs = sweep.jobs(filters, only: evaluation, learners: results.counts.labels("learner"))
      // Whoever merges draws.
      results = try sweep.results()
      guard jobs.allSatisfy({ $0.unfinished(results.counts).isEmpty }),
        try sweep.merge(waitingForAll: true)
      else {
        say("  this shard of \(test.name) is done; the last one merges them and draws")
        return run.leavePageAlone()
      }
    }
    run.tellIfPartial(results.counts, of: test.name)
    guard results.counts.done > 0 else {
      throw NotebookError(
        "\(run.path(sweep.file)) holds nothing to draw: run this cell without --figures-only")
    }
    let figures = try SweepFigures(test, results, run, admitted: AccuracyTable(run).admitted())
    try figures.drawCurves(strengthLabel: strengthLabel, logarithmic: logarithmic)
    try SampleStrip(test, results, run).draw()
    page.settings.append(
      ("\(test.name): images, strengths", "\(results.counts.total), \(test.strengths.count)"))
    page.figures += try figures.captions()
    page.results += try figures.sections()
  }
}
