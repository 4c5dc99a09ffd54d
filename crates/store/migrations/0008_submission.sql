-- What leaves the registry, what came of it, and who signs.

CREATE TABLE snapshot (
  subject          INTEGER PRIMARY KEY REFERENCES subject (id),
  id               TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  sha256           TEXT CHECK (sha256 IS NULL OR length(sha256) = 64),
  size             INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
  ending           TEXT NOT NULL DEFAULT '',
  nama             TEXT NOT NULL DEFAULT '',
  instrument       TEXT,
  tanggal_kirim    TEXT,
  nomor_registrasi TEXT,
  nama_lengkap     TEXT,
  jabatan          TEXT,
  instansi         TEXT,
  nomor_hp         TEXT,
  email            TEXT,
  alasan_buka      TEXT,
  removed          INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE official (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  figure     TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, figure)
) STRICT, WITHOUT ROWID;

CREATE TABLE official_parameter (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  parameter  TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, indikator)
) STRICT, WITHOUT ROWID;

CREATE TABLE portal (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  entry      TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (subject, instrument, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE portal_turn (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  person     TEXT NOT NULL,
  PRIMARY KEY (subject, instrument)
) STRICT, WITHOUT ROWID;

CREATE TABLE signer (
  subject INTEGER NOT NULL REFERENCES subject (id),
  role    TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (subject, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE office (
  field TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
  kind  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
