//! Acts by chance, of every kind that can change what the catalogue shows.

use domain::bukti::BuktiField;
use domain::inovasi::profile::Field;
use std::path::PathBuf;

use proptest::prelude::*;
use registry::{DEFAULT_INSTRUMENT, EditMany, GiveVerdict, Selection, progress::Unwatched};
use serde_json::json;

use crate::kit::{Laptop, key};

/// What somebody does; numbers choose among what there is at that moment.
#[derive(Debug, Clone)]
pub enum Act {
    Register {
        nama: usize,
    },
    Edit {
        inovasi: usize,
        field: usize,
        value: usize,
    },
    EditMany {
        from: usize,
        n: usize,
        field: usize,
        value: usize,
    },
    Choose {
        inovasi: usize,
        indikator: usize,
        parameter: u8,
    },
    Judge {
        inovasi: usize,
        indikator: usize,
        parameter: u8,
    },
    Move {
        inovasi: usize,
        role: usize,
        to: usize,
    },
    Attach {
        inovasi: usize,
        indikator: usize,
        content: u8,
    },
    Detach {
        inovasi: usize,
        nth: usize,
    },
    Describe {
        inovasi: usize,
        nth: usize,
        value: u8,
    },
    Remove {
        inovasi: usize,
    },
    Restore {
        inovasi: usize,
    },
    Propose {
        inovasi: usize,
        withdraw: bool,
    },
    RegisterBody {
        nama: usize,
        induk: usize,
    },
    EditBody {
        nth: usize,
        nama: usize,
        aktif: bool,
    },
    RemoveBody {
        nth: usize,
    },
    Resolve {
        nth: usize,
        head: usize,
    },
    Import {
        nama: usize,
        value: usize,
    },
    Example {
        remove: bool,
    },
    Undo,
    Redo,
    Person {
        n: u8,
    },
    Pack,
    Accept {
        parcel: usize,
    },
    /// Somebody looks: the catalogue is brought up to date.
    Look,
}

pub const NAMES: [&str; 6] = ["Kado", "kado", "Simpel", "Ésok", "Jempol", "Antar"];
pub const BODIES: [&str; 6] =
    ["Dinas Kesehatan", "DINAS KESEHATAN", "Puskesmas Tugu", "Kec. Tugu", "Kecamatan Tugu", "Badan Riset"];
pub const FIELDS: [(&str, &[&str]); 12] = [
    ("nama", &NAMES),
    ("perangkat_daerah", &BODIES),
    ("urusan_utama", &["Kesehatan", "Sosial", ""]),
    ("tahapan", &["inisiatif", "penerapan", "uji coba"]),
    ("jenis", &["digital", "non digital", ""]),
    ("bentuk", &["tata kelola", "pelayanan publik", ""]),
    ("waktu_penerapan", &["2024", "2023-05-06", "17/08/2024", ""]),
    ("waktu_pengembangan", &["2025-01-01", "2020", ""]),
    ("kepanjangan", &["Panjang", "alfa", ""]),
    ("koordinat", &["-6.98, 110.41", "bukan koordinat", "48.85, 2.35", ""]),
    ("rancang_bangun", &["satu dua tiga", "dasar hukum: Perwal; permasalahan", ""]),
    ("dasar_hukum", &["Perwal 1", ""]),
];

