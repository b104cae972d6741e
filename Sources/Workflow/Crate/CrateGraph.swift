import Foundation

/// The metadata of an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): entities of a flat graph in JSON-LD, in the terms of
/// its one context.
struct CrateGraph {
  private var entities: [[String: Any]] = []

  /// What stands for another entity.
  static func reference(_ id: String) -> [String: String] { ["@id": id] }
  static func references(_ ids: [String]) -> [[String: String]] { ids.map(reference) }

  /// Adds an entity. Properties without a value are left out, and lists of one element become that element, as the
  /// specification asks.
  mutating func add(_ id: String, _ types: [String], _ properties: [String: Any?]) {
    var entity: [String: Any] = ["@id": id, "@type": Self.single(types)]
    for (name, value) in properties {
      guard let value else { continue }
      if let list = value as? [Any] {
        if !list.isEmpty { entity[name] = Self.single(list) }
      } else {
        entity[name] = value
      }
    }
    entities.append(entity)
  }

  private static func single(_ list: [Any]) -> Any { list.count == 1 ? list[0] : list }

  /// The file `ro-crate-metadata.json`: the same entities give the same bytes.
  func json() throws -> String {
    let document: [String: Any] = ["@context": "https://w3id.org/ro/crate/1.1/context", "@graph": entities]
    let data = try JSONSerialization.data(
      withJSONObject: document, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
