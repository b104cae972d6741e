/// This package.
public enum Package {
  /// What every program prints with `--version`: here, in CHANGELOG.md and in CITATION.cff, which a test compares.
  public static let version = "0.9.0"
}
