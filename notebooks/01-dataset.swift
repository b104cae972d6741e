// 01 The data (report, "Robustness Performance Tests").
//
// MNIST: 28 x 28 grey images of handwritten digits, 60,000 to train and 10,000 to test. A pixel p in [0, 1]
// becomes x = (p - 0.1307) / 0.3081. The training images are divided once and for all into 50,000 to learn
// from and 10,000 to validate with.
//
// Reads   the data set's files (or draws the built-in strokes)
// Writes  dataset.h5: the division and the images' digests, so that every later cell uses the same images
//         figures/dataset: the first test images of each class; tables/dataset.csv

import Notebook

@main struct DatasetCell: ReportCell {
  static let entry = Report.dataset
  @OptionGroup var options: StudyOptions
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let artifact = options.study.dataset
    let content = try drawing.figuresOnly ? run.ledger.require(artifact) : run.complete(artifact)
    guard let data = content else { throw NotebookError("\(run.path(artifact.file)) is empty") }

    let table = try Table(
      columns: ["images"] + (0..<10).map { "\($0)" },
      rows: zip(["training", "test"], data.classCounts).map { name, counts in [name] + counts.map { "\($0)" } })
    try run.write(table, "dataset")
    try draw(data.examples, run)

    var page = Page(
      PackageResources._1_dataset_md,
      [
        "result": "\(data.training.count) images to learn from, \(data.validation.count) to validate with and"
          + " \(data.classCounts[1].reduce(0, +)) to test on.",
        "classes": table.markdown(), "link": run.link("dataset"),
      ])
    page.figures = [("dataset", "The first test images of each class.")]
    return page
  }

  /// Ten classes by the first test images of each, a column a class.
  func draw(_ examples: NamedArray, _ run: Run) throws {
    guard case .uint8(let bytes) = examples.scalars else { return }
    let (perClass, side) = (examples.shape[1], examples.shape[2])
    let size = side * side
    let byRow = (0..<perClass).flatMap { row in
      (0..<10).map { digit in
        bytes[(digit * perClass + row) * size..<(digit * perClass + row + 1) * size].map(Float.init)
      }
    }
    let grid = ImageStrip(
      images: byRow, side: side, valueRange: 0...255, labels: (0..<10).map { "\($0)" }, columns: 10, width: .column)
    try run.draw(FigureFile(grid), "dataset")
  }
}
