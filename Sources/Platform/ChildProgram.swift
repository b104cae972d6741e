import Foundation

/// Another program that runs as a child of this one, in a process group of its own: the terminal's signals reach it only
/// by way of this one.
///
/// Not Foundation's `Process`: that fails where fewer than 256 files may be open, and where there is too little address
/// space for its threads it waits for ever.
public struct ChildProgram {
  public let identifier: pid_t
  /// What it writes, if that was asked for: the reading end of a pipe.
  private let output: Int32?

  /// Starts a program. It reads nothing, and writes where this one does.
  ///
  /// - Parameters:
  ///   - executable: its path.
  ///   - arguments: without its name.
  ///   - collecting: whether ``end()`` is to return what it writes, on both its outputs.
  /// - Throws: `POSIXError`.
  public init(
    _ executable: String, _ arguments: [String], environment: [String: String], collecting: Bool = false
  ) throws {
    #if canImport(Darwin)
      var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?) = (nil, nil)
    #else
      var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The signals that this program takes by a thread are blocked here, but not there.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var ends: [Int32] = [-1, -1]
    if collecting {
      try Self.check(pipe(&ends) == 0 ? 0 : errno)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      for number in [STDOUT_FILENO, STDERR_FILENO] {
        posix_spawn_file_actions_adddup2(&actions, ends[1], number)
      }
    }
    defer { if collecting { close(ends[1]) } }

    var words = ([executable] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, executable, &actions, &attributes, &words, &variables)
    if status != 0, collecting { close(ends[0]) }
    try Self.check(status)
    identifier = process
    output = collecting ? ends[0] : nil
  }

  /// Waits for the end, once.
  ///
  /// - Returns: the exit code, or 128 and the signal's number; and what it wrote, if that was asked for.
  public consuming func end() -> (status: Int32, output: Data) {
    var collected = Data()
    if let output {
      var part = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(output, &part, part.count)
        if count > 0 { collected += part.prefix(count) } else if count == 0 || errno != EINTR { break }
      }
      close(output)
    }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return (signal == 0 ? status >> 8 & 0xff : 128 + signal, collected)
  }

  private static func check(_ code: Int32) throws {
    if code != 0 { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
  }
}
