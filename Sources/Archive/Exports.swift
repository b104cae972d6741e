// Who reads and writes checkpoints also tidies up after writers (`TemporaryFile`).
@_exported import Platform
