import Archive
import Robustness
import Workflow

// The arrays of a metric file. Their axes are mode, teacher ("none" for recipes without one), recipe, learner, trial and
// strength; where there is no such network, or nothing is counted yet, a count is -1 and a distance NaN.

extension Counts {
  /// Labels of the axes but the last.
  private struct Axes {
    var modes: [String], teachers: [String], recipes: [String], learners: [String]
    var trials: [Int]

    static let none = "none"

    /// All networks of these axes, in the order of the arrays; nil where there is no such network.
    var networks: [TestedNetwork?] {
      modes.flatMap { mode in
        teachers.flatMap { teacher in
          recipes.flatMap { recipe in
            learners.flatMap { learner in
              trials.map { trial in
                EvaluationMode(rawValue: mode).map { mode in
                  let teacher = teacher == Self.none ? nil : teacher
                  return TestedNetwork(
                    LearnerKey(teacher: teacher, recipe: recipe, learner: learner, trial: trial), mode)
                }
              }
            }
          }
        }
      }
    }
    var shape: [Int] { [modes.count, teachers.count, recipes.count, learners.count, trials.count] }
  }

  /// The axes that these settings give, and whatever else is counted.
  private func axes(_ content: TestResults) -> Axes {
    let counted = content.tested
    func labels<T: Hashable & Comparable>(_ known: [T], _ found: (TestedNetwork) -> T) -> [T] {
      known + Set(counted.map(found)).subtracting(known).sorted()
    }
    let order = study.settings.learners
    let learners = Set(counted.map(\.key.learner))
    return Axes(
      modes: labels(modes.map(\.rawValue)) { $0.mode.rawValue },
      teachers: labels([Axes.none] + study.settings.teachers.map(\.name)) { $0.key.teacher ?? Axes.none },
      recipes: labels(roster.recipes.map(\.name)) { $0.key.recipe },
      learners: order.filter(learners.contains) + learners.subtracting(order).sorted(),
      trials: labels(Array(1...study.settings.trials)) { $0.key.trial })
  }

  /// Arrays: `correct` int32 over the axes, `total` [], `axes/<name>`; of an attack `clean` over all axes but the strength
  /// and `distance/...` (``Distance``); and `sample/<n>` [side, side], the sample image at strength n.
  public func checkpoint(_ content: TestResults, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    let axes = axes(content)
    let networks = axes.networks
    let shape = axes.shape + [content.strengths.count]
    let units = networks.flatMap { tested in
      content.strengths.indices.map { strength in tested.map { CountUnit($0, strength: strength) } }
    }
    file.set("total", shape: [], .int32([Int32(content.total)]))
    file.set("correct", shape: shape, .int32(units.map { $0.flatMap { content.correct[$0] }.map(Int32.init) ?? -1 }))
    for (name, labels) in [
      ("mode", axes.modes), ("teacher", axes.teachers), ("recipe", axes.recipes), ("learner", axes.learners),
    ] {
      file.set("axes/\(name)", shape: [labels.count], .text(labels))
    }
    file.set("axes/trial", shape: [axes.trials.count], .int32(axes.trials.map(Int32.init)))
    file.set("axes/strength", shape: [content.strengths.count], .float64(content.strengths))
    if content.isAttack {
      file.set(
        "clean", shape: axes.shape,
        .int32(networks.map { $0.flatMap { content.clean[$0] }.map(Int32.init) ?? -1 }))
      Distance.write(units.map { $0.flatMap { content.distances[$0] } }, shape: shape, into: &file)
    }
    for (strength, pixels) in content.sample {
      let side = Int(Double(pixels.count).squareRoot())
      file.set("sample/\(strength)", shape: [side, side], .float32(pixels))
    }
    return file
  }

  /// - Throws: `ArchiveError` naming the file if its axes are others, or the counts cannot be counts.
  public func content(of file: Checkpoint) throws -> TestResults {
    var content = empty
    let axes = Axes(
      modes: try file.texts("axes/mode"), teachers: try file.texts("axes/teacher"),
      recipes: try file.texts("axes/recipe"), learners: try file.texts("axes/learner"),
      trials: try file.integers("axes/trial").map { Int($0) })
    let isRepeated = [axes.modes, axes.teachers, axes.recipes, axes.learners].contains { Set($0).count != $0.count }
    guard !isRepeated, Set(axes.trials).count == axes.trials.count else {
      throw file.unusable("one of its axes has a label twice")
    }
    guard axes.modes.allSatisfy({ EvaluationMode(rawValue: $0) != nil }), axes.trials.allSatisfy({ $0 > 0 }) else {
      throw file.unusable("one of its axes has a label that cannot be")
    }
    guard try file.integers("total", shape: []) == [Int32(content.total)],
      try file.doubles("axes/strength") == content.strengths
    else { throw file.unusable("its counts are of other images or strengths than \(content.total) and the test's") }
    let networks = axes.networks
    let width = content.strengths.count
    func counts(_ name: String, _ shape: [Int]) throws -> [Int32] {
      let counts = try file.integers(name, shape: shape)
      guard counts.allSatisfy({ (-1...content.total).contains(Int($0)) }) else {
        throw file.unusable(
          "it has counts other than 0 to \(content.total), the number of images, and -1 for none")
      }
      return counts
    }
    let shape = axes.shape + [width]
    let correct = try counts("correct", shape)
    let clean = content.isAttack ? try counts("clean", axes.shape) : []
    let moved = content.isAttack ? try Distance.read(file, shape: shape) : []
    for (place, tested) in networks.enumerated() {
      guard let tested else { continue }
      for strength in 0..<width where correct[place * width + strength] >= 0 {
        content.record(
          Int(correct[place * width + strength]),
          clean: content.isAttack && clean[place] >= 0 ? Int(clean[place]) : nil,
          moved: content.isAttack ? moved[place * width + strength] : nil,
          at: CountUnit(tested, strength: strength))
      }
    }
    for strength in 0..<width where file["sample/\(strength)"] != nil {
      content.sample[strength] = try Self.sample(file, strength)
    }
    return content
  }

  static func sample(_ file: Checkpoint, _ strength: Int) throws -> [Float] {
    let name = "sample/\(strength)"
    let side = file[name]?.shape.first ?? 0
    let pixels = try file.floats(name, shape: [side, side])
    guard side > 0, pixels.allSatisfy(\.isFinite) else { throw file.unusable("\"\(name)\" is no image") }
    return pixels
  }
}
