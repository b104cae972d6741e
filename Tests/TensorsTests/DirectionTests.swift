import Tensors
import Testing

/// Gradients of several outputs along one direction each.
@Suite("Gradients along directions")
struct DirectionTests {
  let x = Tensor(shape: [2], [3.0, -1.0]).variable
  let along = Tensor(shape: [2], [1.0, 10.0])

  @Test func outputsThatDependOnEachOther() {
    let square = x * x
    let cube = square * x
    let result = gradient(of: [square, cube], along: [along, along], wrt: [x])[0]
    #expect(result.doubles == [33, 10])
  }

  @Test func anInputAmongTheOutputs() {
    #expect(gradient(of: [x, x * x], along: [along, along], wrt: [x])[0].doubles == [7, -10])
  }

  @Test func theSameOutputTwiceAndAConstant() {
    let square = x * x
    let result = gradient(of: [square, along, square], along: [along, along, along], wrt: [x])[0]
    #expect(result.doubles == [12, -40])
  }

  @Test func anOutputThatDependsOnNothingAsked() {
    let other = Tensor(shape: [2], [1.0, 1.0]).variable
    #expect(gradient(of: [other], along: [along], wrt: [x])[0].doubles == [0, 0])
  }
}
