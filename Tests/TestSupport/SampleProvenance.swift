import Archive

extension Provenance {
  /// Of no run in particular.
  public static let sample = Provenance(
    kind: "metrics", cell: "06-noise", cellVersion: 1,
    settings: #"{"images":200,"learners":{"lessons":10,"widths":{"dense":24}},"strengths":[0,0.5]}"#, seed: 7,
    inputs: [
      Input(name: "dataset.h5", digest: "1111111111112222"),
      Input(name: "teacher-base_larger.h5", digest: "3333333333334444"),
    ])
}
