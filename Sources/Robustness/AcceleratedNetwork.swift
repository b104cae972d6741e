import Accelerator
import Networks
import Tensors

/// A network under test on a device: its numbers stay there; images go to and fro.
///
/// A device that fails ends the program, as the processor's failing would; what is saved is gone on from.
final class AcceleratedNetwork: Sendable {
  private let architecture: Architecture
  private let mode: EvaluationMode
  private let accelerator: Accelerator
  /// θ, and the stored statistics in evaluation mode.
  private let numbers: [DeviceTensor]
  private let parameters: Parameters

  init(
    _ architecture: Architecture, _ parameters: Parameters, _ statistics: Statistics, _ mode: EvaluationMode,
    on accelerator: Accelerator
  ) {
    (self.architecture, self.mode, self.accelerator, self.parameters) = (architecture, mode, accelerator, parameters)
    numbers = accelerator.orEnd {
      try accelerator.uploaded(parameters.tensors + (mode == .evaluation ? statistics.tensors : []))
    }
  }

  /// ``NetworkUnderTest/logProbabilities(_:)``.
  func logProbabilities(_ images: Tensor) -> Tensor {
    run("classifying", [images]) { network, inputs in network.logProbabilities(inputs[0]) }
  }

  /// The gradient of ``NetworkUnderTest/attackLoss(_:_:)`` with respect to the images.
  func attackGradient(_ images: Tensor, _ oneHot: Tensor) -> Tensor {
    run("an attack's gradient", [images, oneHot]) { network, inputs in
      let variable = inputs[0].variable
      return gradient(of: network.attackLoss(variable, inputs[1]), wrt: [variable])[0]
    }
  }

  /// Runs a function of a network and some tensors as a program, in which the network's numbers are inputs.
  private func run(
    _ name: String, _ inputs: [Tensor], _ function: (NetworkUnderTest, [Tensor]) -> Tensor
  ) -> Tensor {
    accelerator.orEnd {
      let types = numbers.map(\.type) + inputs.map(\.type)
      let program = Program(name, inputs: types, allowsTF32: accelerator.allowsTF32) { tensors in
        let count = parameters.tensors.count
        let network = NetworkUnderTest(
          architecture: architecture, parameters: parameters.with(Array(tensors.prefix(count))),
          statistics: mode == .evaluation
            ? architecture.statistics(Array(tensors.dropFirst(count))) : Statistics([]), mode: mode)
        return [function(network, Array(tensors.dropFirst(numbers.count)))]
      }
      return try accelerator.compiled(program)(numbers + accelerator.uploaded(inputs))[0].downloaded()
    }
  }
}
