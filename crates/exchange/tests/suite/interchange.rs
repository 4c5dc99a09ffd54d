//! The interchange JSON: schema, reader and writer say the same.

use std::{collections::BTreeMap, fs, path::Path};

use domain::{
    assessment::citation::{Citation, CitationFit, NamedDocument, PublishedSource},
    core::{
        id::{InovasiId, PerangkatDaerahId},
        reason::Reason,
    },
    inovasi::{
        penghargaan::Keyakinan,
        profile::{FIELDS, Field},
        usulan::Archived,
    },
    submission::dossier::Pemda,
};
use exchange::merge::interchange::{
    AnswerEntry, Error, Inovasi, PenghargaanEntry, PerangkatDaerahEntry, RegistryDocument, Sumber, UsulanEntry, read,
    read_bytes, write,
};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> jsonschema::Validator {
    let text = fs::read_to_string(root().join("schema/prakarsa-registry.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    jsonschema::draft202012::meta::validate(&schema).map_err(|it| it.to_string()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn cited() -> Citation {
    Citation {
        fact: "Satu unit mobil direncanakan.".into(),
        year: Some(2024),
        parameter: Some(1),
        variant: Some("b".into()),
        keyakinan: Some(Keyakinan::Inferred),
        fit: Some(CitationFit::Obtainable),
        caveat: Some("Rencana, bukan halaman anggaran.".into()),
        sumber: vec![PublishedSource { outlet: Some("Kabar".into()), ..PublishedSource::default() }],
        document: vec![NamedDocument { title: "APBD 2024".into(), nomor: Some("5/2023".into()), ..Default::default() }],
    }
}

fn sample() -> RegistryDocument {
    let answer = |parameter, variant: Option<&str>| AnswerEntry {
        parameter,
        variant: variant.map(Into::into),
        ..AnswerEntry::default()
    };
    let by_indikator = |it: &[(&str, AnswerEntry)]| -> BTreeMap<String, AnswerEntry> {
        it.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
    };
    let mut full = Inovasi { contoh: true, id: Some(InovasiId(uuid::Uuid::from_u128(5))), ..Inovasi::default() };
    for field in FIELDS.iter().copied() {
        if field.kind().has_members() {
            full.members.insert(field, vec!["kesehatan".into(), "sosial".into()]);
        } else {
            full.profile.insert(field, format!("isi \"{}\"\n\té", field.name()));
        }
    }
    let sumber = Sumber { sumber: Some("SK 1/2024".into()), keyakinan: Some("stated".into()) };
    full.sumber.insert(Field::Nama, sumber);
    full.sumber.insert(Field::Hasil, Sumber::default());
    full.assessment.insert(
        "iga-2026".into(),
        by_indikator(&[
            ("SID-16", answer(3, Some("c"))),
            (
                "SID-33",
                AnswerEntry {
                    input: [("jumlah".to_owned(), "12.5".to_owned())].into(),
                    tick: Some(vec!["media".into()]),
                    ..answer(1, None)
                },
            ),
            ("sosialisasi-inovasi-daerah", answer(0, None)),
        ]),
    );
    let archived = Archived {
        profile: [("nama".to_owned(), "Nama dulu".to_owned())].into(),
        members: [("urusan_beririsan".to_owned(), vec!["sosial".to_owned()])].into(),
    };
    full.usulan
        .insert("iga-2025".into(), UsulanEntry { proposed: Some(true), growth_note: None, archived: Some(archived) });
    full.usulan.insert(
        "iga-2026".into(),
        UsulanEntry { proposed: Some(false), growth_note: Some("Bertambah dua desa".into()), archived: None },
    );
    full.citation.insert("iga-2026".into(), [("SID-18".to_owned(), vec![cited()])].into());
    full.official.insert("iga-2022".into(), [("kematangan_verifikasi".to_owned(), "87.5".to_owned())].into());
    full.official_parameter.insert("iga-2026".into(), [("SID-18".to_owned(), 0)].into());
    full.review.insert("iga-2026".into(), [("bimtek".to_owned(), "reworded".to_owned())].into());
    full.duplicate.insert(uuid::Uuid::from_u128(9).to_string(), "dismissed".into());
    full.penghargaan.push(PenghargaanEntry {
        nama: "TOP 99".into(),
        tahun: Some("2023".into()),
        ..PenghargaanEntry::default()
    });
    let mut bare = Inovasi::default();
    bare.profile.insert(Field::Nama, "Pak Rahman".into());
    bare.members.insert(Field::UrusanBeririsan, Vec::new());
    RegistryDocument {
        pemda: Some(Pemda { nama: "Kota Semarang".into(), kode: "33.74".into() }),
        instrument: Some("iga-2026".into()),
        closed: vec!["iga-2025".into()],
        perangkat_daerah: vec![PerangkatDaerahEntry {
            id: Some(PerangkatDaerahId(uuid::Uuid::from_u128(7))),
            nama: "Dinas Kesehatan".into(),
            jenis: Some("dinas".into()),
            nama_lama: vec!["DKK".into()],
            aktif: false,
            ..PerangkatDaerahEntry::default()
        }],
        penghargaan: vec![PenghargaanEntry {
            nama: "IGA".into(),
            hasil: Some("Kota Sangat Inovatif".into()),
            keyakinan: Some("stated".into()),
            contoh: true,
            ..PenghargaanEntry::default()
        }],
        daerah: [("iga-2026".to_owned(), by_indikator(&[("SPD-01", answer(255, None))]))].into(),
        citation: [("iga-2026".to_owned(), [("SPD-08".to_owned(), vec![cited(), Citation::default()])].into())].into(),
        official: [("iga-2022".to_owned(), [("iid_verifikasi".to_owned(), "60.79".to_owned())].into())].into(),
        inovasi: vec![full, bare],
    }
}

#[test]
fn what_is_written_is_read_back() {
    let schema = schema();
    for registry in [RegistryDocument::default(), sample()] {
        let text = write(&registry);
        assert_eq!(read(&text).unwrap(), registry);
        assert_eq!(write(&read(&text).unwrap()), text);
        let json: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = schema.iter_errors(&json).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(text.ends_with("}\n"));
    }
}

#[test]
fn the_example_catalogue_is_read_and_valid() {
    let path = root().join("../../examples/semarang/registry.json");
    let registry = exchange::merge::interchange::read_file(&path).unwrap();
    assert!(!registry.inovasi.is_empty());
    let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let errors: Vec<String> = schema().iter_errors(&json).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(read(&write(&registry)).unwrap(), registry);
}

#[test]
fn the_schema_names_every_field_of_the_profile_and_no_other() {
    let text = fs::read_to_string(root().join("schema/prakarsa-registry.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let mut named: Vec<&str> =
        schema["$defs"]["inovasi"]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected: Vec<&str> = FIELDS
        .iter()
        .map(|it| it.name())
        .chain(["id", "contoh", "sumber", "usulan", "review", "duplicate", "penghargaan", "assessment", "citation"])
        .chain(["official", "official_parameter"])
        .collect();
    let mut fields: Vec<&str> = FIELDS.iter().map(|it| it.name()).collect();
    let mut sources: Vec<&str> = schema["$defs"]["sumber_by_field"]["propertyNames"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    for list in [&mut named, &mut expected, &mut fields, &mut sources] {
        list.sort_unstable();
    }
    assert_eq!(named, expected);
    assert_eq!(sources, fields);
}

fn document(inovasi: Value) -> Value {
    json!({"format": "prakarsa-registry", "version": 1, "inovasi": [inovasi]})
}

/// Reads a document; `None` when it is accepted, else reason and path.
fn verdict(document: &Value) -> Option<(Reason, String)> {
    let error = read(&serde_json::to_string_pretty(document).unwrap()).err()?;
    let path = error.args().into_iter().find(|it| it.0 == "path").map_or(String::new(), |it| it.1);
    Some((error.reason(), path))
}

#[test]
fn schema_and_reader_agree() {
    let schema = schema();
    let with = |key: &str, value: Value| document(json!({"nama": "A", key: value}));
    let top = |key: &str, value: Value| {
        let mut it = document(json!({"nama": "A"}));
        it[key] = value;
        it
    };
    let answer = |value: Value| with("assessment", json!({"iga-2026": {"SID-16": value}}));
    let good = [
        document(json!({"nama": "A"})),
        json!({"format": "prakarsa-registry", "version": 1, "inovasi": []}),
        with("id", json!("7301c378-3397-525e-b99f-87a08bf8ff62")),
        with("id", Value::Null),
        with("tujuan", Value::Null),
        with("tujuan", json!("")),
        with("urusan_beririsan", json!([])),
        with("urusan_beririsan", json!(["Kesehatan"])),
        with("urusan_beririsan", Value::Null),
        with("contoh", json!(false)),
        with("sumber", json!({})),
        with("sumber", json!({"nama": {"sumber": "x", "keyakinan": "inferred"}, "tujuan": {}})),
        with("sumber", json!({"nama": {"sumber": null, "keyakinan": null}})),
        answer(json!({"parameter": 0})),
        answer(json!({"parameter": 255, "variant": null})),
        answer(json!({"parameter": 3, "variant": "c"})),
        with("assessment", json!({})),
        with("assessment", json!({"iga-2026": {}})),
        top("pemda", json!({"nama": "Kota", "kode": "33.74"})),
        top("pemda", Value::Null),
        top("daerah", json!({"iga-2026": {"SPD-01": {"parameter": 2}}})),
    ];
    for it in &good {
        assert!(schema.is_valid(it), "schema refuses {it}");
        assert_eq!(verdict(it), None, "{it}");
    }
    let bad = [
        (json!([]), Reason::JsonNotAnObject, "."),
        (json!("x"), Reason::JsonNotAnObject, "."),
        (json!({}), Reason::JsonNotThisFormat, ""),
        (json!({"format": "prakarsa-registry", "inovasi": []}), Reason::JsonMissingField, "."),
        (json!({"format": "prakarsa-registry", "version": 1}), Reason::JsonMissingField, "."),
        (top("format", json!("lain")), Reason::JsonNotThisFormat, ""),
        (top("format", json!(1)), Reason::JsonNotAText, "format"),
        (top("version", json!(2)), Reason::JsonNewer, ""),
        (top("version", json!(0)), Reason::JsonVersionUnknown, "version"),
        (top("version", json!("1")), Reason::JsonNotANumber, "version"),
        (top("catatan", json!(1)), Reason::JsonUnknownField, "catatan"),
        (top("inovasi", json!({})), Reason::JsonNotAList, "inovasi"),
        (top("inovasi", Value::Null), Reason::JsonNotAList, "inovasi"),
        (top("pemda", json!("Kota")), Reason::JsonNotAnObject, "pemda"),
        (top("pemda", json!({"nama": "Kota"})), Reason::JsonMissingField, "pemda"),
        (top("pemda", json!({"nama": "Kota", "kode": 3374})), Reason::JsonNotAText, "pemda.kode"),
        (top("pemda", json!({"nama": "K", "kode": "1", "nma": 1})), Reason::JsonUnknownField, "pemda.nma"),
        (top("daerah", json!({"iga-2026": {"SPD-01": 2}})), Reason::JsonNotAnObject, "daerah.iga-2026.SPD-01"),
        (document(json!({})), Reason::JsonMissingField, "inovasi[0]"),
        (document(json!({"nama": null})), Reason::JsonNotAText, "inovasi[0].nama"),
        (document(json!({"nama": " \n"})), Reason::JsonNamaEmpty, "inovasi[0].nama"),
        (document(json!({"nama": 5})), Reason::JsonNotAText, "inovasi[0].nama"),
        (document(json!("A")), Reason::JsonNotAnObject, "inovasi[0]"),
        (with("tujuann", json!("x")), Reason::JsonUnknownField, "inovasi[0].tujuann"),
        (with("Tujuan", json!("x")), Reason::JsonUnknownField, "inovasi[0].Tujuan"),
        (with("skor", json!("71.00")), Reason::JsonUnknownField, "inovasi[0].skor"),
        (with("tujuan", json!(5)), Reason::JsonNotAText, "inovasi[0].tujuan"),
        (with("tujuan", json!(["x"])), Reason::JsonNotAText, "inovasi[0].tujuan"),
        (with("id", json!("5")), Reason::JsonNoUuid, "inovasi[0].id"),
        (with("id", json!("7301c3783397525eb99f87a08bf8ff62")), Reason::JsonNoUuid, "inovasi[0].id"),
        (with("contoh", json!("ya")), Reason::JsonNotABool, "inovasi[0].contoh"),
        (with("contoh", Value::Null), Reason::JsonNotABool, "inovasi[0].contoh"),
        (with("urusan_beririsan", json!("Kesehatan")), Reason::JsonNotAList, "inovasi[0].urusan_beririsan"),
        (with("urusan_beririsan", json!([1])), Reason::JsonNotAText, "inovasi[0].urusan_beririsan[0]"),
        (
            with("citation", json!({"iga-2026": {"SID-18": [{"fact": "x", "sumber": [{"titel": "x"}]}]}})),
            Reason::JsonUnknownField,
            "inovasi[0].citation.iga-2026.SID-18[0].sumber[0].titel",
        ),
        (
            with("citation", json!({"iga-2026": {"SID-18": [{"fact": "x", "fit": "bagus"}]}})),
            Reason::JsonWordUnknown,
            "inovasi[0].citation.iga-2026.SID-18[0].fit",
        ),
        (
            with("citation", json!({"iga-2026": {"SID-18": [{"fact": "x", "year": -1}]}})),
            Reason::JsonNotANumber,
            "inovasi[0].citation.iga-2026.SID-18[0].year",
        ),
        (
            with("citation", json!({"iga-2026": {"SID-18": [{}]}})),
            Reason::JsonMissingField,
            "inovasi[0].citation.iga-2026.SID-18[0]",
        ),
        (with("sumber", json!({"skor": {}})), Reason::JsonUnknownField, "inovasi[0].sumber.skor"),
        (with("sumber", json!({"nama": "x"})), Reason::JsonNotAnObject, "inovasi[0].sumber.nama"),
        (with("sumber", json!({"nama": {"url": "x"}})), Reason::JsonUnknownField, "inovasi[0].sumber.nama.url"),
        (
            with("sumber", json!({"nama": {"keyakinan": "pasti"}})),
            Reason::JsonWordUnknown,
            "inovasi[0].sumber.nama.keyakinan",
        ),
        (answer(json!({})), Reason::JsonMissingField, "inovasi[0].assessment.iga-2026.SID-16"),
        (answer(json!(3)), Reason::JsonNotAnObject, "inovasi[0].assessment.iga-2026.SID-16"),
        (answer(json!({"parameter": -1})), Reason::JsonNotANumber, "inovasi[0].assessment.iga-2026.SID-16.parameter"),
        (answer(json!({"parameter": 256})), Reason::JsonNotANumber, "inovasi[0].assessment.iga-2026.SID-16.parameter"),
        (answer(json!({"parameter": 1.5})), Reason::JsonNotANumber, "inovasi[0].assessment.iga-2026.SID-16.parameter"),
        (answer(json!({"parameter": null})), Reason::JsonNotANumber, "inovasi[0].assessment.iga-2026.SID-16.parameter"),
        (
            answer(json!({"parameter": 1, "skor": 9})),
            Reason::JsonUnknownField,
            "inovasi[0].assessment.iga-2026.SID-16.skor",
        ),
        (
            answer(json!({"parameter": 1, "variant": 3})),
            Reason::JsonNotAText,
            "inovasi[0].assessment.iga-2026.SID-16.variant",
        ),
        (with("assessment", json!({"": {}})), Reason::JsonKeyUnfit, "inovasi[0].assessment."),
        (
            with("assessment", json!({"a": {"x\u{7}": {"parameter": 1}}})),
            Reason::JsonKeyUnfit,
            "inovasi[0].assessment.a.x\u{fffd}",
        ),
    ];
    for (it, reason, path) in &bad {
        assert!(!schema.is_valid(it), "schema accepts {it}");
        assert_eq!(verdict(it), Some((*reason, (*path).into())), "{it}");
    }
}

#[test]
fn refusals_say_where() {
    let text = "{\n  \"format\": \"prakarsa-registry\",\n  \"version\": 1,\n  \"inovasi\": [\n    {\"nama\": \"A\"},\n    {\"nama\": \"B\", \"urusan_utma\": \"Pangan\"}\n  ]\n}";
    match read(text).unwrap_err() {
        Error::UnknownField { place, field, nearest } => {
            assert_eq!((place.path.as_str(), place.line), ("inovasi[1].urusan_utma", 6));
            assert_eq!((field.as_str(), nearest.as_str()), ("urusan_utma", "urusan_utama"));
        }
        other => panic!("{other:?}"),
    }
    for (text, path) in [
        (r#"{"format":"prakarsa-registry","version":1,"inovasi":[{"nama":"A","nama":"B"}]}"#, "inovasi[0].nama"),
        (r#"{"format":"prakarsa-registry","version":1,"version":1,"inovasi":[]}"#, "version"),
        (r#"{"format":"prakarsa-registry","version":1,"inovasi":[],"daerah":{"a":{},"a":{}}}"#, "daerah.a"),
        (
            r#"{"format":"prakarsa-registry","version":1,"inovasi":[{"nama":"A","assessment":{"i":{"x":{"parameter":1},"x":{"parameter":2}}}}]}"#,
            "inovasi[0].assessment.i.x",
        ),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!((error.reason(), error.args()[0].1.as_str()), (Reason::JsonDuplicateField, path));
    }
}

#[test]
fn texts_that_are_no_json_are_refused() {
    for text in [
        "",
        "{",
        "nul",
        "{\"format\":}",
        "{} {}",
        "{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":[]} x",
        "{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":[{\"nama\":\"\u{1}\"}]}",
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error.reason(), Reason::JsonSyntax, "{text}");
        assert_eq!(error.args()[0].0, "line");
    }
    let deep = format!("{{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":{}", "[".repeat(1_000_000));
    assert!(read(&deep).is_err());
    let deep = format!("{{\"a\":{}", "{\"a\":".repeat(1_000_000));
    assert!(read(&deep).is_err());
    assert_eq!(read_bytes(b"{\"a\":\"\xff\"}").unwrap_err().reason(), Reason::JsonNotText);
    assert!(read_bytes(b"\xef\xbb\xbf{\"format\":\"prakarsa-registry\",\"version\":1,\"inovasi\":[]}").is_ok());
    let newer = "{\"format\":\"prakarsa-registry\",\"version\":7,\"baru\":1,\"inovasi\":3}";
    assert_eq!(read(newer).unwrap_err().reason(), Reason::JsonNewer);
    let missing = exchange::merge::interchange::read_file(Path::new("/tidak/ada")).unwrap_err();
    assert_eq!(missing.reason(), Reason::FileMissing);
}
