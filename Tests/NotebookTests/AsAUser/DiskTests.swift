import Foundation
import TestSupport
import Testing

@testable import Notebook
@testable import Study
@testable import Workflow

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
      let part = try folder.run("06-noise", "--learner", "base_larger", "--trial", "1", "--recipe", "gtn")
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

    /// gnuplot does not mind when the system refuses the rest of a picture: no part of one may pass for a figure.
    @Test func limitedPictures() throws {
      let figure = "paper/figures/noise-sample"
      let names = ["pdf", "svg", "png"].map { "\(figure).\($0)" }
      let expected = try names.map { try contents(folder.path($0)) }
      for name in names { try folder.remove(name) }
      let before = try folder.checkpoints()
      // 26 KiB hold its script and numbers, and what the page says.
      let noise = try run("trap '' XFSZ; ulimit -f 52; exec \"$@\"", "06-noise")
      #expect(noise.status == 2)
      try expectOneLine(noise, of: "06-noise", naming: ["noise-base_larger.", "a part"], "room")
      for name in names { #expect(!folder.exists(name)) }
      #expect(try folder.checkpoints() == before)
      #expect(folder.leftovers() == [])

      #expect(try folder.run("06-noise").status == 0)
      #expect(try names.map { try contents(folder.path($0)) } == expected)
    }

    /// Few open files, or little address space, are no reason to fail, let alone to wait for ever.
    @Test(arguments: ["ulimit -n 200", "ulimit -v 600000", "ulimit -n 30"])
    func littleOfEverything(limit: String) throws {
      try folder.remove("paper")
      let noise = try run("\(limit); exec timeout 60 \"$@\"", "06-noise", ["--figures-only"])
      #expect(noise.status == 0, "\(noise.errors)")
      #expect(folder.exists("paper/figures/noise-base_larger.pdf"))
    }

    @Test func tooLittleAddressSpaceIsSaid() throws {
      let noise = try run("ulimit -v 400000; exec timeout 60 \"$@\"", "06-noise", ["--figures-only"])
      #expect(noise.status == 64)
      #expect(noise.errorLines.count == 1 && noise.errors.contains("ulimit -v"), "\(noise.errors)")
    }

    /// What is printed goes nowhere: that is said, and the results are there.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs a full device"))
    func fullStandardOutput() throws {
      try startNoise()
      for (program, arguments) in [
        ("notebook", ["status"]), ("06-noise", []), ("notebook", ["list"]), ("06-noise", ["--help"]),
      ] {
        let outcome = try run("exec \"$@\" >/dev/full", program, arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
        #expect(outcome.errors.contains("\(program): error: the standard output cannot be written"))
      }
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

    /// The same where nobody may mount: root, too, may not write anywhere once it has given up its privilege.
    @Test(.enabled(if: getuid() != 0 || succeeds(unprivileged + "true"), "needs a user who may be refused"))
    func folderWithoutPermission() throws {
      try startNoise()
      let before = try folder.checkpoints()
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path(""))
      defer {
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path(""))
      }
      for (cell, file) in [("06-noise", "noise.h5"), ("08-fgsm", "fgsm.h5")] {
        let outcome = try run((getuid() == 0 ? Self.unprivileged : "exec ") + "\"$@\"", cell)
        #expect(outcome.status == 2, "\(outcome.errors)")
        try expectOneLine(outcome, of: cell, naming: [folder.path(file)], "read-only", "its permissions")
      }
      #expect(try folder.checkpoints() == before)
      #expect(folder.leftovers() == [])
    }

    private static func inNameSpace(_ script: String, _ folder: UserFolder) -> String {
      "FOLDER='\(folder.path)' exec unshare --user --map-root-user --mount sh -c '\(script)' sh \"$@\""
    }

    /// Whether this user may mount file systems that only the process sees.
    static let mounts = succeeds("unshare --user --map-root-user --mount mount -t tmpfs tmpfs /mnt")

    /// Before a command of root's: without the privilege to write where permissions say no.
    static let unprivileged = "exec setpriv --bounding-set -dac_override --inh-caps -dac_override "

    private static func succeeds(_ command: String) -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "exec 2>/dev/null; " + command]
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }
}
