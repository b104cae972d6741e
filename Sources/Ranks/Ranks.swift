import Foundation

#if MPI
  import CMPI
  import Synchronization
#endif

/// The processes that `mpirun` started together. The first, of rank 0, reads, writes and reports as a program does that was
/// started alone; the others compute what it asks them for. One thread of a rank makes all calls.
public enum Ranks {
  /// How many there are, as Open MPI's `mpirun` tells a program, whether that was built with MPI or not.
  public static let count = number("OMPI_COMM_WORLD_SIZE") ?? 1
  /// This process's, from 0.
  public static let own = number("OMPI_COMM_WORLD_RANK") ?? 0
  public static var isFirst: Bool { own == 0 }

  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }

  /// Whether ranks can speak to each other: built with the trait `MPI`.
  public static var canSpeak: Bool {
    #if MPI
      true
    #else
      false
    #endif
  }

  /// The part of so many items that a rank has: neighbours, and the first items are the first rank's.
  public static func part(of items: Int, rank: Int, of count: Int) -> Range<Int> {
    items * rank / count..<items * (rank + 1) / count
  }
}

#if MPI
  extension Ranks {
    /// Joins the other ranks, if there are any.
    ///
    /// - Throws: `RanksError` if they do not find each other.
    public static func join() throws {
      guard count > 1 else { return }
      var (rank, joined): (Int32, Int32) = (0, 0)
      guard mpi_join(&rank, &joined) == 0, Int(rank) == own, Int(joined) == count else {
        throw RanksError(
          description: "mpirun started \(count) of this program, but they do not find each other: use the mpirun of the"
            + " MPI that it was built with")
      }
      stage.store(Stage.joined.rawValue, ordering: .relaxed)
    }

    /// Waits for all ranks to leave. The first tells the others to, by an empty message. Where one is lost all end here.
    public static func leave() {
      switch Stage(rawValue: stage.load(ordering: .relaxed)) {
      case .joined:
        do {
          if isFirst { for rank in 1..<count { try send([], to: rank) } }
          _ = mpi_leave()
        } catch { mpi_end_all(2) }
      case .broken: mpi_end_all(2)
      case .alone, nil: break
      }
      stage.store(Stage.alone.rawValue, ordering: .relaxed)
    }

    /// Sends a message of up to 2 GB.
    ///
    /// - Throws: `RanksError` if the rank is lost.
    public static func send(_ message: [UInt8], to rank: Int) throws {
      try message.withUnsafeBytes { bytes in
        var transfer = mpi_begin_sending(bytes.baseAddress, Int32(bytes.count), Int32(rank))
        try wait(for: rank) { mpi_is_done(&transfer) }
      }
    }

    /// The next message of a rank.
    ///
    /// - Throws: `RanksError` if the rank is lost.
    public static func receive(from rank: Int) throws -> [UInt8] {
      var count: Int32 = 0
      try wait(for: rank) { mpi_is_there(Int32(rank), &count) }
      return try [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
        var transfer = mpi_begin_receiving(buffer.baseAddress, count, Int32(rank))
        try wait(for: rank) { mpi_is_done(&transfer) }
        filled = Int(count)
      }
    }

    private enum Stage: Int { case alone, joined, broken }
    private static let stage = Atomic<Int>(Stage.alone.rawValue)

    /// Not by MPI's calls that wait, which keep a processor busy that others may compute on.
    ///
    /// - Parameter condition: 1 if it holds, 0 if not, less if the rank is lost.
    private static func wait(for rank: Int, _ condition: () -> Int32) throws {
      while true {
        switch condition() {
        case 0: usleep(500)
        case 1...: return
        default:
          stage.store(Stage.broken.rawValue, ordering: .relaxed)
          throw RanksError(description: "rank \(rank) is lost: what is done is saved; start again to go on from there")
        }
      }
    }
  }
#else
  // Several ranks are refused before any of these is called.
  extension Ranks {
    public static func join() throws {}
    public static func leave() {}
    public static func send(_ message: [UInt8], to rank: Int) throws { preconditionFailure("built without MPI") }
    public static func receive(from rank: Int) throws -> [UInt8] { preconditionFailure("built without MPI") }
  }
#endif

/// What keeps ranks from working together, as one line.
public struct RanksError: Error, CustomStringConvertible {
  public let description: String
}
