import Accelerator
import Teaching
import Tensors

extension TeacherProgress {
  /// One outer step on a device, or on the processor if that is nil. `training` stands after it, wherever it was computed,
  /// so that it can be saved at any time and gone on with elsewhere.
  ///
  /// - Returns: the summed meta-loss and its last term; and what failed if the step was not done.
  /// - Throws: `AcceleratorError` if the device fails; nothing has changed then.
  mutating func advance(
    on accelerator: Accelerator?, realBatch: (Int) -> Batch
  ) throws -> (metaLoss: Double, finalLoss: Double, failingGroups: String?) {
    guard let accelerator else {
      accelerated = nil
      let result = training.advance(realBatch: realBatch)
      if result.isFinite { history.note("oneDNN \(oneDNNVersion)", from: outerStep, unless: history.devices.isEmpty) }
      return (result.metaLoss, result.finalLoss, result.isFinite ? nil : result.failingGroups)
    }
    if accelerated?.outerStep != outerStep { accelerated = nil }
    let device = try accelerated ?? AcceleratedMetaTraining(training, on: accelerator)
    accelerated = device
    let result = try device.advance(realBatch: realBatch)
    if result.failingGroups == nil {
      training = try device.settled()
      history.note(accelerator.summary, from: outerStep)
    }
    return (result.metaLoss, result.finalLoss, result.failingGroups)
  }
}

extension TeacherHistory {
  /// Notes what computes from an outer step on, where that is another than before.
  fileprivate mutating func note(_ device: String, from outerStep: Int, unless isUsual: Bool = false) {
    if !isUsual, devices.last?.name != device { devices.append((outerStep, device)) }
  }
}
