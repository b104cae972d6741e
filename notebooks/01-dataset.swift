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

@main struct DatasetCell: Cell {
  static let cell = Cells.dataset
  @OptionGroup var options: Options
  @OptionGroup var drawing: DrawingOption

  func work(_ run: Run) throws -> Page {
    let provenance = try run.datasetProvenance()
    if drawing.figuresOnly {
      try run.require(DatasetFile.name, provenance, from: Self.cell)
    } else if try run.needs(DatasetFile.name, provenance) {
      let lock = try FileLock(for: run.path(DatasetFile.name))
      defer { withExtendedLifetime(lock) {} }
      run.computed(1)
      let dataset = try run.dataset()
      let file = DatasetFile(dataset, seed: run.seed)
      try file.checkpoint(dataset, provenance, examples: DatasetFile.examples).write(
        to: run.path(DatasetFile.name))
      say("  read \(dataset.name) from \(dataset.source)")
      say("  wrote \(run.path(DatasetFile.name))")
    }
    try draw(run)
    return try page(run)
  }

  private func page(_ run: Run) throws -> Page {
    let stored = try Checkpoint.read(run.path(DatasetFile.name))
    let counts = try stored.integers("class_counts", shape: [2, 10]).map { "\($0)" }
    let split = try [stored.integers("split/training").count, stored.integers("split/validation").count]
    var page = Page(
      question: "Which images are learned from, validated with and tested on?",
      formula: #"x = (p - 0.1307) / 0.3081, \quad p \in [0, 1]"#,
      settings: [("learned from, validated with", "\(split[0]), \(split[1])")],
      reads: [])
    page.figures = [("dataset", "The first test images of each class.")]
    let table = try Table(
      columns: ["images"] + (0..<10).map { "\($0)" },
      rows: [["training"] + counts[..<10], ["test"] + counts[10...]])
    try run.write(table, "dataset")
    page.results = [
      Page.Section("Images of each class", table.markdown() + "\nAs CSV: \(run.link("dataset")).")
    ]
    return page
  }

  /// Ten classes by the first test images of each.
  func draw(_ run: Run) throws {
    let stored = try Checkpoint.read(run.path(DatasetFile.name))
    guard let shape = stored["examples"]?.shape else { return }
    let pixels = try stored.bytes("examples").map { Float($0) }
    let (perClass, side) = (shape[1], shape[2])
    let images = (0..<10 * perClass).map { Array(pixels[$0 * side * side..<($0 + 1) * side * side]) }
    // One column a class.
    let byRow = (0..<perClass).flatMap { row in (0..<10).map { images[$0 * perClass + row] } }
    let grid = ImageStrip(
      images: byRow, side: side, valueRange: 0...255, labels: (0..<10).map { "\($0)" }, columns: 10,
      width: .column)
    try run.draw(FigureFile(grid), "dataset")
  }
}
