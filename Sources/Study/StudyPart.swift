import Workflow

/// What makes a study a part of a cell: a question beyond the report that takes a data set, teachers or learners of its own.
/// Their files have the names that they have elsewhere, lie in a folder inside that of the checkpoints, and belong to the
/// cell; everything else is as in any study.
public struct StudyPart: Sendable {
  /// The folder.
  public let name: String
  /// The cell that computes all of it.
  public let cell: CellDescription
  /// Which of its networks are counted, in which tests.
  public let roster: Roster
  /// The study beside which it stands: pages show both.
  public let whole: Study
  /// Whether it has a data set of its own; else it is about the whole's.
  let hasOwnData: Bool
}

extension Study {
  /// Where a checkpoint of this study lies among those of the settings.
  func place(_ name: String) -> String { part.map { "\($0.name)/\(name)" } ?? name }

  /// The cell that computes what another one computes outside of a part.
  func cell(for method: CellDescription) -> CellDescription { part?.cell ?? method }

  /// All files of a part, in the order in which they are computed.
  public var artifactsOfPart: [any Artifact] {
    guard let part else { return [] }
    // Copies of teachers on their way are files of meta-training.
    return (part.hasOwnData ? [dataset] : []) + teachers.filter { $0.plan.taken == nil } + learners
      + part.roster.tests.map { counts($0) } + [strongAttacks]
      + (part.roster.hasSnapshots ? [lessonPictures] : [])
  }
}
