//! A registry as text: what every screen shows, and below it what the tables and
//! history hold. Two registries of equal state have equal dumps.
//!
//! Left out is what describes one copy alone: its folder, device, person,
//! settings, row numbers, and the local order of "last touched".

use registry::Sort;
use std::fmt::Write;

use registry::{ListInovasi, view::WorksheetView};
use rusqlite::{Connection, OpenFlags, types::Value};
use serde::Serialize;

use super::Laptop;

/// Views that other laptops show alike; the queries name no row number.
const TABLES: [(&str, &str); 33] = [
    ("act", "SELECT d.uuid, a.counter, a.n, a.op, a.at, a.person FROM act a JOIN device d ON d.id = a.device"),
    (
        "change",
        "SELECT d.uuid, c.counter, a.counter, s.key, c.field, c.value, c.head FROM change c
         JOIN act a ON a.id = c.act JOIN device d ON d.id = c.device JOIN subject s ON s.id = c.subject",
    ),
    (
        "replaced",
        "SELECT d.uuid, c.counter, r.device, r.counter FROM replaced r
         JOIN change c ON c.id = r.by JOIN device d ON d.id = c.device",
    ),
    ("conflict", "SELECT s.key, c.field FROM conflict c JOIN subject s ON s.id = c.subject"),
    ("pemda", "SELECT nama, kode, instrument FROM pemda"),
    (
        "inovasi",
        "SELECT id, nama, kepanjangan, perangkat_daerah, tahapan, inisiator, nama_inisiator, klasifikasi,
           jenis, bentuk, asta_cita, pkpn, program_pkpn, urusan_utama, koordinat, waktu_uji_coba,
           waktu_penerapan, waktu_pengembangan, rancang_bangun, tujuan, manfaat, hasil, catatan, tematik,
           pengembangan_dari, dasar_hukum, permasalahan, isu_strategis, metode_pembaharuan,
           keunggulan_kebaharuan, cara_kerja, contoh, removed FROM inovasi",
    ),
    ("urusan_beririsan", "SELECT i.id, u.urusan FROM urusan_beririsan u JOIN inovasi i ON i.subject = u.inovasi"),
    ("sumber", "SELECT i.id, s.field, s.sumber, s.keyakinan FROM sumber s JOIN inovasi i ON i.subject = s.inovasi"),
    (
        "parameter_choice",
        "SELECT s.key, p.instrument, p.indikator, p.parameter, p.variant FROM parameter_choice p
         JOIN subject s ON s.id = p.subject",
    ),
    (
        "input_value",
        "SELECT s.key, i.instrument, i.indikator, i.input, i.value FROM input_value i
         JOIN subject s ON s.id = i.subject",
    ),
    ("tick", "SELECT s.key, t.instrument, t.indikator, t.option FROM tick t JOIN subject s ON s.id = t.subject"),
    ("pack", "SELECT instrument, value FROM pack"),
    (
        "bukti",
        "SELECT id, sha256, size, ending, nama_berkas, nomor, tanggal, tentang, jenis_dokumen, removed FROM bukti",
    ),
    (
        "bukti_link",
        "SELECT s.key, l.indikator, b.id, l.pages FROM bukti_link l
         JOIN subject s ON s.id = l.subject JOIN bukti b ON b.subject = l.bukti",
    ),
    // Bytes that nobody names stay where the act that did is lost.
    ("blob", "SELECT sha256, size FROM blob WHERE EXISTS (SELECT 1 FROM change WHERE instr(value, sha256))"),
    ("nama_lama", "SELECT i.id, n.nama FROM nama_lama n JOIN inovasi i ON i.subject = n.inovasi"),
    ("perangkat_daerah", "SELECT id, nama, kode, jenis, induk, aktif, contoh, removed FROM perangkat_daerah"),
    (
        "perangkat_daerah_nama_lama",
        "SELECT p.id, n.nama FROM perangkat_daerah_nama_lama n
         JOIN perangkat_daerah p ON p.subject = n.perangkat_daerah",
    ),
    (
        "penghargaan",
        "SELECT id, untuk, nama, tingkat, tahun, penyelenggara, kategori, hasil, sumber, keyakinan,
           contoh, removed FROM penghargaan",
    ),
    (
        "usulan",
        "SELECT i.id, u.instrument, u.proposed, u.growth_note, u.archived
         FROM usulan u JOIN inovasi i ON i.subject = u.inovasi",
    ),
    ("review", "SELECT s.key, r.instrument, r.indikator, r.reason FROM review r JOIN subject s ON s.id = r.subject"),
    ("duplicate", "SELECT i.id, d.other, d.verdict FROM duplicate d JOIN inovasi i ON i.subject = d.inovasi"),
    ("closed", "SELECT instrument FROM closed"),
    (
        "snapshot",
        "SELECT id, sha256, size, nama, instrument, tanggal_kirim, nomor_registrasi, nama_lengkap, jabatan, instansi,
           nomor_hp, email, alasan_buka, removed FROM snapshot",
    ),
    ("verdict", "SELECT s.key, v.instrument, v.indikator, v.value FROM verdict v JOIN subject s ON s.id = v.subject"),
    ("verification", "SELECT s.key, v.instrument, v.value FROM verification v JOIN subject s ON s.id = v.subject"),
    ("official", "SELECT s.key, o.instrument, o.figure, o.value FROM official o JOIN subject s ON s.id = o.subject"),
    (
        "official_parameter",
        "SELECT s.key, o.instrument, o.indikator, o.parameter FROM official_parameter o
         JOIN subject s ON s.id = o.subject",
    ),
    ("portal", "SELECT s.key, p.instrument, p.entry, p.value FROM portal p JOIN subject s ON s.id = p.subject"),
    ("portal_turn", "SELECT s.key, p.instrument, p.person FROM portal_turn p JOIN subject s ON s.id = p.subject"),
    ("signer", "SELECT s.key, g.role, g.value FROM signer g JOIN subject s ON s.id = g.subject"),
    ("office", "SELECT field, value FROM office"),
    ("template", "SELECT kind, value FROM template"),
];

