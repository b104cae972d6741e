import Figures
import Foundation
import Robustness

extension Conclusion {
  /// The page: agreement with the report, the claims, and what changes between the protocols.
  public func page() throws -> Page {
    var page = Page(
      question:
        "Are networks trained by teachers less robust than ordinary ones? The report concludes so, from"
        + " figures in which some networks were tested in training mode and others in evaluation mode.",
      settings: [
        ("statistic", "per trial, mean over strengths and learner types of accuracy(A) − accuracy(B)"),
        ("interval", "95% percentile bootstrap over trials, all resamples"),
        ("clean accuracy", "noise of strength 0, in the protocol's mode"),
      ], reads: RobustnessTests.all.map { "\($0.name).h5" })
    page.figures = [("conclusion", "Our points against the reported ones.")]
    if showsReported {
      page.results.append(
        Page.Section(
          "Points within two reported standard deviations",
          try comparison.summary().markdown()
            + "\nAll points: [`reported-beside-ours.csv`](../tables/reported-beside-ours.csv)."))
    }
    page.results.append(Page.Section("The claims", try claimsTable().markdown()))
    page.results.append(Page.Section("What changes between the protocols", try changes()))
    return page
  }

  /// One line a claim whose verdict depends on the protocol.
  private func changes() throws -> String {
    let changed = changedVerdicts()
    let compared = judgements.count / 2
    let lead =
      "Of \(compared) claims, \(changed.count) get another verdict when every network is tested in evaluation mode"
    guard !changed.isEmpty else { return lead + "." }
    let rows = changed.map { published, consistent in
      [
        published.test, published.teacher, published.claim.text, published.claim.statistic,
        published.verdict.rawValue, consistent.verdict.rawValue,
      ]
    }
    let columns = ["test", "teacher", "claim", "statistic", "published", "consistent"]
    return lead + ":\n\n" + (try Table(columns: columns, rows: rows).markdown())
  }
}
