// Are the findings those of one data set? A part of the study asks the report's question of another.

extension Study {
  /// The other data set, under its name: Fashion-MNIST, beside which stands MNIST. Built-in strokes, for which no files are needed,
  /// stand beside strokes that are drawn from another seed: that shows that everything works, and no more.
  var ofOtherData: Study {
    let isDrawn = settings.dataset == "strokes"
    let dataset = isDrawn ? "strokes" : settings.dataset == "fashion-mnist" ? "mnist" : "fashion-mnist"
    let part = StudyPart(
      name: isDrawn ? "other-strokes" : dataset, cell: Cells.fashion, roster: .part, whole: self,
      hasOwnData: true)
    var settings = settings.of(dataset)
    settings.teachers = settings.teachers.filter { $0.name == "base_larger" }
    settings.learners = ["base_larger"]
    settings.trials = min(settings.trials, 3)
    return Study(
      settings, seed: isDrawn ? seed &+ 1 : seed, dataFolder: dataFolder, device: device.name,
      askedBy: device.askedBy, part: part)
  }

  /// What tables and figures call its images.
  public var dataName: String { part?.name ?? settings.dataset }
}
