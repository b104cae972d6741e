import Foundation
import Testing

@testable import Archive
@testable import Platform

extension ArchiveTests {
  @Suite("Faults while writing")
  struct FaultTests {
    /// Named after this process, so that the processes of the tests below find it.
    let folder: TemporaryFolder
    let path: String
    init() throws {
      folder = try TemporaryFolder(named: Faults.folder(ofTestsIn: getpid()))
      path = folder / "a.h5"
      try Checkpoint.sample.write(to: path)
    }

    @Test("A fault before any step keeps the old file and leaves nothing behind", arguments: Faults.steps)
    func fault(step: AtomicFile.Step) throws {
      let error = fileError {
        try Faults.changed.write(to: path) {
          if $0 == step { throw FileError.writing(path, code: ENOSPC) }
        }
      }
      #expect(error == .noSpace(path))
      // The step after the renaming only makes it last through a power failure.
      #expect(try Checkpoint.read(path) == (step == .synchroniseFolder ? Faults.changed : .sample))
      #expect(try folder.names == ["a.h5"])
    }

    @Test("What is not written as it should be never takes the old file's place")
    func badCopy() throws {
      let error = archiveError {
        try Faults.changed.write(to: path) { step in
          guard step == .verify else { return }
          let temporary = folder / (try #require(folder.names.first { $0.hasSuffix(".tmp") }))
          truncate(temporary, 1000)
        }
      }
      guard case .badCopy(path, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try Checkpoint.read(path) == .sample)
      #expect(try folder.names == ["a.h5"])
    }

    @Test(
      "A crash before any step leaves the old file or the new, and the next write or run tidies up",
      arguments: Faults.steps)
    func crash(step: AtomicFile.Step) async throws {
      try store(Array("\(AtomicFile.Step.allCases.firstIndex(of: step)!)".utf8), folder / "step")
      await #expect(processExitsWith: .signal(SIGKILL)) {
        let folder = Faults.folder(ofTestsIn: getppid())
        let index = try #require(Int(String(decoding: try contents(folder + "/step"), as: UTF8.self)))
        let step = AtomicFile.Step.allCases[index]
        try Faults.changed.write(to: folder + "/a.h5") { if $0 == step { kill(getpid(), SIGKILL) } }
      }
      let renamed = step == .synchroniseFolder
      #expect(try Checkpoint.read(path) == (renamed ? Faults.changed : .sample))
      let left = try folder.names.filter { $0.hasSuffix(".tmp") }
      #expect(left.count == (renamed || step == .create ? 0 : 1))

      let copies = left.map { $0.replacing(".a.h5.", with: ".other.h5.") }
      for (name, copy) in zip(left, copies) { try store(contents(folder / name), folder / copy) }
      try Faults.changed.write(to: path)
      #expect(try folder.names == (copies + ["a.h5", "step"]).sorted(), "by the next write")
      TemporaryFile.removeLeftovers(in: folder.path)
      #expect(try folder.names == ["a.h5", "step"], "by the next run")
      #expect(try Checkpoint.read(path) == Faults.changed)
    }

    @Test("A write that stops half-way, as on a full disk, keeps the old file")
    func shortWrite() async throws {
      await #expect(processExitsWith: .success) {
        let path = Faults.folder(ofTestsIn: getppid()) + "/a.h5"
        // The system then writes this many bytes and refuses the rest.
        var limit = rlimit(rlim_cur: 1500, rlim_max: 1500)
        signal(SIGXFSZ, SIG_IGN)
        #expect(setrlimit(Faults.fileSize, &limit) == 0)
        let reason = String(cString: strerror(EFBIG))
        let error = fileError { try Faults.changed.write(to: path) }
        #expect(error == .notWritable(path, reason: reason))
      }
      #expect(try Checkpoint.read(path) == .sample)
      #expect(try folder.names == ["a.h5"])
    }
  }
}

private enum Faults {
  static let steps = AtomicFile.Step.allCases

  static func folder(ofTestsIn process: pid_t) -> String {
    FileManager.default.temporaryDirectory.path + "/archive-faults-\(process)"
  }

  /// What replaces the sample.
  static var changed: Checkpoint {
    var checkpoint = Checkpoint.sample
    checkpoint.set("correct", shape: [2], .int32([7, 8]))
    return checkpoint
  }

  #if os(Linux)
    static let fileSize = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  #else
    static let fileSize = RLIMIT_FSIZE
  #endif
}
