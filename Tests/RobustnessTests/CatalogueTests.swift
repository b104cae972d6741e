import Testing

@testable import Robustness

/// The published settings of the report's tests (report, "Noise Corruption" to "LBFGS"; DIVERGENCES.md, 2 to 8).
@Suite("Catalogue of robustness tests")
struct CatalogueTests {
  struct Published: Sendable {
    let name: String
    let strengths: [Double]
    let imageCount: Int
    let sampleImage: Int
    let isAttack: Bool
  }

  private static let pulls: [Double] = [20, 50, 100, 200, 500, 1000, 2000]
  static let published = [
    Published(
      name: "noise", strengths: (0..<10).map { 1.6 * Double($0) / 9 }, imageCount: 10_000, sampleImage: 3,
      isAttack: false),
    Published(
      name: "blur", strengths: (0..<10).map { 0.01 + 4.99 * Double($0) / 9 }, imageCount: 10_000,
      sampleImage: 2, isAttack: false),
    Published(
      name: "fgsm", strengths: [0.001, 0.0048, 0.0086, 0.0124, 0.0162, 0.02], imageCount: 1_000,
      sampleImage: 0, isAttack: true),
    Published(name: "lbfgs", strengths: pulls, imageCount: 1_000, sampleImage: 1, isAttack: true),
    Published(name: "lbfgs-as-written", strengths: pulls, imageCount: 1_000, sampleImage: 1, isAttack: true),
  ]

  @Test(arguments: published)
  func isAsPublished(published: Published) throws {
    let test = try #require(RobustnessTests.named(published.name))
    #expect(test.strengths.count == published.strengths.count)
    for (ours, theirs) in zip(test.strengths, published.strengths) { #expect(abs(ours - theirs) < 1e-12) }
    #expect(test.imageCount == published.imageCount)
    #expect(test.sampleImage == published.sampleImage)
    #expect(test.isAttack == published.isAttack)
  }

  @Test func holdsEveryTestOnce() {
    #expect(RobustnessTests.all.map(\.name) == Self.published.map(\.name))
    #expect(RobustnessTests.named("rotation") == nil)
  }
}
