import Archive
import Foundation
import TestSupport
import Testing

@testable import Workflow

@Suite("The plan")
struct PlanTests {
  let desk: Desk
  init() throws { desk = try Desk() }

  private func plan(_ cells: [CellEntry<SmallOptions>] = SmallNotebook.cells, _ arguments: String...) throws
    -> [Plan.Action]
  {
    try Plan(cells, desk.options(arguments)).steps.map(\.action)
  }

  @Test func ofAnEmptyFolder() throws {
    let plan = try plan()
    #expect(
      plan == [
        .compute(units: 2, unit: "files", dependsOn: []), .compute(units: 2, unit: "powers", dependsOn: []),
        .compute(units: 6, unit: "products", dependsOn: []), .compute(units: 4, unit: "steps", dependsOn: []),
      ])
    #expect(plan[2].description == "compute 6 products")
  }

  @Test func whatIsDoneIsNotPlanned() throws {
    try desk.complete()
    #expect(try plan() == [.nothing, .nothing, .nothing, .nothing])
    #expect(
      try plan(SmallNotebook.cells, "--force") == [
        .compute(units: 2, unit: "files", dependsOn: []), .compute(units: 2, unit: "powers", dependsOn: []),
        .compute(units: 6, unit: "products", dependsOn: []), .compute(units: 4, unit: "steps", dependsOn: []),
      ])
  }

  /// What is computed before may come out different.
  @Test func whatDependsOnItIsNamed() throws {
    try desk.complete()
    try desk.remove("source-b.h5")
    desk.bench.change { $0.items.append("a3") }
    let after = ["01-sources"]
    let plan = try plan()
    #expect(
      plan == [
        .compute(units: 1, unit: "files", dependsOn: []), .dependsOn(after),
        .compute(units: 1, unit: "products", dependsOn: after), .dependsOn(after),
      ])
    #expect(plan[1].description == "nothing to compute, unless other results come out of 01-sources")
    #expect(plan[2].description == "compute at least 1 product")
  }

  /// A file that is recorded by how it is made decides nothing when it is made again.
  @Test func filesThatAreNotKeptDecideNothing() throws {
    try desk.complete()
    try desk.remove("scratch/1.h5")
    #expect(try plan() == [.nothing, .compute(units: 1, unit: "powers", dependsOn: []), .nothing, .nothing])
  }

  /// Nothing after a cell that refuses is reached.
  @Test func refusalIsTold() throws {
    try desk.complete()
    desk.bench.change { $0.factor = 3 }
    let plan = try plan([SmallNotebook.products, SmallNotebook.chain, SmallNotebook.sources])
    #expect(plan[0] == .compute(units: 6, unit: "products", dependsOn: []))
    guard case .refusal(let reason) = plan[1] else {
      Issue.record("\(plan[1])")
      return
    }
    #expect(reason.contains("chain.h5 was made from something else (setting factor 2 -> 3)"))
    #expect(plan[2] == .notReached)
    // With --force it would be replaced.
    #expect(
      try self.plan([SmallNotebook.chain], "--force") == [.compute(units: 4, unit: "steps", dependsOn: [])])
  }

  /// The way past a cell that refuses.
  @Test func whatComesAfterARefusalIsNamed() throws {
    try desk.complete()
    desk.bench.change { $0.factor = 3 }
    let options = try desk.options()
    #expect(try Plan([SmallNotebook.products, SmallNotebook.chain], options).afterRefusal == nil)
    #expect(try Plan([SmallNotebook.chain, SmallNotebook.sources], options).afterRefusal?.name == "01-sources")
    desk.bench.change { $0.factor = 2 }
    #expect(try Plan(SmallNotebook.cells, options).afterRefusal == nil)
  }

  @Test func damageStopsTheCellThatReadsIt() throws {
    try desk.complete()
    try Data("no checkpoint".utf8).write(to: URL(fileURLWithPath: desk.path("products.h5")))
    let plan = try plan()
    #expect(Array(plan.prefix(2)) == [.nothing, .nothing])
    guard case .refusal(let reason) = plan[2] else {
      Issue.record("\(plan[2])")
      return
    }
    #expect(reason.hasPrefix(desk.path("products.h5")))
    #expect(plan[3] == .notReached)
  }

  /// Cells that the plan says compute do, and the others do not.
  @Test func runDoesWhatThePlanSays() throws {
    try desk.complete()
    try desk.remove("scratch/2.h5")
    desk.bench.change { $0.starts["b"] = 20 }
    _ = desk.computed()
    for (cell, action) in zip(SmallNotebook.cells, try plan()) {
      try desk.complete([cell])
      let computed = desk.computed()
      switch action {
      case .compute(let units, _, _): #expect(computed.count == units, "\(cell.description.name)")
      case .dependsOn: #expect(computed == (cell.description.name == "03-products" ? ["b1", "b2"] : []))
      default: #expect(computed == [])
      }
    }
  }
}
