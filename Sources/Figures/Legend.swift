/// The entries that the charts of a figure share, and how many lines they take.
struct Legend {
  struct Entry: Equatable {
    var name: String
    /// Nil for an entry that stands for curves of several colours.
    var style: Palette?
    var dashed: Bool
    var joined: Bool
    var marked: Bool
  }

  private(set) var entries: [Entry] = []
  /// Entries side by side.
  let columns: Int

  /// - Parameter width: the room for the legend in centimetres.
  init(charts: [LineChart], width: Double) {
    for series in charts.flatMap(\.series) where series.showsInLegend {
      let entry = Entry(
        name: series.name, style: series.style, dashed: series.dashed, joined: series.joined,
        marked: series.marked)
      let same = entries.firstIndex { $0.name == entry.name && $0.dashed == entry.dashed }
      guard let same else {
        entries.append(entry)
        continue
      }
      // One name in several colours, "reported" for example: the entry explains the dashes, not a colour.
      if entries[same].style != entry.style { entries[same].style = nil }
    }
    let longest = entries.map(\.name.count).max() ?? 0
    let widest = Self.sampleWidth + Self.characterWidth * Double(longest)
    columns = max(1, min(entries.count, Int(width / widest)))
  }

  /// Lines of the legend; entries fill it column by column.
  var rows: Int { (entries.count + columns - 1) / columns }

  /// Centimetres of a line's sample with its spaces, and of an average character at eight points.
  private static let sampleWidth = 1.0
  private static let characterWidth = 0.16
}
