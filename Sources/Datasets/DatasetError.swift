/// Why a data set could not be read: one line that says what is wrong, where, and what to do.
public struct DatasetError: Error, CustomStringConvertible, Equatable {
  public let description: String

  /// A folder's name may hold a line break; the message stays on one line all the same.
  init(_ description: String) {
    self.description = String(description.map { $0.isNewline ? " " : $0 })
  }
}
