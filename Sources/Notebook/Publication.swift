import Workflow

extension Report: PublishedCatalogue {
  /// What CITATION.cff and docs/licences.md say, for archives.
  public static let publication = Publication(
    name: "GTN robustness: a checkpointed notebook",
    summary: "Are learners that a Generative Teaching Network teaches less robust than learners trained as usual? A"
      + " reproduction of a seminar report on MNIST: meta-training with exact gradients, corruptions, adversarial"
      + " attacks, figures and tables.",
    licence: "Apache-2.0", authors: "The GTN robustness contributors",
    keywords: ["generative teaching networks", "meta-learning", "robustness", "reproducibility"],
    works: [
      .init(
        "https://arxiv.org/abs/1912.07768",
        title: "Generative Teaching Networks: Accelerating Neural Architecture Search by Learning to Generate Synthetic"
          + " Training Data",
        authors: "F. P. Such, A. Rawal, J. Lehman, K. O. Stanley, J. Clune"),
      .init(
        "#report", title: "Generative Teaching Networks Robustness Performance Tests (seminar report, 2021)",
        authors: "K. Willis"),
      .init(
        "http://yann.lecun.com/exdb/mnist/", title: "The MNIST database of handwritten digits",
        authors: "Y. LeCun, C. Cortes, C. J. C. Burges", licence: "CC-BY-SA-3.0"),
    ])
}
