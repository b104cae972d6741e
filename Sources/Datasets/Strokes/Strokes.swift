/// Digits drawn with a pen: a built-in data set that needs no files.
///
/// An image is one way to write its digit, turned, slanted, scaled and shifted as a whole, with every point
/// displaced a little, drawn with a pen of random width on a slightly noisy sheet. The arithmetic is basic
/// operations and square roots only, which IEEE 754 fixes to the last bit: images are equal on all platforms.
enum Strokes {
  private static let side = 28

  /// Draws images with random labels. Image and label with a given number depend on nothing but the seed, the
  /// purpose (training or test images) and the number.
  static func draw(count: Int, seed: UInt64, for purpose: KeyedGenerator.Purpose) -> ImageSet {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    var labels: [UInt8] = []
    for index in 0..<count {
      var generator = KeyedGenerator(seed: seed, purpose: purpose, index: index)
      let label = generator.below(10)
      labels.append(UInt8(label))
      pixels += image(of: label, &generator)
    }
    return ImageSet(side: side, pixels: pixels, labels: labels)
  }

  /// The pixels of one digit, [28, 28].
  private static func image(of digit: Int, _ generator: inout KeyedGenerator) -> [UInt8] {
    let variants = Glyphs.variants[digit]
    let strokes = variants[generator.below(variants.count)]
    let hand = Hand(&generator)
    var canvas = Canvas(side: side)
    for stroke in strokes {
      let written = stroke.moved { point in hand.place(point) + wobble(&generator) }
      canvas.draw(written.polyline, radius: hand.radius)
    }
    return canvas.ink.map { ink in
      let grain = generator.uniform(-hand.grain...hand.grain) + generator.uniform(-hand.grain...hand.grain)
      return UInt8((255 * min(1, max(0, hand.pressure * ink + grain))).rounded())
    }
  }

  /// The displacement of one point, in pixels.
  private static func wobble(_ generator: inout KeyedGenerator) -> Point {
    Point(generator.uniform(-0.9...0.9), generator.uniform(-0.9...0.9))
  }
}

/// How one image is written: where the unit box of the glyph goes, and what the pen is like.
private struct Hand {
  /// Half the width of the pen, in pixels.
  let radius: Double
  /// The ink of a full stroke, of 1.
  let pressure: Double
  /// The strength of the sheet's noise, of 1.
  let grain: Double
  private let centre: Point
  /// The images of the box's horizontal and vertical unit vectors, in pixels.
  private let across: Point
  private let down: Point

  init(_ generator: inout KeyedGenerator) {
    radius = generator.uniform(0.8...1.8)
    pressure = generator.uniform(0.75...1)
    grain = generator.uniform(0...0.08)
    centre = Point(generator.uniform(-1.8...1.8), generator.uniform(-1.8...1.8)) + Point(13.5, 13.5)
    let width = generator.uniform(13...20)
    let height = generator.uniform(15.5...21)
    let slant = generator.uniform(-0.25...0.25)
    // The tangent of half the angle gives sine and cosine without a library: up to 18 degrees either way.
    let t = generator.uniform(-0.16...0.16)
    let (cosine, sine) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
    across = width * Point(cosine, sine)
    down = height * Point(-sine - slant * cosine, cosine - slant * sine)
  }

  /// Where a point of the box is on the sheet, in pixels.
  func place(_ point: Point) -> Point {
    centre + (point.x - 0.5) * across + (point.y - 0.5) * down
  }
}
