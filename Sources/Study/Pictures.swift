import Archive
import Datasets
import Robustness
import Teaching
import Workflow

/// Images that a page shows and that are too dear to make again for it: rows of them, each made alone.
public struct Pictures: Artifact {
  public struct Settings: Encodable, Sendable {
    let images: Int
    /// The attack that made them, with how hard it tried, if one did.
    var attack: String?
    var steps: Int?
  }
  /// [images][side * side], as networks take them.
  public typealias Row = [[Float]]

  let study: Study
  public let file: String
  public let cell: CellDescription
  public let settings: Settings
  public let inputs: [Dependency]
  /// Names of all rows, and of what each is made from.
  let rows: [(name: String, inputs: [String])]
  let make: @Sendable (_ row: String, Ledger) throws -> Row

  public var kind: String { "pictures" }
  public var unitName: String { "rows" }
  public var seed: UInt64 { study.seed }
  public func inputs(of unit: String) -> [String] { rows.first { $0.name == unit }?.inputs ?? [] }
  public func units(_ ledger: Ledger) -> [String] { rows.map(\.name) }
  public var usesDevice: Bool { false }

  public var empty: [String: Row] { [:] }
  public func units(in content: [String: Row]) -> [String] { content.keys.sorted() }
  public func forget(_ unit: String, in content: inout [String: Row]) { content[unit] = nil }
  public func merge(_ other: [String: Row], into content: inout [String: Row]) { content.merge(other) { $1 } }
  public func compute(_ unit: String, into content: inout [String: Row], _ ledger: Ledger) throws {
    content[unit] = try make(unit, ledger)
  }

  /// Arrays: `<row>` float32 [images, side * side].
  public func checkpoint(_ content: [String: Row], _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (name, images) in content { file.set(name, shape: shape(images), .float32(images.flatMap { $0 })) }
    return file
  }

  public func content(of file: Checkpoint) throws -> [String: Row] {
    try file.arrays.mapValues { array in
      guard array.shape.count == 2, array.shape[1] > 0, case .float32(let pixels) = array.scalars else {
        throw file.unusable("it holds what is no row of images")
      }
      return stride(from: 0, to: pixels.count, by: array.shape[1]).map { Array(pixels[$0..<$0 + array.shape[1]]) }
    }
  }

  public func evidence(of unit: String, in content: [String: Row]) -> [String: NamedArray] {
    content[unit].map { [unit: NamedArray(shape: shape($0), scalars: .float32($0.flatMap { $0 }))] } ?? [:]
  }

  private func shape(_ images: Row) -> [Int] { [images.count, images.first?.count ?? 0] }
}

extension Study {
  /// What a teacher shows on its way, `images.h5` in the part: of the first lesson, one image a class. The copies that it is
  /// made from are too big to ship.
  public var lessonPictures: Pictures {
    Pictures(
      study: self, file: place("images.h5"), cell: Cells.outerSteps, settings: .init(images: 10),
      inputs: teachers.map { .content($0, title: "teacher-*.h5") },
      rows: teachers.map { ($0.plan.name, [$0.recordedName]) }
    ) { [self] name, ledger in
      guard let artifact = teacher(name), let progress = try ledger.require(artifact) else {
        throw NotebookError("there is no teacher \(name)")
      }
      return progress.teacher.samples(0)
    }
  }

  /// The images that fall nearest, `attacked-images.h5`: of the first test images, before and after DDN, which looks for the
  /// least distance; a row an ordinary or taught network (trial 1) and mode.
  public var attackedPictures: Pictures {
    let (strong, attack, networks) = (settings.strong, StrongAttack.decoupled, picturedNetworks)
    let images = min(10, strong.images)
    return Pictures(
      study: self, file: place("attacked-images.h5"), cell: Cells.strongAttacks,
      settings: .init(images: images, attack: attack.name, steps: strong.effort.distanceSteps),
      inputs: [.content(dataset), DatasetArtifact.images]
        + [Recipe.vanilla, .gtn].map { $0.dependency(settings) }
        + teachers.prefix(1).map { .content($0, title: "teacher-*.h5") },
      rows: networks.map { name, tested in
        (
          name,
          [dataset.recordedName, "recipe \(tested.key.recipe)"]
            + [tested.key.teacher.flatMap(teacher)?.recordedName].compactMap { $0 }
        )
      }
    ) { [self] row, ledger in
      guard let tested = networks.first(where: { $0.name == row })?.tested else {
        throw NotebookError("there is no network \(row)")
      }
      let batch = try testBatch(strong.images, ledger)
      let network = try network(tested.key, tested.mode, ledger, onDevice: false)
      let attacked = attack(request(batch, 0, trial: tested.key.trial, network), strong.effort)
      return [batch.images, attacked].flatMap { all in (0..<images).map { all.images($0..<$0 + 1).floats } }
    }
  }

  /// The networks of ``attackedPictures`` with the names of their rows.
  public var picturedNetworks: [(name: String, tested: TestedNetwork)] {
    let keys = strongAttacks.keys.filter { key in
      key.trial == 1 && key.learner == Roster.mainLearners[0] && key.recipe != Recipe.adversarial.name
        && (key.teacher == nil || key.teacher == settings.teachers.first?.name)
    }
    return EvaluationMode.allCases.flatMap { mode in
      keys.map { ("\($0.recipe), \(mode.rawValue)", TestedNetwork($0, mode)) }
    }
  }
}
