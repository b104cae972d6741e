// swift-tools-version: 6.2
import PackageDescription

/// The notebook's cells, in the order in which they run: one executable and one source file each.
/// `NotebookTests` checks this list against the folder.
let cells = [
  "01-dataset", "02-meta-training", "03-curriculum", "04-learners", "05-accuracy-table", "06-noise",
  "07-blur", "08-fgsm", "09-lbfgs", "10-conclusion",
]

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
/// Numerical code is optimised in debug builds too: unoptimised, the tests would take hours.
let optimised = strict + [.unsafeFlags(["-O"])]
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "gtn-robustness",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "notebook", targets: ["driver"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // System libraries.
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl")]),

    // The core library. Dependencies point one way: downwards in the data flow.
    .target(name: "Digest", dependencies: ["COpenSSL"], swiftSettings: strict),
    .target(name: "Tensors", dependencies: ["COneDNN"], swiftSettings: optimised),
    .target(name: "Networks", dependencies: ["Tensors"], swiftSettings: optimised),
    .target(name: "Teaching", dependencies: ["Networks"], swiftSettings: optimised),
    .target(name: "Robustness", dependencies: ["Networks"], swiftSettings: optimised),
    // What all programs here ask of the system: files that appear whole or not at all, other programs.
    .target(name: "Platform", swiftSettings: strict),
    .target(name: "Datasets", dependencies: ["Digest", "Platform", "CZlib"], swiftSettings: optimised),
    .target(name: "Archive", dependencies: ["CHDF5", "Digest", "Platform"], swiftSettings: optimised),
    .target(name: "Figures", dependencies: ["Platform"], swiftSettings: strict),
    .target(
      name: "Notebook",
      dependencies: [
        "Tensors", "Networks", "Teaching", "Robustness", "Datasets", "Archive", "Figures", "Digest",
        "Platform", arguments,
      ],
      exclude: ["Reported/README.md"],
      resources: [
        .embedInCode("Reported/reported-curves.csv"),
        .embedInCode("Reported/reported-accuracy-table.csv"),
        .embedInCode("Reported/paper-curricula.csv"),
        .embedInCode("Reported/pytorch-check.csv"),
      ],
      swiftSettings: strict),

  ] + cells.map(executable) + [
    // The driver depends on the cells so that building it builds them. Its target is not named like its
    // program: beside the library `Notebook` that would clash on disks that ignore case.
    executable("driver", file: "notebook", dependencies: cells.map { .target(name: $0) }),

    // How fast all this is; docs/performance.md.
    .executableTarget(
      name: "benchmark", dependencies: ["Robustness", "Teaching", "Networks", "Tensors", arguments],
      path: "benchmarks", exclude: ["compare-with-torch", "torch_peer.py", "torch_tests.py"],
      swiftSettings: strict),

    // Tests, one target a module.
    .target(
      name: "TestSupport", dependencies: ["Tensors", "Archive"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive", "Platform"], swiftSettings: strict),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"], swiftSettings: strict),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"], swiftSettings: strict),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "TestSupport"], swiftSettings: strict),
    // The cells are named so that they are built: they are run as a user runs them.
    .testTarget(
      name: "NotebookTests",
      dependencies: ["Notebook", "TestSupport", .target(name: "driver")] + cells.map { .target(name: $0) },
      swiftSettings: strict),
    .testTarget(
      name: "RobustnessTests", dependencies: ["Robustness", "Networks", "Tensors", "TestSupport"],
      swiftSettings: optimised),
    .testTarget(name: "TeachingTests", dependencies: ["Teaching", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"], swiftSettings: strict),
  ]
)

/// An executable of the one file `notebooks/<name>.swift`.
func executable(_ name: String) -> Target { executable(name, file: name, dependencies: []) }

func executable(_ name: String, file: String, dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: ["Notebook"] + dependencies, path: "notebooks",
    exclude: (cells + ["notebook"]).filter { $0 != file }.map { "\($0).swift" },
    sources: ["\(file).swift"], swiftSettings: strict)
}
