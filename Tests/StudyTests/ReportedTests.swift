import Robustness
import Testing

@testable import Study

@Suite("Reported numbers")
struct ReportedTests {
  @Test func allPointsAreThere() {
    #expect(Reported.points.count == 198)
    for teacher in ["base_larger", "base_larger3"] {
      for recipe in Recipes.reported {
        for (test, count) in [("noise", 10), ("blur", 10), ("fgsm", 6), ("lbfgs", 7)] {
          #expect(Reported.curve(test, teacher: teacher, recipe: recipe.name).count == count)
        }
      }
    }
    #expect(Reported.fullCurriculum.count == 6)
    #expect(Reported.accuracy("base_larger3", recipe: "10_gtn") == 0.72)
  }

  /// A mean over networks is a whole number of images, but for the eight digits of the file: a slip in a digit
  /// would show. The digits are right to one in the eighth, which is 1e-3 of 100,000 images. The noise test with
  /// teacher `base_larger` has 150,000, thirds of which no eight digits hold: 2e-3.
  @Test func everyMeanIsAWholeNumberOfImages() {
    for point in Reported.points {
      let networks = 5 * Reported.learners(point.test, teacher: point.teacher).count
      let images = ["noise", "blur"].contains(point.test) ? 10_000 : 1_000
      let correct = point.mean * Double(networks * images)
      let tolerance = networks * images == 150_000 ? 2.01e-3 : 1.01e-3
      #expect(abs(correct - correct.rounded()) < tolerance, "\(point)")
      #expect(point.deviation >= 0 && point.deviation < 0.5)
    }
  }

  @Test func strengthsAreTheTests() throws {
    for test in [RobustnessTest.noise, .blur, .fgsm, .lbfgsAsRun] {
      let reported = Reported.curve(test.name, teacher: "base_larger", recipe: "gtn").map(\.strength)
      #expect(reported.count == test.strengths.count)
      for (ours, theirs) in zip(test.strengths, reported) {
        #expect(abs(ours - theirs) < 1e-6 * max(1, ours))
      }
    }
  }

  /// Three strengths of three tests, each of which the tests have.
  @Test func independentNumbersAreAtStrengthsOfTheTests() throws {
    #expect(Reported.check.count == 9)
    for point in Reported.check {
      let test = try #require(RobustnessTests.named(point.test))
      #expect(test.strengths.contains { abs($0 - point.strength) < 1e-3 * point.strength }, "\(point)")
      for accuracy in [point.trainingMode, point.evaluationMode, point.reported] {
        #expect((0...1).contains(accuracy))
      }
      // They stand beside the report's points of its base_larger figures.
      let curve = Reported.curve(point.test, teacher: "base_larger", recipe: "vanilla")
      let reported = curve.min { abs($0.strength - point.strength) < abs($1.strength - point.strength) }
      #expect(abs(try #require(reported).mean - point.reported) < 1e-3)
    }
  }
}
