import Testing

@testable import Datasets

@Suite("The built-in data set")
struct StrokesTests {
  private static let dataset = Result { try Dataset.load("strokes", seed: 1) { _ in } }

  @Test("It has 10,000 training and 2,000 test images, about equally many of each digit")
  func counts() throws {
    let dataset = try Self.dataset.get()
    #expect(dataset.source == "built in")
    #expect(dataset.training.count == 10_000)
    #expect(dataset.test.count == 2_000)
    for digit in 0..<10 {
      // 1,000 and 200, with standard deviations of 30 and 13.
      #expect(abs(dataset.training.labels.count { $0 == digit } - 1000) < 150)
      #expect(abs(dataset.test.labels.count { $0 == digit } - 200) < 70)
    }
  }

  @Test("The images of a seed are the same on every platform")
  func fixedImages() {
    #expect(
      Strokes.draw(count: 50, seed: 1, for: .trainingImages).digest
        == "adcb9c1dcc10205a0cc422a6505384baa705909e21a135c08d240c310027d24b")
  }

  @Test("Images depend on seed, purpose and number only")
  func keys() throws {
    let dataset = try Self.dataset.get()
    let first = Strokes.draw(count: 20, seed: 1, for: .trainingImages)
    #expect(Array(dataset.training.pixels.prefix(20 * 784)) == first.pixels)
    #expect(first != Strokes.draw(count: 20, seed: 2, for: .trainingImages))
    #expect(first != Strokes.draw(count: 20, seed: 1, for: .testImages))
  }

  @Test("The nearest class mean does not solve it, but is well above chance")
  func difficulty() throws {
    let dataset = try Self.dataset.get()
    let (training, test) = (dataset.training, dataset.test)
    var means = [[Double]](repeating: [Double](repeating: 0, count: 784), count: 10)
    // A part of the images: this arithmetic is slow without optimisation.
    let count = 4000
    for index in 0..<count {
      let digit = Int(training.labels[index])
      for pixel in 0..<784 { means[digit][pixel] += Double(training.pixels[index * 784 + pixel]) }
    }
    for digit in 0..<10 {
      let members = Double(training.labels.prefix(count).count { $0 == digit })
      means[digit] = means[digit].map { $0 / members }
    }
    let sample = stride(from: 0, to: test.count, by: 5).map(\.self)
    let correct = sample.count { index in
      let image = test.pixels[index * 784..<(index + 1) * 784]
      let distances = means.map { mean in
        zip(mean, image).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }
      }
      return distances.firstIndex(of: distances.min()!) == Int(test.labels[index])
    }
    let accuracy = Double(correct) / Double(sample.count)
    #expect(0.3 < accuracy && accuracy < 0.85, "\(accuracy)")
  }
}
