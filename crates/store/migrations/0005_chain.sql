-- Whether a change is replaced is asked when it arrives, by its stamp.
CREATE INDEX replaced_by_stamp ON replaced (counter, device);

-- SHA-256 of the act and of the act before it on its device: see domain::merge::chain.
-- Empty only inside the transaction that writes the act.
ALTER TABLE act ADD COLUMN hash BLOB NOT NULL DEFAULT x'' CHECK (length(hash) IN (0, 32));

-- Where two copies went on under one name, each branch has a row: the line it left, and
-- the name its acts were hashed under and travel by.
ALTER TABLE device ADD COLUMN branch_of INTEGER REFERENCES device (id);
ALTER TABLE device ADD COLUMN original TEXT CHECK (length(original) = 36);
CREATE INDEX device_by_original ON device (original) WHERE original IS NOT NULL;
