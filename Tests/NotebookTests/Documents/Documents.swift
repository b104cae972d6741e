import Foundation

/// The documents that a reader reads: README.md, the manual and what else lies beside the code in Markdown.
struct Document: CustomStringConvertible, Sendable {
  /// From the root of the package.
  let path: String
  let text: String

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOfFile: "\(Self.root)/\(path)", encoding: .utf8)
  }

  /// Those that are written by hand; a cell's page is generated.
  static let all: [Document] = {
    let alone = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "DIVERGENCES.md", "checkpoints/README.md"]
    let files = FileManager.default
    let manual = (try? files.contentsOfDirectory(atPath: "\(root)/docs")) ?? []
    let examples = (try? files.contentsOfDirectory(atPath: "\(root)/examples")) ?? []
    let paths =
      alone + manual.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
      + examples.sorted().map { "examples/\($0)/README.md" }
    return paths.compactMap { try? Document($0) }
  }()

  var description: String { path }

  /// The commands of all blocks that are marked `sh`, in order.
  var commands: [ShownCommand] {
    var commands: [ShownCommand] = []
    for match in text.matches(of: /(?s)```sh\n(.*?)```/) {
      // A block may change the folder for the lines after it.
      var folder = ""
      let lines = match.1.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").map(String.init)
      for command in lines.flatMap(ShownCommand.words) {
        if command.first == "cd", command.count == 2 { folder = command[1] }
        commands.append(ShownCommand(document: path, folder: folder, words: command))
      }
    }
    return commands
  }
}

/// A command as a document shows it.
struct ShownCommand: CustomStringConvertible, Sendable {
  let document: String
  /// The folder that the lines before it went to, from the root of the package; "" for that.
  let folder: String
  /// Without comments and without the variables set in front of it.
  let words: [String]

  var description: String { "\(document): \(words.joined(separator: " "))" }

  /// The commands of a line, which `&&`, `;` and `|` part, as words.
  static func words(_ line: String) -> [[String]] {
    let code = line.replacing(/(^|\s)#.*$/, with: "")
    return code.split(separator: /&&|;|\|/).map { part in
      part.split(separator: " ").map(String.init).drop { $0.contains(/^[A-Z_]+=/) }.map { $0 }
    }.filter { !$0.isEmpty }
  }

  /// The program of this package that the command runs, with its arguments; nil for another program.
  var program: (name: String, arguments: [String])? {
    var words = words[...]
    // What `mpirun` starts stands behind its options.
    if words.first == "mpirun" { words = words.drop { !$0.hasPrefix(".build/") } }
    // GNU parallel runs what stands before its list.
    if words.first == "parallel" { words = words.dropFirst().prefix { $0 != ":::" } }
    if words.starts(with: ["swift", "run", "-c", "release"]) {
      words = words.dropFirst(4)
    } else if let first = words.first, first.hasPrefix(".build/release/") {
      words = [String(first.dropFirst(".build/release/".count))] + words.dropFirst()
    } else {
      return nil
    }
    return words.first.map { ($0, Array(words.dropFirst())) }
  }
}
