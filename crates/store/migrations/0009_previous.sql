-- The hash of the act before it on its device, which is in its own hash too: so an act is
-- proved without its neighbour, and where that is lost its hash is still known.
-- Empty only inside the transaction that writes the act, as the hash is.
ALTER TABLE act ADD COLUMN previous BLOB NOT NULL DEFAULT x'' CHECK (length(previous) IN (0, 32));
