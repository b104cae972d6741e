import Archive
import Foundation
import Robustness

/// Stale results that are declared valid.
///
/// An accepted file is written again with the provenance that is expected now and, in the array `accepted`, the
/// differences that were waved through. It has another digest then, so that what was computed from it is stale in
/// turn, and has to be accepted or computed again.
enum Acceptance {
  static let array = "accepted"

  /// What was waved through in a file so far.
  static func note(_ file: Checkpoint) throws -> [String] {
    file[array] == nil ? [] : try file.texts(array)
  }

  static func set(_ note: [String], in file: inout Checkpoint) {
    file[array] = note.isEmpty ? nil : NamedArray(shape: [note.count], scalars: .text(note))
  }
}

extension Run {
  /// Accepts all of this cell's files that are stale, or none.
  ///
  /// - Returns: the differences that were waved through, by file.
  /// - Throws: `NotebookError` for a file that could not be used even so.
  func accept() throws -> [(file: String, differences: [String])] {
    let files = try status().files
    let stale = try (files + statesToResumeFrom(files)).filter {
      if case .stale = $0.state { true } else { false }
    }
    var locks: [FileLock] = []
    for file in stale {
      locks.append(try FileLock(for: path(file.name)))
      try checkUsable(Checkpoint.read(path(file.name)), file)
    }
    defer { withExtendedLifetime(locks) {} }
    return try stale.map { file in
      var stored = try Checkpoint.read(path(file.name))
      let differences = stored.provenance.differences(from: file.expected)
      try Acceptance.set(Acceptance.note(stored) + differences, in: &stored)
      stored.provenance = stored.provenance.accepted(as: file.expected)
      try stored.write(to: path(file.name))
      return (file.name, differences)
    }
  }

  /// Beside the teachers that are there, the states that their training goes on from: an accepted teacher has to be
  /// trained further as if it were current.
  private func statesToResumeFrom(_ files: [CellFile]) throws -> [CellFile] {
    guard cell.name == Cells.metaTraining.name else { return [] }
    return try settings.teachers.compactMap { settings in
      let training = TeacherTraining(settings, self)
      guard files.contains(where: { $0.name == training.file && $0.state != .missing }) else { return nil }
      let expected = training.resumeProvenance(try training.provenance())
      return CellFile(
        name: training.resumeFile, expected: expected, state: try state(training.resumeFile, expected),
        done: 0,
        all: 0)
    }
  }

  /// Accepting must not put a file where it would be misread, or be computed again all the same.
  private func checkUsable(_ stored: Checkpoint, _ file: CellFile) throws {
    let expected = file.expected
    guard stored.provenance.kind == expected.kind, stored.provenance.cell == expected.cell else {
      throw NotebookError(
        "\(path(file.name)) is no file of \(expected.cell), but the \(stored.provenance.kind) file of"
          + " \(stored.provenance.cell): delete it and run `\(command(cell))`")
    }
    switch cell.name {
    case Cells.metaTraining.name:
      let settings = settings.teachers.first {
        [TeacherFile.name($0.learner), TeacherFile.resumeName($0.learner)].contains(file.name)
      }
      guard let settings else { return }
      let (teacher, outerStep) = try TeacherFile.teacher(stored, settings.generator)
      let curriculum = teacher.curriculum
      guard [curriculum.steps, curriculum.batch] == [settings.innerSteps, settings.batch],
        outerStep <= settings.outerSteps
      else {
        throw unusable(
          file,
          "it holds \(curriculum.steps) lessons of \(curriculum.batch) after \(outerStep) outer steps, but"
            + " \(settings.innerSteps) of \(settings.batch) after at most \(settings.outerSteps) are asked for"
        )
      }
    case Cells.learners.name:
      guard let key = LearnerTraining(self).allKeys.first(where: { $0.file == file.name }) else { return }
      _ = try LearnerFile.learner(stored, architecture(key.learner))
    case Cells.curriculum.name: _ = try LearningSpeed(self).curves(stored)
    case Cells.accuracyTable.name:
      try checkUsable(stored, file, axes: AccuracyTable.axes) { _ in AccuracyTable(self).empty() }
    case Cells.dataset.name, Cells.conclusion.name: break
    default:
      guard let sweep = sweeps(of: cell).first(where: { $0.file == file.name }) else { return }
      try checkUsable(stored, file, axes: Sweep.axes) { try sweep.empty(counted: $0.labels("learner")) }
    }
  }

  private func checkUsable(
    _ stored: Checkpoint, _ file: CellFile, axes: [String], _ empty: (Counts) throws -> Counts
  ) throws {
    let counts = try Counts(stored, axes: axes)
    var wanted = try empty(counts)
    wanted.adopt(counts)
    guard wanted.done == counts.done else {
      throw unusable(
        file,
        "only \(wanted.done) of its \(counts.done) counts are of images, networks and strengths that are"
          + " asked for")
    }
  }

  private func unusable(_ file: CellFile, _ reason: String) -> NotebookError {
    NotebookError("\(path(file.name)) cannot be accepted: \(reason); run `\(command(cell))`")
  }
}

extension Provenance {
  /// What is expected, but with the libraries that did take part and the inputs that are not on disk now.
  func accepted(as expected: Provenance) -> Provenance {
    var result = expected
    result.libraries = libraries
    let absent = inputs.filter { input in !expected.inputs.contains { $0.name == input.name } }
    result.inputs = (expected.inputs + absent).sorted { first, second in
      func place(_ input: Input) -> Int { inputs.firstIndex { $0.name == input.name } ?? inputs.count }
      return place(first) < place(second)
    }
    return result
  }
}
