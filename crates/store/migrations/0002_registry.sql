-- The whole profile, the list of perangkat daerah, penghargaan, the years of an
-- inovasi, and what undo needs to know. As in 0001, all but the tables marked
-- "of this copy" are a view of `change`.

ALTER TABLE inovasi ADD COLUMN tematik TEXT;
ALTER TABLE inovasi ADD COLUMN pengembangan_dari TEXT;
ALTER TABLE inovasi ADD COLUMN dasar_hukum TEXT;
ALTER TABLE inovasi ADD COLUMN permasalahan TEXT;
ALTER TABLE inovasi ADD COLUMN isu_strategis TEXT;
ALTER TABLE inovasi ADD COLUMN metode_pembaharuan TEXT;
ALTER TABLE inovasi ADD COLUMN keunggulan_kebaharuan TEXT;
ALTER TABLE inovasi ADD COLUMN cara_kerja TEXT;
CREATE INDEX inovasi_by_pengembangan_dari ON inovasi (pengembangan_dari) WHERE pengembangan_dari IS NOT NULL;
-- When its last change was made, in ms since 1970 by the clock of whoever made it.
ALTER TABLE inovasi ADD COLUMN touched_at INTEGER NOT NULL DEFAULT 0;
UPDATE inovasi SET touched_at = coalesce((
  SELECT a.at FROM change c JOIN act a ON a.id = c.act JOIN device d ON d.id = c.device
  WHERE c.subject = inovasi.subject ORDER BY c.counter DESC, d.uuid DESC LIMIT 1), 0);
ALTER TABLE pemda ADD COLUMN instrument TEXT;

CREATE TABLE nama_lama (
  inovasi INTEGER NOT NULL REFERENCES inovasi (subject),
  nama    TEXT NOT NULL,
  PRIMARY KEY (inovasi, nama)
) STRICT, WITHOUT ROWID;

CREATE TABLE perangkat_daerah (
  subject INTEGER PRIMARY KEY REFERENCES subject (id),
  id      TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  nama    TEXT NOT NULL DEFAULT '',
  kode    TEXT,
  jenis   TEXT,
  induk   TEXT,
  aktif   TEXT,                                   -- '0' once it no longer exists
  contoh  INTEGER NOT NULL DEFAULT 0 CHECK (contoh IN (0, 1)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE perangkat_daerah_nama_lama (
  perangkat_daerah INTEGER NOT NULL REFERENCES perangkat_daerah (subject),
  nama             TEXT NOT NULL,
  PRIMARY KEY (perangkat_daerah, nama)
) STRICT, WITHOUT ROWID;

CREATE TABLE penghargaan (
  subject       INTEGER PRIMARY KEY REFERENCES subject (id),
  id            TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  untuk         TEXT,                             -- 'daerah' or the id of an inovasi
  nama          TEXT NOT NULL DEFAULT '',
  tingkat       TEXT,
  tahun         TEXT,
  penyelenggara TEXT,
  kategori      TEXT,
  hasil         TEXT,
  sumber        TEXT,
  keyakinan     TEXT,
  contoh        INTEGER NOT NULL DEFAULT 0 CHECK (contoh IN (0, 1)),
  removed       INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX penghargaan_by_untuk ON penghargaan (untuk);

-- An inovasi under one instrument: proposed or not, what has grown, and its
-- profile as it was when it left that year.
CREATE TABLE usulan (
  inovasi     INTEGER NOT NULL REFERENCES inovasi (subject),
  instrument  TEXT NOT NULL,
  proposed    TEXT,                               -- '1', '0'; NULL: nobody has said
  growth_note TEXT,
  archived    TEXT,
  PRIMARY KEY (inovasi, instrument)
) STRICT, WITHOUT ROWID;

-- Answers carried over from an earlier year whose meaning changed.
CREATE TABLE review (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, indikator)
) STRICT, WITHOUT ROWID;

-- What a person decided about two inovasi that look alike.
CREATE TABLE duplicate (
  inovasi INTEGER NOT NULL REFERENCES inovasi (subject),
  other   TEXT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (inovasi, other)
) STRICT, WITHOUT ROWID;

-- Instruments whose answers are read-only.
CREATE TABLE closed (
  instrument TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Of this copy: what somebody wrote for himself. Never merged, never exported.
CREATE TABLE note (
  subject TEXT PRIMARY KEY,
  text    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of this copy: which act took which other act back. Taking back an act of this
-- table does it again.
CREATE TABLE undo (
  act    INTEGER PRIMARY KEY REFERENCES act (id),
  target INTEGER NOT NULL REFERENCES act (id)
) STRICT;

-- The words of the catalogue, rebuilt from the tables whenever they disagree.
-- One namespace of words for each way a word can stand in an inovasi: see
-- `search_index.rs`. `detail=none`: only who has a word is kept, not where.
DROP TABLE inovasi_search;
CREATE VIRTUAL TABLE inovasi_search USING fts5 (
  words,
  content = '', contentless_delete = 1, detail = none,
  tokenize = 'ascii', prefix = '2 3 4'
);

-- The names of an inovasi, folded, one on each line, to rank what was found; and
-- a digest of all that was indexed, so that an act that changed no word costs
-- nothing.
CREATE TABLE search_line (
  inovasi INTEGER PRIMARY KEY REFERENCES inovasi (subject),
  nama    TEXT NOT NULL,
  digest  INTEGER NOT NULL
) STRICT;

-- Words of names, to find the one that was meant by one that was misspelt. Each
-- stands under its first letter and under its second and third.
CREATE TABLE search_word (
  start  TEXT NOT NULL,
  length INTEGER NOT NULL,
  word   TEXT NOT NULL,
  PRIMARY KEY (start, length, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_word_by_word ON search_word (word);

-- Text read out of the bytes of bukti, on this copy alone; never merged.
CREATE TABLE blob_text (
  id     INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  text   TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE blob_search USING fts5 (
  words,
  content = '', contentless_delete = 1, detail = none,
  tokenize = 'ascii', prefix = '3'
);
