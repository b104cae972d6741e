import Archive
import Foundation
import Testing

extension ArchiveTests {
  /// HDF5's own tools, where they are installed.
  @Suite("Tools")
  struct ToolTests {
    let folder: TemporaryFolder
    init() throws {
      folder = try TemporaryFolder()
      try Checkpoint.sample.write(to: folder / "a.h5")
    }

    @Test("h5ls lists the documented names and shapes", .enabled(if: isInstalled("h5ls")))
    func list() throws {
      let lines = try run("h5ls", "-r", folder / "a.h5").split(separator: "\n").map {
        $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      #expect(
        lines == [
          "/ Group", "/axes Group", "/axes/none Dataset {0, 5}", "/axes/protocol Dataset {3}",
          "/correct Dataset {1, 2, 2}", "/curriculum Group", "/curriculum/log_momentum Dataset {SCALAR}",
          "/generator Group", "/generator/model.0.weight Dataset {2, 3}", "/images Group",
          "/images/small Dataset {4}",
        ])
    }

    @Test("h5dump shows the documented attributes and types", .enabled(if: isInstalled("h5dump")))
    func dump() throws {
      let dump = try run("h5dump", folder / "a.h5")
      let attributes = dump.matches(of: /ATTRIBUTE "(\w+)"/).map { String($0.1) }
      #expect(
        attributes == [
          "cell", "cell_version", "digest", "inputs", "kind", "libraries", "schema_version", "seed",
          "settings",
        ])
      for text in [
        "H5T_IEEE_F32LE", "H5T_IEEE_F64LE", "H5T_STD_I32LE", "H5T_STD_U8LE", "H5T_STR_NULLPAD",
        "H5T_CSET_UTF8",
        Checkpoint.sample.digest, "18446744073709551614", "02-meta-training", "published",
      ] {
        #expect(dump.contains(text), "\(text)")
      }
    }

    private func run(_ tool: String, _ arguments: String...) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [tool] + arguments
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: data, as: UTF8.self)
    }
  }
}

private func isInstalled(_ tool: String) -> Bool {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
}
