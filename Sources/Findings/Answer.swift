import Study

extension ConclusionFindings {
  /// What the answer on page 10 and in the paper says, in numbers: under each name, "noiseEvaluation" and so on, vanilla − gtn
  /// with each teacher, under PGD with its interval; then which of them are beyond chance, what single learner types say, and
  /// what fewer lessons and accuracy without perturbation have to do with it.
  /// Nil unless all primary contrasts are there and on the side of zero that its words say.
  public var answer: [String: String]? {
    // Whether vanilla is the more accurate.
    let said: [(test: String, kind: EvaluationProtocol, isAhead: Bool)] =
      (Effect.primaryTests.map(\.name) + [Effect.strongTest]).map { ($0, .evaluation, false) }
      + [("noise", .training, true), ("blur", .training, false), ("fgsm", .training, true)]
      + [(Effect.strongTest, .training, false)]
    var texts: [String: String] = [:]
    for (test, kind, isAhead) in said {
      let found = primary.map(\.effect).filter { $0.test == test && $0.evaluation == kind }.compactMap(\.estimate)
      guard found.count == settings.teachers.count, found.allSatisfy({ ($0.mean > 0) == isAhead }) else { return nil }
      let numbers = found.map { test == Effect.strongTest ? $0.text : signed($0.mean) }
      texts[test + kind.name.capitalized] = enumerated(numbers)
    }
    for kind in [EvaluationProtocol.evaluation, .training] { texts["certain" + kind.name.capitalized] = certain(kind) }
    texts["trials"] = range(primary.compactMap { $0.effect.estimate?.count })
    texts["images"] = strong.map { "\($0.results.images)" } ?? ""
    texts["budget"] = strong.map { decimal($0.primaryBudget) } ?? ""
    if let worstCase { texts["worstCase"] = worstCase }
    texts["types"] = learnerTypes
    texts["noiseTypes"] = noiseTypes
    if !otherTypes.isEmpty { texts["otherTypes"] = otherTypes }
    texts["fewerLessonsTrials"] = range(fewerLessonsEffects(relativeToClean: false).map { $0.count })
    texts["fewerLessons"] = fewerLessons(relativeToClean: false)
    texts["fewerLessonsRelative"] = fewerLessons(relativeToClean: true)
    for test in ["noise", "fgsm"] {
      texts["\(test)Relative"] = enumerated(
        settings.teachers.compactMap { teacher in
          let contrast = Contrast(a: Contrast.main.a, b: Contrast.main.b, relativeToClean: true)
          return effect(contrast, test, teacher.name, .training)?.estimate.map { signed($0.mean) }
        })
    }
    return texts
  }

  /// "4 of 8: vanilla behind in 1, ahead in 3".
  private func certain(_ kind: EvaluationProtocol) -> String {
    let (behind, ahead) = beyondChance(kind)
    let sides =
      behind + ahead == 0
      ? "" : ahead == 0 ? ", all with vanilla behind" : ": vanilla behind in \(behind), ahead in \(ahead)"
    return "\(behind + ahead) of \(primary.count { $0.effect.evaluation == kind })\(sides)"
  }

  /// In evaluation mode with the first teacher: the difference that all strong attacks together leave between learners of the
  /// first type, beside that of PGD on the same networks; nil while nothing is attacked by all.
  private var worstCase: String? {
    guard let strong, let teacher = settings.teachers.first?.name, let learner = Roster.mainLearners.first else {
      return nil
    }
    let pairs = (1...settings.trials).compactMap { trial -> (all: Double, pgd: Double)? in
      func left(_ recipe: String, _ teacher: String?, cheapOnly: Bool) -> Double? {
        let key = LearnerKey(teacher: teacher, recipe: recipe, learner: learner, trial: trial)
        return strong.worst(TestedNetwork(key, .evaluation), at: strong.primaryBudget, cheapOnly: cheapOnly)
      }
      func difference(cheapOnly: Bool) -> Double? {
        left(Contrast.main.a, nil, cheapOnly: cheapOnly).flatMap { vanilla in
          left(Contrast.main.b, teacher, cheapOnly: cheapOnly).map { vanilla - $0 }
        }
      }
      return difference(cheapOnly: false).flatMap { all in difference(cheapOnly: true).map { (all, $0) } }
    }
    guard let all = MeanDifference(pairs.map(\.all)), let pgd = MeanDifference(pairs.map(\.pgd)) else { return nil }
    return "\(signed(all.mean)), where PGD alone leaves \(signed(pgd.mean)) (\(learner), n = \(pairs.count))"
  }

