-- What kind of document a bukti is: an option of the list jenis_dokumen.
ALTER TABLE bukti ADD COLUMN jenis_dokumen TEXT;

-- What the bytes of a blob are, worked out once on this copy; never merged.
-- `reader` is the number of the way they were read: another looks again.
CREATE TABLE blob_content (
  sha256  TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  reader  INTEGER NOT NULL,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;
