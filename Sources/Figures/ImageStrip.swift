/// Grey images in a row or a grid: black is the lower end of the value range, white the upper end.
///
/// Pixels keep their edges: in the PNG, in the PDF (which asks for no interpolation) and in the SVG as
/// browsers show it; some other readers smooth pictures that they enlarge a little.
public struct ImageStrip: Sendable {
  /// The images, row by row, [images][side * side], each in row-major order.
  public var images: [[Float]]
  /// Pixels along an edge of an image.
  public var side: Int
  /// The values drawn black and white; values beyond are drawn as these.
  public var valueRange: ClosedRange<Float>
  /// One text under each image or, over a grid, one per column.
  public var labels: [String]
  /// Images in a row.
  public var columns: Int
  /// One text at the left of each row, or none.
  public var rowLabels: [String]
  /// The width of the whole strip; its height follows from it.
  public var width: FigureWidth

  /// Nothing is checked here: ``FigureFile/draw(to:name:)`` refuses images of another size than `side`,
  /// values that are not finite, and numbers of labels that do not fit.
  public init(
    images: [[Float]], side: Int, valueRange: ClosedRange<Float>, labels: [String], columns: Int,
    rowLabels: [String] = [], width: FigureWidth = .text
  ) {
    self.images = images
    self.side = side
    self.valueRange = valueRange
    self.labels = labels
    self.columns = columns
    self.rowLabels = rowLabels
    self.width = width
  }

  var rows: Int { (images.count + columns - 1) / columns }

  /// - Throws: ``FigureError`` naming the first image that cannot be drawn.
  func check() throws(FigureError) {
    guard side >= 1, columns >= 1, !images.isEmpty else {
      throw FigureError("no image to draw: give at least one image, one column and one pixel")
    }
    guard valueRange.lowerBound < valueRange.upperBound,
      (valueRange.upperBound - valueRange.lowerBound).isFinite
    else {
      throw FigureError("the value range of the images is \(valueRange): give two different finite numbers")
    }
    for (index, image) in images.enumerated() {
      guard image.count == side * side else {
        throw FigureError("image \(index) has \(image.count) pixels: \(side) x \(side) are \(side * side)")
      }
      if let pixel = image.firstIndex(where: { !$0.isFinite }) {
        throw FigureError("image \(index) is \(image[pixel]) at pixel \(pixel): draw finite values only")
      }
    }
    guard labels.isEmpty || labels.count == images.count || labels.count == columns else {
      throw FigureError(
        "\(labels.count) labels for \(images.count) images in \(columns) columns: one each, or one a column"
      )
    }
    guard rowLabels.isEmpty || rowLabels.count == rows else {
      throw FigureError("\(rowLabels.count) row labels for \(rows) rows of images: give one a row or none")
    }
  }
}
