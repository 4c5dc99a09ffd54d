-- What an assessment stands on beside the chosen parameter: the officer's
-- numbers and ticks, what verifiers accepted, where a submission lies, and packs
-- of rules that came from a person. As before, all of it is a view of `change`.

-- Numbers from which a parameter follows; decimals as text.
CREATE TABLE input_value (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  input      TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, indikator, input)
) STRICT, WITHOUT ROWID;

-- What the officer says the bukti show, for checks that count such things.
CREATE TABLE tick (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  option     TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, indikator, option)
) STRICT, WITHOUT ROWID;

-- What a verifier said of an answer, with all that was seen, as JSON.
CREATE TABLE verdict (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, indikator)
) STRICT, WITHOUT ROWID;

-- Where the answers of a subject lie between draf and terkirim, as JSON.
CREATE TABLE verification (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (subject, instrument)
) STRICT, WITHOUT ROWID;

-- Packs of rules that a person took in or corrected: their newest version, as JSON.
CREATE TABLE pack (
  instrument TEXT PRIMARY KEY,
  value      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