impl Laptop {
    /// What the screens show and what lies below.
    pub fn dump(&self) -> String {
        let mut text = self.screens();
        text.push_str(&self.tables());
        text
    }

    /// Every screen's view as JSON.
    pub fn screens(&self) -> String {
        let mut text = String::new();
        let registry = self.show_registry().unwrap();
        show(
            &mut text,
            "registry",
            &(
                (registry.pemda_nama, registry.pemda_kode),
                (registry.n_inovasi, registry.n_contoh, registry.n_conflict, registry.instrument),
            ),
        );
        for sort in ["nama", "claimed"] {
            let req = ListInovasi { limit: 500, sort: Sort::by_name(sort), ..ListInovasi::default() };
            let mut page = self.list_inovasi(&req).unwrap();
            // When something was last touched differs as history does.
            page.rows.iter_mut().for_each(|it| it.touched_at = None);
            show(&mut text, "list", &page);
        }
        for id in self.inovasi_ids() {
            // A note to oneself stays on its copy.
            let view = WorksheetView { note: None, ..self.show_inovasi(&id).unwrap() };
            show(&mut text, "worksheet", &view);
        }
        let instrument = registry::DEFAULT_INSTRUMENT.trim();
        show(&mut text, "daerah", &self.show_assessment("daerah", instrument).unwrap());
        show(&mut text, "standing", &self.standing(instrument).unwrap());
        show(&mut text, "findings", &self.list_findings().unwrap());
        show(&mut text, "conflicts", &self.list_conflicts().unwrap());
        text.push_str(&self.export_registry().unwrap());
        text
    }

    /// Every table that is not of this copy alone, and history, sorted.
    pub fn tables(&self) -> String {
        let connection = self.database();
        let mut text = String::new();
        for (table, sql) in TABLES {
            let mut statement = connection.prepare(sql).unwrap();
            let n = statement.column_count();
            let rows = statement
                .query_map([], |row| (0..n).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>());
            let mut lines: Vec<String> = rows.unwrap().map(|it| format!("{:?}", it.unwrap())).collect();
            lines.sort();
            let _ = writeln!(text, "== {table}");
            for line in lines {
                let _ = writeln!(text, "{line}");
            }
        }
        text
    }

    /// Ids of all inovasi, removed ones too.
    pub fn inovasi_ids(&self) -> Vec<String> {
        self.column("SELECT id FROM inovasi ORDER BY id")
    }

    /// Identities of all changes: device and counter.
    pub fn stamps(&self) -> std::collections::BTreeSet<String> {
        let sql = "SELECT c.counter || '@' || d.uuid FROM change c JOIN device d ON d.id = c.device";
        self.column(sql).into_iter().collect()
    }

    /// What tells every act from every other, whatever its line is called here.
    pub fn hashes(&self) -> std::collections::BTreeSet<String> {
        self.column("SELECT hex(hash) FROM act").into_iter().collect()
    }

    /// Every act by its hash, with the name of its op.
    pub fn acts(&self) -> std::collections::BTreeMap<String, String> {
        let connection = self.database();
        let mut statement = connection.prepare("SELECT hex(hash), op FROM act").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    /// The name that this copy writes under.
    pub fn device(&self) -> String {
        self.column("SELECT value FROM setting WHERE key = 'device'").remove(0)
    }

    fn column(&self, sql: &str) -> Vec<String> {
        let connection = self.database();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }

    fn database(&self) -> Connection {
        let path = self.folder().join("registry.sqlite3");
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }
}

fn show(text: &mut String, name: &str, view: &impl Serialize) {
    let _ = writeln!(text, "== {name}\n{}", serde_json::to_string_pretty(view).unwrap());
}

/// Says where two dumps differ; whole dumps are too long to read.
pub fn assert_same(a: &str, b: &str, why: &str) {
    let differing = a.lines().zip(b.lines()).enumerate().find(|(_, (a, b))| a != b);
    if let Some((at, (left, right))) = differing {
        let before: Vec<&str> = a.lines().take(at).skip(at.saturating_sub(12)).collect();
        let part = a.lines().take(at).filter(|it| it.starts_with("== ")).last().unwrap_or_default();
        panic!("{why}: {part} line {}\n{}\n- {left}\n+ {right}", at + 1, before.join("\n"));
    }
    assert_eq!(a.lines().count(), b.lines().count(), "{why}: one dump is longer");
}
