-- What a picture tells of place and persons, worked out once on this copy; never
-- merged. JSON; empty: it tells nothing. `reader` is the number of the way it was
-- read: another looks again.
CREATE TABLE blob_traces (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  reader INTEGER NOT NULL,
  traces TEXT NOT NULL
) STRICT, WITHOUT ROWID;
