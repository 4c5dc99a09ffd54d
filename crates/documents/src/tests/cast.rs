//! A region on the real instrument, with texts as long as they ever are.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use domain::{
    Decimal,
    assessment::{
        instrument::{
            AnsweredBy, Instrument,
            file::{PackFile, read_pack},
        },
        score::{Answer, Answers, Basis, Choice, Entry, score, skor_of},
        verification::Role,
    },
    core::{
        finding::{FindingCode, Severity},
        id::InovasiId,
    },
    inovasi::profile::{FIELDS, Field, FieldKind},
    submission::{
        dossier::*,
        office::{Office, OfficeField, Signer, SignerForm, SignerRole},
        official::OfficialFigure,
        overview::{DossierBefore, DossierBody, DossierStep, Overview},
    },
};
use uuid::Uuid;

pub(crate) const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 120"><path d="M50 0 100 30 90 100 50 120 10 100 0 30Z" fill="#444"/><circle cx="50" cy="60" r="25" fill="#fff"/></svg>"##;

const NAMA: [&str; 4] = [
    "KADO MBAK ITA (Kolaborasi Aksi Dokter Spesialis Mendampingi dan Mengunjungi Balita Stunting, Ibu Hamil Risiko Tinggi, dan Keluarga Berisiko di Seluruh Kelurahan Kota Semarang secara Terpadu)",
    "SIPANDU",
    "Layanan Perizinan Satu Genggaman",
    "Bank Sampah Digital Berbasis Kelurahan",
];
const BADAN: [&str; 4] = [
    "Dinas Pemberdayaan Perempuan, Pelindungan Anak, Pengendalian Penduduk dan Keluarga Berencana",
    "Dinas Kesehatan",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Kecamatan Semarang Tengah",
];
const URUSAN: [(&str, &str); 9] = [
    ("pendidikan", "Pendidikan"),
    ("kesehatan", "Kesehatan"),
    ("pekerjaan-umum-dan-penataan-ruang", "Pekerjaan Umum dan Penataan Ruang"),
    ("perumahan-rakyat-dan-kawasan-permukiman", "Perumahan Rakyat dan Kawasan Permukiman"),
    (
        "ketenteraman-ketertiban-umum-dan-pelindungan-masyarakat",
        "Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat",
    ),
    ("sosial", "Sosial"),
    ("lingkungan-hidup", "Lingkungan Hidup"),
    ("penanaman-modal", "Penanaman Modal"),
    ("administrasi-kependudukan", "Administrasi Kependudukan dan Pencatatan Sipil"),
];

fn instrument() -> Instrument {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../instruments/iga-2026");
    let head = fs::read_to_string(root.join("instrument.toml")).unwrap();
    let mut texts = vec![("instrument.toml".to_owned(), head)];
    for entry in fs::read_dir(root.join("indikator")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("indikator/{}", path.file_name().unwrap().to_str().unwrap());
        texts.push((name, fs::read_to_string(path).unwrap()));
    }
    let files: Vec<PackFile> = texts.iter().map(|(path, text)| PackFile { path, text }).collect();
    read_pack(&files).unwrap()
}

fn paragraph(words: usize) -> String {
    let list = ["inovasi", "pelayanan", "masyarakat", "dilaksanakan", "secara", "terpadu", "dan", "berkelanjutan"];
    (0..words).map(|it| list[it * 7 % list.len()]).collect::<Vec<_>>().join(" ") + "."
}

fn bukti(n: usize) -> DossierBukti {
    DossierBukti {
        id: Uuid::from_u128(n as u128).to_string(),
        sha256: "a".repeat(64),
        size: 1_000_000,
        nama_berkas: format!(
            "{n:02}_SK_Wali_Kota_Semarang_Nomor_050-1234-Tahun-2025_tentang_Penetapan_Inovasi_Daerah_FINAL(revisi)_scan.pdf"
        ),
        nomor: Some("050/1234/2025".into()),
        tanggal: Some("2025-03-17".into()),
        tentang: Some(
            "Penetapan Tim Pelaksana Inovasi Daerah di Lingkungan Pemerintah Kota Semarang Tahun 2025".into(),
        ),
        jenis_dokumen: Some("Keputusan Kepala Daerah".into()),
        unfit: None,
        pages: Some("1-3, 12".into()),
        telling: false,
        present: n % 5 != 4,
        portal_copy: PortalCopy::Unneeded,
    }
}

