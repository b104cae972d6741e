/// How pixels become the numbers that networks see: x = (p - mean) / deviation, with the grey level p
/// between 0 and 1.
///
/// The constants are the usual ones of MNIST's training images; all data sets share them, so that strengths
/// of attacks mean the same everywhere.
public enum Normalisation {
  /// Mean and standard deviation of grey levels between 0 (black) and 1 (white).
  public static let mean: Float = 0.1307
  public static let deviation: Float = 0.3081

  /// The normalised values of black and of white: about -0.4242 to 2.8215.
  public static let validRange = of(0)...of(255)

  /// The normalised value of every byte.
  static let table = (0...255).map { of(UInt8($0)) }

  private static func of(_ pixel: UInt8) -> Float { (Float(pixel) / 255 - mean) / deviation }
}
