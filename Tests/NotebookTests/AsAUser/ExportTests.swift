import Foundation
import TestSupport
import Testing

@testable import Notebook

extension AsAUser {
  @Suite("An archive", .serialized)
  struct ExportTests {
    let folder: UserFolder
    init() throws { folder = try UserFolder(copyOf: try FinishedNotebook.shared.get().folder) }

    private var crate: String { "\(folder.path)/crate" }

    private func export(_ more: String...) throws -> Outcome {
      try Program(
        "notebook",
        ["export", "--scale", "smoke", "--checkpoints", folder.path, "--ro-crate", crate] + more, in: Document.root
      ).outcome()
    }

    private func graph() throws -> [String: [String: Any]] {
      let data = try contents("\(crate)/ro-crate-metadata.json")
      let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let entities = try #require(document["@graph"] as? [[String: Any]])
      let ids = entities.compactMap { $0["@id"] as? String }
      #expect(Set(ids).count == entities.count, "every entity has a name of its own")
      return Dictionary(uniqueKeysWithValues: zip(ids, entities))
    }

    /// Whatever an entity refers to, in its properties and their lists.
    private func references(_ value: Any) -> [String] {
      if let list = value as? [Any] { return list.flatMap(references) }
      guard let entity = value as? [String: Any] else { return [] }
      return (entity["@id"] as? String).map { [$0] } ?? []
    }

    @Test func everythingReferredToIsThere() throws {
      let outcome = try export()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let graph = try graph()
      for (id, entity) in graph {
        for (name, value) in entity where name != "@id" {
          for other in references(value) where !other.contains("://") {
            #expect(graph[other] != nil, "\(name) of \(id) is \(other), which is no entity")
          }
        }
      }
      let parts = references(try #require(graph["./"]?["hasPart"]))
      let names = try #require(FileManager.default.enumerator(atPath: crate)?.compactMap { $0 as? String })
      var isFolder = ObjCBool(false)
      let files = names.filter {
        FileManager.default.fileExists(atPath: "\(crate)/\($0)", isDirectory: &isFolder) && !isFolder.boolValue
      }
      #expect(Set(files) == Set(parts + ["ro-crate-metadata.json"]), "parts are the files, all of them")
      for cell in FinishedNotebook.cells { #expect(parts.contains("notebooks/\(cell).swift")) }
      #expect(parts.contains("checkpoints/smoke/noise.h5") && parts.contains("paper/figures/noise-base_larger.pdf"))
    }

    @Test func anActionTellsWhatMadeWhat() throws {
      #expect(try export("--doi", "10.5281/zenodo.1234567").status == 0)
      let graph = try graph()
      let noise = try #require(graph["#run-06-noise"])
      #expect(references(try #require(noise["result"])).contains("checkpoints/smoke/noise.h5"))
      #expect(references(try #require(noise["object"])).contains("checkpoints/smoke/teacher-base_larger.h5"))
      #expect(references(try #require(noise["instrument"])) == ["notebooks/06-noise.swift"])
      #expect((noise["description"] as? String)?.contains("06-noise --scale smoke") == true)
      let digest = try #require(graph["#noise.h5-SHA-256-of-the-content"]?["value"] as? String)
      #expect(digest.contains(/^[0-9a-f]{64}$/))
      #expect(graph["./"]?["identifier"] as? String == "https://doi.org/10.5281/zenodo.1234567")
      #expect(graph["#run-10-conclusion"] == nil, "what has not run is no action")
    }

    @Test func theSameResultsAreTheSameCrate() throws {
      #expect(try export().status == 0)
      let first = try contents("\(crate)/ro-crate-metadata.json")
      try FileManager.default.removeItem(atPath: crate)
      #expect(try export().status == 0)
      #expect(try contents("\(crate)/ro-crate-metadata.json") == first)
    }

    @Test func nothingIsOverwrittenAndNothingLeftBehind() throws {
      try FileManager.default.createDirectory(atPath: crate, withIntermediateDirectories: false)
      let outcome = try export()
      #expect(outcome.status == 2 && outcome.errorLines.count == 1 && outcome.errors.contains("is there already"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: crate).isEmpty)
      #expect(try export("--doi", "zenodo").status == 64)
      let elsewhere = try Program(
        "notebook", ["export", "--scale", "smoke", "--checkpoints", folder.path, "--ro-crate", "new"], in: folder.path
      ).outcome()
      #expect(elsewhere.status == 2 && elsewhere.errors.contains("run this in the folder of the package"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/new"))
    }
  }
}
