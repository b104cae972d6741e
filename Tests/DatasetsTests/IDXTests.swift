import Testing

@testable import Datasets

@Suite("IDX files")
struct IDXTests {
  @Test("A well-formed file is read as it is")
  func reading() throws {
    let array = try IDX(Fixtures.labels(7), rank: 1, file: "f")
    #expect(array.dimensions == [7])
    #expect(Array(array.content) == [0, 1, 2, 3, 4, 5, 6])
    let images = try IDX(Fixtures.images(2), rank: 3, file: "f")
    #expect(images.dimensions == [2, 28, 28])
    #expect(images.content.count == 2 * 784)
  }

  @Test(
    "What is not exactly such a file is refused",
    arguments: [
      ("empty", [], 1, "not an IDX file"),
      ("other magic", [1] + Fixtures.labels(3).dropFirst(), 1, "not an IDX file"),
      ("signed bytes", [0, 0, 9] + Fixtures.labels(3).dropFirst(3), 1, "not an IDX file"),
      ("labels for images", Fixtures.labels(3), 3, "not an IDX file of bytes with 3 dimensions"),
      ("half a header", Array(Fixtures.images(1).prefix(11)), 3, "within its header of 16 bytes"),
      ("one byte short", Array(Fixtures.labels(3).dropLast()), 1, "announces 3 bytes, but 2 follow"),
      ("one byte over", Fixtures.labels(3) + [0], 1, "announces 3 bytes, but 4 follow"),
      (
        "huge", Fixtures.idx([1 << 31, 28, 28], [1]), 3, "announces 2147483648 x 28 x 28 bytes, but 1 follow"
      ),
      ("over 64 bits", Fixtures.idx([1 << 31, 1 << 31, 1 << 31], []), 3, "but 0 follow"),
      ("2^64", Fixtures.idx([1 << 31, 1 << 31, 4], []), 3, "but 0 follow"),
    ] as [(String, [UInt8], Int, String)])
  func refusals(name: String, bytes: [UInt8], rank: Int, reason: String) {
    let failure = Fixtures.failure { _ = try IDX(bytes, rank: rank, file: "folder/file") }
    #expect(failure?.contains(reason) == true, "\(failure ?? "accepted")")
    #expect(failure?.hasPrefix("folder/file: ") == true)
  }

  @Test(
    "Images and labels must fit each other",
    arguments: [
      (Fixtures.images(3), Fixtures.labels(2), "2 labels for the 3 images"),
      (Fixtures.idx([1, 28, 27], [UInt8](repeating: 0, count: 756)), Fixtures.labels(1), "28 x 27 pixels"),
      (Fixtures.images(1), Fixtures.idx([1], [10]), "the label 10"),
    ] as [([UInt8], [UInt8], String)])
  func joining(images: [UInt8], labels: [UInt8], reason: String) throws {
    let images = try IDX(images, rank: 3, file: "images")
    let labels = try IDX(labels, rank: 1, file: "labels")
    let failure = Fixtures.failure {
      _ = try ImageSet(images: images, labels: labels, imageFile: "images", labelFile: "labels")
    }
    #expect(failure?.contains(reason) == true, "\(failure ?? "accepted")")
  }
}
