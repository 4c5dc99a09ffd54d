//! A made-up catalogue of any size, as an interchange document.

use serde_json::{Value, json};

const WHAT: [&str; 6] = ["Antrean", "Kampung", "Layanan", "Pasar", "Rumah", "Sekolah"];
const HOW: [&str; 5] = ["Digital", "Hijau", "Keliling", "Sehat", "Terpadu"];
const OFFICES: [&str; 3] = ["Dinas Kesehatan", "Dinas Pendidikan", "Bappeda"];

/// `n` inovasi; the names tell them apart.
pub fn document(n: usize) -> Value {
    let pick = |of: &[&'static str], at: usize| of.get(at % of.len()).copied().unwrap_or_default();
    let inovasi: Vec<Value> = (0..n)
        .map(|at| {
            let nama = format!("{} {} {}", pick(&WHAT, at), pick(&HOW, at / WHAT.len()), at + 1);
            json!({
                "nama": nama,
                "perangkat_daerah": pick(&OFFICES, at / 7),
                "jenis": pick(&["digital", "non-digital"], at),
                "tahapan": pick(&["inisiatif", "uji-coba", "penerapan"], at / 2),
                "waktu_penerapan": format!("{}-{:02}", 2022 + at % 4, at % 12 + 1),
            })
        })
        .collect();
    json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi })
}
