import Archive

/// A metric array: how many images networks put into the right class, over named axes. Accuracies are derived.
public struct Counts: Sendable, Equatable {
  /// Names of the axes and the labels along each, in the order of the array's axes.
  public let axes: [Axis]
  /// Row-major over the axes; -1 where not yet computed.
  public private(set) var correct: [Int32]
  /// The number of images behind each count.
  public let total: Int
  /// Differences that were waved through when stale counts were accepted; they stay with the counts.
  private(set) var accepted: [String] = []

  public struct Axis: Sendable, Equatable {
    public let name: String
    public let labels: [String]

    public init(_ name: String, _ labels: [String]) {
      self.name = name
      self.labels = labels
    }

    public init(_ name: String, _ numbers: [Double]) {
      self.init(name, numbers.map { "\($0)" })
    }
  }

  /// Axes whose labels are numbers, which are stored as numbers.
  private static let numericAxes = ["trial", "strength"]

  /// Nothing computed yet.
  public init(axes: [Axis], total: Int) {
    self.axes = axes
    self.total = total
    correct = Array(repeating: -1, count: axes.map(\.labels.count).reduce(1, *))
  }

  /// The count at a position along each axis.
  public subscript(position: [Int]) -> Int? {
    get {
      let count = correct[offset(position)]
      return count < 0 ? nil : Int(count)
    }
    set { correct[offset(position)] = Int32(newValue ?? -1) }
  }

  private func offset(_ position: [Int]) -> Int {
    precondition(position.count == axes.count)
    return zip(axes, position).reduce(0) { $0 * $1.0.labels.count + $1.1 }
  }

  /// The count under the given labels, one for each axis.
  public subscript(labels: String...) -> Int? {
    get { self[position(labels)] }
    set { self[position(labels)] = newValue }
  }

  public func position(_ labels: [String]) -> [Int] {
    zip(axes, labels).map { axis, label in
      guard let index = axis.labels.firstIndex(of: label) else {
        preconditionFailure("the axis \(axis.name) has no \(label)")
      }
      return index
    }
  }

  /// Takes over the counts of another array wherever it has the same labels and a count.
  public mutating func adopt(_ other: Counts) {
    guard other.axes.map(\.name) == axes.map(\.name), other.total == total else { return }
    accepted += other.accepted.filter { !accepted.contains($0) }
    // For every axis, where each of the other's labels stands here.
    let places = zip(axes, other.axes).map { mine, theirs in theirs.labels.map(mine.labels.firstIndex) }
    for index in other.correct.indices where other.correct[index] >= 0 {
      var rest = index
      var position: [Int] = []
      for (axis, places) in zip(other.axes, places).reversed() {
        guard let place = places[rest % axis.labels.count] else { break }
        position.insert(place, at: 0)
        rest /= axis.labels.count
      }
      if position.count == axes.count { correct[offset(position)] = other.correct[index] }
    }
  }

  public var isComplete: Bool { done == correct.count }
  public var done: Int { correct.count { $0 >= 0 } }
  public var count: Int { correct.count }
}

extension Counts {
  /// Arrays: `correct` int32 over the axes, `total` [], and `axes/<name>`: texts, or numbers for `trial` and
  /// `strength`.
  public func checkpoint(_ provenance: Provenance) -> Checkpoint {
    var file = Checkpoint(provenance: provenance)
    file.set("correct", shape: axes.map(\.labels.count), .int32(correct))
    file.set("total", shape: [], .int32([Int32(total)]))
    Acceptance.set(accepted, in: &file)
    for axis in axes {
      let isNumeric = Self.numericAxes.contains(axis.name)
      file.set(
        "axes/\(axis.name)", shape: [axis.labels.count],
        isNumeric ? .float64(axis.labels.map { Double($0)! }) : .text(axis.labels))
    }
    return file
  }

  /// The counts in a file, whose axes must be the ones given.
  ///
  /// - Parameter array: the name of the array that holds them.
  /// - Throws: `ArchiveError` naming the file if they are others, or the counts cannot be counts.
  public init(_ file: Checkpoint, axes names: [String], array: String = "correct") throws {
    let axes = try names.map { name in
      Self.numericAxes.contains(name)
        ? Axis(name, try file.doubles("axes/\(name)")) : Axis(name, try file.texts("axes/\(name)"))
    }
    self.init(axes: axes, total: Int(try file.integers("total", shape: [])[0]))
    correct = try file.integers(array, shape: axes.map(\.labels.count))
    accepted = try Acceptance.note(file)
    guard total > 0, correct.allSatisfy({ (-1...total).contains(Int($0)) }) else {
      throw file.unusable("it has counts other than 0 to \(total), the number of images, and -1 for none")
    }
    guard axes.allSatisfy({ Set($0.labels).count == $0.labels.count }) else {
      throw file.unusable("one of its axes has a label twice")
    }
  }
}

extension Counts {
  /// All positions, in the order of the array: the last axis fastest.
  var positions: [[Int]] {
    axes.reduce([[]]) { heads, axis in heads.flatMap { head in axis.labels.indices.map { head + [$0] } } }
  }

  /// Where a position of another array over the same axes stands in this one; nil if a label is missing here.
  func place(of position: [Int], in other: Counts) -> [Int]? {
    let place = axes.indices.compactMap { axis in
      axes[axis].labels.firstIndex(of: other.axes[axis].labels[position[axis]])
    }
    return place.count == axes.count ? place : nil
  }

  /// Labels of an axis at which anything is counted.
  func counted(_ axis: String) -> [String] {
    guard let place = axes.firstIndex(where: { $0.name == axis }) else { return [] }
    let found = Set(positions.filter { self[$0] != nil }.map { $0[place] })
    return found.sorted().map { axes[place].labels[$0] }
  }

  public func labels(_ axis: String) -> [String] { axes.first { $0.name == axis }?.labels ?? [] }

  /// The axis' labels as the numbers that they are.
  public func numbers(_ axis: String) -> [Double] { labels(axis).compactMap { Double($0) } }
}
