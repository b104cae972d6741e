import Study
import Testing

@testable import Findings

/// Rows of images, on pixels that are made up.
@Suite("Pictures")
struct PictureFindingsTests {
  private let plan = TeacherPlan(for: "base_larger")
  private func row(_ value: Float, count: Int = 10) -> Pictures.Row {
    Array(repeating: Array(repeating: value, count: 4), count: count)
  }

  @Test func aTeacherOnItsWay() throws {
    let pictures = ["base_larger-at-50": row(0.5), "base_larger-at-400": row(4), "base_larger-seed2-at-50": row(9)]
    let strip = try #require(
      lessonStrip(plan, pictures, steps: [50, 100, 400], standing: (step: 200, images: row(2))))
    #expect(strip.rowLabels == ["step 50", "step 200", "step 400"], "no copy of 100; what stands goes between")
    #expect(strip.images.map { $0[0] } == [0.5, 2, 4].flatMap { Array(repeating: Float($0), count: 10) })
    #expect(strip.side == 2)
    #expect(lessonStrip(plan, pictures, steps: [100], standing: (step: 200, images: row(2))) == nil)
  }

  @Test func changesStandUnderAttackedImages() throws {
    let pictures = [
      "gtn, evaluation": row(0, count: 4) + [[0, 0, 0, 0], [1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 9, 0]],
      "vanilla, evaluation": row(0, count: 4) + [[3, 0, 0, 4]] + row(0, count: 3),
      "vanilla, training": row(0, count: 4) + row(0, count: 4),
    ]
    // The last image stands against gtn.
    let fallen = [
      "gtn, evaluation": [true, true, true, false, true], "vanilla, evaluation": [true, true, true, true],
      "vanilla, training": [true, true, true, true],
    ]
    let strip = try #require(attackedStrip(pictures, fallen: fallen))
    #expect(
      strip.rowLabels == [
        "clean", "vanilla, evaluation", "change (1.54)", "gtn, evaluation", "change (0.46)", "vanilla, training",
        "change",
      ], "the median of 1 and 2 is 1.5, times 0.3081")
    #expect(strip.columns == 4 && strip.images.count == 28)
    let middle = (strip.valueRange.lowerBound + strip.valueRange.upperBound) / 2
    #expect(strip.images[8] == [middle + 3, middle, middle, middle + 4])
    #expect(strip.images[4] == [3, 0, 0, 4])
    let white = [Float](repeating: strip.valueRange.upperBound, count: 4)
    #expect(strip.images[15] == white && strip.images[19] == white)
    #expect(attackedStrip([:], fallen: [:]) == nil)
  }
}
