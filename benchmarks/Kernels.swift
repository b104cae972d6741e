import ArgumentParser
import Networks
import Tensors

struct KernelsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Every convolution shape of base_larger, base_larger3 and the generator, in three directions.")
  @OptionGroup var options: BenchmarkOptions
  @Option(help: "Images in a batch.")
  var batch = 128

  func run() throws {
    var report = Report()
    for shape in ConvolutionShape.all {
      for direction in ConvolutionShape.Direction.allCases {
        let call = shape.call(direction, batch: batch)
        let samples = options.measure(call)
        let gflop = Double(batch) * shape.gflopPerImage
        report.add("\(shape.name)_\(direction.rawValue)_gflops", gflop / median(samples), "%.1f")
      }
    }
    report.add("peak_gflops", peakRate(), "%.1f")
    report.add("threads", Parallel.threads)
    try report.show(json: options.json)
  }
}

/// A convolution as some network has it: side of the images, channels, kernel, stride.
private struct ConvolutionShape {
  enum Direction: String, CaseIterable { case outputs, images, filter }

  let side: Int, from: Int, to: Int, kernel: Int, stride: Int
  var padding = 1
  var name: String { "\(from)to\(to)_\(kernel)x\(kernel)_stride\(stride)_at\(side)" }
  var outSide: Int { (side + 2 * padding - kernel) / stride + 1 }
  var gflopPerImage: Double { 2e-9 * Double(outSide * outSide * from * to * kernel * kernel) }

  static let all = [
    // base_larger
    ConvolutionShape(side: 28, from: 1, to: 64, kernel: 3, stride: 1),
    ConvolutionShape(side: 14, from: 64, to: 128, kernel: 3, stride: 1),
    // base_larger3
    ConvolutionShape(side: 28, from: 64, to: 64, kernel: 1, stride: 1, padding: 0),
    ConvolutionShape(side: 28, from: 64, to: 128, kernel: 3, stride: 2),
    ConvolutionShape(side: 14, from: 128, to: 128, kernel: 1, stride: 1, padding: 0),
    ConvolutionShape(side: 14, from: 128, to: 256, kernel: 3, stride: 2),
    ConvolutionShape(side: 7, from: 256, to: 256, kernel: 1, stride: 1, padding: 0),
    // The generator's, after upsampling: all four phases at once
    ConvolutionShape(side: 9, from: 128, to: 256, kernel: 2, stride: 1, padding: 0),
    ConvolutionShape(side: 16, from: 64, to: 4, kernel: 2, stride: 1, padding: 0),
    // Dense layers, as convolutions of one pixel: base_larger, base_larger3, generator
    ConvolutionShape(side: 1, from: 6272, to: 256, kernel: 1, stride: 1, padding: 0),
    ConvolutionShape(side: 1, from: 12544, to: 256, kernel: 1, stride: 1, padding: 0),
    ConvolutionShape(side: 1, from: 1024, to: 6272, kernel: 1, stride: 1, padding: 0),
  ]

  /// One contraction, taken from the derivatives of the operation itself.
  func call(_ direction: Direction, batch: Int) -> () -> Void {
    let (stride, padding, isDense) = (stride, padding, side == 1)
    func random(_ shape: [Int]) -> Tensor {
      let numbers = RandomStream(seed: 1, purpose: "benchmark", shape).normals(shape.reduce(1, *))
      return Tensor(shape: shape, numbers, .single)
    }
    let images = random(isDense ? [batch, from] : [batch, side, side, from])
    let filter = random(isDense ? [to, from] : [to, from, kernel, kernel])
    func contraction(_ images: Tensor, _ filter: Tensor) -> Tensor {
      isDense
        ? images.multiplied(byTransposeOf: filter)
        : images.convolved(with: filter, stride: stride, padding: padding)
    }
    if direction == .outputs { return { _ = withoutRecording { contraction(images, filter) } } }
    let variable = direction == .images ? images.variable : filter.variable
    let outputs = direction == .images ? contraction(variable, filter) : contraction(images, variable)
    return { _ = gradient(of: outputs, wrt: [variable]) }
  }
}
