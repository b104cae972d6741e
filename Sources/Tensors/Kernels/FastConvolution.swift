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

  func fastOutputs(_ images: Value, _ filter: Value, _ view: OutputView) -> Value {
    let result = Value(uninitialised: view.shape, .single)
    let source = images.mutable(Float.self)
    chunked(onednn_forward, filter) { range, compiled, filter in
      view.writing(result, range) { compiled.run(source + range.lowerBound * imageSize, filter, $0) }
    }
    return result
  }

  func fastImages(_ filter: Value, _ outputs: Value, _ view: OutputView) -> Value {
    let result = Value(uninitialised: imageShape, .single)
    let out = result.mutable(Float.self)
    chunked(onednn_backward_images, filter) { range, compiled, filter in
      view.reading(outputs, range) { compiled.run(out + range.lowerBound * imageSize, filter, $0) }
    }
    return result
  }

  /// Calls `run` once for every chunk, with its images and the filter as oneDNN wants it for so many.
  private func chunked(
    _ direction: onednn_direction, _ filter: Value,
    run: (_ images: Range<Int>, CompiledConvolution, _ filter: UnsafeMutableRawPointer) -> Void
  ) {
    let chunks = Chunks(images: images)
    let sizes = Set((0..<chunks.count).map(chunks.size))
    let prepared = Dictionary(
      uniqueKeysWithValues: sizes.map { size in
        let compiled = compiled(direction, size)
        return (size, (compiled, compiled.packed(filter)))
      })
    defer { withExtendedLifetime(prepared) {} }
    Parallel.tasks(chunks.count) { chunk in
      let range = chunks.range(of: chunk)
      let (compiled, packed) = prepared[range.count]!
      run(range, compiled, packed.address)
    }
  }

  func fastFilter(_ outputs: Value, _ images: Value, _ view: OutputView) -> Value {
    let chunks = Chunks(images: self.images)
    let source = images.mutable(Float.self)
    let partial = (0..<chunks.count).map {
      Storage(byteCount: compiled(onednn_backward_filter, chunks.size(of: $0)).filterBytes)
    }
    defer { withExtendedLifetime(partial) {} }
    Parallel.tasks(chunks.count) { chunk in
      let range = chunks.range(of: chunk)
      view.reading(outputs, range) {
        compiled(onednn_backward_filter, range.count).run(
          source + range.lowerBound * imageSize, partial[chunk].address, $0)
      }
    }
    // Chunks of one size share a layout, in which they are summed.
    let sums = Dictionary(grouping: partial.indices, by: chunks.size)
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
