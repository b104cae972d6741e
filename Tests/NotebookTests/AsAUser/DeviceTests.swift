import Accelerator
import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("Accelerators", .serialized)
  struct DeviceTests {
    @Test func namesOfDevicesAreListed() throws {
      let outcome = try Program(
        shell: "GTN_ACCELERATORS=/nowhere exec \"$@\"", "notebook", ["devices"]
      ).outcome()
      #expect(outcome.status == 0)
      for name in ["cpu", "cuda", "rocm", "xla-cpu"] {
        #expect(outcome.lines(of: "\(name) ").count == 1)
      }
      #expect(outcome.output.contains("/nowhere"))
      #expect(outcome.lines(of: "cuda ")[0].hasSuffix("not installed"))
    }

    /// By the option or by the variable: one line, and nothing is written.
    @Test(arguments: [("cuda", ""), ("", "cuda")])
    func aPluginThatIsMissing(option: String, variable: String) throws {
      let folder = try UserFolder()
      _ = try folder.run("01-dataset")
      let files = try folder.checkpoints()
      let script = "GTN_ACCELERATORS=/nowhere GTN_DEVICE=\(variable) exec \"$@\""
      let device = option.isEmpty ? [] : ["--device", option]
      let arguments = ["--scale", "smoke", "--checkpoints", folder.path] + device
      let outcome = try Program(shell: script, "02-meta-training", arguments).outcome()
      #expect(outcome.status == 2)
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.contains("/nowhere") && outcome.errors.contains("scripts/install-accelerator cuda13"))
      #expect(outcome.errors.contains(option.isEmpty ? ": GTN_DEVICE cuda: " : ": --device cuda: "))
      #expect(try folder.checkpoints() == files)
    }

    /// What computes on the processor alone needs no device.
    @Test func whatUsesNoDeviceRunsWithoutOne() throws {
      let folder = try UserFolder()
      _ = try folder.run("01-dataset")
      _ = try folder.run("02-meta-training", "--teacher", "base_larger", "--until-step", "1")
      let learner = ["--teacher", "base_larger", "--learner", "base_larger", "--recipe", "real_64", "--trial", "1"]
      let outcome = try Program(
        shell: "GTN_ACCELERATORS=/nowhere exec \"$@\"", "04-learners",
        learner + ["--scale", "smoke", "--checkpoints", folder.path, "--device", "cuda"]
      ).outcome()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(folder.exists("learners/base_larger-real_64-base_larger-1.h5"))
    }

    /// A folder whose data set is described, and its first teacher's artifact.
    private func begin() throws -> (UserFolder, TeacherArtifact) {
      let folder = try UserFolder()
      _ = try folder.run("01-dataset")
      return (folder, try #require(try folder.options().study.teachers.first))
    }

    private func run(_ cell: String, _ arguments: [String], in folder: UserFolder) throws {
      let outcome = try folder.start(cell, arguments).outcome()
      #expect(outcome.status == 0, "\(cell): \(outcome.errors)")
    }

    private func history(_ teacher: TeacherArtifact, in folder: UserFolder) throws -> TeacherHistory {
      try TeacherFile.history(Checkpoint.read(folder.path(teacher.file)))
    }

    private func libraries(_ file: String, in folder: UserFolder) throws -> String {
      try Checkpoint.header(folder.path(file)).provenance.libraries
    }

    /// Whatever ends a run on a device, all that was saved stays, and the processor goes on from there; the history tells. A
    /// run that is killed loses what was not saved yet, of the last minute at most.
    @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"), arguments: [SIGTERM, SIGKILL])
    func aTeacherMovesFromADeviceToTheProcessor(signal: Int32) throws {
      let (folder, teacher) = try begin()
      let arguments = ["--teacher", teacher.plan.name]
      try run("02-meta-training", arguments + ["--until-step", "1", "--device", "xla-cpu"], in: folder)
      let first = try history(teacher, in: folder)
      #expect(first.metaLoss.count == 1)

      let program = try folder.start("02-meta-training", arguments + ["--device", "xla-cpu"])
      #expect(try program.interrupt(signal, whenItSays: "\(teacher.title) 2/"))
      #expect(try program.outcome().status == 128 + signal)
      let saved = try history(teacher, in: folder)
      #expect(saved.metaLoss.first == first.metaLoss[0])
      #expect(saved.metaLoss.count >= (signal == SIGTERM ? 2 : 1))
      #expect(try libraries(teacher.file, in: folder).contains("PJRT"))

      try run("02-meta-training", arguments, in: folder)
      let whole = try history(teacher, in: folder)
      #expect(whole.metaLoss.count == teacher.plan.outerSteps)
      #expect(Array(whole.metaLoss.prefix(saved.metaLoss.count)) == saved.metaLoss)
      #expect(whole.devices.map(\.from) == [1, saved.metaLoss.count + 1])
      #expect(whole.devices[0].name.hasPrefix("PJRT") && whole.devices[1].name.hasPrefix("oneDNN"))
      #expect(folder.leftovers().isEmpty)
    }

    /// Learners that a device has trained are as accurate as those that the processor has, and what a device counts of one
    /// and the same learner is what the processor counts.
    @Test(.enabled(if: TestDevice.isAskedFor, "\(TestDevice.remedy)"))
    func learnersAreTrainedAndTestedOnADevice() throws {
      let (folder, teacher) = try begin()
      let only = ["--teacher", teacher.plan.name, "--trial", "1"]
      let (linear, attacked) = (
        only + ["--learner", "linear"], only + ["--learner", "base_larger", "--recipe", "vanilla"]
      )
      try run("02-meta-training", ["--teacher", teacher.plan.name], in: folder)
      let here = try UserFolder(copyOf: folder)
      for (folder, device) in [(folder, ["--device", "xla-cpu"]), (here, [])] {
        for learner in [linear, attacked] { try run("04-learners", learner + device, in: folder) }
      }
      let both = try UserFolder(copyOf: folder)  // Learners of the device, counted by the processor.
      for (folder, device) in [(folder, ["--device", "xla-cpu"]), (here, []), (both, [])] {
        try run("05-accuracy-table", linear + device, in: folder)
        try run("08-fgsm", attacked + ["--mode", "evaluation"] + device, in: folder)
      }
      for file in ["learners/vanilla-linear-1.h5", "accuracy.h5", "fgsm.h5"] {
        #expect(try libraries(file, in: folder).contains("PJRT"), "\(file)")
        #expect(try !libraries(file, in: here).contains("PJRT"), "\(file)")
      }
      func counts(_ counts: (Study) -> Counts, _ folder: UserFolder) throws -> [CountUnit: Int] {
        try folder.ledger().content(counts(folder.options().study)).correct
      }
      for (counted, images) in [({ $0.accuracy }, 100), ({ $0.counts(.fgsm) }, 16)] as [((Study) -> Counts, Int)] {
        let (device, processor, trainedHere) = (
          try counts(counted, folder), try counts(counted, both), try counts(counted, here)
        )
        #expect(!device.isEmpty && device.keys == processor.keys && device.keys == trainedHere.keys)
        for (unit, count) in device {
          #expect(abs(count - processor[unit]!) <= images / 16, "\(unit): \(count), \(processor[unit]!)")
          #expect(abs(count - trainedHere[unit]!) <= images / 4, "\(unit): \(count), \(trainedHere[unit]!)")
        }
      }
    }
  }
}
