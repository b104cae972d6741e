import Accelerator
import Teaching
import Tensors

extension TeacherArtifact {
  /// One outer step, on the device that is asked for or on the processor. `training` stands after it, wherever it was
  /// computed, so that it can be saved at any time and gone on with elsewhere.
  ///
  /// - Returns: the summed meta-loss and its last term; and what failed if the step was not done.
  /// - Throws: `AcceleratorError` if the device fails, and what ``gradient(_:_:)`` throws; nothing has changed then.
  func advance(
    _ progress: inout TeacherProgress, _ realBatch: (Int) -> Batch
  ) throws -> (metaLoss: Double, finalLoss: Double, failingGroups: String?) {
    guard let accelerator = try study.accelerator() else {
      progress.accelerated = nil
      let result = try gradient(progress.training, realBatch)
      progress.training.advance(along: result)
      if result.isFinite { progress.note("oneDNN \(oneDNNVersion)", isUsual: progress.history.devices.isEmpty) }
      return (result.metaLoss, result.finalLoss, result.isFinite ? nil : result.failingGroups)
    }
    if progress.accelerated?.outerStep != progress.outerStep { progress.accelerated = nil }
    let device = try progress.accelerated ?? AcceleratedMetaTraining(progress.training, on: accelerator)
    progress.accelerated = device
    let result = try device.advance(realBatch: realBatch)
    if result.failingGroups == nil {
      progress.training = try device.settled()
      progress.note(accelerator.summary)
    }
    return (result.metaLoss, result.finalLoss, result.failingGroups)
  }
}

extension TeacherProgress {
  /// Notes what computed the last outer step, where that is another than before.
  fileprivate mutating func note(_ device: String, isUsual: Bool = false) {
    if !isUsual, history.devices.last?.name != device { history.devices.append((outerStep, device)) }
  }
}
