import Networks
import Study
import Tensors
import Workflow

/// A network that was trained elsewhere, as a learner of one of the catalogue's types.
///
/// Its arrays are either under the names of a learner's checkpoint, or those of plain layers in the order of the type, as
/// in a `torch.nn.Sequential`: "0.weight", "0.bias", "3.weight". A plain layer has no weight norm and no normalisation, so
/// its row norms become the norms' factors, and its bias the stored mean that evaluation mode subtracts.
struct ImportedNetwork {
  let learner: TrainedLearner
  /// Whether it keeps what training mode needs: plain layers lose their biases there.
  let hasTrainingMode: Bool

  /// - Throws: `NotebookError` naming the file, if it is another network, or not finite.
  init(_ path: String, as architecture: Architecture) throws {
    let arrays = try Safetensors.read(path)
    for (name, array) in arrays.sorted(by: { $0.key < $1.key }) where !array.numbers.allSatisfy(\.isFinite) {
      throw NotebookError("\(path): \(name) holds numbers that are not finite")
    }
    let isStored = architecture.parameterShapes.contains { arrays[$0.key] != nil }
    learner = try isStored ? Self.stored(path, arrays, architecture) : Self.plain(path, arrays, architecture)
    hasTrainingMode = isStored
  }

  private static func tensor(
    _ path: String, _ arrays: [String: Safetensors.Array], _ name: String, _ shape: [Int], _ type: String
  ) throws -> Tensor {
    guard let array = arrays[name] else { throw NotebookError("\(path) has no \(name), which \(type) needs") }
    guard array.shape == shape else {
      throw NotebookError(
        "\(path): \(name) has the shape \(array.shape), but \(type) needs \(shape): is it of another scale? give --scale"
      )
    }
    return Tensor(shape: shape, array.numbers)
  }

  private static func stored(
    _ path: String, _ arrays: [String: Safetensors.Array], _ type: Architecture
  ) throws -> TrainedLearner {
    let parameters = Parameters(
      try type.parameterShapes.map { ($0.key, try tensor(path, arrays, $0.key, $0.shape, type.name)) })
    let norms = zip(zip(type.normalisationKeys, type.normalisationWidths), type.normalisationsKept)
    let entries = try norms.map { norm, kept in
      func vector(_ name: String, _ isKept: Bool) throws -> Tensor? {
        isKept ? try tensor(path, arrays, "\(norm.0).\(name)", [norm.1], type.name) : nil
      }
      return Statistics.Entry(
        mean: try vector("running_mean", kept.mean), variance: try vector("running_variance", kept.variance))
    }
    return TrainedLearner(parameters, Statistics(entries))
  }

  private static func plain(
    _ path: String, _ arrays: [String: Safetensors.Array], _ type: Architecture
  ) throws -> TrainedLearner {
    guard type.normalisationsKept.allSatisfy(\.mean) else {
      throw NotebookError("\(type.name) puts out a constant, whatever its weights: name another type by --learner")
    }
    // The layers with weights, here and there, in their order.
    let layers = type.parameterShapes.filter { $0.key.hasSuffix(".weight") }
    let places = arrays.keys.compactMap { $0.hasSuffix(".weight") ? Int($0.dropLast(".weight".count)) : nil }.sorted()
    guard places.count == layers.count else {
      throw NotebookError(
        "\(path) has \(places.count) layers with weights (named 0.weight and so on), but \(type.name) has"
          + " \(layers.count): name another type by --learner")
    }
    var tensors: [String: Tensor] = [:]
    var entries: [Statistics.Entry] = []
    for (index, (place, layer)) in zip(places, layers).enumerated() {
      let weight = try tensor(path, arrays, "\(place).weight", layer.shape, type.name)
      let rows = weight.reshaped([layer.shape[0], weight.count / layer.shape[0]])
      let norms = rows.rowProducts(rows).floats.map { $0.squareRoot() }
      guard norms.allSatisfy({ $0 > 0 }) else {
        throw NotebookError("\(path): \(place).weight has a row of zeros, which a weight norm cannot scale")
      }
      let name = String(layer.key.dropLast(".weight".count))
      let zeros = Safetensors.Array(shape: [layer.shape[0]], numbers: Swift.Array(repeating: 0, count: layer.shape[0]))
      let bias = Tensor(shape: [layer.shape[0]], (arrays["\(place).bias"] ?? zeros).numbers)
      tensors["\(name).weight"] = weight
      tensors["\(name).weight_g"] = Tensor(shape: [layer.shape[0]], norms)
      let isLast = index == layers.count - 1
      tensors["\(name).bias"] = isLast ? bias : Tensor(shape: bias.shape, zeros.numbers)
      guard !isLast else { continue }
      // (x - mean) / sqrt(variance + ε) is x + bias.
      let one = Tensor(shape: bias.shape, Swift.Array(repeating: Float(1 - 1e-5), count: bias.count))
      entries.append(.init(mean: -bias, variance: type.normalisationsKept[index].variance ? one : nil))
    }
    return TrainedLearner(
      Parameters(type.parameterShapes.map { ($0.key, tensors[$0.key]!) }), Statistics(entries))
  }
}
