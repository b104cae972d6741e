import CPJRT
import Tensors

/// A program that a device has compiled.
public final class CompiledProgram: @unchecked Sendable {
  // Never written to; the plugin's functions may be called from any thread.
  private let executable: OpaquePointer
  private let device: Accelerator
  public let name: String
  public let inputs: [TensorType]
  public let outputs: [TensorType]

  fileprivate init(_ executable: OpaquePointer, _ program: Program, on device: Accelerator) {
    self.executable = executable
    self.device = device
    (name, inputs, outputs) = (program.name, program.inputs, program.outputs)
  }

  deinit { try? device.plugin.call(device.plugin.functions.executable_destroy, executable, "freeing a program") }

  /// Starts the program; it returns at once where the device computes on its own.
  ///
  /// - Throws: `AcceleratorError` if the device fails, or runs out of memory.
  public func callAsFunction(_ arguments: [DeviceTensor]) throws -> [DeviceTensor] {
    precondition(
      arguments.map(\.type) == inputs,
      "\(name) takes \(inputs.map(\.shape)), not \(arguments.map(\.type.shape))")
    let plugin = device.plugin
    var options = pjrt_execute_options()
    options.struct_size = MemoryLayout<pjrt_execute_options>.size
    let given = arguments.map { Optional($0.buffer) }
    var results = [OpaquePointer?](repeating: nil, count: outputs.count)
    try withExtendedLifetime(arguments) {
      try given.withUnsafeBufferPointer { given in
        try results.withUnsafeMutableBufferPointer { results in
          var (inputs, outputs) = (given.baseAddress, results.baseAddress)
          try withUnsafeMutablePointer(to: &inputs) { inputs in
            try withUnsafeMutablePointer(to: &outputs) { outputs in
              try withUnsafeMutablePointer(to: &options) { options in
                var call = pjrt_execute_arguments()
                call.struct_size = MemoryLayout<pjrt_execute_arguments>.size
                call.executable = executable
                call.options = options
                call.inputs = UnsafePointer(inputs)
                call.outputs = UnsafePointer(outputs)
                call.device_count = 1
                call.input_count = given.count
                try plugin.check(plugin.functions.execute(&call), name)
              }
            }
          }
        }
      }
    }
    return try zip(results, outputs).map { buffer, type in
      guard let buffer else { throw AcceleratorError("the device gives no result of \(name)") }
      return DeviceTensor(buffer, type, on: device)
    }
  }
}

extension Accelerator {
  /// The program, compiled; that takes seconds for large ones, and is done once for every text.
  ///
  /// - Throws: `AcceleratorError` if the plugin does not understand it, or lacks memory to try out its kernels.
  public func compiled(_ program: Program) throws -> CompiledProgram {
    if let known = programs.withLock({ $0[program.text] }) { return known }
    let made = try compile(program)
    programs.withLock { $0[program.text] = made }
    return made
  }

  private func compile(_ program: Program) throws -> CompiledProgram {
    var code = Array(program.text.utf8CString.dropLast())
    let executable = try code.withUnsafeMutableBufferPointer { code in
      try "mlir".withCString { format in
        var text = pjrt_program()
        text.struct_size = MemoryLayout<pjrt_program>.size
        text.code = code.baseAddress
        text.code_size = code.count
        text.format = format
        text.format_size = 4
        return try withUnsafePointer(to: &text) { text in
          try compileOptions.withUnsafeBytes { options in
            var arguments = pjrt_compile_arguments()
            arguments.struct_size = MemoryLayout<pjrt_compile_arguments>.size
            arguments.client = client
            arguments.program = text
            arguments.options = options.bindMemory(to: CChar.self).baseAddress
            arguments.options_size = options.count
            try plugin.check(plugin.functions.client_compile(&arguments), "compiling \(program.name)")
            return arguments.executable
          }
        }
      }
    }
    guard let executable else { throw AcceleratorError("the device gives no program \(program.name)") }
    return CompiledProgram(executable, program, on: self)
  }
}
