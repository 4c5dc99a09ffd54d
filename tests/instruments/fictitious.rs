//! Awards that nobody ever held, made of data alone: no rule stands in code.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        check::{Facts, FileFacts, supported_parameter},
        score::{Answer, Basis, Choice, Entry, score},
    },
    core::id::InovasiId,
};

use super::{decimal, load};

/// Another award, made of data alone: other divisor, weights, gate and bands.
const FICTITIOUS: [(&str, &str); 4] = [
    (
        "instrument.toml",
        r#"
id = "uji-2031"
nama = "Uji 2031"
tahun = 2031
status = "draft"
dasar_hukum = [{ teks = "tidak ada", confidence = "unknown" }]
source = { U1 = "karangan" }
predikat = [
  { nama = "Tinggi", minimum = "50.00", maksimum = "100.00" },
  { nama = "Rendah", minimum = "0.00", maksimum = "49.99" },
]
kelayakan = {}

[[aspek]]
id = "d"
code = "DRH"
nama = "Daerah"
answered_by = "daerah"
nomor = [1, 1]
baris = 1
bobot = "2.5"
maksimum = "5"

[[aspek]]
id = "i"
code = "INO"
nama = "Inovasi"
answered_by = "inovasi"
nomor = [2, 3]
baris = 2
bobot = "4"
maksimum = "14"

[skor]
nomor = 4
code = "INO-04"
nama = "Banyaknya"
pembagi_minimum = 3
per_inovasi = "1.5"
batas_inovasi = 4
minimum_urusan_dasar = 1
urusan_dasar = ["sosial"]
maksimum = "25"
source = ["U1"]
confidence = "unknown"
"#,
    ),
    (
        "indikator/satu.toml",
        "nama='Satu'\naspek='d'\ncode='DRH-01'\nnomor=1\nvariabel='V'\nbobot='2.5'\nsource=['U1']\nconfidence={}\nparameter=[{nomor=1,teks='a'},{nomor=2,teks='b'}]",
    ),
    (
        "indikator/dua.toml",
        "nama='Dua'\naspek='i'\ncode='INO-02'\nnomor=2\nvariabel='V'\nbobot='1'\nsource=['U1']\nconfidence={}\nparameter=[{nomor=1,teks='a'},{nomor=2,teks='b'}]",
    ),
    (
        "indikator/tiga.toml",
        "nama='Tiga'\naspek='i'\ncode='INO-03'\nnomor=3\nvariabel='V'\nbobot='3'\nsource=['U1']\nconfidence={}\nparameter=[{nomor=1,teks='a'},{nomor=2,teks='b'},{nomor=3,teks='c'},{nomor=4,teks='d'}]",
    ),
];

#[test]
fn a_year_made_of_data_alone_scores_by_its_own_constants() {
    let files = FICTITIOUS.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
    let uji = load(&files).unwrap();
    let answer = |parameter| Answer::claimed(Choice { parameter, variant: None });
    let daerah = [("satu".into(), answer(2))].into();
    let entry = |urusan: Option<&str>| Entry {
        id: InovasiId(uuid::Uuid::nil()),
        nama: "x".into(),
        urusan_utama: urusan.map(str::to_owned),
        answers: [("dua".into(), answer(1)), ("tiga".into(), answer(3))].into(),
    };
    // 2 × 10 ÷ 3 + 5 + 2 × 1.5 = 14.666…; of 25: 58.666… %.
    let two = score(&uji, &daerah, &[entry(Some("sosial")), entry(None)], Basis::Claimed);
    assert_eq!((two.iid, two.predikat.as_deref()), (Some(decimal("58.67")), Some("Tinggi")));
    assert_eq!((two.divisor, two.kursi_kosong), (Some(3), Some(1)));
    // The gate of this year is another: without sosial the count is 0.
    let shut = score(&uji, &daerah, &[entry(None), entry(None)], Basis::Claimed);
    assert_eq!(shut.iid, Some(decimal("46.67")));
    // Six inovasi count as four: 10 + 5 + 6 = 21.
    let six = score(&uji, &daerah, &vec![entry(Some("sosial")); 6], Basis::Claimed);
    assert_eq!((six.iid, six.divisor), (Some(decimal("84.00")), Some(6)));
    // Nothing has bukti.
    let none = score(&uji, &daerah, &[entry(Some("sosial"))], Basis::Supported);
    assert_eq!(none.skor_total, Some(decimal("1.5")));
}

