import Foundation
import Testing

/// HDF5 files that no checkpoint writer makes, as h5py 3.16 (HDF5 2.0) wrote them. The script:
///
/// ```python
/// import h5py, numpy as np, os
/// folder='fixtures/'; os.makedirs(folder, exist_ok=True)
/// def new(name, format=('v108', 'v108')): return h5py.File(folder+name, 'w', libver=format)
/// with new('soft.h5') as file: file['link'] = h5py.SoftLink('/a')
/// with new('external.h5') as file: file['link'] = h5py.ExternalLink('other.h5', '/a')
/// with new('loop.h5') as file: group = file.create_group('g'); group['again'] = group
/// with new('huge.h5') as file: file.create_dataset('a', shape=(1<<40,), dtype='f4')
/// with new('wide.h5') as file:
///     file.create_dataset('a', shape=(1<<40,), dtype='f4', chunks=(1024,), compression='gzip')
/// with new('rank.h5') as file: file.create_dataset('a', data=np.zeros((1,)*9, 'f4'))
/// with new('elsewhere.h5') as file:
///     file.create_dataset('a', shape=(4,), dtype='f4', external=[('other.raw', 0, 16)])
/// with new('virtual.h5', ('v110', 'v110')) as file:
///     layout = h5py.VirtualLayout(shape=(4,), dtype='f4')
///     layout[:] = h5py.VirtualSource('other.h5', 'a', shape=(4,))
///     file.create_virtual_dataset('a', layout)
/// with new('filter.h5') as file:
///     file.create_dataset('a', data=np.arange(16, dtype='f4'), chunks=(16,), compression='lzf')
/// with new('compound.h5') as file: file.create_dataset('a', data=np.zeros(2, [('x', 'f4'), ('y', 'i4')]))
/// with new('null.h5') as file: file.create_dataset('a', data=h5py.Empty('f4'))
/// with new('type.h5') as file: file['t'] = np.dtype('f4')
/// with new('chunk.h5') as file:
///     file.create_dataset('a', shape=(0,), maxshape=(None,), dtype='f4', chunks=(1<<28,))
/// with new('wide chunk.h5') as file:
///     file.create_dataset('a', shape=(10,), maxshape=(None,), dtype='f8', chunks=(60000,))
/// with new('heap.h5') as file:
///     for index in range(9): file.create_group(str(index))
/// ```
enum Fixtures {
  /// Writes the fixture of this name into a folder and returns the path.
  static func write(_ name: String, in folder: TemporaryFolder) throws -> String {
    let path = folder / (name + ".h5")
    let words = try #require(sparse[name]).split(whereSeparator: \.isWhitespace)
    var bytes = [UInt8](repeating: 0, count: Int(words[0])!)
    for word in words.dropFirst() {
      let parts = word.split(separator: ":")
      let run = Data(base64Encoded: String(parts[1]))!
      bytes.replaceSubrange(Int(parts[0])!..<Int(parts[0])! + run.count, with: run)
    }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Each file as its size, then the offsets of what is not zero, each with its bytes in base64.
  private static let sparse = [
    "chunk": """
    447 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////78BAAAAAAAAMAAAAAAAAAB0TwpeT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBAQAAAAAAAAAA//////////8DFAABESAfAAQAAAAAACAAFwgA
    230:F38AAAAFAgABAwsIEwAAAwIC//////////8AAAAQBAAAAACv 432:AAAAAAAAAAAAAAABsxi9
    """,
    "wide chunk": """
    447 0:iUhERg0KGgoCCAg=
    20://////////+/AQAAAAAAADAAAAAAAAAAdE8KXk9IRFICAHgCEgAAAAD/////////////////////CgIAAQAABgwA
    86:AAEAAWGz 100:SA== 175:ZHJlSk9IRFICAQABARQAAAIBAQEKAAAAAAAAAP//////////AxQAAREgPwAIAAAAAABAADQLADT/AwAABQIAAQML
    241:CBMAAAMCAv//////////YOoAAAgAAAAArw== 443:7XoaDQ==
    """,
    "compound": """
    2064 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////xAIAAAAAAAAMAAAAAAAAACRV6UST0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBAQIAAAAAAAAAAgAAAAAAAAADLgABNgIAAAgAAAB4AAARIB8A
    230:BAAAAAAAIAAXCAAXfwAAAHkABBAIAAAEAAAAAAAgAAUCAAEDCggSAAADAQAIAAAAAAAAEAAAAAAAAAAAlg==
    432:AAAAAAAAAAAAAAD7rpW0
    """,
    "elsewhere": """
    503 0:iUhERg0KGgoCCAgAAAAAAAAAAAD///////////cBAAAAAAAAMAAAAAAAAACagh4WT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBAQQAAAAAAAAABAAAAAAAAAADFAABESAfAAQAAAAAACAAFwgA
    230:F38AAAAFAgABAwoHKAABAQAAAAEAAQC/AQAAAAAAAAg=
    266:AAAAAAAAAAAAAAAQAAAAAAAAAAgSAAADAf//////////EAAAAAAAAAAAhA==
    432:AAAAAAAAAAAAAAD5MAANSEVBUAAAAAAYAAAAAAAAAAEAAAAAAAAA3wE= 476:AAAAAAAAAAAAAABvdGhlci5yYXc=
    """,
    "external": """
    179 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////7MAAAAAAAAAMAAAAAAAAACHZyooT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGFwAAAQhABGxpbmsNAABvdGhlci5oNQAvYQAAPQ== 164:AAAAAAAAAAAAAAAt5TbW
    """,
    "filter": """
    2607 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////y8KAAAAAAAAMAAAAAAAAACcSMpGT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBARAAAAAAAAAAEAAAAAAAAAADFAABESAfAAQAAAAAACAAFwgA
    230:F38AAAAFAgABAwsLGgABAgEAfQQAAQADAGx6ZgAEAAAABQEAAEAAAAAIEwAAAwICvwEAAAAAAAAQAAAABAAAAACR
    432:AAAAAAAAAAAAAAA0FHYvVFJFRQEAAQD/////////////////////QAAAAAE= 484:AAAAAAAAAAAAAADvCQ==
    500:AAAAAAAAAAAAAAAQAAAAAAAAAAQ=
    2538:AAAAAAAAAAAAAACAPwAAAEAAAEBAAACAQAAAoEAAAMBAAADgQAAAAEEAABBBAAAgQQAAMEEAAEBBAABQQQAAYEEA
    2604:AHBB
    """,
    "heap": """
    2786 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////+IKAAAAAAAAMAAAAAAAAACGG5utT0hEUgIAeAoCAAEAAAISAAAA
    66:ANgFAAAAAAAAagYAAAAAAAAAWA==
    164:AAAAAAAAAAAAAAAeyNodT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    295:AAAAAAAAAAAAAADFucisT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    426:AAAAAAAAAAAAAADFucisT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    557:AAAAAAAAAAAAAADFucisT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    688:AAAAAAAAAAAAAADFucisT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    819:AAAAAAAAAAAAAADFucisT0hEUgIAeAISAAAAAP////////////////////8KAgABAAAAWA==
    950:AAAAAAAAAAAAAADFucisRlNTRQCQBgAAAAAAAAF/AQCBAAAAAPvubmM=
    1000:AAAAAAAAAAAAAABPSERSAgB4AhIAAAAA/////////////////////woCAAEAAABY 1127:AAAAAAAAAAAAAADFucis
    1177:AAAAAAAAAAAAAABPSERSAgB4AhIAAAAA/////////////////////woCAAEAAABY 1304:AAAAAAAAAAAAAADFucis
    1354:AAAAAAAAAAAAAABPSERSAgB4AhIAAAAA/////////////////////woCAAEAAABY
    1481:AAAAAAAAAAAAAADFucisRlJIUAAHAAAAAgAQAAAAAAAAAAAAAP//////////fwEAAAAAAACQBgAAAAAAAAACAAAA
    1547:AAAAAAI= 1555:AAAAAAAAAAAAAAAJ
    1595:AAAAAAAAAAAAAAAEAAACAAAAAAAAAAABAAAAAAAgAAEA4ggAAAAAAAAAANJ5jydCVEhEAAUAAgAACwAAAGQo4gYA
    1661:AAAAAAAJAAkAAAAAAAAAG07Zt0ZTSEQAAH8BAAAAAAAAAQAAAAAAAAAB
    1707:AAAAAAAAAAAAAAAEAFAAeAAgAAAAAQAAAAAAxQMAAAAAAAAaAAAAAAAAABoAAAAAAAAAsKZeekJUTEYABW4U1wAA
    1773:FQAAAAwAyaXdFABRAAAADADm/xUkAEUAAAAMAPeCNS4AdQAAAAwAfKGSmgAhAAAADAAoUYC1AC0AAAAMAAFdT7kA
    1839:OQAAAAwALs4N4QBdAAAADABXnMr3AGkAAAAMACir8Ds=
    2263:AAAAAAAAAAAAAABGSERCANgFAAAAAAAAAAAAACre0S4BAAEwswAAAAAAAAABAAExNgEAAAAAAAABAAEyuQEAAAAA
    2329:AAABAAEzPAIAAAAAAAABAAE0vwIAAAAAAAABAAE1QgMAAAAAAAABAAE28wMAAAAAAAABAAE3pAQAAAAAAAABAAE4
    2395:VQU=
    """,
    "huge": """
    447 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////78BAAAAAAAAMAAAAAAAAAB0TwpeT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBAQAAAAAAAQAAAAAAAAABAAADFAABESAfAAQAAAAAACAAFwgA
    230:F38AAAAFAgABAwoIEgAAAwH//////////wAAAAAABAAAALA= 432:AAAAAAAAAAAAAACbX08q
    """,
    "loop": """
    310 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////zYBAAAAAAAAMAAAAAAAAACzE+4+T0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABZ7MAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAACiEq40T0hEUgIAeAISAAAAAP////////////////////8KAgABAAAGEAAAAQAFYWdhaW6zAAAA
    230:AAAAABYFAAQAAgAAAAA7 295:AAAAAAAAAAAAAABQBSf+
    """,
    "null": """
    447 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////78BAAAAAAAAMAAAAAAAAAB0TwpeT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBBAAAAgAAAgMUAAERIB8ABAAAAAAAIAAXCAAXfwAAAAUCAAEDCggSAAAD
    230:Af//////////AAAAAAAAAAAAwA== 432:AAAAAAAAAAAAAABzP4Es
    """,
    "rank": """
    2052 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////wQIAAAAAAAAMAAAAAAAAABn2xQTT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBlAAAAgkBAQEAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAQAA
    230:AAAAAAABAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAEAAAAA
    296:AAAAAQAAAAAAAAABAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAABAAAAAAAAAAMUAAERIB8ABAAAAAAAIAAXCAAXfwAA
    362:AAUCAAEDCggSAAADAQAIAAAAAAAABAAAAAAAAAAAMA== 432:AAAAAAAAAAAAAADy3y4E
    """,
    "soft": """
    179 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////7MAAAAAAAAAMAAAAAAAAACHZyooT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQgBBGxpbmsCAC9hAEg= 164:AAAAAAAAAAAAAADjIwf5
    """,
    "type": """
    230 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////+YAAAAAAAAAMAAAAAAAAAAq3Vj+T0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABdLMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABaDZuaT0hEUgIg88EEa/PBBGvzwQRr88EEaxgDFAAFESAfAAQAAAAAACAAFwgAF38AAABMGd5m
    """,
    "virtual": """
    6144 0:iUhERg0KGgoDCAgAAAAAAAAAAAD//////////wAYAAAAAAAAMAAAAAAAAABBiYkHT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIh88EEa/PBBGvzwQRr88EEawABARQAAAIBAQEEAAAAAAAAAAQAAAAAAAAAAxQA
    230:AREgHwAEAAAAAAAgABcIABd/AAAABQIAAQMLCA4AAAQDAAgAAAAAAAABAAAAALQ= 448:AAAAAAAAAAAAAADtnTzZ
    2037:AAAAAAAAAAAAAABHQ09MAQAAAAAQAAAAAAAAAQAAAAAAAABIAAAAAAAAAAABAAAAAAAAAG90aGVyLmg1AGEAAwAA
    2103:AAEAAAAAAAAAAAAAAAIAAAABAAAAAAAAABAAAAABAAAAAQAAAAAAAAADAAAAXp/lfwAAAAAAAAAAmA8=
    """,
    "wide": """
    447 0:iUhERg0KGgoCCAgAAAAAAAAAAAD//////////78BAAAAAAAAMAAAAAAAAAB0TwpeT0hEUgIAeAISAAAAAP//////
    66://////////////8KAgABAAAGDAAAAQABYbMAAAAAAAAAAEg=
    164:AAAAAAAAAAAAAABkcmVKT0hEUgIBAAEBFAAAAgEBAQAAAAAAAQAAAAAAAAABAAADFAABESAfAAQAAAAAACAAFwgA
    230:F38AAAAFAgABAwsLDAABAgEBAAEAAQAEAAAACBMAAAMCAv//////////AAQAAAQAAAAAnw==
    432:AAAAAAAAAAAAAAA1B6hi
    """,
  ]
}
