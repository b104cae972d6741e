import Figures
import Foundation
import Robustness

extension SweepFigures {
  /// The figures of this test with their captions.
  func captions() throws -> [(name: String, caption: String)] {
    let sample = (
      name: "\(test.name)-sample",
      caption: "Test image \(test.sampleImage) at every strength"
        + (test.isAttack
          ? ", attacking a base_larger learner taught by all lessons of the teacher"
            + " \(try run.described(teacher: teachers[0]))."
          : ".")
    )
    let dashed = showsReported && !Reported.curve(test.name, teacher: "base_larger", .gtn).isEmpty
    let curves = try teachers.flatMap { teacher in
      let admitted = differentlyAdmitted(teacher) ?? []
      return [
        (
          name: "\(test.name)-\(teacher)",
          caption: try caption(teacher, learners(teacher)) + (dashed ? "; dashed: as reported." : ".")
        ),
        (
          name: "\(test.name)-admitted-\(teacher)",
          caption: "The learner types that pass the criterion here, which are not the report's. "
            + (try caption(teacher, admitted))
            + (dashed ? "; dashed: as reported, over the report's types." : ".")
        ),
      ]
    }
    return [sample] + curves
  }

  private func caption(_ teacher: String, _ learners: [String]) throws -> String {
    "Accuracy against strength, teacher \(try run.described(teacher: teacher)), mean over \(learners.joined(separator: ", "));"
      + " \(band("one standard deviation", teacher: teacher, learners: learners))"
  }

  /// The sections of a page about this test; writes their tables.
  func sections() throws -> [Page.Section] {
    let curves = try curveTable()
    try run.write(curves, "\(test.name)")
    var sections = [
      Page.Section(
        "Accuracy: \(test.name)",
        try summaryTable().markdown() + "\n\(protocols)\(progress)All strengths: \(run.link("\(test.name)"))."
      )
    ]
    if let table = try differenceTable() {
      let name = "\(test.name)-difference"
      try run.write(table, name)
      sections.append(
        Page.Section(
          "Difference to the report: \(test.name)",
          table.markdown() + "\n\(try caveat())As CSV: \(run.link(name))."))
    }
    let types = "\(test.name)-learners"
    try run.write(learnerTable(), types)
    sections.append(
      Page.Section(
        "Learner types: \(test.name)",
        try learnerTable().markdown()
          + "\nCurves beside reported points use the report's learner types. Where those that pass the"
          + " criterion here are others, they have a figure of their own; the claims are judged on the"
          + " report's types. `base_fc` is `base_larger` again. As CSV: \(run.link(types))."))
    if let table = try distanceTable(inFull: false), let all = try distanceTable(inFull: true) {
      let name = "\(test.name)-distance"
      try run.write(all, name)
      sections.append(
        Page.Section(
          "How far images move: \(test.name)",
          "\(movementSentence)\n\n\(table.markdown())\nDistances of attacked images from their originals over all"
            + " networks and both protocols, in normalised units, where black and white are 3.25 apart. Network by"
            + " network: \(run.link(name))."))
    }
    return sections
  }

  private var protocols: String {
    "Published: as the report's figures were made, `10_gtn` and `vanilla` in training mode and `gtn` in evaluation"
      + " mode. Consistent: all in evaluation mode ([DIVERGENCES.md](../../DIVERGENCES.md)). "
  }

  /// What keeps our points from being compared with the reported ones at this scale.
  private func caveat() throws -> String {
    let (ours, theirs) = (counts.total, Settings(.report).imageCount(test))
    guard ours != theirs else { return "" }
    let meaning =
      test.name == RobustnessTest.lbfgsAsRun.name
      ? ", and β weighs the loss against a distance of the whole batch: the same β is another attack there"
      : ""
    return "Ours is of \(ours) images, the report's of \(theirs)\(meaning). "
  }

  /// How much of the test is counted.
  private var progress: String {
    counts.isComplete ? "" : "So far \(counts.done) of \(counts.count) counts are there. "
  }

  private var movementSentence: String {
    guard let moved = movement() else { return "" }
    return String(
      format:
        "An image moves by up to %.4f (L2), a pixel by up to %.4f; the accuracy of a network on these images"
        + " changes by up to %.4f (%d networks, by protocol and teacher).",
      moved.largest, moved.largestPixel, moved.changed, moved.networks)
  }
}
