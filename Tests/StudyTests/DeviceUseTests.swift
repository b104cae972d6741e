import Testing

@testable import Study

/// Which files a device takes part in.
@Suite("What uses a device")
struct DeviceUseTests {
  private let study = Study(Settings(.smoke), seed: 1)

  @Test func trainingAndTestsDo() {
    #expect(study.teachers.allSatisfy(\.usesDevice) && study.learningCurves.usesDevice)
    #expect(study.accuracy.usesDevice && study.counts(.fgsm).usesDevice)
    #expect(!study.dataset.usesDevice && !study.strongAttacks.usesDevice)
  }

  @Test func mostRecipesDo() {
    let without = study.learners.filter { !$0.usesDevice }.map(\.key.recipe)
    #expect(Set(without) == ["real_64", "adversarial"])
  }
}
