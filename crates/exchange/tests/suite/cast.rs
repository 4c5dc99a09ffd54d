//! A small dossier on the real instrument, with hostile names in it.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use domain::{
    Decimal,
    assessment::{
        citation::{Citation, NamedDocument, PublishedSource},
        instrument::{
            AnsweredBy, Instrument,
            file::{PackFile, read_pack},
        },
        score::{Answer, Basis, Choice, Entry, score},
    },
    core::{
        finding::{FindingCode, Severity},
        id::{IndikatorId, InovasiId},
    },
    inovasi::penghargaan::Keyakinan,
    submission::dossier::*,
};
use exchange::core::port::MemoryBlobs;
use uuid::Uuid;

pub const HOSTILE: &str = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)> ../..\\ \u{202e}\r\nX: y";

pub fn instrument() -> Instrument {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../instruments/iga-2026");
    let mut texts: Vec<(String, String)> =
        vec![("instrument.toml".into(), fs::read_to_string(root.join("instrument.toml")).unwrap())];
    for entry in fs::read_dir(root.join("indikator")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("indikator/{}", path.file_name().unwrap().to_str().unwrap());
        texts.push((name, fs::read_to_string(path).unwrap()));
    }
    let files: Vec<PackFile> = texts.iter().map(|(path, text)| PackFile { path, text }).collect();
    read_pack(&files).unwrap()
}

fn bukti(blobs: &mut MemoryBlobs, bytes: &[u8], nama_berkas: &str, present: bool) -> DossierBukti {
    let sha256 = blobs.put(bytes).unwrap();
    DossierBukti {
        id: Uuid::from_u128(bytes.len() as u128).to_string(),
        sha256: sha256.to_string(),
        size: bytes.len() as u64,
        nama_berkas: nama_berkas.into(),
        nomor: Some("1/2024".into()),
        tanggal: Some("2024-08-17".into()),
        tentang: None,
        jenis_dokumen: None,
        unfit: None,
        pages: Some("3-4".into()),
        telling: false,
        present,
        portal_copy: PortalCopy::Unneeded,
    }
}

/// What a hostile page says of an answer.
fn cited(parameter: u8) -> Citation {
    let page = PublishedSource {
        title: Some("Kota <b>terinovatif</b> & \"hebat\"".into()),
        outlet: Some("Kabar".into()),
        date: Some("2024-03-01".into()),
        address: Some("https://kabar.id/a?b=1&c=2".into()),
    };
    let document = NamedDocument {
        title: "Perwal".into(),
        nomor: Some("39/2022".into()),
        date: Some("2022".into()),
        address: None,
    };
    Citation {
        fact: "Sumber menyebut <script>alert(1)</script> 3 ton.".into(),
        year: Some(2019),
        parameter: Some(parameter),
        keyakinan: Some(Keyakinan::Inferred),
        sumber: vec![page],
        document: vec![document],
        ..Citation::default()
    }
}

fn answers(instrument: &Instrument, who: AnsweredBy, bukti: &[(usize, Vec<DossierBukti>)]) -> Vec<DossierAnswer> {
    instrument
        .indikator_of(who)
        .enumerate()
        .map(|(at, it)| {
            let bukti = bukti.iter().find(|it| it.0 == at).map_or(Vec::new(), |it| it.1.clone());
            let parameter = if at % 4 == 3 { 0 } else { 2 };
            let choice = (parameter > 0).then_some(Choice { parameter, variant: None });
            let claimed = it.skor(parameter);
            let supported =
                if bukti.iter().all(|it: &DossierBukti| !it.present) { Some(Decimal::ZERO) } else { claimed };
            let citation = if at == 0 { vec![cited(parameter)] } else { Vec::new() };
            let verified = Some(Decimal::ZERO);
            DossierAnswer {
                indikator: it.id.clone(),
                choice,
                claimed,
                supported,
                verified,
                inputs: Vec::new(),
                ticks: Vec::new(),
                verdict: None,
                citation,
                bukti,
            }
        })
        .collect()
}

fn entry(it: &DossierInovasi) -> Entry {
    let answer = |it: &DossierAnswer| {
        let proven = it.bukti.iter().any(|it| it.present);
        it.choice.clone().map(|choice| (it.indikator.clone(), answer(choice, proven)))
    };
    Entry {
        id: it.id,
        nama: it.nama.clone(),
        urusan_utama: Some("kesehatan".into()),
        answers: it.answers.iter().filter_map(answer).collect(),
    }
}

