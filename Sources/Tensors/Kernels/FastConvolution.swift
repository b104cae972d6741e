import COneDNN
import Synchronization

// oneDNN's convolutions in float32: the batch is cut into chunks of fixed size, one single-threaded call a
// chunk, and partial filters are summed in the order of the chunks. That is as fast as letting oneDNN
// divide the batch, and the result does not depend on the number of threads.

/// A compiled oneDNN convolution; compiling costs far more than running, so each is kept for ever.
private final class CompiledConvolution: @unchecked Sendable {
  private let handle: OpaquePointer  // never written to after creation
  let filterBytes: Int
  let scratchBytes: Int

  private struct Key: Hashable {
    let geometry: ConvolutionGeometry
    let direction: UInt32
  }
  private static let compiled = Mutex<[Key: CompiledConvolution]>([:])

  static func find(_ geometry: ConvolutionGeometry, _ direction: onednn_direction) -> CompiledConvolution {
    compiled.withLock { compiled in
      let key = Key(geometry: geometry, direction: direction.rawValue)
      if let known = compiled[key] { return known }
      let made = CompiledConvolution(geometry, direction)
      compiled[key] = made
      return made
    }
  }

  private init(_ geometry: ConvolutionGeometry, _ direction: onednn_direction) {
    var status: Int32 = 0
    guard let made = onednn_convolution_create(geometry.oneDNN, direction, &status) else {
      preconditionFailure("oneDNN refuses the convolution \(geometry), status \(status)")
    }
    handle = made
    filterBytes = onednn_convolution_filter_bytes(made)
    scratchBytes = onednn_convolution_scratch_bytes(made)
  }

  /// The filter in this convolution's own layout.
  func packed(_ filter: Value) -> Storage {
    let storage = Storage(byteCount: filterBytes)
    succeed(onednn_convolution_pack(handle, filter.scalars(Float.self), storage.address))
    return storage
  }

  func unpack(_ filter: UnsafeRawPointer, into oihw: UnsafeMutablePointer<Float>) {
    succeed(onednn_convolution_unpack(handle, filter, oihw))
  }

  func run(
    _ images: UnsafeMutablePointer<Float>, _ filter: UnsafeMutableRawPointer,
    _ outputs: UnsafeMutablePointer<Float>
  ) {
    let scratch = Storage(byteCount: scratchBytes)
    defer { withExtendedLifetime(scratch) {} }
    succeed(onednn_convolution_run(handle, images, filter, outputs, scratch.address))
  }

  private func succeed(_ status: Int32) {
    precondition(status == 0, "oneDNN fails in a convolution, status \(status)")
  }
}

/// A batch cut into chunks.
struct Chunks {
  static let size = 8
  let images: Int
  var count: Int { (images + Self.size - 1) / Self.size }
  func size(of chunk: Int) -> Int { min(Self.size, images - chunk * Self.size) }
}

extension ConvolutionGeometry {
  private func compiled(_ direction: onednn_direction, _ size: Int) -> CompiledConvolution {
    .find(with(images: size), direction)
  }

  func fastOutputs(_ pairs: [(Value, Value)]) -> Value {
    let result = Value(uninitialised: outputShape, .single)
    let out = result.mutable(Float.self)
    chunked(onednn_forward, filters: pairs.map(\.1), chunkSize: outputSize, into: out) {
      pair, chunk, compiled, filter, target in
      compiled.run(pairs[pair].0.mutable(Float.self) + chunk * Chunks.size * imageSize, filter, target)
    }
    return result
  }

  func fastImages(_ pairs: [(Value, Value)]) -> Value {
    let result = Value(uninitialised: imageShape, .single)
    let out = result.mutable(Float.self)
    chunked(onednn_backward_images, filters: pairs.map(\.0), chunkSize: imageSize, into: out) {
      pair, chunk, compiled, filter, target in
      compiled.run(target, filter, pairs[pair].1.mutable(Float.self) + chunk * Chunks.size * outputSize)
    }
    return result
  }

