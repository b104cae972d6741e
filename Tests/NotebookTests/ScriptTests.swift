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
    // The shell lays out two checkouts whose programs say where they are called, and fail. What this process wrote
    // itself, a child that another test forks meanwhile could hold open, and then it cannot be run (ETXTBSY).
    let layout = """
      for checkout in mine other; do
        mkdir -p $checkout/scripts $checkout/.build/release $checkout/notebooks $checkout/checkpoints
        cp '\(Self.project.appending(path: "scripts/\(script)").path)' $checkout/scripts/
        for program in notebook 01-dataset; do
          printf '#!/bin/sh\\npwd -P >>"\(folder.path)/places"\\nexit 1\\n' >$checkout/.build/release/$program
          chmod 755 $checkout/.build/release/$program
        done
      done
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", layout + "\ncd mine && CDPATH='\(folder.path)/other' scripts/\(script)"]
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
