import Archive
import Foundation
import Testing

@testable import Notebook

/// What is typed about the results that are shipped agrees with them. Who has computed others has other texts to write.
@Suite("Typed texts", .enabled(if: Shipped.isUnchanged(), "the results are those in git"))
struct PaperTests {
  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Shipped.root)/\(path)", encoding: .utf8)
  }

  /// The answer of the paper, its abstract's and the README's: at report scale, with either teacher, vanilla networks
  /// are ahead of gtn ones in all tests as published, and in evaluation mode under LBFGS only.
  @Test(arguments: ["BaseLarger", "BaseLargerThree"])
  func answerIsThatOfTheTables(teacher: String) throws {
    let variables = try variables()
    try #require(variables["Scale"] == "report")
    #expect(variables["Ahead\(teacher)Published"] == "noise, blur, FGSM and LBFGS as run")
    #expect(variables["Ahead\(teacher)Evaluation"] == "LBFGS as run")
    #expect(variables["Behind\(teacher)Evaluation"] == "noise, blur and FGSM")
  }

  @Test func countsInTheReadmeAreThoseOfTheTables() throws {
    let variables = try variables()
    func number(_ name: String) throws -> String { try #require(variables[name], "\(name)") }
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let all = "\(try number("AgreeingPublished")) of the report's \(try number("ComparedPublished")) points"
    let ordinary =
      "of ordinary networks \(try number("AgreeingPublishedVanilla")) of \(try number("ComparedPublishedVanilla"))"
    #expect(readme.contains(all) && readme.contains(ordinary))
    #expect(readme.contains("a teacher of \(try number("OuterStepsBaseLarger")) outer steps"))
    #expect(
      readme.contains("one for `base_larger3` of \(try number("OuterStepsBaseLargerThree")) outer steps"))
  }

  /// "In training mode it withstands both attacks better than 10_gtn does in the same mode."
  @Test(arguments: ["BaseLarger", "BaseLargerThree"], ["Fgsm", "Lbfgs"])
  func vanillaWithstandsAttacksBetterInTrainingMode(teacher: String, attack: String) throws {
    let variables = try variables()
    func accuracy(_ algorithm: String) throws -> Double {
      try #require(variables["Over\(teacher)\(attack)Published\(algorithm)"].flatMap { Double($0) })
    }
    #expect(try accuracy("Vanilla") > accuracy("TenGtn"))
  }

  /// Two ways to the same numbers: the paper's variables and the table of all accuracies.
  @Test func accuraciesInTheTextAreThoseOfTheTable() throws {
    let variables = try variables()
    let rows = try text("paper/tables/robustness.csv").split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
    var compared = 0
    for row in rows.dropFirst() where row[0] != "lbfgs-as-written" {
      for (column, cell) in zip(rows[0], row).dropFirst(2) {
        let parts = column.components(separatedBy: ": ")
        guard parts[0] != "reported" else { continue }
        let algorithm = try #require(["10_gtn": "TenGtn", "gtn": "Gtn", "vanilla": "Vanilla"][parts[1]])
        let teacher = row[1] == "base_larger" ? "BaseLarger" : "BaseLargerThree"
        let name = "Over\(teacher)\(row[0].capitalized)\(parts[0].capitalized)\(algorithm)"
        let typed = try #require(variables[name].flatMap { Double($0) }, "\(name)")
        let exact = try #require(cell.split(separator: " ").first.flatMap { Double($0) })
        #expect(abs(typed - exact) <= 0.0056, "\(name)")
        compared += 1
      }
    }
    #expect(compared == 48)
  }

  /// checkpoints/README.md lists every shipped file of the report scale with the beginning of its digest.
  @Test func digestsOfShippedFilesAreListed() throws {
    let listed = try text("checkpoints/README.md").split(separator: "\n").compactMap {
      line -> (String, String)? in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: [" ", "`"]) }
      return cells.count == 4 && cells[0].hasSuffix(".h5") && cells[2].count == 16
        ? (cells[0], cells[2]) : nil
    }
    let folder = "\(Shipped.root)/checkpoints/report"
    let shipped = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasSuffix(".h5") && !$0.hasSuffix(".resume.h5")
    }
    #expect(Set(listed.map(\.0)) == Set(shipped))
    for (file, digest) in listed {
      #expect(try Checkpoint.read("\(folder)/\(file)").digest.hasPrefix(digest), "\(file)")
    }
  }

  private func variables() throws -> [String: String] {
    let lines = try text("paper/generated/variables.tex").split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        let parts = line.dropFirst("\\newcommand{\\".count).components(separatedBy: "}{")
        return parts.count == 2 && line.hasPrefix("\\newcommand{\\")
          ? (parts[0], String(parts[1].dropLast())) : nil
      })
  }
}

private enum Shipped {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static func isUnchanged() -> Bool {
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "git", "-C", root, "diff", "--quiet", "HEAD", "--", "checkpoints/report", "paper/generated",
    ]
    git.standardError = FileHandle.nullDevice
    do { try git.run() } catch { return false }
    git.waitUntilExit()
    return git.terminationStatus == 0
  }
}
