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
      #expect(try folder.checkpoints() == files)
    }

    /// A teacher is begun on a device and goes on on the processor; its history tells.
    @Test(.enabled(if: DeviceName.kind("xla-cpu").isInstalled, "\(TestDevice.remedy)"))
    func aTeacherMovesFromADeviceToTheProcessor() throws {
      let folder = try UserFolder()
      _ = try folder.run("01-dataset")
      let teachers = try folder.options().study.teachers
      let artifact = try #require(teachers.first)
      func train(until step: Int, _ arguments: String...) throws {
        let outcome = try folder.start(
          "02-meta-training", ["--teacher", artifact.plan.name, "--until-step", "\(step)"] + arguments
        ).outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
      try train(until: 1, "--device", "xla-cpu")
      #expect(try Checkpoint.header(folder.path(artifact.file)).provenance.libraries.contains("PJRT"))
      try train(until: 2)
      let history = try TeacherFile.history(Checkpoint.read(folder.path(artifact.file)))
      #expect(history.metaLoss.count == 2)
      #expect(history.devices.map(\.from) == [1, 2])
      #expect(history.devices[0].name.hasPrefix("PJRT") && history.devices[1].name.hasPrefix("oneDNN"))
    }
  }
}
