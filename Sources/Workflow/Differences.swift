import Archive
import Foundation

extension Provenance {
  /// Field by field, how a file's provenance differs from the one expected now. Inputs that are not on disk
  /// (`expected` lists only those that are) do not count, and neither do versions of libraries.
  public func differences(from expected: Provenance) -> [String] {
    var differences: [String] = []
    func compare<T: Equatable>(_ field: String, _ old: T, _ new: T) {
      if old != new { differences.append("\(field) \(old) -> \(new)") }
    }
    compare("kind", kind, expected.kind)
    compare("cell", cell, expected.cell)
    // Of another cell's file nothing else can be the same.
    if !differences.isEmpty { return differences }
    compare("cell version", cellVersion, expected.cellVersion)
    compare("seed", seed, expected.seed)
    differences += Self.differences(ofSettings: "setting ", settings, expected.settings)
    for input in expected.inputs {
      differences += Self.differences(of: input.name, inputs.first { $0.name == input.name }, input)
    }
    return differences
  }

  /// How one recorded input differs: leaf by leaf where it was recorded by how it is made.
  static func differences(of name: String, _ old: Input?, _ new: Input?) -> [String] {
    guard old?.digest != new?.digest else { return [] }
    if let old, let new, old.digest.hasPrefix("{"), new.digest.hasPrefix("{") {
      return differences(ofSettings: "\(name): ", old.digest, new.digest)
    }
    func short(_ input: Input?) -> String {
      input.map { $0.digest.hasPrefix("{") ? "declared" : "\($0.digest.prefix(12))" } ?? "none"
    }
    return ["input \(name) \(short(old)) -> \(short(new))"]
  }

  /// The leaves in which two JSON objects differ.
  private static func differences(ofSettings prefix: String, _ old: String, _ new: String) -> [String] {
    // Taking apart is slow, and most files do not differ.
    guard old != new else { return [] }
    let (old, new) = (fields(old), fields(new))
    return Set(old.keys).union(new.keys).sorted().compactMap { key in
      let (before, now) = (old[key] ?? "none", new[key] ?? "none")
      return before == now ? nil : "\(prefix)\(key) \(before) -> \(now)"
    }
  }

  /// The leaves of a JSON object under their paths.
  private static func fields(_ json: String) -> [String: String] {
    guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) else { return ["": json] }
    var fields: [String: String] = [:]
    func visit(_ value: Any, _ path: String) {
      if let dictionary = value as? [String: Any] {
        for (key, value) in dictionary { visit(value, path.isEmpty ? key : "\(path).\(key)") }
      } else if let array = value as? [Any] {
        fields[path] = array.map { "\($0)" }.joined(separator: ", ")
      } else {
        fields[path] = "\(value)"
      }
    }
    visit(object, "")
    return fields
  }
}
