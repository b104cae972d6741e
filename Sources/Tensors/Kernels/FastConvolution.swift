import COneDNN

// oneDNN's convolutions in float32: the batch is cut into chunks of fixed size, one single-threaded call a
// chunk, and partial filters are summed in the order of the chunks. That is as fast as letting oneDNN
// divide the batch, and the result does not depend on the number of threads.

/// A batch cut into chunks, small enough that what a chunk makes is still in the cache when it is used.
struct Chunks {
  static let size = 8
  let images: Int
  var count: Int { (images + Self.size - 1) / Self.size }
  func size(of chunk: Int) -> Int { min(Self.size, images - chunk * Self.size) }
  func range(of chunk: Int) -> Range<Int> { chunk * Self.size..<chunk * Self.size + size(of: chunk) }
}

extension ConvolutionGeometry {
  private func compiled(_ direction: onednn_direction, _ size: Int) -> CompiledConvolution {
    .find(with(images: size), direction)
  }

  func fastOutputs(_ pairs: [(Value, Value)], _ view: OutputView) -> Value {
    let result = Value(uninitialised: view.shape, .single)
    chunked(onednn_forward, filters: pairs.map(\.1), result, view) {
      pair, images, compiled, filter, target in
      compiled.run(pairs[pair].0.mutable(Float.self) + images.lowerBound * imageSize, filter, target)
    }
    return result
  }

  func fastImages(_ pairs: [(Value, Value)], _ view: OutputView) -> Value {
    let result = Value(uninitialised: imageShape, .single)
    chunked(onednn_backward_images, filters: pairs.map(\.0), result, OutputView(imagesOf: self)) {
      pair, images, compiled, filter, target in
      view.reading(pairs[pair].1, images) { compiled.run(target, filter, $0) }
    }
    return result
  }

  /// Runs every chunk for every pair: the first writes the result, the others are added to it while the
  /// chunk is still in the cache.
  private func chunked(
    _ direction: onednn_direction, filters: [Value], _ result: Value, _ view: OutputView,
    run: (
      _ pair: Int, _ images: Range<Int>, CompiledConvolution, UnsafeMutableRawPointer,
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
    defer { withExtendedLifetime(prepared) {} }
    Parallel.tasks(chunks.count) { chunk in
      let range = chunks.range(of: chunk)
      let (compiled, packed) = prepared[range.count]!
      view.writing(result, range) { target in
        run(0, range, compiled, packed[0].address, target)
        for pair in filters.indices.dropFirst() {
          let more = Value(uninitialised: [range.count * view.fullSize], .single)
          withExtendedLifetime(more) {
            let addend = more.mutable(Float.self)
            run(pair, range, compiled, packed[pair].address, addend)
            for i in 0..<range.count * view.fullSize { target[i] += addend[i] }
          }
        }
      }
    }
  }

  func fastFilter(_ pairs: [(Value, Value)], _ view: OutputView) -> Value {
    let chunks = Chunks(images: images)
    let partial = (0..<pairs.count * chunks.count).map {
      Storage(byteCount: compiled(onednn_backward_filter, chunks.size(of: $0 % chunks.count)).filterBytes)
    }
    defer { withExtendedLifetime(partial) {} }
    Parallel.tasks(partial.count) { task in
      let (pair, chunk) = task.quotientAndRemainder(dividingBy: chunks.count)
      let (outputs, images) = pairs[pair]
      let range = chunks.range(of: chunk)
      view.reading(outputs, range) {
        compiled(onednn_backward_filter, range.count).run(
          images.mutable(Float.self) + range.lowerBound * imageSize, partial[task].address, $0)
      }
    }
    // Chunks of one size share a layout, in which they are summed.
    let sums = Dictionary(grouping: partial.indices) { chunks.size(of: $0 % chunks.count) }
      .sorted { $0.key > $1.key }
      .map { size, tasks in
        let compiled = compiled(onednn_backward_filter, size)
        let total = partial[tasks[0]].address.assumingMemoryBound(to: Float.self)
        let count = compiled.filterBytes / MemoryLayout<Float>.size
        let others = tasks.dropFirst().map { partial[$0].address.assumingMemoryBound(to: Float.self) }
        Parallel.ranges(count, grain: 1 << 12) { range in
          for other in others { for i in range { total[i] += other[i] } }
        }
        let unpacked = Value(uninitialised: filterShape, .single)
        compiled.unpack(total, into: unpacked.mutable(Float.self))
        return unpacked
      }
    return sums.reduce { Kernels.sum($0, $1) }
  }
}
