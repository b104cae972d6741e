import ArgumentParser

/// One of several equal parts of a cell's work, for processes or machines that share a folder: `2/4`.
public struct Shard: Equatable, Sendable, CustomStringConvertible, ExpressibleByArgument {
  /// From 1 to ``count``.
  public let number: Int
  /// Parts in all, up to 9999.
  public let count: Int

  /// Reads "2/4"; nil if that is no shard.
  public init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], 1...9999 ~= count,
      1...count ~= number
    else { return nil }
    self.number = number
    self.count = count
  }

  public var description: String { "\(number)/\(count)" }

  /// This shard's part of a list: every item is in exactly one shard. Neighbours stay together, because they
  /// share perturbed images.
  func part<Item>(of items: [Item]) -> [Item] {
    Array(items[items.count * (number - 1) / count..<items.count * number / count])
  }
}

/// The option of cells whose work can be shared.
public struct ShardOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do only this part of the work: 2/4 is the second of four. Processes or machines that share the"
        + " folder can divide it.", valueName: "i/n"),
    transform: { text in
      guard let shard = Shard(argument: text) else {
        throw ValidationError("give i/n with i from 1 to n, such as 2/4 for the second of four")
      }
      return shard
    })
  public var shard: Shard?

  public init() {}
}
