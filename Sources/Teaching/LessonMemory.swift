import Tensors

/// Of which inner steps the forward sweep keeps what the reverse sweep needs: of the first, as far as memory reaches.
///
/// Lessons come before the graphs of their images: a lesson spares three passes through the learner, a graph one
/// through the generator.
struct LessonMemory {
  /// Kept while all that is kept takes fewer bytes.
  private let limit: Int
  private var stepsLeft: Int
  private var used = 0
  private var bytesOfALesson = 0

  init(limit: Int, steps: Int) {
    self.limit = limit
    stepsLeft = steps
  }

  /// Whether the lesson of the next step is kept.
  var keepsLesson: Bool { used < limit }

  /// Whether the graph of its images is kept with it: if that leaves room for the lessons of all steps to come.
  var keepsImages: Bool { used + stepsLeft * bytesOfALesson < limit }

  /// Counts what the next step took of what is kept: its images, with or without their graph, and its lesson.
  mutating func take(images: Int, lesson: Int) {
    used += images + lesson
    bytesOfALesson = lesson
    stepsLeft -= 1
  }
}

/// What the reverse sweep finds of an inner step; it computes the rest again.
struct KeptStep {
  var images: RecordedImages?
  var lesson: Lesson?
}
