import Archive
import Robustness

extension Counts {
  /// Forgets the counts of a teacher's learners; `vanilla` owes it nothing and is kept.
  ///
  /// - Returns: how many there were.
  mutating func forget(teacher: String) -> Int {
    guard let teacherAxis = axes.firstIndex(where: { $0.name == "teacher" }),
      let algorithmAxis = axes.firstIndex(where: { $0.name == "algorithm" })
    else { return 0 }
    var forgotten = 0
    for index in 0..<count {
      let position = self.position(ofOffset: index)
      guard axes[teacherAxis].labels[position[teacherAxis]] == teacher,
        axes[algorithmAxis].labels[position[algorithmAxis]] != Algorithm.vanilla.rawValue,
        self[position] != nil
      else { continue }
      self[position] = nil
      forgotten += 1
    }
    return forgotten
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
}
