import Foundation
import Testing

@testable import Notebook

extension AsAUser {
  @Suite("Disks that refuse", .serialized)
  struct DiskTests {
    let finished: FinishedNotebook
    let folder: UserFolder
    init() throws {
      finished = try FinishedNotebook.shared.get()
      folder = try UserFolder(copyOf: finished.folder)
    }

    /// A part of the noise test, so that there is something to lose.
    private func startNoise() throws {
      try folder.remove("noise.h5")
      let part = try folder.run("06-noise", "--learner", "base_larger", "--trial", "1", "--algorithm", "gtn")
      #expect(part.status == 0, "\(part.errors)")
    }

    private func run(_ script: String, _ cell: String, _ arguments: [String] = []) throws -> Outcome {
      let options = ["--scale", "smoke", "--checkpoints", folder.path]
      return try Program(shell: script, cell, arguments + options).outcome()
    }

    /// The system refuses every file above 5 KiB in the midst of its writing.
    @Test func limitedFiles() throws {
      try startNoise()
      let before = try folder.checkpoints()
      let script = "trap '' XFSZ; ulimit -f 10; exec \"$@\""
      let noise = try run(script, "06-noise")
      #expect(noise.status == 2)
      try expectOneLine(noise, of: "06-noise", naming: [folder.path("noise.h5")], "nothing was changed")
      let teacher = try run(script, "02-meta-training", ["--teacher", "base_larger", "--force"])
      #expect(teacher.status == 2)
      try expectOneLine(
        teacher, of: "02-meta-training", naming: [folder.path("teacher-base_larger.resume.h5")],
        "nothing was changed")
      #expect(try folder.checkpoints() == before)
      #expect(folder.leftovers() == [])

      #expect(try folder.run("06-noise").status == 0)
      #expect(try folder.checkpoints() == finished.folder.checkpoints())
    }

    @Test(.enabled(if: mounts, "needs a name space of its own for file systems"))
    func fullDisk() throws {
      try startNoise()
      let before = try folder.checkpoints()
      // On a small file system that is filled up; what is there then is brought back for a look.
      let script = """
        used=$(du -sk "$FOLDER/smoke" | cut -f 1)
        copy=$(mktemp -d) && mkdir "$copy/disk" && mount -t tmpfs -o size=$((used + 400))k tmpfs "$copy/disk" &&
        cp -r "$FOLDER/smoke" "$copy/disk" && mount --bind "$copy/disk/smoke" "$FOLDER/smoke" || exit 99
        head -c 100000000 /dev/zero >"$copy/disk/ballast" 2>/dev/null
        "$@"; status=$?
        umount "$FOLDER/smoke"; rm -r "$FOLDER/smoke"; cp -r "$copy/disk/smoke" "$FOLDER/smoke"
        umount "$copy/disk"; rm -r "$copy"; exit $status
        """
      let noise = try run(Self.inNameSpace(script, folder), "06-noise")
      #expect(noise.status == 2, "\(noise.errors)")
      try expectOneLine(noise, of: "06-noise", naming: [folder.path("noise.h5")], "no space left")
      #expect(try folder.checkpoints() == before)
      #expect(folder.leftovers() == [])
    }

    @Test(.enabled(if: mounts, "needs a name space of its own for file systems"))
    func readOnlyFolder() throws {
      try startNoise()
      let before = try folder.checkpoints()
      let script = """
        mount --bind "$FOLDER" "$FOLDER" && mount -o remount,bind,ro "$FOLDER" || exit 99
        exec "$@"
        """
      for (cell, file) in [("06-noise", "noise.h5"), ("08-fgsm", "fgsm.h5")] {
        let outcome = try run(Self.inNameSpace(script, folder), cell)
        #expect(outcome.status == 2, "\(outcome.errors)")
        try expectOneLine(outcome, of: cell, naming: [folder.path(file)], "read-only", "choose another path")
      }
      #expect(try folder.checkpoints() == before)
    }

    /// What a killed run left beside any file is gone after the next run.
    @Test func leftoversAreTidied() throws {
      for name in [".noise.h5.1.tmp", "learners/.x.h5.1.tmp", "paper/figures/.noise.pdf.1.tmp"] {
        try Data("left".utf8).write(to: URL(fileURLWithPath: folder.path(name)))
      }
      #expect(folder.leftovers().count == 3)
      #expect(try folder.run("01-dataset").status == 0)
      #expect(folder.leftovers() == [])
    }

    /// `--paper` may be a folder of other things.
    @Test func leftoversOfOthersStay() throws {
      let paper = folder.path("thesis")
      let others = [".notes.1.tmp", "build/.object.1.tmp", "tables/old/.a.1.tmp"]
      for name in ["figures/.noise.pdf.1.tmp", "figures/source/.noise.gnuplot.1.tmp"] + others {
        let file = URL(fileURLWithPath: "\(paper)/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("left".utf8).write(to: file)
      }
      #expect(try folder.run("01-dataset", "--paper", paper).status == 0)
      #expect(Set(folder.leftovers()) == Set(others.map { "thesis/\($0)" }))
    }

    private static func inNameSpace(_ script: String, _ folder: UserFolder) -> String {
      "FOLDER='\(folder.path)' exec unshare --user --map-root-user --mount sh -c '\(script)' sh \"$@\""
    }

    /// Whether this user may mount file systems that only the process sees.
    static let mounts: Bool = {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      let command = "unshare --user --map-root-user --mount mount -t tmpfs tmpfs /mnt 2>/dev/null"
      process.arguments = ["-c", command]
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }()
  }
}
