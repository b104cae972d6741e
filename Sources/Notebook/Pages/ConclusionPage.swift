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
      formula: #"d_r = \frac{1}{|N| |S|} \sum_{n \in N} \sum_{\beta \in S} (\mathrm{acc}_r(A, n, \beta)"#
        + #" - \mathrm{acc}_r(B, n, \beta))"#,
      settings: [
        ("statistic", "per trial, mean over strengths and learner types of accuracy(A) − accuracy(B)"),
        ("interval", "95% percentile bootstrap over trials, all resamples"),
        ("clean accuracy", "on the same images without perturbation, in the protocol's mode"),
        (
          "verdict",
          "interval above 0: holds; below: does not hold; else or with fewer than 3 trials: undecided"
        ),
      ], reads: RobustnessTests.all.map { "\($0.name).h5" } + ["accuracy.h5", "teacher-*.h5"])
    page.figures = [
      (
        "conclusion",
        "Our points against the reported ones; teachers and their outer steps as in the settings above."
      )
    ]
    page.results += [
      Page.Section("The question, in short", answerInWords()),
      Page.Section(
        "Accuracy over all strengths",
        try robustnessTable().markdown()
          + "\nMean over strengths and the report's learner types, as far as they are counted; ± one standard deviation"
          + " over the trials. As CSV: \(run.link("robustness"))."),
      Page.Section("In how many tests each claim holds", try answersText()),
    ]
    if showsReported {
      page.results.append(
        Page.Section(
          "Points within two reported standard deviations",
          try comparison.summary().markdown()
            + "\nAs CSV: \(run.link("agreement")); all points with differences and spreads:"
            + " \(run.link("reported-beside-ours"))."))
      page.results.append(
        Page.Section("Ours less reported", try comparison.differences().markdown() + differencesText()))
      page.results.append(Page.Section("The evaluation protocols, checked", try checkText()))
    }
    page.results.append(
      Page.Section(
        "The claims",
        try claimsTable().markdown() + "\nAs CSV: \(run.link("claims")). Judged on the report's"
          + " learner types, as far as they are counted. That a teacher's learners are less robust than ordinary ones is"
          + " what \"vanilla beats gtn\" and \"vanilla beats 10_gtn\" say once clean accuracy is subtracted.")
    )
    page.results.append(Page.Section("What changes between the protocols", try changes()))
    return page
  }

  /// The check of the evaluation modes, and what it is worth at this scale.
  private func checkText() throws -> String {
    let verdicts = [EvaluationMode.training, .evaluation].map { "- \(check.verdict($0, run.settings.scale))" }
    let caveat =
      run.settings.scale == .report
      ? ""
      : " At \(run.settings.scale.rawValue) scale this shows the direction only: there are fewer images and"
        + " trials, and what a strength of LBFGS as run means depends on the number of images."
    return
      "The mean of our `vanilla` learners of type `base_larger` beside one such network that was trained and"
      + " tested with PyTorch. The published protocol puts `vanilla` into training mode, the consistent one into"
      + " evaluation mode.\(caveat)\n\n\(verdicts.joined(separator: "\n"))\n\n"
      + (try check.table().markdown()) + "\nAs CSV: \(run.link("protocol-check"))."
  }

  /// What to hold the differences against.
  private func differencesText() -> String {
    let parts = Algorithm.allCases.map { algorithm in
      let (agreeing, all, largest) = Reported.betweenTeachers(algorithm)
      return String(format: "`%@` %d of %d, by up to %.3f", algorithm.rawValue, agreeing, all, largest)
    }
    return
      "\nMean over the strengths of a figure, and in brackets the largest difference; published protocol. The"
      + " report's points with one teacher and with the other are within two standard deviations of each other in this"
      + " many cases, and differ by this much: \(parts.joined(separator: "; ")). As CSV: \(run.link("differences"))."
  }

  /// What became of each claim, and how to read it.
  private func answersText() throws -> String {
    try answersInShort().markdown()
      + "\nOne statement a test and teacher; those that neither hold nor do not are undecided. What is the same under"
      + " both protocols is evidence about the algorithms, whichever way it points. What is *reversed* holds as"
      + " published and is turned round once every network is tested in evaluation mode: its published verdict depends"
      + " on the mode, and the other one compares the algorithms in evaluation mode alone. As CSV:"
      + " \(run.link("answers"))."
  }

  /// Claims whose verdict depends on the protocol.
  private func changes() throws -> String {
    let changed = try changesTable()
    let lead =
      "Of \(judgements.count / 2) claims, \(changed.rows.count) get another verdict when every network is tested"
      + " in evaluation mode"
    return changed.rows.isEmpty
      ? lead + "." : lead + ":\n\n" + changed.markdown() + "\nAs CSV: \(run.link("changes"))."
  }
}
