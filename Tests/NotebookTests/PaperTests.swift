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

  /// The rows of a table by the heads of its columns.
  private func rows(_ table: String) throws -> [[String: String]] {
    let lines = try text("paper/tables/\(table).csv").split(separator: "\n").map { line in
      // Within quotes a comma is text.
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { place, part in
        place.isMultiple(of: 2) ? String(part) : String(part.replacing(",", with: "\u{1F}"))
      }.joined().split(separator: ",", omittingEmptySubsequences: false).map {
        String($0.replacing("\u{1F}", with: ","))
      }
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// The README's result: in evaluation mode vanilla networks are less accurate than gtn ones in all primary contrasts, by
  /// this much, and so many of them beyond chance; and what differs in training mode.
  @Test func readmeTellsThePrimaryContrasts() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let contrasts = try rows("contrasts")
    func differences(_ mode: String, _ tests: String...) -> [Double] {
      contrasts.filter { $0["mode"] == mode && tests.contains($0["test"] ?? "") }
        .compactMap { Double($0["vanilla − gtn"] ?? "") }
    }
    func pair(_ numbers: [Double]) throws -> String {
      try #require(numbers.count == 2)
      return String(format: "by %.3f and %.3f", abs(numbers[0]), abs(numbers[1]))
    }
    let evaluation = differences("evaluation", "noise", "blur", "fgsm")
    #expect(evaluation.count == 6 && evaluation.allSatisfy { $0 < 0 })
    let (least, most) = (try #require(evaluation.max()), try #require(evaluation.min()))
    #expect(readme.contains(String(format: "by %.3f to %.3f over all strengths", -least, -most)))
    let attacked = differences("evaluation", "pgd")
    #expect(attacked.allSatisfy { $0 < 0 })
    #expect(readme.contains("and under PGD, \(try pair(attacked))."))
    for (test, words, isAhead) in [
      ("fgsm", "`vanilla` is ahead under FGSM as the report ran it", true), ("noise", "a little under noise", true),
      ("blur", "behind under blur", false), ("pgd", "and under PGD", false),
    ] {
      let found = differences("training", test)
      #expect(found.allSatisfy { ($0 > 0) == isAhead }, "\(test)")
      #expect(readme.contains("\(words), \(try pair(found))"), "\(test)")
    }
    let certain = contrasts.filter {
      Double($0["p (Holm)"]?.replacing("< ", with: "") ?? "").map { $0 < 0.05 } ?? false
    }
    func count(_ mode: String, _ isMeant: (Double) -> Bool) -> Int {
      certain.count { $0["mode"] == mode && Double($0["vanilla − gtn"] ?? "").map(isMeant) ?? false }
    }
    #expect(count("evaluation") { $0 > 0 } == 0)
    #expect(
      readme.contains(
        "Beyond chance (Holm) are \(count("evaluation") { $0 < 0 }) of 8 in evaluation mode, all with `vanilla` behind, and"
          + " \(count("training") { _ in true }) of 8 in training mode, \(count("training") { $0 > 0 }) of them with it ahead."
      ))
    #expect(contrasts.count == 16)
  }

  /// What the cells beyond the report say of the causes.
  @Test func readmeTellsTheCauses() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    func differences(_ table: String, _ contrast: String) throws -> [String: Double] {
      let found = try rows("\(table)-contrasts").filter { $0["contrast"] == contrast }
      return Dictionary(
        found.compactMap { row in
          row["evaluation [95% interval]"].flatMap { Double($0) }.map { (row["test"] ?? "", $0) }
        }, uniquingKeysWith: { first, _ in first })
    }
    let means = try differences("means", "vanilla_means − vanilla")
    let most = try #require(means.values.map(abs).max())
    #expect(readme.contains(String(format: "change `vanilla` by at most %.3f", most)))
    let schedule = try differences("controls", "real_64 − gtn")
    let (noise, fgsm) = (try #require(schedule["noise"]), try #require(schedule["fgsm"]))
    let other = try differences("controls", "real_64 − vanilla")
    let all = (try #require(other["noise"]) - noise, try #require(other["fgsm"]) - fgsm)
    #expect(
      readme.contains(
        String(
          format:
            "within %.3f of `gtn` under noise and %.3f under FGSM, where `vanilla` lacks %.3f and %.3f, but stay %.3f behind"
            + " under blur", -noise, -fgsm, all.0, all.1, -(try #require(schedule["blur"])))))
    // Under blur nothing is left of what the schedule explains.
    #expect(try #require(other["blur"]) < 0.02)
  }

  /// `linear`, which the answer names beside the report's types, has vanilla ahead under noise and FGSM in either mode.
  @Test func readmeTellsTheThirdType() throws {
    let told = try #require(try variables()["AnswerOtherTypes"]).replacing("$-$", with: "−")
    #expect(told.hasPrefix("linear with the teacher for base\\_larger3 has "), "\(told)")
    let found = told.matches(of: /\[([−+][0-9.]+), [−+][0-9.]+\] under (noise|FGSM)/)
    #expect(found.count == 4 && found.allSatisfy { $0.1.hasPrefix("+") }, "\(told)")
  }

  /// What the paper says of stored means, and of attacks along the means of a batch.
  @Test func paperTellsTheCauses() throws {
    func means(_ contrast: String, _ test: String) throws -> Double {
      let row = try rows("means-contrasts").first { $0["contrast"] == contrast && $0["test"] == test }
      return try #require(row?["evaluation [95% interval]"].flatMap { Double($0) })
    }
    // With means of real images gtn loses nothing under noise, and most of its lead under blur.
    #expect(try means("gtn_real_means − gtn", "noise") > 0)
    #expect(try abs(means("vanilla_means − gtn_real_means", "blur")) < abs(means("gtn_real_means − gtn", "blur")))
    let shifts = try rows("mates-shift").filter { $0["teacher"] == "base_larger" }
    func shift(_ test: String, _ start: String, _ place: Int, _ recipe: String) throws -> Double {
      let found = shifts.filter { $0["test"] == test && $0["shift from"] == start }
      return try #require(Double(found[place][recipe] ?? ""))
    }
    // Far off at first, which noise hardly makes worse and blur does; from clean means as far as ordinary ones.
    let first = try shift("noise", "stored means", 0, "gtn")
    #expect(try first > 0.5 && shift("noise", "stored means", 1, "gtn") < first + 0.05)
    #expect(try shift("blur", "stored means", 1, "gtn") > first + 0.1)
    for test in ["noise", "blur"] {
      let (vanilla, gtn) = (
        try shift(test, "means of clean images", 0, "vanilla"), try shift(test, "means of clean images", 0, "gtn")
      )
      #expect(abs(gtn / vanilla - 1) < 0.2, "\(test)")
    }
    let way = try rows("strong-coupling")
    func left(_ attack: String, _ recipe: String) throws -> Double {
      let row = try #require(way.first { $0["attack"] == attack })
      return try #require(row["\(recipe) at 0.1 (n = 5)"].flatMap { Double($0) })
    }
    // Right images alone help a little, the margin along the means nearly everything.
    let asRun = try left("cross-entropy of all, means followed", "vanilla")
    let right = try left("of right images, means followed", "vanilla")
    #expect(try asRun > right && right > 0.5 && left("margin of all, means followed", "vanilla") < 0.05)
    #expect(try left("of right images, means held", "gtn of base_larger") > 0.3)
  }

  /// An attack that fails, beside one that does not.
  @Test func readmeTellsTheStrongAttacks() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let found = try rows("strong").filter { $0["mode"] == "training" && $0["budget"] == "0.1" }
    func left(_ recipe: String, _ attack: String) throws -> String {
      try #require(found.first { $0["recipe"] == recipe && $0["learner type"] == "base_larger" }?[attack])
    }
    #expect(
      readme.contains(
        "leaves `vanilla` \(try left("vanilla", "pgd-as-run")) of the images at a change of 0.1 per pixel"))
    let (vanilla, gtn) = (try left("vanilla", "pgd-cross-entropy"), try left("gtn of base_larger", "pgd-cross-entropy"))
    #expect(readme.contains(") it \(vanilla), and `gtn` \(gtn) ("))
  }

  /// The other data set: behind in evaluation mode, under PGD not beyond chance; in training mode PGD finds no difference.
  @Test func readmeTellsTheOtherDataSet() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let found = try rows("fashion-mnist")
    let column = "fashion-mnist: vanilla − gtn [95% interval]"
    func number(_ test: String, _ mode: String, _ part: String = "") throws -> Double {
      let row = try #require(found.first { $0["test"] == test && $0["mode"] == mode })
      return try #require(row[column + part].flatMap { Double($0) })
    }
    #expect(readme.contains(String(format: "is ahead by %.3f on clean images", try number("clean", "evaluation"))))
    let behind = try ["noise", "blur", "FGSM", "PGD at 0.05"].map { -(try number($0, "evaluation")) }
    #expect(
      readme.contains(
        String(
          format:
            "by %.3f under noise, %.3f under blur, %.3f under FGSM and, with zero in its interval, %.3f under PGD.",
          behind[0], behind[1], behind[2], behind[3])))
    #expect(readme.contains(String(format: "it is ahead by %.3f under FGSM as run", try number("FGSM", "training"))))
    #expect(try number("FGSM", "training", " low") > 0)
    for test in ["noise", "blur", "FGSM"] { #expect(try number(test, "evaluation", " high") < 0, "\(test)") }
    for mode in ["evaluation", "training"] {
      #expect(try number("PGD at 0.05", mode, " low") < 0 && number("PGD at 0.05", mode, " high") > 0, "\(mode)")
    }
  }

  /// Teachers of other seeds: the README says under which tests all of them agree on the sign, in either mode.
  @Test func readmeTellsTheSeeds() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let found = try rows("outer-steps-teachers").filter { $0["test"] != "clean" }
    let seeds = try #require(found.first).keys.filter { $0.hasPrefix("seed ") }
    for row in found {
      let signs = try Set(seeds.map { try #require(row[$0].flatMap { Double($0) }) > 0 })
      let told = row["test"] == "noise" || row["test"] == "FGSM"
      #expect((signs.count == 1) == told, "\(row)")
      if told { #expect(signs == [row["mode"] == "training"], "\(row)") }
    }
    let words = ["2": "two", "3": "three", "4": "four", "5": "five"]
    let (number, step) = (try #require(words["\(seeds.count)"]), try #require(found.first?["outer steps"]))
    #expect(
      readme.contains(
        "After \(step) outer steps, `base_larger` teachers of \(number) seeds [agree](paper/cells/16-outer-steps.md) in sign under"
          + " noise and FGSM in either mode, not under blur and PGD"))
  }

  /// Between these steps the report's question is answered alike, in every test and mode.
  @Test func readmeTellsTheOuterSteps() throws {
    let found = try rows("outer-steps-differences")
    for row in found {
      let signs = try Set(
        [200, 400, 600].map { try #require(row["vanilla − gtn, \($0) steps"].flatMap { Double($0) }) > 0 })
      #expect(signs.count == 1, "\(row)")
    }
    #expect(found.count == 10)
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    #expect(readme.contains("From outer step 200 to 600 no sign changes."))
  }

  @Test func readmeTellsTheAgreement() throws {
    let readme = try text("README.md").replacingOccurrences(of: "\n", with: " ")
    let effects = try rows("agreement-effects")
    let (same, all) = (effects.count { $0["same sign"] == "yes" }, effects.count)
    #expect(readme.contains("come out again in direction, in \(same) of \(all) cases, if often not in size."))
    #expect(effects.count { $0["within floor"] == "yes" } < all * 2 / 3)
    let variables = try variables()
    func number(_ name: String) throws -> String { try #require(variables[name], "\(name)") }
    #expect(readme.contains("a teacher of \(try number("OuterStepsBaseLarger")) outer steps"))
    #expect(readme.contains("one for `base_larger3` of \(try number("OuterStepsBaseLargerThree")) outer steps"))
  }

  /// "So ours lie about as far from the reported ones as another teacher moves them."
  @Test(arguments: ["TenGtn", "Gtn", "Vanilla"]) func differencesAreOfTheSizeOfTheFloor(algorithm: String) throws {
    let variables = try variables()
    func number(_ name: String) throws -> Double { try #require(variables[name].flatMap { Double($0) }, "\(name)") }
    #expect(try number("Difference\(algorithm)") < 1.5 * number("Floor\(algorithm)"))
  }

  /// Two ways to the same effects: counts averaged first by recipe, and differences trial by trial.
  @Test func effectsAreDifferencesOfAccuracies() throws {
    let robustness = try rows("robustness")
    for contrast in try rows("contrasts") where contrast["vanilla − gtn"] != "" && contrast["test"] != "pgd" {
      let row = try #require(
        robustness.first { $0["test"] == contrast["test"] && $0["teacher"] == contrast["teacher"] })
      func number(_ text: String?) throws -> Double { try #require(text.flatMap { Double($0) }) }
      let mode = try #require(contrast["mode"])
      let (vanilla, gtn) = (try number(row["\(mode): vanilla"]), try number(row["\(mode): gtn"]))
      #expect(try abs(vanilla - gtn - number(contrast["vanilla − gtn"])) <= 0.0016, "\(contrast)")
    }
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
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let shipped = found.filter {
      $0.hasSuffix(".h5") && !$0.hasSuffix(".resume.h5") && !$0.contains("learners/")
        && !$0.contains("outer-steps/teacher-")
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
