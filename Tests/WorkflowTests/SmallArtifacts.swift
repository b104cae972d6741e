import Archive
import Foundation

@testable import Workflow

/// Products, of which `a1` comes from source a, `b1` from source b, and `c1` from a scratch file.
struct Products: Artifact {
  let options: SmallOptions
  init(_ options: SmallOptions) { self.options = options }
  private var now: Bench.State { options.bench.now }

  struct Settings: Encodable { let factor: Double }
  var file: String { "products.h5" }
  var kind: String { "products" }
  var cell: CellDescription { SmallNotebook.cell("03-products", version: now.version) }
  var settings: Settings { Settings(factor: now.factor) }
  var seed: UInt64 { options.common.seed }
  var unitName: String { "products" }
  /// More letters among the items mean more sources.
  private var sources: [Source] {
    Set(now.items.compactMap(\.first)).subtracting("c").sorted().map { Source("\($0)", options) }
  }
  var inputs: [Dependency] { sources.map { .content($0) } + [Scratch.rule(options)] }
  func inputs(of unit: String) -> [String] { [unit.hasPrefix("c") ? "rule" : "source-\(unit.prefix(1)).h5"] }
  func needs(_ unit: String) -> String { unit.hasPrefix("c") ? "scratch/\(unit.dropFirst()).h5" : "" }
  func units(_ ledger: Ledger) -> [String] { now.items }

  var empty: [String: Double] { [:] }
  func units(in content: [String: Double]) -> [String] { Array(content.keys) }
  func forget(_ unit: String, in content: inout [String: Double]) { content[unit] = nil }
  func merge(_ other: [String: Double], into content: inout [String: Double]) {
    content.merge(other) { _, new in new }
  }
  func compute(_ unit: String, into content: inout [String: Double], _ ledger: Ledger) throws {
    try options.bench.computes(unit)
    let number = Int(unit.dropFirst()) ?? 0
    if unit.hasPrefix("c") {
      content[unit] = now.factor * (try ledger.require(Scratch(number, options)) ?? 0)
    } else {
      let source = try ledger.require(Source("\(unit.prefix(1))", options)) ?? []
      content[unit] = now.factor * source[number]
    }
  }
  func checkpoint(_ content: [String: Double], _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    for (name, value) in content { file.set("product/\(name)", shape: [], .float64([value])) }
    return file
  }
  func content(of file: Checkpoint) throws -> [String: Double] {
    var content: [String: Double] = [:]
    for name in file.arrays.keys where name.hasPrefix("product/") {
      let value = try file.doubles(name, shape: [])[0]
      guard value.isFinite else { throw file.unusable("\"\(name)\" is no product") }
      content[String(name.dropFirst("product/".count))] = value
    }
    return content
  }
  func evidence(of unit: String, in content: [String: Double]) -> [String: NamedArray] {
    checkpoint(content.filter { $0.key == unit }, .none).arrays
  }
}

/// A sum with momentum, as far as it has come.
struct ChainContent: Sendable {
  /// After each step.
  var values: [Double] = []
  var speed = 0.0
  /// The step of the file while an older state catches up.
  var overtakes = 0
  var step: Int { values.count }
}

/// A precious file of which each unit follows from the one before, and from the speed in its state.
struct Chain: Artifact {
  let options: SmallOptions
  init(_ options: SmallOptions) { self.options = options }
  private var now: Bench.State { options.bench.now }

  struct Settings: Encodable { let factor: Double }
  var file: String { "chain.h5" }
  var stateFile: String? { "chain.resume.h5" }
  var kind: String { "chain" }
  var cell: CellDescription { SmallNotebook.cell("04-chain", version: now.version) }
  var settings: Settings { Settings(factor: now.factor) }
  var seed: UInt64 { options.common.seed }
  var inputs: [Dependency] { [.content(Source("a", options))] }
  var unitName: String { "steps" }
  var isPrecious: Bool { true }
  var saveInterval: Double { now.saveInterval }
  var usesDevice: Bool { false }
  func units(_ ledger: Ledger) -> [Int] { Array(1...now.steps) }
  func units(doneIn part: Checkpoint) throws -> [Int] { Array(1..<(try part.doubles("values").count) + 1) }
  var arraysThatTellUnits: [String]? { ["values"] }

  var empty: ChainContent? { nil }
  func units(in content: ChainContent?) -> [Int] { (content?.values ?? []).indices.map { $0 + 1 } }
  func forget(_ unit: Int, in content: inout ChainContent?) {}
  func compute(_ unit: Int, into content: inout ChainContent?, _ ledger: Ledger) throws {
    try options.bench.computes("step \(unit)")
    var next = content ?? ChainContent()
    next.speed = next.speed / 2 + now.factor * (try ledger.require(Source("a", options))?[unit % 4] ?? 0)
    next.values.append((next.values.last ?? 0) + next.speed)
    content = next
  }
  func checkpoint(_ content: ChainContent?, _ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    file.set("values", shape: [content?.step ?? 0], .float64(content?.values ?? []))
    return file
  }
  func content(of file: Checkpoint) throws -> ChainContent? {
    let values = try file.doubles("values")
    guard values.count <= now.steps else { throw file.unusable("it stands at step \(values.count) of \(now.steps)") }
    return ChainContent(values: values)
  }
  func state(_ content: ChainContent?, _ provenance: Provenance) -> Checkpoint? {
    var file = checkpoint(content, provenance)
    file.set("speed", shape: [], .float64([content?.speed ?? 0]))
    return file
  }
  func resumed(_ content: ChainContent?, _ ledger: Ledger) throws -> ChainContent? {
    guard let state = try usableState(ledger), var resumed = try self.content(of: state) else { return content }
    resumed.speed = try state.doubles("speed", shape: [])[0]
    resumed.overtakes = max(0, content?.step ?? 0)
    return resumed
  }
  func isStorable(_ content: ChainContent?) -> Bool { (content?.step ?? 0) >= (content?.overtakes ?? 0) }
  func refusal(done: [Int], _ ledger: Ledger) throws -> String? {
    try done.isEmpty || usableState(ledger) != nil ? nil : "\(ledger.path("chain.resume.h5")) is missing or stale"
  }
  private func usableState(_ ledger: Ledger) throws -> Checkpoint? {
    guard ledger.isThere("chain.resume.h5") else { return nil }
    let state = try Checkpoint.read(ledger.path("chain.resume.h5"))
    return state.provenance.differences(from: try ledger.provenance(self).ofState).isEmpty ? state : nil
  }
  /// The first step, which follows from nothing.
  func unitsToVerify(done: [Int], in content: ChainContent?, full: Bool) -> [Int]? { done.isEmpty ? [] : [1] }
  func evidence(of unit: Int, in content: ChainContent?) -> [String: NamedArray] {
    ["value": NamedArray(shape: [], scalars: .float64([content?.values[unit - 1] ?? 0]))]
  }
}
