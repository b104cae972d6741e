import Digest

/// A data set published as four IDX files.
struct PublishedSet: Sendable {
  /// The name in the catalogue, and of the folder of the files.
  let name: String
  /// The environment variable that names the folder of the files where the set is the second of a run.
  let variable: String
  /// The folder that torchvision puts the set into.
  let torchvisionName: String
  let trainingImages: PublishedFile
  let trainingLabels: PublishedFile
  let testImages: PublishedFile
  let testLabels: PublishedFile
  /// Addresses that files' names are appended to.
  let mirrors: [String]
  /// Where the operating system's packages put the files.
  let systemFolders: [String]

  var files: [PublishedFile] { [trainingImages, trainingLabels, testImages, testLabels] }
}

/// One of the four files: its name and what it must hold.
struct PublishedFile: Sendable {
  let stem: String
  let rank: Int
  /// SHA-256 of the uncompressed content; the compressed bytes differ between publishers.
  let digest: String

  /// The name that mirrors give it.
  var published: String { "\(stem)-idx\(rank)-ubyte.gz" }

  /// All names it is found under: compressed or not, with both spellings in use.
  var names: [String] {
    ["-", "."].flatMap { ["\(stem)\($0)idx\(rank)-ubyte.gz", "\(stem)\($0)idx\(rank)-ubyte"] }
  }

  /// Expands, parses and checks the bytes of this file.
  ///
  /// - Parameters:
  ///   - file: Where they come from, for messages.
  ///   - set: The name of the data set, for messages.
  /// - Throws: `DatasetError` if they are not this file's content.
  func decode(_ bytes: [UInt8], file: String, set: String) throws -> IDX {
    let content =
      Gzip.isCompressed(bytes)
      ? try Gzip.expand(bytes, limit: IDX.largestFile, file: file) : bytes
    let array = try IDX(content, rank: rank, file: file)
    guard SHA256.hash(content) == digest else {
      throw DatasetError(
        "\(file): not the published file of \(set) (its SHA-256 differs); "
          + "fetch that again, into a subfolder \(set)")
    }
    return array
  }
}

extension PublishedSet {
  static let all = [mnist, fashion]

  /// Y. LeCun, C. Cortes, C. Burges, http://yann.lecun.com/exdb/mnist/
  static let mnist = PublishedSet(
    name: "mnist", variable: "GTN_MNIST_DATA", torchvisionName: "MNIST",
    trainingImages: PublishedFile(
      stem: "train-images", rank: 3,
      digest: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    trainingLabels: PublishedFile(
      stem: "train-labels", rank: 1,
      digest: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    testImages: PublishedFile(
      stem: "t10k-images", rank: 3,
      digest: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    testLabels: PublishedFile(
      stem: "t10k-labels", rank: 1,
      digest: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
    systemFolders: [])

  /// Digests: of the files in Debian's package dataset-fashion-mnist 0.0~git20200523.55506a9-1.
  static let fashion = PublishedSet(
    name: "fashion-mnist", variable: "GTN_FASHION_DATA", torchvisionName: "FashionMNIST",
    trainingImages: PublishedFile(
      stem: "train-images", rank: 3,
      digest: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
    trainingLabels: PublishedFile(
      stem: "train-labels", rank: 1,
      digest: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
    testImages: PublishedFile(
      stem: "t10k-images", rank: 3,
      digest: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
    testLabels: PublishedFile(
      stem: "t10k-labels", rank: 1,
      digest: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    mirrors: [
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    ],
    systemFolders: ["/usr/share/datasets/fashion-mnist"])
}