  /// In evaluation mode, learner type by learner type: how often vanilla is behind, and where it is not.
  private var learnerTypes: String {
    let found = Effect.primaryTests.flatMap { test in
      settings.teachers.flatMap { teacher in
        Roster.mainLearners.compactMap { learner -> (name: String, mean: Double)? in
          guard let findings = tests.first(where: { $0.test.name == test.name }) else { return nil }
          return findings.effect(.main, .evaluation, teacher.name, learners: [learner]).estimate.map {
            ("\(learner) under \(findings.title) with the teacher for \(teacher.name) (\($0.text))", $0.mean)
          }
        }
      }
    }
    let ahead = found.filter { $0.mean >= 0 }.map(\.name)
    return "\(found.count - ahead.count) of \(found.count)"
      + (ahead.isEmpty ? "" : ", the other\(ahead.count == 1 ? " being" : "s being") \(enumerated(ahead))")
  }

  /// Under noise in training mode, teacher by teacher and type by type.
  private var noiseTypes: String {
    guard let findings = tests.first(where: { $0.test.name == "noise" }) else { return "" }
    return
      settings.teachers.compactMap { teacher in
        let found = Roster.mainLearners.compactMap { learner in
          findings.effect(.main, .training, teacher.name, learners: [learner]).estimate.map {
            "\(signed($0.mean)) (\(learner))"
          }
        }
        return found.isEmpty ? nil : "\(enumerated(found)) with the teacher for \(teacher.name)"
      }.joined(separator: ", and ")
  }

  /// In how many of the averages over learner types, in one mode, 10_gtn is less accurate than gtn.
  private func fewerLessons(relativeToClean: Bool) -> String {
    let found = fewerLessonsEffects(relativeToClean: relativeToClean)
    return "\(found.count { $0.mean < 0 }) of \(found.count)"
  }
  private func fewerLessonsEffects(relativeToClean: Bool) -> [MeanDifference] {
    effects.filter {
      $0.contrast == Contrast(a: "10_gtn", b: "gtn", relativeToClean: relativeToClean) && $0.evaluation != .published
        && Effect.primaryTests.map(\.name).contains($0.test)
    }.compactMap(\.estimate)
  }

  /// vanilla − gtn of learner types that pass the report's criterion here and of which its figures show nothing, teacher by
  /// teacher and mode by mode; "" without any.
  private var otherTypes: String {
    settings.teachers.flatMap { teacher in
      let passing = tests.first?.admitted[teacher.name] ?? []
      return passing.filter { !Roster.mainLearners.contains($0) && $0 != "base_fc" }.compactMap { learner -> String? in
        let modes = [EvaluationProtocol.evaluation, .training].compactMap { kind -> String? in
          let found = tests.filter { Effect.primaryTests.map(\.name).contains($0.test.name) }.compactMap { findings in
            findings.effect(.main, kind, teacher.name, learners: [learner]).estimate.map {
              "\($0.text) under \(findings.title)"
            }
          }
          return found.isEmpty ? nil : "\(enumerated(found)) \(kind.phrase)"
        }
        return modes.isEmpty
          ? nil : "\(learner) with the teacher for \(teacher.name) has \(modes.joined(separator: ", and "))"
      }
    }.joined(separator: "; ")
  }
}
