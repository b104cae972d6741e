import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

extension AsAUser {
  @Suite("What is there, and why it is stale", .serialized)
  struct WhyTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    @Test func statusTellsFilesSizeAndAge() throws {
      let rows = try folder.statusRows()
      #expect(rows["05-accuracy-table"]?[1] == "accuracy.h5")
      let bytes = try contents(folder.path("accuracy.h5")).count
      #expect(rows["05-accuracy-table"]?[2] == "\((bytes + 500) / 1000) kB")
      // Two teachers, each with the state to resume from.
      #expect(rows["02-meta-training"]?[1] == "4 files")
      #expect(rows["07-blur"] == ["07-blur", "-", "-", "-", "missing"])
      let old = Date(timeIntervalSinceNow: -3.5 * 86_400)
      try FileManager.default.setAttributes(
        [.modificationDate: old], ofItemAtPath: folder.path("accuracy.h5"))
      #expect(try folder.statusRows()["05-accuracy-table"]?[3] == "3 days")
    }

    @Test func everyDifferenceIsNamed() throws {
      try folder.change("noise.h5") { file in
        try file.replaceSetting("\"images\":100", by: "\"images\":50")
        file.provenance.cellVersion = 0
        let index = try #require(file.provenance.inputs.firstIndex { $0.name == "teacher-base_larger.h5" })
        file.provenance.inputs[index].digest = "deaddeaddeadbeef"
      }
      let now = try Checkpoint.header(folder.path("teacher-base_larger.h5")).digest
      let outcome = try folder.run("notebook", "why", "06-noise")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        outcome.output.split(separator: "\n").map(String.init) == [
          "06-noise: stale", "  noise.h5 differs in", "    cell version 0 -> \(Cells.noise.version)",
          "    setting images 50 -> 100",
          "    input teacher-base_larger.h5 deaddeaddead -> \(now.prefix(12))",
        ])
    }

    @Test func nothingDiffers() throws {
      let outcome = try folder.run("notebook", "why", "6")
      #expect(outcome.output == "06-noise: complete\n  noise.h5: nothing differs\n")
    }

    @Test func whatIsMissingIsNamed() throws {
      try folder.remove("learners/vanilla-linear-2.h5")
      let learners = try folder.run("notebook", "why", "04").output
      let all = try folder.options().study.learners.count
      #expect(learners.hasPrefix("04-learners: partial, \(all - 1) of \(all) learners\n"))
      #expect(learners.contains("  missing: learners/vanilla-linear-2.h5\n"))

      try folder.change("noise.h5") { file in
        guard case .int32(var counts)? = file["correct"]?.scalars, let shape = file["correct"]?.shape else {
          return
        }
        // Three strengths of the first network.
        let first = try #require(counts.firstIndex { $0 >= 0 })
        for strength in 2..<5 { counts[first + strength] = -1 }
        file.set("correct", shape: shape, .int32(counts))
      }
      let noise = try folder.run("notebook", "why", "06").output
      #expect(
        noise.contains(
          "  missing: noise.h5: base_fc by vanilla, trial 1, training mode: 3 of 10 strengths\n"), "\(noise)")
    }

    /// Of a changed recipe its own counts alone are stale.
    @Test func unitsThatAreStaleAreNamed() throws {
      try folder.changeLessons("noise.h5")
      let (options, ledger) = (try folder.options(), try folder.ledger())
      let units = try options.study.counts(.noise).units(ledger)
      let stale = units.filter { $0.tested.key.recipe == "10_gtn" }
      let progress = try ledger.progress(of: options.study.counts(.noise))
      #expect(progress == (units.count - stale.count, units.count))
      let why = try folder.run("notebook", "why", "06").output
      #expect(
        why.hasPrefix(
          "06-noise: stale\n  noise.h5 differs in\n    recipe 10_gtn: training.lessons 9 -> 10\n  missing: "), "\(why)")
      let again = try folder.run("06-noise")
      #expect(again.output.contains("its other \(units.count - stale.count) counts are kept"), "\(again.output)")
      #expect(try folder.status()["06-noise"] == "complete")
    }

    @Test func absentInputsAreTold() throws {
      try folder.remove("teacher-base_larger3.h5")
      let output = try folder.run("notebook", "why", "06").output
      #expect(output.contains("  not here, and so not compared: teacher-base_larger3.h5\n"))
      #expect(try folder.status()["06-noise"] == "complete")
    }

    /// Neither files' times nor their order say anything about their content.
    @Test func timesOfFilesDoNotCount() throws {
      let names = try folder.checkpoints().keys.sorted()
      for (index, name) in names.enumerated() {
        let time = Date(timeIntervalSince1970: Double((index * 7919) % names.count) * 100_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: folder.path(name))
      }
      for cell in FinishedNotebook.cells {
        #expect(try folder.status()[cell] == "complete")
        #expect(try folder.run(cell).output.contains("nothing to compute"))
      }
    }
  }
}
