import Foundation
import Workflow

/// Arrays in the format safetensors (https://github.com/huggingface/safetensors): the length of a header as eight bytes,
/// the header in JSON, and the numbers.
enum Safetensors {
  struct Array: Equatable {
    let shape: [Int]
    let numbers: [Float]
  }

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let places: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case places = "data_offsets"
    }
  }

  private static let metadata = "__metadata__"

  /// Whatever arrays a file holds, under their names; numbers of 64 bits are rounded to 32.
  ///
  /// - Throws: `NotebookError` naming the file, if it cannot be read, is not of this format, or holds other numbers.
  static func read(_ path: String) throws -> [String: Array] {
    let bytes: Data
    do { bytes = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw NotebookError("\(path) cannot be read: \(error.localizedDescription)")
    }
    func refuse(_ reason: String) -> NotebookError {
      NotebookError("\(path) is no safetensors file: \(reason); write it by safetensors.torch.save_file")
    }
    guard bytes.count >= 8 else { throw refuse("it has \(bytes.count) bytes") }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else { throw refuse("its header is longer than the file") }
    let start = 8 + Int(length)
    let header = bytes.subdata(in: 8..<start)
    guard var names = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw refuse("its header is no JSON")
    }
    names[metadata] = nil
    guard let text = try? JSONSerialization.data(withJSONObject: names),
      let entries = try? JSONDecoder().decode([String: Entry].self, from: text)
    else { throw refuse("its header does not tell types, shapes and places") }

    return try Dictionary(
      uniqueKeysWithValues: entries.map { name, entry in
        let sizes = ["F32": 4, "F64": 8]
        guard let size = sizes[entry.dtype] else {
          throw NotebookError("\(path): \(name) has numbers of type \(entry.dtype): save them as float32")
        }
        let count = entry.shape.reduce(Optional(1)) { product, extent in
          guard let product, extent >= 0 else { return nil }
          let (value, overflow) = product.multipliedReportingOverflow(by: extent)
          return overflow ? nil : value
        }
        let places = entry.places
        guard let count, places.count == 2, places[0] >= 0, places[0] <= places[1], places[1] <= bytes.count - start,
          (places[1] - places[0]).isMultiple(of: size), (places[1] - places[0]) / size == count
        else { throw refuse("the place of \(name) does not fit its shape \(entry.shape)") }
        let data = bytes.subdata(in: start + places[0]..<start + places[1])
        return (name, Array(shape: entry.shape, numbers: numbers(data, size: size)))
      })
  }

  private static func numbers(_ data: Data, size: Int) -> [Float] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / size).map { index in
        size == 4
          ? Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
          : Float(
            Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))))
      }
    }
  }
}