  /// Runs every chunk for every pair: the first writes the result, the others are added to it while the
  /// chunk is still in the cache.
  private func chunked(
    _ direction: onednn_direction, filters: [Value], chunkSize: Int,
    into out: UnsafeMutablePointer<Float>,
    _ run: (
      _ pair: Int, _ chunk: Int, CompiledConvolution, UnsafeMutableRawPointer,
      _ target: UnsafeMutablePointer<Float>
    ) -> Void
  ) {
    let chunks = Chunks(images: images)
    let sizes = Set((0..<chunks.count).map(chunks.size))
    let prepared = Dictionary(
      uniqueKeysWithValues: sizes.map { size in
        let compiled = compiled(direction, size)
        return (size, (compiled, filters.map(compiled.packed)))
      })
    Parallel.tasks(chunks.count) { chunk in
      let size = chunks.size(of: chunk)
      let (compiled, packed) = prepared[size]!
      let target = out + chunk * Chunks.size * chunkSize
      run(0, chunk, compiled, packed[0].address, target)
      for pair in filters.indices.dropFirst() {
        let more = Value(uninitialised: [size * chunkSize], .single)
        withExtendedLifetime(more) {
          let addend = more.mutable(Float.self)
          run(pair, chunk, compiled, packed[pair].address, addend)
          for i in 0..<size * chunkSize { target[i] += addend[i] }
        }
      }
    }
  }

  func fastFilter(_ pairs: [(Value, Value)]) -> Value {
    let chunks = Chunks(images: images)
    let partial = (0..<pairs.count * chunks.count).map {
      Storage(byteCount: compiled(onednn_backward_filter, chunks.size(of: $0 % chunks.count)).filterBytes)
    }
    defer { withExtendedLifetime(partial) {} }
    Parallel.tasks(partial.count) { task in
      let (pair, chunk) = task.quotientAndRemainder(dividingBy: chunks.count)
      let (outputs, images) = pairs[pair]
      compiled(onednn_backward_filter, chunks.size(of: chunk)).run(
        images.mutable(Float.self) + chunk * Chunks.size * imageSize, partial[task].address,
        outputs.mutable(Float.self) + chunk * Chunks.size * outputSize)
    }
    // Chunks of one size share a layout, in which they are summed.
    let sums = Dictionary(grouping: partial.indices) { chunks.size(of: $0 % chunks.count) }
      .sorted { $0.key > $1.key }
      .map { size, tasks in
        let compiled = compiled(onednn_backward_filter, size)
        let total = partial[tasks[0]].address.assumingMemoryBound(to: Float.self)
        let count = compiled.filterBytes / MemoryLayout<Float>.size
        let others = tasks.dropFirst().map { partial[$0].address.assumingMemoryBound(to: Float.self) }
        Parallel.ranges(count, grain: Parallel.elementGrain) { range in
          for other in others { for i in range { total[i] += other[i] } }
        }
        let unpacked = Value(uninitialised: filterShape, .single)
        compiled.unpack(total, into: unpacked.mutable(Float.self))
        return unpacked
      }
    return sums.reduce { Kernels.sum($0, $1) }
  }

  /// filter, outputs -> images for images of one channel: a matrix product gives what every output pixel
  /// sends through every tap of the kernel, and the taps are then added where they land.
  func singleChannelImages(_ pairs: [(Value, Value)]) -> Value {
    precondition(channelsIn == 1)
    let result = Kernels.fill(0, shape: imageShape, .single)
    let taps = kernel * kernel
    Parallel.tasks(images) { image in
      let sent = Value(uninitialised: [outHeight * outWidth, taps], .single)
      let out = result.mutable(Float.self) + image * imageSize
      withExtendedLifetime(sent) {
        for (filter, outputs) in pairs {
          send(filter, outputs, image, into: sent.mutable(Float.self))
          land(sent.mutable(Float.self), in: out)
        }
      }
    }
    return result
  }

  /// What every output pixel of one image sends through every tap: [pixels, taps].
  private func send(
    _ filter: Value, _ outputs: Value, _ image: Int, into sent: UnsafeMutablePointer<Float>
  ) {
    let taps = kernel * kernel
    let status = onednn_matrix_product(
      CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "N")), outHeight * outWidth, taps, channelsOut,
      outputs.scalars(Float.self) + image * outputSize, channelsOut, filter.scalars(Float.self), taps,
      0, sent, taps)
    precondition(status == 0, "oneDNN refuses a matrix product, status \(status)")
  }

  /// Adds what was sent to the pixels where it lands.
  private func land(_ sent: UnsafeMutablePointer<Float>, in out: UnsafeMutablePointer<Float>) {
    let taps = kernel * kernel
    for p in 0..<outHeight {
      for q in 0..<outWidth {
        let source = sent + (p * outWidth + q) * taps
        for tap in 0..<taps {
          let (y, x) = (p * stride + tap / kernel - padding, q * stride + tap % kernel - padding)
          if y >= 0, y < height, x >= 0, x < width { out[y * width + x] += source[tap] }
        }
      }
    }
  }
}
