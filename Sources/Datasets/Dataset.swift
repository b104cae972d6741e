/// Images to learn from and images to be judged by.
public struct Dataset: Sendable {
  /// Its name in the catalogue.
  public let name: String
  /// All images to learn from: ``Split`` sets some of them aside to validate with.
  public let training: ImageSet
  public let test: ImageSet
  /// Where it was read: a folder, "downloaded from ...", or "built in". Differs between machines, so it
  /// belongs into a log and not into a checkpoint.
  public let source: String

  /// Loads the data set with the given name in the catalogue.
  ///
  /// - Parameters:
  ///   - folder: Where the files are (`--data`); without it the environment variable GTN_DATA, then `data` in
  ///     the current folder, then a download. Built-in sets need none.
  ///   - isSecond: Whether `folder` and GTN_DATA name the folder of another set, beside which this one is used: its files
  ///     have the same names, so that only a subfolder named after this set will do, or a folder named for this set alone.
  ///   - seed: Draws the built-in sets; sets read from files do not depend on it.
  ///   - report: Takes one line on what is being done, when that takes long.
  /// - Throws: `DatasetError` for an unknown name, and for absent or damaged files.
  public static func load(
    _ name: String, folder: String? = nil, isSecond: Bool = false, seed: UInt64, report: (String) -> Void
  ) throws -> Dataset {
    guard let entry = catalogue.first(where: { $0.name == name }) else {
      let names = catalogue.map(\.name).joined(separator: ", ")
      throw DatasetError("there is no data set '\(name)': choose one of \(names)")
    }
    if isSecond, let set = PublishedSet.all.first(where: { $0.name == name }) {
      return try set.loadSecond(beside: folder, report: report)
    }
    return try entry.load(folder, seed, report)
  }
}
