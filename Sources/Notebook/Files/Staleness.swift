import Archive
import Foundation

/// Whether a file on disk is what the present settings would compute.
public enum FileState: Equatable, Sendable {
  case missing
  case current
  /// It was made from something else: one entry for each difference.
  case stale([String])
}

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
    // Taking apart is slow, and most files do not differ.
    let (old, new) =
      settings == expected.settings ? ([:], [:]) : (Self.fields(settings), Self.fields(expected.settings))
    for key in Set(old.keys).union(new.keys).sorted() {
      compare("setting \(key)", old[key] ?? "none", new[key] ?? "none")
    }
    for input in expected.inputs {
      let found = inputs.first { $0.name == input.name }?.digest
      compare("input \(input.name)", found.map { "\($0.prefix(12))" } ?? "none", "\(input.digest.prefix(12))")
    }
    return differences
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

extension Provenance {
  /// The same without the files of these teachers.
  func without(teachers: [String]) -> Provenance {
    var copy = self
    copy.inputs.removeAll { teachers.map(TeacherFile.name).contains($0.name) }
    return copy
  }
}

extension Run {
  /// The state of a file, from its header alone.
  ///
  /// - Throws: `ArchiveError` for a file that cannot be read.
  public func state(_ file: String, _ expected: Provenance) throws -> FileState {
    guard FileManager.default.fileExists(atPath: path(file)) else { return .missing }
    var differences = try Checkpoint.header(path(file)).provenance.differences(from: expected)
    // Files record the digest of the data set's file that was there, not which data set the settings ask for.
    if file != DatasetFile.name {
      differences += try differencesOfDataset().map { "\(DatasetFile.name): \($0)" }
    }
    return differences.isEmpty ? .current : .stale(differences)
  }

  /// In what the data set's file on disk differs from the one that the settings ask for.
  private func differencesOfDataset() throws -> [String] {
    if isQuiet, let known = datasetDifferences { return known }
    guard case .stale(let differences) = try state(DatasetFile.name, datasetProvenance()) else {
      datasetDifferences = []
      return []
    }
    datasetDifferences = differences
    return differences
  }

  /// Whether what a file holds can be kept: it is there and not stale (which is said).
  public func isCurrent(_ file: String, _ expected: Provenance) throws -> Bool {
    switch try state(file, expected) {
    case .missing: return false
    case .current: return true
    case .stale(let reasons):
      tell("  \(file) is stale (\(reasons.joined(separator: "; "))): computing it again")
      return false
    }
  }

  /// Whether a file has to be computed: it is missing, stale, or `--force` asks for it.
  public func needs(_ file: String, _ expected: Provenance) throws -> Bool {
    try !isCurrent(file, expected) || force
  }

  /// - Throws: an error that names the cell to run, if the file is missing or stale.
  public func require(_ file: String, _ expected: Provenance, from cell: CellDescription) throws {
    try require(file, from: cell)
    guard case .stale(let reasons) = try state(file, expected) else { return }
    throw NotebookError(
      "\(path(file)) is stale (\(reasons.joined(separator: "; "))): run"
        + " `\(command(cell))`")
  }
}
