/// A setting that was added when there were results already. While it is 1, what it was before, it is not written down:
/// results that do not know of it stay those of the same settings.
@propertyWrapper public struct LaterSetting: Sendable, Equatable, Codable {
  public var wrappedValue: Int

  public init(wrappedValue: Int) { self.wrappedValue = wrappedValue }
}

// What the compiler writes for a struct with such a property calls these.

extension KeyedEncodingContainer {
  public mutating func encode(_ setting: LaterSetting, forKey key: Key) throws {
    if setting.wrappedValue != 1 { try encode(setting.wrappedValue, forKey: key) }
  }
}

extension KeyedDecodingContainer {
  public func decode(_ type: LaterSetting.Type, forKey key: Key) throws -> LaterSetting {
    LaterSetting(wrappedValue: try decodeIfPresent(Int.self, forKey: key) ?? 1)
  }
}
