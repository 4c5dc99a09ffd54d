-- History: a set of changes that only grows. Everything below `change` is a
-- view of it and can be rebuilt from it, but for `blob` and `setting`, which
-- describe this copy of the registry alone.

CREATE TABLE device (
  id   INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36)
) STRICT;

-- Whom a change is about; `key` is `daerah`, `inovasi:<uuid>`, `bukti:<uuid>`,
-- or something a newer program wrote.
CREATE TABLE subject (
  id  INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 512)
) STRICT;

-- One user act: its changes have consecutive counters from `counter`.
CREATE TABLE act (
  id      INTEGER PRIMARY KEY,
  device  INTEGER NOT NULL REFERENCES device (id),
  counter INTEGER NOT NULL CHECK (counter > 0),
  n       INTEGER NOT NULL DEFAULT 0,
  op      TEXT NOT NULL,
  at      INTEGER NOT NULL,                       -- ms since 1970, the writer's clock
  person  TEXT NOT NULL DEFAULT '',
  UNIQUE (device, counter)
) STRICT;

CREATE TABLE change (
  id      INTEGER PRIMARY KEY,
  act     INTEGER NOT NULL REFERENCES act (id),
  device  INTEGER NOT NULL REFERENCES device (id),
  counter INTEGER NOT NULL CHECK (counter > 0),
  subject INTEGER NOT NULL REFERENCES subject (id),
  field   TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 512),
  value   TEXT,                                   -- NULL: cleared
  head    INTEGER NOT NULL DEFAULT 1 CHECK (head IN (0, 1)),
  UNIQUE (device, counter)
) STRICT;
CREATE INDEX change_by_field ON change (subject, field, head);
CREATE INDEX change_by_act ON change (act);

-- "Change `by` saw and overwrote the change stamped (counter, device)", which
-- may not have arrived yet; that is why stamps and not row ids stand here.
CREATE TABLE replaced (
  by      INTEGER NOT NULL REFERENCES change (id),
  counter INTEGER NOT NULL,
  device  TEXT NOT NULL,
  PRIMARY KEY (by, counter, device)
) STRICT, WITHOUT ROWID;

-- Fields whose heads differ, and removals that did not see every head.
CREATE TABLE conflict (
  subject INTEGER NOT NULL REFERENCES subject (id),
  field   TEXT NOT NULL,
  PRIMARY KEY (subject, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE pemda (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  nama TEXT NOT NULL DEFAULT '',
  kode TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO pemda (one) VALUES (1);

CREATE TABLE inovasi (
  subject            INTEGER PRIMARY KEY REFERENCES subject (id),
  id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  nama               TEXT NOT NULL DEFAULT '',
  kepanjangan        TEXT,
  perangkat_daerah   TEXT,
  tahapan            TEXT,
  inisiator          TEXT,
  nama_inisiator     TEXT,
  klasifikasi        TEXT,
  jenis              TEXT,
  bentuk             TEXT,
  asta_cita          TEXT,
  pkpn               TEXT,
  program_pkpn       TEXT,
  urusan_utama       TEXT,
  koordinat          TEXT,
  waktu_uji_coba     TEXT,
  waktu_penerapan    TEXT,
  waktu_pengembangan TEXT,
  rancang_bangun     TEXT,
  tujuan             TEXT,
  manfaat            TEXT,
  hasil              TEXT,
  catatan            TEXT,
  contoh             INTEGER NOT NULL DEFAULT 0 CHECK (contoh IN (0, 1)),
  removed            INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  touched            INTEGER NOT NULL DEFAULT 0   -- counter of its last change
) STRICT;
CREATE INDEX inovasi_by_nama ON inovasi (removed, nama COLLATE NOCASE, id);
CREATE INDEX inovasi_by_perangkat_daerah ON inovasi (removed, perangkat_daerah COLLATE NOCASE, id);
CREATE INDEX inovasi_by_urusan_utama ON inovasi (removed, urusan_utama, id);
CREATE INDEX inovasi_by_tahapan ON inovasi (removed, tahapan, id);
CREATE INDEX inovasi_by_touched ON inovasi (removed, touched, subject);

CREATE TABLE urusan_beririsan (
  inovasi INTEGER NOT NULL REFERENCES inovasi (subject),
  urusan  TEXT NOT NULL,
  PRIMARY KEY (inovasi, urusan)
) STRICT, WITHOUT ROWID;

-- Where a fact of the profile comes from.
CREATE TABLE sumber (
  inovasi   INTEGER NOT NULL REFERENCES inovasi (subject),
  field     TEXT NOT NULL,
  sumber    TEXT,
  keyakinan TEXT,
  PRIMARY KEY (inovasi, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE parameter_choice (
  subject    INTEGER NOT NULL REFERENCES subject (id),
  instrument TEXT NOT NULL,
  indikator  TEXT NOT NULL,
  parameter  INTEGER NOT NULL CHECK (parameter BETWEEN 1 AND 255),
  variant    TEXT,
  PRIMARY KEY (subject, instrument, indikator)
) STRICT, WITHOUT ROWID;

CREATE TABLE bukti (
  subject     INTEGER PRIMARY KEY REFERENCES subject (id),
  id          TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  sha256      TEXT CHECK (sha256 IS NULL OR length(sha256) = 64),
  size        INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
  ending      TEXT NOT NULL DEFAULT '',
  nama_berkas TEXT NOT NULL DEFAULT '',
  nomor       TEXT,
  tanggal     TEXT,
  tentang     TEXT,
  removed     INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE INDEX bukti_by_sha256 ON bukti (sha256);

-- A bukti supports the answer of a subject to an indikator, in any year.
CREATE TABLE bukti_link (
  subject   INTEGER NOT NULL REFERENCES subject (id),
  indikator TEXT NOT NULL,
  bukti     INTEGER NOT NULL REFERENCES bukti (subject),
  pages     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (subject, indikator, bukti)
) STRICT, WITHOUT ROWID;
CREATE INDEX bukti_link_by_bukti ON bukti_link (bukti);

-- Bytes that are in this copy of the registry.
CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  size   INTEGER NOT NULL CHECK (size >= 0),
  ending TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- Of this copy alone: never merged, never exported.
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Rebuilt from `inovasi`; rowid = subject.
CREATE VIRTUAL TABLE inovasi_search USING fts5 (
  nama, kepanjangan, perangkat_daerah, narrative,
  content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
