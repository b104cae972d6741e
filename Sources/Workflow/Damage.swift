import Archive

extension Ledger {
  /// Reads something of an artifact's file; the error of a damaged one says what to do about just that file.
  public func reading<Result>(_ file: String, of artifact: some Artifact, _ body: () throws -> Result) throws -> Result
  {
    do { return try body() } catch let error as ArchiveError {
      throw error.advising(artifact.adviceOnDamage(of: file, self), on: path(file))
    }
  }

  /// What to do about a damaged file of an artifact. Nobody is to delete what hours are in.
  public func adviceOnDamage(of file: String, _ artifact: some Artifact) -> String {
    let again = "delete it and run `\(command(artifact.cell))`"
    guard artifact.isPrecious, file == artifact.file else { return again }
    let state = artifact.stateFile.flatMap { isThere($0) ? ", or \(again), which goes on from \($0)" : nil } ?? ""
    return "restore it from a copy (in git: `git checkout -- \(Shell.quoted(path(file)))`)\(state)"
  }
}
