import Foundation
import Testing

/// The article about the meta-gradient follows the code: what it shows stands there.
@Suite("Articles")
struct ArticleTests {
  @Test func theMetaGradientIsThatOfTheCode() throws {
    let article = try Document("Sources/Teaching/Teaching.docc/HowTheMetaGradientWorks.md").text
    let code = try Document("Sources/Teaching/Hypergradient.swift").text
    let blocks = article.matches(of: /(?s)```swift\n(.*?)```/).map { String($0.1) }
    #expect(blocks.count >= 6)
    for block in blocks {
      #expect(code.contains(block), "this does not stand in Hypergradient.swift:\n\(block)")
    }
  }
}