pub fn act() -> impl Strategy<Value = Act> {
    let n = || 0..7_usize;
    prop_oneof![
        4 => n().prop_map(|nama| Act::Register { nama }),
        8 => (n(), 0..FIELDS.len(), n()).prop_map(|(inovasi, field, value)| Act::Edit { inovasi, field, value }),
        2 => (n(), n(), 1..FIELDS.len(), n())
            .prop_map(|(from, n, field, value)| Act::EditMany { from, n, field, value }),
        5 => (n(), n(), 0..4_u8).prop_map(|(inovasi, indikator, parameter)| Act::Choose { inovasi, indikator, parameter }),
        3 => (n(), n(), 0..3_u8).prop_map(|(inovasi, indikator, parameter)| Act::Judge { inovasi, indikator, parameter }),
        3 => (n(), 0..4_usize, 0..7_usize).prop_map(|(inovasi, role, to)| Act::Move { inovasi, role, to }),
        4 => (n(), n(), 0..3_u8).prop_map(|(inovasi, indikator, content)| Act::Attach { inovasi, indikator, content }),
        2 => (n(), n()).prop_map(|(inovasi, nth)| Act::Detach { inovasi, nth }),
        2 => (n(), n(), 0..3_u8).prop_map(|(inovasi, nth, value)| Act::Describe { inovasi, nth, value }),
        2 => n().prop_map(|inovasi| Act::Remove { inovasi }),
        1 => n().prop_map(|inovasi| Act::Restore { inovasi }),
        2 => (n(), any::<bool>()).prop_map(|(inovasi, withdraw)| Act::Propose { inovasi, withdraw }),
        2 => (n(), n()).prop_map(|(nama, induk)| Act::RegisterBody { nama, induk }),
        2 => (n(), n(), any::<bool>()).prop_map(|(nth, nama, aktif)| Act::EditBody { nth, nama, aktif }),
        1 => n().prop_map(|nth| Act::RemoveBody { nth }),
        2 => (n(), n()).prop_map(|(nth, head)| Act::Resolve { nth, head }),
        1 => (n(), n()).prop_map(|(nama, value)| Act::Import { nama, value }),
        1 => any::<bool>().prop_map(|remove| Act::Example { remove }),
        4 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => (0..3_u8).prop_map(|n| Act::Person { n }),
        3 => Just(Act::Pack),
        5 => (0..32_usize).prop_map(|parcel| Act::Accept { parcel }),
        6 => Just(Act::Look),
    ]
}

fn pick<T>(all: &[T], n: usize) -> Option<&T> {
    all.get(n.checked_rem(all.len())?)
}