/// The dossier and the bytes of its bukti.
pub fn dossier() -> (Dossier, MemoryBlobs) {
    let instrument = instrument();
    let mut blobs = MemoryBlobs::default();
    let sk = bukti(&mut blobs, b"%PDF-1.7 SK", "SK Wali Kota.PDF", true);
    let foto = bukti(&mut blobs, &[7; 500_000], HOSTILE, true);
    let hilang = bukti(&mut blobs, b"hilang", "../../etc/passwd", false);
    let field = |field: &str, label: &str, text: Option<&str>| DossierField {
        field: field.into(),
        label: label.into(),
        text: text.map(Into::into),
        value: text.map(Into::into),
        sumber: None,
        keyakinan: None,
    };
    let inovasi = |n: u128, nama: &str, bukti: &[(usize, Vec<DossierBukti>)]| {
        let answers = answers(&instrument, AnsweredBy::Inovasi, bukti);
        DossierInovasi {
            id: InovasiId(Uuid::from_u128(n)),
            nama: nama.into(),
            profile: vec![
                field("nama", "Nama Inovasi", Some(nama)),
                field("tujuan", "Tujuan", None),
                field("rancang_bangun", "Rancang Bangun", Some("Baris satu\n\n<b>Baris dua</b> & \"tiga\"")),
            ],
            berkas: Vec::new(),
            penghargaan: Vec::new(),
            growth_note: None,
            passage: None,
            claimed: answers.iter().map(|it| it.claimed).sum(),
            supported: answers.iter().map(|it| it.supported).sum(),
            verified: Some(Decimal::ZERO),
            official: std::collections::BTreeMap::new(),
            answers,
            findings: vec![
                DossierFinding {
                    code: FindingCode::NotChosen,
                    severity: Severity::Hint,
                    about: None,
                    label: None,
                    text: "5 indikator belum dipilih.".into(),
                },
                DossierFinding {
                    code: FindingCode::FieldMissing,
                    severity: Severity::Warning,
                    about: Some("tujuan".into()),
                    label: Some("Tujuan".into()),
                    text: format!("Tujuan kosong pada {nama}."),
                },
            ],
        }
    };
    let list = vec![
        inovasi(
            1,
            "Kado Mbak Ita",
            &[(0, vec![sk.clone(), foto.clone()]), (1, vec![sk.clone()]), (2, vec![hilang.clone()])],
        ),
        inovasi(2, HOSTILE, &[(0, vec![sk.clone()])]),
        inovasi(3, "🎉", &[]),
    ];
    let daerah = answers(&instrument, AnsweredBy::Daerah, &[(0, vec![sk]), (3, vec![foto])]);
    let entries: Vec<Entry> = list.iter().map(entry).collect();
    let own: BTreeMap<IndikatorId, Answer> = daerah
        .iter()
        .filter_map(|it| {
            let proven = !it.bukti.is_empty();
            it.choice.clone().map(|choice| (it.indikator.clone(), answer(choice, proven)))
        })
        .collect();
    let dossier = Dossier {
        pemda: Pemda { nama: "Kota \"Semarang\" <b>".into(), kode: "33.74".into() },
        claimed: score(&instrument, &own, &entries, Basis::Claimed),
        supported: score(&instrument, &own, &entries, Basis::Supported),
        verified: score(&instrument, &own, &entries, Basis::Verified),
        official: std::collections::BTreeMap::new(),
        instrument: Arc::new(instrument),
        daerah,
        inovasi: list,
        penghargaan: Vec::new(),
        passage: None,
        left_out: Vec::new(),
        findings: vec![DossierFinding {
            code: FindingCode::UrusanDasarGate,
            severity: Severity::Blocking,
            about: None,
            label: None,
            text: "Baru 1 dari 5 urusan.".into(),
        }],
        overview: domain::submission::overview::Overview::default(),
    };
    (dossier, blobs)
}

fn answer(choice: Choice, proven: bool) -> Answer {
    if proven { Answer::supported(choice) } else { Answer::claimed(choice) }
}