/// An award nobody ever held: sections, a plain sum, an unknown bobot, a number and a
/// check. Nothing of it stands in code.
const HEAD: &str = r#"
id = "karangan-2040"
nama = "Karangan 2040"
tahun = 2040
status = "draft"
dasar_hukum = []
source = { K = "karangan" }
[[aspek]]
id = "p"
code = "PRO"
nama = "Proposal"
answered_by = "inovasi"
nomor = [1, 2]
baris = 2
maksimum = "10"
[[bagian]]
id = "ringkasan"
nama = "Ringkasan"
maksimum_kata = 50
source = ["K"]
confidence = "one_source"
[skor]
formula = "sum"
maksimum = "40"
source = ["K"]
confidence = "one_source"
[kelayakan]
"#;
const KNOWN: &str = "nama='Satu'\naspek='p'\ncode='PRO-01'\nnomor=1\nbobot='2'\nsource=['K']\nwindow=[-1,0]\nconfidence={}\n\
    parameter=[{nomor=1,teks='a'},{nomor=2,teks='b'}]\n\
    input=[{id='n',nama='N',satuan='orang',band=[{parameter=1,maksimum='9'},{parameter=2,above='9'}]}]\n\
    check=[{kind='number-in-band',input='n'},{kind='year-in-window',parameter=[2]}]";
const UNWEIGHED: &str = "nama='Dua'\naspek='p'\ncode='PRO-02'\nnomor=2\nsource=['K']\nconfidence={bobot='unknown'}\n\
    parameter=[{nomor=1,teks='a'}]";

#[test]
fn another_award_needs_data_alone() {
    let files: BTreeMap<String, String> =
        [("instrument.toml", HEAD), ("indikator/satu.toml", KNOWN), ("indikator/dua.toml", UNWEIGHED)]
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .into();
    let it = load(&files).unwrap();
    let entry = |satu: u8, dua: u8| {
        let answers = [("satu", satu), ("dua", dua)].into_iter().filter(|it| it.1 > 0);
        let answer = |parameter| Answer::supported(Choice { parameter, variant: None });
        Entry {
            id: InovasiId(uuid::Uuid::nil()),
            nama: "x".into(),
            urusan_utama: None,
            answers: answers.map(|(id, parameter)| (id.into(), answer(parameter))).collect(),
        }
    };
    let on = |entries: &[Entry]| score(&it, &BTreeMap::new(), entries, Basis::Claimed);
    // 2 × 2 + 2 × 1 = 6 of 40; nobody chose what has no bobot.
    let known = on(&[entry(2, 0), entry(1, 0)]);
    assert_eq!((known.skor_total, known.iid), (Some(decimal("6")), Some(decimal("15.00"))));
    assert_eq!((known.predikat, known.divisor, known.bounds), (None, None, None));
    // One chose it: 4 at least, and no more than the 10 of one inovasi plus 2.
    let unknown = on(&[entry(2, 1), entry(1, 0)]);
    assert_eq!((unknown.skor_total, unknown.inovasi[0].2, unknown.inovasi[1].2), (None, None, Some(decimal("2"))));
    let bounds = unknown.bounds.unwrap();
    assert_eq!((bounds.skor_total.low, bounds.skor_total.high), (decimal("6"), Some(decimal("12"))));
    assert_eq!(bounds.iid.map(|it| (it.low, it.high)), Some((decimal("15.00"), Some(decimal("30.00")))));
    // The number and the year decide what the files carry.
    let mut facts = Facts { tahun: it.tahun, files: vec![FileFacts::default()], ..Facts::default() };
    let satu = it.indikator("satu").unwrap();
    for (number, tahun, wanted) in [("10", Some(2039), 2), ("9", Some(2039), 1), ("10", Some(2038), 1), ("10", None, 1)]
    {
        facts.numbers = [("n".into(), decimal(number))].into();
        facts.files[0].tahun = tahun;
        assert_eq!(supported_parameter(satu, None, 2, &facts), wanted, "{number} {tahun:?}");
    }
    assert_eq!(it.bagian[0].maksimum_kata, Some(50));
}
