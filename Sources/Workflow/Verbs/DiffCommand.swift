import Archive
import ArgumentParser

/// Prints a line for each difference of two checkpoints (``Comparison``).
public struct DiffCommand: Verb {
  public static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two checkpoints: exit code 0 if they are equal, 1 if not, 2 if one cannot be read.")
  @Argument(help: "A checkpoint.", completion: .file(extensions: ["h5"]))
  var first: String
  @Argument(help: "Another checkpoint.", completion: .file(extensions: ["h5"]))
  var second: String

  public init() {}

  public func work() throws {
    let (old, new) = (try read(first), try read(second))
    let comparison = Comparison(old, new)
    for line in comparison.provenance + comparison.arrays { print(line) }
    if comparison.isEqual {
      print("equal: \(old.arrays.count) arrays and their provenance")
    } else {
      if comparison.arrays.isEmpty { print("the \(old.arrays.count) arrays are equal") }
      throw ExitCode(1)
    }
  }

  /// Whatever else was named is nothing to be deleted.
  private func read(_ path: String) throws -> Checkpoint {
    do { return try Checkpoint.read(path) } catch let error as ArchiveError {
      switch error {
      case .notHDF5, .notCheckpoint:
        throw error.advising("give the path of a checkpoint, such as checkpoints/report/noise.h5", on: path)
      default: throw error
      }
    }
  }
}
