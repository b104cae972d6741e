import Foundation
import TestSupport
import Testing

@Suite("Scripts")
struct ScriptTests {
  private static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// With CDPATH, `cd` in a script may lead to another checkout.
  @Test(arguments: ["check-smoke", "compare-instruction-sets", "regenerate-report", "torture"])
  func workWhereTheyLie(script: String) throws {
    let folder = try TemporaryFolder()
    // Programs that say where they are called, and fail.
    let program = "#!/bin/sh\npwd -P >>'\(folder.path)/places'\nexit 1\n"
    for checkout in ["mine", "other"] {
      for part in ["scripts", ".build/release", "notebooks", "checkpoints"] {
        try FileManager.default.createDirectory(
          atPath: folder / "\(checkout)/\(part)", withIntermediateDirectories: true)
      }
      try FileManager.default.copyItem(
        atPath: Self.project.appending(path: "scripts/\(script)").path,
        toPath: folder / "\(checkout)/scripts/\(script)")
      for name in ["notebook", "01-dataset"] {
        let path = folder / "\(checkout)/.build/release/\(name)"
        try program.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "cd mine && CDPATH='\(folder.path)/other' scripts/\(script)"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let places = String(decoding: try contents(folder / "places"), as: UTF8.self).split(separator: "\n")
    let mine = URL(fileURLWithPath: folder / "mine").resolvingSymlinksInPath().path
    #expect(!places.isEmpty && places.allSatisfy { $0 == mine }, "\(places)")
  }
}
