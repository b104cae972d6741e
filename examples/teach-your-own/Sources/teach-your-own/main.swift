// A shipped teacher teaches a learner type that it has never seen: a wider and flatter one than it was trained for.
//
//     swift run -c release teach-your-own [teacher file]
//
// The test images of MNIST are taken from GTN_DATA, data/ or a download.
import Archive
import Datasets
import Networks
import Robustness
import Study
import Teaching

let path = CommandLine.arguments.dropFirst().first ?? "../../checkpoints/report/teacher-base_larger.h5"
let (teacher, outerStep) = try TeacherFile.teacher(Checkpoint.read(path), Generator())

// One pooled convolution of 5 x 5, then a dense layer: each followed by a normalisation and a leaky ReLU.
let mine = Architecture(
  "mine", side: 28, [.pooledConvolution(1, 96, kernel: 5), .normalisedLeakyReLU(.meanOnly, 96)], .flatten,
  [.dense(96 * 14 * 14, 128), .normalisedLeakyReLU(.meanOnly, 128), .dense(128, 10)])

let test = try Dataset.load("mnist", seed: 1) { print($0) }.test.batch(0..<10_000)
let labels = test.oneHot.largestInRows()
print("\(mine.parameterCount) parameters, taught by a teacher of \(outerStep) outer steps")
_ = teacher.teach(mine, from: mine.initialParameters(seed: 1, trial: 1)) { student in
  guard [1, 4, 16, teacher.curriculum.steps].contains(student.step), let means = student.statistics else { return true }
  let network = NetworkUnderTest(
    architecture: mine, parameters: student.parameters, statistics: means, mode: .evaluation)
  print("after \(student.step) lessons: test accuracy \(Double(network.correct(test.images, labels)) / 10_000)")
  return true
}
