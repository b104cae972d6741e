import Foundation
import Testing

@testable import Datasets

@Suite("The published data sets, where this machine has them")
struct PublishedDataTests {
  /// Whether the files are where a load finds them without a download. All sets have the same file names, so
  /// the smallest file tells whose they are.
  private static func isPresent(_ set: PublishedSet) -> Bool {
    let named = ProcessInfo.processInfo.environment["GTN_DATA"]
    let folder = named ?? "data"
    let folders = ["\(folder)/\(set.name)", folder] + (named == nil ? set.systemFolders : [])
    guard let complete = folders.first(where: { set.missing(in: $0).isEmpty }),
      let path = set.testLabels.path(in: complete),
      let bytes = try? PublishedSet.bytes(of: path)
    else { return false }
    return (try? set.testLabels.decode(bytes, file: path, set: set.name)) != nil
  }

  @Test("MNIST is MNIST", .enabled(if: isPresent(.mnist), "needs MNIST in GTN_DATA or data"))
  func mnist() throws {
    let dataset = try Dataset.load("mnist", seed: 1) { _ in Issue.record("downloads") }
    #expect(dataset.training.count == 60_000)
    #expect(dataset.test.count == 10_000)
    #expect(dataset.training.labels.prefix(5) == [5, 0, 4, 1, 9])
    #expect(dataset.test.labels.prefix(4) == [7, 2, 1, 0])
    // The constants of the normalisation are of this training set.
    // Every 37th pixel: 1.3 million of them have a standard error below 0.0003.
    let pixels = stride(from: 0, to: dataset.training.pixels.count, by: 37).map {
      dataset.training.pixels[$0]
    }
    let mean = Float(pixels.reduce(0) { $0 + Int($1) }) / Float(pixels.count) / 255
    #expect(abs(mean - Normalisation.mean) < 1e-3)
  }

  @Test(
    "Fashion-MNIST is Fashion-MNIST",
    .enabled(if: isPresent(.fashion), "needs Fashion-MNIST in GTN_DATA or data"))
  func fashion() throws {
    let dataset = try Dataset.load("fashion-mnist", seed: 1) { _ in Issue.record("downloads") }
    #expect(dataset.training.count == 60_000)
    #expect(dataset.test.count == 10_000)
    #expect(dataset.training.labels.prefix(5) == [9, 0, 0, 3, 0])
  }
}
