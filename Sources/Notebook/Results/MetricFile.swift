import Archive
import Robustness

extension Counts {
  /// Where counts of a teacher's learners stand; `vanilla` owes it nothing and is not among them.
  func taught(by teacher: String) -> [[Int]] {
    guard let teacherAxis = axes.firstIndex(where: { $0.name == "teacher" }),
      let algorithmAxis = axes.firstIndex(where: { $0.name == "algorithm" })
    else { return [] }
    return (0..<count).map(position(ofOffset:)).filter { position in
      axes[teacherAxis].labels[position[teacherAxis]] == teacher
        && axes[algorithmAxis].labels[position[algorithmAxis]] != Algorithm.vanilla.rawValue
        && self[position] != nil
    }
  }

  /// Forgets the counts of a teacher's learners.
  ///
  /// - Returns: how many there were.
  mutating func forget(teacher: String) -> Int {
    let taught = taught(by: teacher)
    for position in taught { self[position] = nil }
    return taught.count
  }

  func position(ofOffset offset: Int) -> [Int] {
    var rest = offset
    var position: [Int] = []
    for axis in axes.reversed() {
      position.insert(rest % axis.labels.count, at: 0)
      rest /= axis.labels.count
    }
    return position
  }
}

extension Run {
  /// A metric file, and its counts without those of teachers that have changed since (which is said); nil if
  /// the file is missing or stale in anything else.
  func metrics(
    _ file: String, _ expected: Provenance, axes: [String]
  ) throws -> (file: Checkpoint, counts: Counts)? {
    var common = expected
    common.inputs.removeAll { $0.name != DatasetFile.name }
    guard try isCurrent(file, common) else { return nil }
    let stored = try Checkpoint.read(path(file))
    var counts = try Counts(stored, axes: axes)
    for teacher in counts.labels("teacher") {
      let name = TeacherFile.name(teacher)
      guard let now = expected.inputs.first(where: { $0.name == name }),
        stored.provenance.inputs.first(where: { $0.name == name })?.digest != now.digest
      else { continue }
      let forgotten = counts.forget(teacher: teacher)
      if forgotten > 0 {
        tell("  \(name) has changed: \(forgotten) counts of \(file) are to be computed again")
      }
    }
    return (stored, counts)
  }

  /// The state of a file that holds results of several teachers. One of which it holds nothing does not matter to it,
  /// whatever that was when the file was written.
  ///
  /// - Parameter absent: the teachers of which the file holds nothing.
  func state(_ file: String, _ expected: Provenance, absent: (Checkpoint) throws -> [String]) throws
    -> FileState
  {
    let strict = try state(file, expected)
    guard case .stale = strict, let absent = try? absent(Checkpoint.read(path(file))) else { return strict }
    return try state(file, expected.without(teachers: absent))
  }

  /// The same of a metric file.
  func metricState(_ file: String, _ expected: Provenance, axes: [String]) throws -> FileState {
    try state(file, expected) { stored in
      let counts = try Counts(stored, axes: axes)
      return counts.labels("teacher").filter { counts.taught(by: $0).isEmpty }
    }
  }
}