fn profile(nama: &str, badan: &str, urusan: (&str, &str), long: bool) -> Vec<DossierField> {
    let text = |field: Field| match field {
        Field::Nama => Some(nama.to_owned()),
        Field::PerangkatDaerah => Some(badan.to_owned()),
        Field::UrusanUtama => Some(urusan.1.to_owned()),
        Field::NamaInisiator if long => Some("dr. Siti Nurhaliza Kusumawardhani, Sp.A(K), M.Kes.".to_owned()),
        Field::WaktuPenerapan => Some("17 Agustus 2025".to_owned()),
        _ if !long => None,
        _ => Some(match field.kind() {
            FieldKind::Paragraphs => [paragraph(130), paragraph(90), paragraph(60)].join("\n\n"),
            FieldKind::Date => "17 Agustus 2024".to_owned(),
            FieldKind::Set | FieldKind::Names => "Kesehatan; Sosial; Pendidikan; Lingkungan Hidup".to_owned(),
            _ => "Inovasi daerah lainnya sesuai dengan urusan pemerintahan".to_owned(),
        }),
    };
    let fields = FIELDS.iter().filter(|it| **it != Field::Catatan);
    fields
        .map(|it| DossierField {
            field: it.name().into(),
            label: it.label().into(),
            value: if *it == Field::UrusanUtama { Some(urusan.0.into()) } else { text(*it) },
            text: text(*it),
            sumber: None,
            keyakinan: None,
        })
        .collect()
}

fn answers(instrument: &Instrument, who: AnsweredBy, n: usize, seed: usize) -> (Vec<DossierAnswer>, Answers) {
    let mut given = Answers::new();
    let list = instrument.indikator_of(who).enumerate().map(|(at, it)| {
        // The second of three answers nothing at all.
        let parameter = match seed {
            0 if n % 3 == 1 => 0,
            0 => u8::try_from((at + n) % 4).unwrap(),
            seed => u8::try_from(mixed(at, n, seed) % 4).unwrap(),
        };
        let variant = it.variant.first().map(|it| it.id.clone());
        let choice = (parameter > 0).then_some(Choice { parameter, variant });
        let (supported, verified) = (parameter.min(2), parameter.min(1));
        if let Some(choice) = &choice {
            given.insert(it.id.clone(), Answer { choice: choice.clone(), supported, verified });
        }
        DossierAnswer {
            indikator: it.id.clone(),
            claimed: it.skor(parameter),
            supported: it.skor(supported),
            verified: it.skor(verified),
            inputs: vec![DossierInput {
                input: "orang".into(),
                nama: "Jumlah penerima manfaat".into(),
                satuan: "orang".into(),
                value: "12345.5".into(),
            }],
            ticks: vec![("media".into(), "Media massa di luar pemerintah daerah".into())],
            verdict: choice.as_ref().map(|it| DossierVerdict {
                parameter: it.parameter.min(1),
                role: Role::Verifier,
                person: "Budi".into(),
                at: "2026-03-02T08:00:00Z".into(),
                note: if at % 3 == 0 { paragraph(25) } else { String::new() },
                lapsed: at % 5 == 0,
            }),
            citation: Vec::new(),
            bukti: if parameter == 0 { Vec::new() } else { (0..at % 4).map(bukti).collect() },
            choice,
        }
    });
    (list.collect(), given)
}

/// A number that looks like chance and is none.
fn mixed(at: usize, n: usize, seed: usize) -> usize {
    (at * 2_654_435 + n * 40_503 + seed * 97_423).wrapping_mul(2_246_822_519) >> 13
}

/// A region with so many inovasi.
pub(crate) fn dossier(n: usize) -> Dossier {
    rolled(n, 0)
}

/// The same with answers and urusan by chance, where a seed is given.
pub(crate) fn rolled(n: usize, seed: usize) -> Dossier {
    let instrument = instrument();
    let mut entries = Vec::new();
    let mut list = Vec::new();
    for at in 0..n {
        let urusan = URUSAN[if seed == 0 { at * 2 % 9 } else { mixed(at, 1, seed) % 9 }];
        let badan = BADAN[at % 4];
        let nama = if at < 4 { NAMA[at].to_owned() } else { format!("{} {at}", NAMA[at % 4]) };
        let (own, given) = answers(&instrument, AnsweredBy::Inovasi, at, seed);
        let skor = |basis| skor_of(&instrument, AnsweredBy::Inovasi, &given, basis);
        let id = InovasiId(Uuid::from_u128(at as u128 + 1));
        list.push(DossierInovasi {
            id,
            nama: nama.clone(),
            profile: profile(&nama, badan, urusan, at % 3 != 1),
            berkas: vec![DossierBerkas {
                id: "profil-anggaran".into(),
                nama: "Anggaran".into(),
                bukti: if at % 3 == 0 { vec![bukti(1)] } else { Vec::new() },
            }],
            penghargaan: Vec::new(),
            growth_note: None,
            passage: None,
            claimed: skor(Basis::Claimed),
            supported: skor(Basis::Supported),
            verified: skor(Basis::Verified),
            official: match at % 3 {
                0 => BTreeMap::from([(OfficialFigure::KematanganVerifikasi, "87.5".into())]),
                _ => BTreeMap::new(),
            },
            answers: own,
            findings: vec![DossierFinding {
                code: FindingCode::FieldMissing,
                severity: Severity::Blocking,
                about: Some("tujuan".into()),
                label: Some("Tujuan".into()),
                text: format!("Tujuan masih kosong pada {nama}."),
            }],
        });
        let urusan_utama = Some(urusan.0.to_owned());
        entries.push(Entry { id, nama, urusan_utama, answers: given });
    }
    let (daerah, own) = answers(&instrument, AnsweredBy::Daerah, if n == 0 { 1 } else { 0 }, seed);
    let on = |basis| score(&instrument, &own, &entries, basis);
    Dossier {
        pemda: Pemda { nama: "Kota Semarang".into(), kode: "33.74".into() },
        claimed: on(Basis::Claimed),
        supported: on(Basis::Supported),
        verified: on(Basis::Verified),
        official: match n {
            0 => BTreeMap::new(),
            _ => BTreeMap::from([
                (OfficialFigure::IidVerifikasi, "65.8".into()),
                (OfficialFigure::IidMandiri, "71.02".into()),
                (OfficialFigure::Predikat, "Sangat Inovatif".into()),
                (OfficialFigure::Peringkat, "12".into()),
                (OfficialFigure::Sumber, NAMA[1].into()),
            ]),
        },
        overview: overview(&list, &instrument),
        instrument: Arc::new(instrument),
        daerah,
        inovasi: list,
        penghargaan: Vec::new(),
        passage: None,
        left_out: Vec::new(),
        findings: Vec::new(),
    }
}

