import Figures
import Robustness
import Study

/// How far training mode leans on the images of a batch: accuracy by batch, and what the gradient of a batch's loss says
/// of each image's own.
public struct MatesFindings: Sendable {
  let results: MatesResults
  /// The same tests with all images together and in evaluation mode, by the test's name.
  private let tests: [String: TestFindings]
  let settings: Settings
  private let descriptions: [String: String]

  /// - Parameters:
  ///   - counts: the report's counts by the test's name, as far as they are there.
  ///   - descriptions: what figures call the teachers, by name.
  public init(
    _ results: MatesResults, counts: [String: TestResults], _ settings: Settings, descriptions: [String: String] = [:]
  ) {
    (self.results, self.settings, self.descriptions) = (results, settings, descriptions)
    tests = Dictionary(
      uniqueKeysWithValues: BatchMates.tests.compactMap { test in
        counts[test.name].map { (test.name, TestFindings(test, $0, settings, admitted: [:])) }
      })
  }

  var learner: String { Roster.mainLearners[0] }
  var teachers: [String] { settings.teachers.map(\.name) }
  static let recipes: [Recipe] = [.vanilla, .gtn]

  /// In the order of the figure.
  private static let places: [(name: String, batching: Batching?)] =
    [
      ("stored", nil), ("all", .together), ("1000", .of(1_000)), ("128", .of(128)), ("one class", .byClass),
    ]

  func key(_ teacher: String, _ recipe: Recipe, _ trial: Int) -> LearnerKey {
    LearnerKey(
      teacher: recipe.needsTeacher ? teacher : nil, recipe: recipe.name, learner: learner, trial: trial)
  }

  /// Accuracy over all strengths by trial; nil where one is not counted.
  ///
  /// - Parameter batching: nil for stored means, in evaluation mode.
  func accuracies(_ test: RobustnessTest, _ teacher: String, _ recipe: Recipe, _ batching: Batching?) -> [Double?] {
    (1...settings.trials).map { trial in
      let counts: [Double]
      switch batching {
      case nil, .together:
        let kind: EvaluationProtocol = batching == nil ? .evaluation : .training
        counts = tests[test.name]?.counts(kind, teacher, recipe, learner, trial).map { Double($0) } ?? []
      case .some(let batching):
        counts = results.values[MatesUnit(key(teacher, recipe, trial), BatchMates.measure(test, batching))] ?? []
      }
      guard counts.count == test.strengths.count else { return nil }
      return counts.reduce(0, +) / Double(counts.count * settings.imageCount(test))
    }
  }

  /// vanilla − gtn over the trials that have both.
  func difference(_ test: RobustnessTest, _ teacher: String, _ batching: Batching?) -> MeanDifference? {
    let pairs = zip(
      accuracies(test, teacher, .vanilla, batching), accuracies(test, teacher, .gtn, batching))
    return MeanDifference(pairs.compactMap { vanilla, gtn in vanilla.flatMap { vanilla in gtn.map { vanilla - $0 } } })
  }

  /// A row a test, teacher and kind of batch.
  public func table() throws -> Table {
    try Table(
      columns: ["test", "teacher", "means of", "vanilla", "gtn", "vanilla − gtn [95% interval]", "trials"],
      rows: BatchMates.tests.flatMap { test in
        teachers.flatMap { teacher in
          Self.places.filter { place in
            place.batching.map { BatchMates.tests(in: $0).contains { $0.name == test.name } } ?? true
          }.map { name, batching in
            // Over the trials that both have, so that they differ by the difference.
            let pairs = Self.recipes.map { accuracies(test, teacher, $0, batching) }
            let common = pairs[0].indices.filter { trial in pairs.allSatisfy { $0[trial] != nil } }
            let accuracy = pairs.map { counted in Spread(common.compactMap { counted[$0] }) }
            let difference = difference(test, teacher, batching)
            return [test.name, teacher, name] + accuracy.map { $0?.text(digits: 3) ?? "–" }
              + [difference?.text ?? "–", "\(difference?.count ?? 0)"]
          }
        }
      })
  }