/// Does what can be done. A refusal is right where the act cannot be, and leaves
/// everything as it was; what it leaves is looked at all the same.
pub fn perform(laptop: &Laptop, act: &Act, pile: &mut Vec<PathBuf>, look: impl Fn(&Laptop)) {
    let instrument = DEFAULT_INSTRUMENT.trim();
    let ids = laptop.inovasi_ids();
    let id = |n: &usize| pick(&ids, *n).cloned().unwrap_or_default();
    match act {
        Act::Register { nama } => drop(laptop.register(NAMES[nama % NAMES.len()])),
        Act::Edit { inovasi, field, value } => {
            let (field, values) = FIELDS[*field];
            let _ = laptop.edit_inovasi(id(inovasi), field, pick(values, *value).copied());
        }
        Act::EditMany { from, n, field, value } => {
            let (field, values) = FIELDS[*field];
            let ids = ids.iter().skip(*from).take(*n).map(|it| it.parse().unwrap()).collect();
            let selection = Selection { ids, ..Selection::default() };
            let value = pick(values, *value).map(|it| (*it).to_owned());
            let req =
                EditMany { selection, field: Field::by_name(field).unwrap(), value, member: None, present: false };
            laptop.edit_many_inovasi(&req).unwrap();
        }
        Act::Choose { inovasi, indikator, parameter } => {
            let daerah = *inovasi == 6;
            let texts = laptop.show_instrument(instrument).unwrap();
            let code = texts.indikator.iter().filter(|it| it.daerah == daerah).nth(*indikator).unwrap().code.clone();
            let _ = laptop.choose(&if daerah { "daerah".to_owned() } else { id(inovasi) }, &code, *parameter);
        }
        Act::Judge { inovasi, indikator, parameter } => {
            laptop.set_role("verifier").unwrap();
            let Ok(subject) = laptop.subject(id(inovasi)) else { return };
            let _ = laptop.give_verdict(&GiveVerdict {
                subject,
                instrument: instrument.into(),
                indikator: format!("SID-{}", indikator + 16).into(),
                parameter: *parameter,
                note: "catatan".into(),
                fingerprint: None,
                meant: true,
            });
        }
        Act::Move { inovasi, role, to } => {
            laptop.set_role(["operator", "officer", "verifier", "head"][*role]).unwrap();
            let to = ["draf", "diajukan", "dikembalikan", "disetujui", "disahkan", "siap_kirim", "terkirim"][*to];
            let _ = laptop.move_answers(id(inovasi), instrument, to, "catatan", true);
        }
        Act::Attach { inovasi, indikator, content } => {
            let file = laptop.file(&format!("bukti-{content}.pdf"), [*content; 9]);
            let _ = laptop.attach(id(inovasi), &format!("SID-{}", indikator + 16), &file);
        }
        Act::Detach { inovasi, nth } => {
            if let Some((indikator, bukti)) = linked(laptop, &id(inovasi), *nth) {
                let _ = laptop.detach_bukti(&key(id(inovasi), &indikator), &bukti);
            }
        }
        Act::Describe { inovasi, nth, value } => {
            if let Some((_, bukti)) = linked(laptop, &id(inovasi), *nth) {
                // With number and date it is whole; without either it is remarked on.
                let nomor = format!("{value}/24");
                for (field, text) in
                    [(BuktiField::Tanggal, "2024-01-02"), (BuktiField::Nomor, if *value == 0 { "" } else { &nomor })]
                {
                    let _ = laptop.edit_bukti(id(inovasi), instrument, &bukti, field, Some(text));
                }
            }
        }
        Act::Remove { inovasi } => drop(laptop.remove_inovasi(id(inovasi))),
        Act::Restore { inovasi } => drop(laptop.restore_inovasi(id(inovasi))),
        Act::Propose { inovasi, withdraw } => {
            let ids = [id(inovasi)];
            let _ = if *withdraw {
                laptop.withdraw_inovasi(&ids, instrument)
            } else {
                laptop.propose_inovasi(&ids, instrument, "")
            };
        }
        Act::RegisterBody { nama, induk } => {
            let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
            let induk = if *induk == 0 { None } else { pick(&list, *induk).map(|it| it.id.to_string()) };
            let _ = laptop.register_perangkat_daerah(BODIES[nama % BODIES.len()], None, induk.as_deref());
        }
        Act::EditBody { nth, nama, aktif } => {
            let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
            if let Some(it) = pick(&list, *nth) {
                let _ = laptop.edit_perangkat_daerah(it.id, "nama", Some(BODIES[nama % BODIES.len()]), *aktif);
                let _ = laptop.edit_perangkat_daerah(it.id, "aktif", if *aktif { None } else { Some("0") }, false);
            }
        }
        Act::RemoveBody { nth } => {
            let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
            if let Some(it) = pick(&list, *nth) {
                let _ = laptop.remove_perangkat_daerah(it.id);
            }
        }
        Act::Resolve { nth, head } => {
            let conflicts = laptop.list_conflicts().unwrap();
            if let Some(it) = pick(&conflicts, *nth) {
                let head = pick(&it.heads, *head).unwrap();
                laptop.resolve_conflict(it.subject, &it.field, &head.stamp).unwrap();
            }
        }
        Act::Import { nama, value } => {
            let inovasi = json!({ "nama": format!("Impor {nama}"), "perangkat_daerah": BODIES[value % BODIES.len()],
                "assessment": { instrument: { "SID-16": { "parameter": 2 } } } });
            let document = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": [inovasi] });
            let file = laptop.file("impor.json", document.to_string());
            laptop.import_registry(&file, false, &mut Unwatched).unwrap();
        }
        Act::Example { remove } => {
            let _ = if *remove { laptop.remove_example() } else { laptop.load_example() };
        }
        Act::Undo => drop(laptop.undo()),
        Act::Redo => drop(laptop.redo()),
        Act::Person { n } => drop(laptop.set_person(&format!("Petugas {n}")).unwrap()),
        Act::Pack => pile.push(laptop.write_parcel()),
        Act::Accept { parcel } => {
            if let Some(parcel) = pick(pile, *parcel) {
                laptop.accept(parcel).unwrap();
            }
        }
        Act::Look => look(laptop),
    }
}

/// One of the bukti of an inovasi: indikator and bukti.
fn linked(laptop: &Laptop, id: &str, nth: usize) -> Option<(String, String)> {
    let view = laptop.show_inovasi(id).ok()?;
    let all: Vec<(String, String)> = view
        .assessment
        .indikator
        .iter()
        .flat_map(|it| it.bukti.iter().map(|bukti| (it.indikator.to_string(), bukti.id.to_string())))
        .collect();
    pick(&all, nth).cloned()
}
