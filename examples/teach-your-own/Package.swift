// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "teach-your-own",
  platforms: [.macOS(.v15)],
  // Outside of the repository: .package(url: "<its address>", branch: "main").
  dependencies: [.package(name: "gtn-robustness", path: "../..")],
  targets: [
    .executableTarget(
      name: "teach-your-own",
      dependencies: ["Archive", "Datasets", "Networks", "Robustness", "Study", "Teaching"].map {
        .product(name: $0, package: "gtn-robustness")
      })
  ]
)