  /// Accuracy by kind of batch, a panel a test; nil while nothing is measured with a teacher.
  public func figure(_ teacher: String) -> ChartPanels? {
    let charts = BatchMates.tests.compactMap { test -> LineChart? in
      let series = Self.recipes.compactMap { recipe -> Series? in
        let points = Self.places.enumerated().compactMap { place, kind in
          Spread(accuracies(test, teacher, recipe, kind.batching).compactMap { $0 }).map { (Double(place), $0) }
        }
        guard points.count > 2 else { return nil }
        return Series(
          name: recipe.name, style: recipe.look, x: points.map(\.0), mean: points.map(\.1.mean),
          band: points.contains { $0.1.deviation != nil } ? points.map { $0.1.deviation ?? 0 } : nil)
      }
      // One recipe alone compares nothing.
      guard series.count == Self.recipes.count else { return nil }
      return LineChart(
        title: tests[test.name]?.title ?? test.name, xLabel: "means of", yLabel: "accuracy", xRange: -0.4...4.4,
        yRange: 0...1,
        // Under the axis there is room for one word.
        xNames: Self.places.map { $0.name.replacing("one ", with: "") }, series: series)
    }
    guard !charts.isEmpty else { return nil }
    return ChartPanels(
      charts: charts, columns: charts.count,
      note: "learner \(learner), teacher \(descriptions[teacher] ?? teacher), \(settings.scale.rawValue) scale")
  }

  // MARK: Signs

  /// The median over the images that are right of how many signs agree, and how many these are, by trial.
  func agreement(_ teacher: String, _ recipe: Recipe, _ measure: String) -> [(median: Double, images: Int)] {
    (1...settings.trials).compactMap { trial in
      let found = (results.values[MatesUnit(key(teacher, recipe, trial), measure)] ?? []).filter { $0 >= 0 }
      return Spread.median(found).map { ($0, found.count) }
    }
  }

  /// A row a network and where gradients are taken.
  public func signTable() throws -> Table {
    let networks: [(String, Recipe)] = [(teachers[0], .vanilla)] + teachers.map { ($0, .gtn) }
    return try Table(
      columns: ["network", "images", "signs that agree", "images right", "trials"],
      rows: networks.flatMap { teacher, recipe in
        [BatchMates.cleanAgreement, BatchMates.attackedAgreement].map { measure in
          let found = agreement(teacher, recipe, measure)
          let images = Spread(found.map { Double($0.images) })
          return [recipe.name + (recipe.needsTeacher ? " of \(teacher)" : "")]
            + [measure == BatchMates.cleanAgreement ? "clean" : "attacked as the report does"]
            + [Spread(found.map(\.median))?.text(digits: 3) ?? "–", images.map { formatted($0.mean, "%.0f") } ?? "–"]
            + ["\(found.count)"]
        }
      })
  }

  /// How much less is right in batches of one class, test by test, with the first teacher, over the trials that are counted so;
  /// nil while none is.
  public var batchSentence: String? {
    let parts = BatchMates.tests.compactMap { test -> String? in
      let found = Self.recipes.compactMap { recipe -> (one: Spread, all: Spread)? in
        let pairs = zip(
          accuracies(test, teachers[0], recipe, .byClass), accuracies(test, teachers[0], recipe, .together)
        ).compactMap { one, all in one.flatMap { one in all.map { (one, $0) } } }
        return Spread(pairs.map(\.0)).flatMap { one in Spread(pairs.map(\.1)).map { (one, $0) } }
      }
      guard found.count == Self.recipes.count else { return nil }
      func numbers(_ part: (one: Spread, all: Spread)) -> [String] {
        [part.one, part.all].map { formatted($0.mean, "%.3f") }
      }
      let (vanilla, gtn) = (numbers(found[0]), numbers(found[1]))
      return "\(vanilla[0]) (vanilla) and \(gtn[0]) (gtn) under \(tests[test.name]?.title ?? test.name), beside"
        + " \(vanilla[1]) and \(gtn[1]) (n = \(found[0].one.count))"
    }
    guard !parts.isEmpty else { return nil }
    return
      "In batches of one class, accuracy over all strengths is \(parts.joined(separator: "; ")) with all images together."
  }

  /// Under attack: what the batch's gradient says of images that still stand.
  public var sentence: String {
    let parts = Self.recipes.compactMap { recipe -> String? in
      let found = agreement(teachers[0], recipe, BatchMates.attackedAgreement)
      return Spread(found.map(\.median)).map { "\(formatted($0.mean, "%.2f")) of its pixels (\(recipe.name))" }
    }
    guard !parts.isEmpty else { return "Nothing is measured yet." }
    return
      "Where an image still stands under an attack like the report's, the gradient of the batch's loss has the sign of the"
      + " image's own gradient at \(enumerated(parts)); 0.50 would be chance."
  }
}
