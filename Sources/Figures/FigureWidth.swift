/// The two widths a journal page offers, in centimetres.
public enum FigureWidth: Double, Sendable {
  case column = 8.5
  case text = 17
}
