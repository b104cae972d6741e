import Testing

@testable import Tensors

/// Float32 and float64 must never be read as each other: beyond a float32's end lies memory of others.
@Suite("Float32 meets float64")
struct PrecisionTests {
  /// Every operation of the gradient test that takes two tensors.
  static let operations = Operation.all.filter { $0.shapes.count == 2 }.map(\.name)

  @Test(arguments: operations, [0, 1])
  func endsTheProgramWithALine(name: String, narrow: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name, narrow] in
      let operation = Operation.all.first { $0.name == name }!
      _ = operation.apply(
        operation.shapes.enumerated().map { index, shape in
          operation.sample.tensor(shape, seed: 1).converted(to: index == narrow ? .single : .double)
        })
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("float32 meets float64: an operation in float"), "\(said)")
  }
}
