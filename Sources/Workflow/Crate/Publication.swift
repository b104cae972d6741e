/// What a notebook says of itself where its results are published.
public struct Publication: Sendable {
  public let name: String
  /// One or two sentences.
  public let summary: String
  /// Of the programs, by its SPDX identifier.
  public let licence: String
  public let authors: String
  public let keywords: [String]
  /// What the notebook reproduces, and whose data it shows.
  public let works: [Work]

  public struct Work: Sendable {
    /// Its address.
    public let address: String
    public let title: String
    public let authors: String
    /// SPDX identifier or address; nil where it is only cited.
    public let licence: String?

    public init(_ address: String, title: String, authors: String, licence: String? = nil) {
      self.address = address
      self.title = title
      self.authors = authors
      self.licence = licence
    }
  }

  public init(
    name: String, summary: String, licence: String, authors: String, keywords: [String], works: [Work]
  ) {
    self.name = name
    self.summary = summary
    self.licence = licence
    self.authors = authors
    self.keywords = keywords
    self.works = works
  }
}

/// A notebook that can be published.
public protocol PublishedCatalogue: Catalogue {
  static var publication: Publication { get }
}
