import Robustness
import Workflow

/// Networks of which as many strengths are missing, as a product: some learner types by some recipes, in some trials and
/// modes.
private struct NetworkGroup: Hashable {
  var learners: [String]
  /// With their teachers: "gtn of base_larger".
  var recipes: [String]
  var trials: [Int]
  var modes: [String]
  let missing: Int

  /// Puts together what differs in one axis alone.
  static func joined<Value>(_ all: [NetworkGroup], _ axis: WritableKeyPath<NetworkGroup, [Value]>) -> [NetworkGroup] {
    var (order, values) = ([NetworkGroup](), [NetworkGroup: [Value]]())
    for one in all {
      var others = one
      others[keyPath: axis] = []
      if values[others] == nil { order.append(others) }
      values[others, default: []] += one[keyPath: axis]
    }
    return order.map { others in
      var one = others
      one[keyPath: axis] = values[others] ?? []
      return one
    }
  }
}

extension Counts {
  /// Networks of which equally many strengths are left, together as far as they are a product.
  public func describe(missing: [CountUnit]) -> [String] {
    let networks = missing.map(\.tested).reduce(into: [TestedNetwork]()) { if $0.last != $1 { $0.append($1) } }
    let left = Dictionary(missing.map { ($0.tested, 1) }, uniquingKeysWith: +)
    var together = networks.map { tested in
      let key = tested.key
      return NetworkGroup(
        learners: [key.learner], recipes: [Self.label(key.recipe, key.teacher)], trials: [key.trial],
        modes: [tested.mode.rawValue], missing: left[tested] ?? 0)
    }
    together = NetworkGroup.joined(together, \.trials)
    together = NetworkGroup.joined(together, \.modes)
    together = NetworkGroup.joined(together, \.learners)
    together = NetworkGroup.joined(together, \.recipes)
    return together.map { networks in
      let learners = networks.learners.count > 3 ? "\(networks.learners.count) learner types" : list(networks.learners)
      let recipes = Set(networks.recipes).isSuperset(of: labels) ? "all recipes" : list(networks.recipes)
      let modes = networks.modes.count == 1 ? "\(networks.modes[0]) mode" : "\(list(networks.modes)) modes"
      return "\(file): \(learners) by \(recipes), \(trials(networks.trials)), \(modes):"
        + " \(networks.missing) of \(test.strengths.count) strengths"
    }
  }

  private static func label(_ recipe: String, _ teacher: String?) -> String {
    recipe + (teacher.map { " of \($0)" } ?? "")
  }

  /// Of all networks that the test is for.
  private var labels: [String] {
    let teachers = study.settings.teachers.map(\.name)
    return roster.recipes.flatMap { recipe in
      recipe.needsTeacher ? teachers.map { Self.label(recipe.name, $0) } : [recipe.name]
    }
  }

  private func trials(_ trials: [Int]) -> String {
    guard trials.count > 1, let first = trials.first, let last = trials.last else {
      return "trial \(trials.first ?? 0)"
    }
    let isRange = trials.count > 2 && trials == Array(first...last)
    return "trials " + (isRange ? "\(first) to \(last)" : list(trials.map { "\($0)" }))
  }

  private func list(_ names: [String]) -> String {
    names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
