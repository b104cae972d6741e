// swift-tools-version: 6.2
import PackageDescription

/// The notebook's cells, in the order in which they run: one executable and one source file each.
/// `NotebookTests` checks this list against the folder.
let cells = [
  "01-dataset", "02-meta-training", "03-curriculum", "04-learners", "05-accuracy-table", "06-noise",
  "07-blur", "08-fgsm", "09-lbfgs", "10-conclusion", "11-means", "12-controls",
  "13-strong-attacks", "14-fashion-mnist", "15-batch-mates", "16-outer-steps",
]

/// What other packages can build on, one product each; `examples/` has one that does.
let libraries = [
  "Tensors", "Accelerator", "Networks", "Teaching", "Robustness", "Datasets", "Archive", "Workflow", "Study",
  "Findings",
]

/// Warnings are errors where `GTN_STRICT` is set, as `make check` and `.ci/run` do: a newer compiler's are no user's.
let strict: [SwiftSetting] =
  [.swiftLanguageMode(.v6)]
  + (Context.environment["GTN_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "gtn-robustness",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "notebook", targets: ["driver"])] + libraries.map(library),
  traits: [.trait(name: "MPI", description: "Meta-training on several machines, with the system's MPI.")],
  dependencies: [
    // The command lines of cells, driver and benchmark.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // The cells' pages, from templates.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    // System libraries.
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CNLopt", pkgConfig: "nlopt", providers: [.apt(["libnlopt-dev"]), .brew(["nlopt"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .systemLibrary(name: "CMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),
    // The interface of accelerators' plugins, which are loaded when a program runs (docs/accelerator.md).
    .target(name: "CPJRT"),

    // The core library. Dependencies point one way: downwards in the data flow.
    .target(name: "Digest", dependencies: ["COpenSSL"], swiftSettings: strict),
    .target(name: "Tensors", dependencies: ["COneDNN"], swiftSettings: strict),
    .target(name: "Accelerator", dependencies: ["Tensors", "Platform", "CPJRT"], swiftSettings: strict),
    .target(name: "Networks", dependencies: ["Tensors"], swiftSettings: strict),
    .target(name: "Teaching", dependencies: ["Networks", "Accelerator"], swiftSettings: strict),
    .target(name: "Robustness", dependencies: ["Networks", "Accelerator", "CNLopt"], swiftSettings: strict),
    // What all programs here ask of the system: files that appear whole or not at all, other programs.
    .target(name: "Platform", swiftSettings: strict),
    // Processes that mpirun started together; MPI takes part with the trait alone.
    .target(
      name: "Ranks", dependencies: [.target(name: "CMPI", condition: .when(traits: ["MPI"]))], swiftSettings: strict),
    .target(name: "Datasets", dependencies: ["Digest", "Platform", "CZlib"], swiftSettings: strict),
    .target(name: "Archive", dependencies: ["CHDF5", "Digest", "Platform"], swiftSettings: strict),
    .target(name: "Figures", dependencies: ["Platform"], swiftSettings: strict),
    // The workflow knows no teacher and no learner; the study says what the report is made of; findings are pure.
    .target(
      name: "Workflow", dependencies: ["Archive", "Figures", "Platform", "Ranks", "Tensors", arguments, mustache],
      resources: ["head", "figures", "settings"].map { .embedInCode("Parts/\($0).md") }, swiftSettings: strict),
    .target(
      name: "Study",
      dependencies: [
        "Workflow", "Accelerator", "Archive", "Datasets", "Figures", "Networks", "Platform", "Ranks", "Robustness",
        "Teaching", "Tensors",
      ],
      exclude: ["Reported/README.md"],
      resources: [
        .embedInCode("Reported/reported-curves.csv"),
        .embedInCode("Reported/reported-accuracy-table.csv"),
        .embedInCode("Reported/paper-curricula.csv"),
        .embedInCode("Reported/pytorch-check.csv"),
      ],
      swiftSettings: strict),
    .target(
      name: "Findings", dependencies: ["Study", "Figures", "Robustness", "Datasets", "Tensors"],
      swiftSettings: strict),
    .target(
      name: "Notebook", dependencies: ["Workflow", "Study", "Findings"],
      resources: ["checklists", "test"].map { .embedInCode("Parts/\($0).md") }, swiftSettings: strict),
  ] + cells.map(executable) + [
    // The driver depends on the cells so that building it builds them. Its target is not named like its
    // program: beside the library `Notebook` that would clash on disks that ignore case.
    executable("driver", file: "notebook", dependencies: ["Platform"] + cells.map { .target(name: $0) }),

    // How fast all this is; docs/performance.md.
    .executableTarget(
      name: "benchmark",
      dependencies: ["Robustness", "Teaching", "Networks", "Accelerator", "Platform", "Tensors", arguments],
      path: "benchmarks", exclude: ["compare-with-torch", "torch_peer.py", "torch_tests.py"],
      swiftSettings: strict),

    // Tests, one target a module.
    .target(
      name: "TestSupport", dependencies: ["Tensors", "Accelerator", "Archive", "CHDF5"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "AcceleratorTests", dependencies: ["Accelerator", "CPJRT", "Platform", "Tensors", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Platform"], swiftSettings: strict),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"], swiftSettings: strict),
    .testTarget(name: "FindingsTests", dependencies: ["Findings", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"], swiftSettings: strict),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "TestSupport"], swiftSettings: strict),
    // The programs are named so that they are built: they are run as a user runs them.
    .testTarget(
      name: "NotebookTests",
      dependencies: ["Notebook", "Accelerator", "Platform", "TestSupport"]
        + (["driver", "benchmark"] + cells).map { .target(name: $0) },
      swiftSettings: strict),
    .testTarget(
      name: "RobustnessTests", dependencies: ["Robustness", "Networks", "Tensors", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "StudyTests", dependencies: ["Study", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "TeachingTests", dependencies: ["Teaching", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"], swiftSettings: strict),
    // On a notebook of plain numbers.
    .testTarget(
      name: "WorkflowTests", dependencies: ["Workflow", "Platform", "TestSupport", arguments], swiftSettings: strict),
  ]
)

func library(_ name: String) -> Product { .library(name: name, targets: [name]) }

/// An executable of the one file `notebooks/<name>.swift`.
func executable(_ name: String) -> Target { executable(name, file: name, dependencies: []) }

func executable(_ name: String, file: String, dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Notebook"] + dependencies, path: "notebooks",
    exclude: (cells + ["notebook"]).filter { $0 != file }.flatMap { ["\($0).swift", "\($0).md"] }.filter {
      $0 != "notebook.md"
    },
    sources: ["\(file).swift"],
    // The template of the cell's page.
    resources: cells.contains(file) ? [.embedInCode("\(file).md")] : [], swiftSettings: strict)
}