fn overview(list: &[DossierInovasi], instrument: &Instrument) -> Overview {
    let body = |(at, nama): (usize, &&str)| DossierBody {
        nama: (*nama).into(),
        listed: true,
        inovasi: list.iter().skip(at).step_by(4).map(|it| it.id).collect(),
    };
    let mut bodies: Vec<DossierBody> = BADAN.iter().enumerate().map(body).collect();
    bodies.extend(["Badan Kesatuan Bangsa dan Politik", "Inspektorat"].map(|nama| DossierBody {
        nama: nama.into(),
        listed: true,
        inovasi: Vec::new(),
    }));
    let first: Vec<_> = instrument.indikator_of(AnsweredBy::Inovasi).take(6).collect();
    let step = |it: &DossierInovasi, at: usize| DossierStep {
        inovasi: Some(it.id),
        indikator: Some(first[at].id.clone()),
        text: format!("Lampirkan bukti untuk {} {} pada {}.", first[at].code, first[at].nama, it.nama),
        lacks: vec![paragraph(14), paragraph(9)],
        needs: (at == 0).then(|| "Sesudah itu verifikator perlu memeriksanya.".into()),
        n_act: 1,
        gain_iid: Some(Decimal::new(127, 2)),
        gain_kematangan: Some(Decimal::new(600, 2)),
    };
    Overview {
        urusan: URUSAN.map(|it| (it.0.to_owned(), it.1.to_owned())).into(),
        perangkat_daerah: bodies,
        basis: Basis::Supported,
        steps: list.iter().flat_map(|it| (0..6).map(move |at| (it, at))).map(|(it, at)| step(it, at)).collect(),
        before: (!list.is_empty()).then(|| DossierBefore {
            nama: "Innovative Government Award 2025".into(),
            tahun: 2025,
            iid: [Some(Decimal::new(4512, 2)), Some(Decimal::new(3000, 2)), Some(Decimal::ZERO)],
            inovasi: list.iter().map(|it| (it.id, Some(Decimal::new(4000, 2)))).collect(),
        }),
    }
}

/// An office that has said everything.
pub(crate) fn office() -> Office {
    let signer = |nama: &str, jabatan: &str, form, untuk: &str| Signer {
        nama: nama.into(),
        jabatan: jabatan.into(),
        pangkat: "Pembina Utama Muda (IV/c)".into(),
        nip: "197001011995031001".into(),
        form,
        untuk: untuk.into(),
    };
    Office {
        field: vec![
            (OfficeField::Kop, "PEMERINTAH KOTA SEMARANG\nBADAN RISET DAN INOVASI DAERAH".into()),
            (
                OfficeField::Alamat,
                "Jalan Pemuda Nomor 148, Semarang 50132, Telepon (024) 3513366\nLaman brida.semarangkota.go.id, Pos-el brida@semarangkota.go.id".into(),
            ),
            (OfficeField::Tempat, "Semarang".into()),
            (OfficeField::PolaNomor, "000.9/{nomor}/{bulan}/{tahun}".into()),
            (OfficeField::Laman, "brida.semarangkota.go.id".into()),
        ],
        signer: vec![
            (
                SignerRole::KepalaDaerah,
                Signer { pangkat: String::new(), nip: String::new(), ..signer("Dr. Ir. Hj. Contoh Nama, M.Si.", "WALI KOTA SEMARANG", SignerForm::Sendiri, "") },
            ),
            (
                SignerRole::KepalaBrida,
                signer("Ir. Budi Santoso, M.T.", "Kepala Badan Riset dan Inovasi Daerah", SignerForm::AtasNama, "Wali Kota Semarang"),
            ),
            (SignerRole::KetuaTim, signer("Siti Aminah, S.T.", "Ketua Tim Verifikasi", SignerForm::Plt, "")),
        ],
        kepala: vec![(
            BADAN[0].into(),
            signer("Drs. Agus Prasetyo, M.M.", "Kepala Dinas Pemberdayaan Perempuan, Pelindungan Anak, Pengendalian Penduduk dan Keluarga Berencana", SignerForm::Sendiri, ""),
        )],
        logo: Some((SVG.as_bytes().to_vec(), "svg".into())),
    }
}
