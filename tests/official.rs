//! What the ministry made of a year: typed, read from the portal's own export, and held
//! against what was sent.

mod exports;

use registry::{
    Code, ImportOfficial, InovasiId, OfficialDecision, OfficialFigure, Reason, Subject,
    progress::Unwatched,
    view::{CutSays, OfficialImportView, OfficialMatch, OfficialRowView, OfficialView},
};

use crate::kit::{Cast, Laptop, cli, root};

const YEAR: &str = "iga-2026";
const HEAD: &str = "No;Judul Inovasi;Pemda;Admin OPD;Inisiator;Nama Inisiator;Bentuk Inovasi;Jenis;Asta Cipta;\
    Urusan Utama;Urusan lain yang beririsan;Kematangan;Tahapan Inovasi;Tanggal Input;Tanggal Penerapan;\
    Tanggal Pengembangan;Video;Link Video;Koordinat";

/// A line of the portal's export.
fn line(no: u32, judul: &str, kematangan: &str, koordinat: &str) -> String {
    format!(
        "{no};{judul};Kota Semarang;admin_{no};ASN;Sri;Inovasi pelayanan publik;Digital;;Kesehatan;;{kematangan};\
         Penerapan;01/03/2026;02/01/2025;;;;\"{koordinat}\""
    )
}

fn csv(laptop: &Laptop, lines: &[String]) -> ImportOfficial {
    let file = laptop.file("ekspor-portal.csv", format!("{HEAD}\n{}\n", lines.join("\n")));
    ImportOfficial { path: file.display().to_string(), instrument: YEAR.into(), ..ImportOfficial::default() }
}

fn plan(laptop: &Laptop, req: &ImportOfficial) -> OfficialImportView {
    let done = laptop.import_official(req, true, &mut Unwatched).unwrap();
    assert!(done.touched.is_empty() && done.view.dry_run);
    done.view
}

fn take(laptop: &Laptop, req: &ImportOfficial) -> OfficialImportView {
    laptop.import_official(req, false, &mut Unwatched).unwrap().view
}

fn row(view: &OfficialImportView, judul: &str) -> OfficialRowView {
    view.rows.iter().find(|it| it.judul == judul).unwrap_or_else(|| panic!("{judul}: {view:#?}")).clone()
}

fn id(laptop: &Laptop, nama: &str) -> InovasiId {
    laptop.find_inovasi(nama).unwrap()
}

/// What stands of an inovasi, or of the region, in a year.
fn stands(view: &OfficialView, of: Option<InovasiId>, figure: OfficialFigure) -> Option<String> {
    let figures = match of {
        Some(id) => &view.inovasi.iter().find(|it| it.id == id)?.figures,
        None => &view.daerah,
    };
    figures.iter().find(|it| it.figure == figure)?.value.clone()
}

fn kematangan(laptop: &Laptop, nama: &str) -> Option<String> {
    let view = laptop.show_official(Some(YEAR)).unwrap();
    stands(&view, Some(id(laptop, nama)), OfficialFigure::KematanganVerifikasi)
}

#[test]
fn figures_are_typed_as_offices_write_them_and_taken_back() {
    let laptop = Laptop::new(1);
    let kado = laptop.register("Kado Mbak Ita");
    let kado: InovasiId = kado.parse().unwrap();
    let set = |subject, figure, value: &str| laptop.set_official(subject, YEAR, figure, Some(value));
    for (typed, kept) in [("65,8", "65.8"), ("60.79", "60.79"), ("60,791", "60.791"), ("0", "0")] {
        let view = set(Subject::Daerah, OfficialFigure::IidVerifikasi, typed).unwrap().view;
        assert_eq!(stands(&view, None, OfficialFigure::IidVerifikasi).as_deref(), Some(kept), "{typed}");
    }
    set(Subject::Daerah, OfficialFigure::Predikat, "Sangat Inovatif").unwrap();
    let view = set(Subject::Inovasi(kado), OfficialFigure::KematanganVerifikasi, "87,50").unwrap().view;
    assert_eq!(stands(&view, Some(kado), OfficialFigure::KematanganVerifikasi).as_deref(), Some("87.5"));
    for (subject, figure, value, reason) in [
        (Subject::Daerah, OfficialFigure::IidVerifikasi, "tinggi", Reason::FigureUnreadable),
        (Subject::Daerah, OfficialFigure::IidVerifikasi, "-3", Reason::FigureUnreadable),
        (Subject::Daerah, OfficialFigure::Peringkat, "0", Reason::FigureUnreadable),
        (Subject::Daerah, OfficialFigure::Peringkat, "2,5", Reason::FigureUnreadable),
        (Subject::Daerah, OfficialFigure::KematanganVerifikasi, "3", Reason::OfficialElsewhere),
        (Subject::Inovasi(kado), OfficialFigure::IidMandiri, "3", Reason::OfficialElsewhere),
    ] {
        assert_eq!(set(subject, figure, value).unwrap_err().reason, reason, "{figure} {value}");
    }
    let view = laptop.undo().map(|_| laptop.show_official(None).unwrap()).unwrap();
    assert_eq!(stands(&view, Some(kado), OfficialFigure::KematanganVerifikasi), None);
    let view = set(Subject::Daerah, OfficialFigure::Predikat, " ").unwrap().view;
    assert_eq!(stands(&view, None, OfficialFigure::Predikat), None);
    laptop.assert_healthy();
}

#[test]
fn a_year_needs_no_rules_here_but_has_to_be_one_of_an_award() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    let set = |year: &str| laptop.set_official(Subject::Daerah, year, OfficialFigure::IidVerifikasi, Some("60,79"));
    let view = set("iga-2022").unwrap().view;
    assert!(!view.has_rules && view.claimed.is_none());
    assert_eq!(view.instrument_nama, "IGA 2022");
    assert!(view.years.iter().any(|it| it.instrument.as_str() == "iga-2022" && it.told));
    assert!(view.years.iter().any(|it| it.instrument.as_str() == YEAR && !it.told));
    // Whoever stands here can be given a figure of that year.
    assert!(view.inovasi.iter().any(|it| it.id == kado));
    laptop.set_official_parameter(Subject::Inovasi(kado), "iga-2022", &"apa-saja".into(), Some("2")).unwrap();
    for none in ["igaa-2022", "iga", "iga-22"] {
        assert_eq!(set(none).unwrap_err().reason, Reason::InstrumentUnknown, "{none}");
    }
    laptop.assert_healthy();
}

#[test]
fn an_export_is_matched_by_present_and_former_names_and_what_is_unsure_is_decided_in_the_same_act() {
    let laptop = Laptop::new(1);
    for nama in ["Kado Mbak Ita", "Sahabat Lansia", "Posyandu Ceria Semarang", "Bank Sampah"] {
        laptop.register(nama);
    }
    let lama = id(&laptop, "Sahabat Lansia");
    laptop.set_member(lama, "nama_lama", "Rumah Lansia", true).unwrap();
    laptop.edit(id(&laptop, "Bank Sampah"), "koordinat", "-7.0, 110.4");
    let mut req = csv(
        &laptop,
        &[
            line(1, "KADO MBAK ITA", "87,5", "-6.9833,110.4091; -6.99,110.42"),
            line(2, "Rumah Lansia", "64.25", ""),
            line(3, "Posyandu Ceria di Semarang", "70", ""),
            line(4, "Bank Sampah", "55", "-6.9833,110.4091"),
            line(5, "Teleskop Antariksa Nasional", "12", ""),
            line(6, "Kado Mbak Ita", "1", "").replace("Kota Semarang", "Kabupaten Demak"),
        ],
    );
    let n_act = laptop.list_backups().unwrap().n_act;
    let view = plan(&laptop, &req);
    let says = |judul: &str| row(&view, judul).says;
    assert_eq!(says("KADO MBAK ITA"), OfficialMatch::Matched);
    assert_eq!((says("Rumah Lansia"), row(&view, "Rumah Lansia").id), (OfficialMatch::Matched, Some(lama)));
    let unsure = row(&view, "Posyandu Ceria di Semarang");
    assert_eq!((unsure.says, unsure.id), (OfficialMatch::Unsure, None));
    assert_eq!(unsure.candidates[0].id, id(&laptop, "Posyandu Ceria Semarang"));
    assert_eq!(says("Teleskop Antariksa Nasional"), OfficialMatch::Unknown);
    assert_eq!(says("Kado Mbak Ita"), OfficialMatch::Foreign);
    assert_eq!((view.n_taken, view.n_unsure, view.rows.len()), (3, 1, 6));
    // A koordinat is offered where there is none, and never written over.
    assert!(row(&view, "KADO MBAK ITA").koordinat.is_some() && row(&view, "Bank Sampah").koordinat.is_none());
    assert_eq!(laptop.list_backups().unwrap().n_act, n_act, "a plan writes nothing");

    req.decisions = vec![OfficialDecision { row: unsure.row, id: Some(unsure.candidates[0].id) }];
    req.take_koordinat = true;
    assert_eq!(plan(&laptop, &req).n_unsure, 0);
    take(&laptop, &req);
    assert_eq!(laptop.list_backups().unwrap().n_act, n_act + 1);
    for (nama, figure) in [
        ("Kado Mbak Ita", "87.5"),
        ("Sahabat Lansia", "64.25"),
        ("Posyandu Ceria Semarang", "70"),
        ("Bank Sampah", "55"),
    ] {
        assert_eq!(kematangan(&laptop, nama).as_deref(), Some(figure), "{nama}");
    }
    assert_eq!(laptop.value(id(&laptop, "Kado Mbak Ita"), "koordinat").as_deref(), Some("-6.983300, 110.409100"));
    assert_eq!(laptop.value(id(&laptop, "Bank Sampah"), "koordinat").as_deref(), Some("-7.000000, 110.400000"));
    assert!(laptop.find_inovasi("Teleskop Antariksa Nasional").is_err(), "nothing is registered silently");
    // The same file again changes nothing.
    let again = plan(&laptop, &req);
    assert_eq!((again.n_taken, again.n_unchanged), (4, 4));
    laptop.undo().unwrap();
    assert_eq!(kematangan(&laptop, "Kado Mbak Ita"), None);
    assert_eq!(laptop.value(id(&laptop, "Kado Mbak Ita"), "koordinat"), None);
    laptop.assert_healthy();
}

#[test]
fn columns_are_known_in_any_order_and_by_other_words() {
    let laptop = Laptop::new(1);
    laptop.register("Kado Mbak Ita");
    let file =
        laptop.file("verifikasi.csv", "Hasil QC;Skor;Skor Verifikasi;Nama Inovasi\nAccept;90,25;80;Kado Mbak Ita\n");
    let req = ImportOfficial { path: file.display().to_string(), instrument: YEAR.into(), ..ImportOfficial::default() };
    take(&laptop, &req);
    let view = laptop.show_official(None).unwrap();
    let of = |figure| stands(&view, Some(id(&laptop, "Kado Mbak Ita")), figure);
    assert_eq!(of(OfficialFigure::KematanganMandiri).as_deref(), Some("90.25"));
    assert_eq!(of(OfficialFigure::KematanganVerifikasi).as_deref(), Some("80"));
    assert_eq!(of(OfficialFigure::HasilQc).as_deref(), Some("Accept"));
    assert_eq!(of(OfficialFigure::Sumber).as_deref(), Some("verifikasi.csv"));

    let file = laptop.file("lain.csv", "Nama Inovasi;Tahapan\nKado Mbak Ita;Penerapan\n");
    let req = ImportOfficial { path: file.display().to_string(), instrument: YEAR.into(), ..ImportOfficial::default() };
    let error = laptop.import_official(&req, true, &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Invalid, Reason::OfficialColumnsMissing));
}

#[test]
fn where_it_must_have_been_cut_is_told_from_what_was_chosen() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    laptop.choose(kado, "bimtek", 2).unwrap();
    let detail = || laptop.show_official_detail(kado, YEAR).unwrap();
    assert!(detail().cut.is_none());
    let claimed = laptop.show_official(None).unwrap().inovasi[0].claimed.clone().unwrap();
    let set = |value: &str| {
        laptop.set_official(Subject::Inovasi(kado), YEAR, OfficialFigure::KematanganVerifikasi, Some(value)).unwrap()
    };
    set(&claimed);
    assert_eq!(detail().cut.unwrap().says, CutSays::Nothing);
    let view = set("0").view;
    assert_eq!(view.inovasi[0].cut.as_deref(), Some(claimed.as_str()));
    let cut = detail().cut.unwrap();
    assert_eq!((cut.says, cut.total.as_str(), cut.n_way), (CutSays::Certain, claimed.as_str(), 1));
    assert_eq!((cut.ways[0][0].indikator.as_str(), cut.ways[0][0].from, cut.ways[0][0].to), ("bimtek", 2, Some(0)));
    // What the ministry accepted is written down by its code too, and no rung beyond the ladder.
    let code = cut.certain[0].code.clone();
    let accept = |indikator: &str, value: &str| {
        laptop.set_official_parameter(Subject::Inovasi(kado), YEAR, &indikator.into(), Some(value))
    };
    assert_eq!(accept(&code, "1").unwrap().view.cut.unwrap().says, CutSays::Unfit);
    assert_eq!(accept("bimtek", "9").unwrap_err().reason, Reason::FigureUnreadable);
    assert_eq!(accept("bimtek", "0").unwrap().view.cut.unwrap().says, CutSays::Certain);
    assert!(accept("tidak-ada", "1").is_err());
}

#[test]
fn figures_travel_and_two_that_differ_are_a_conflict() {
    let cast = Cast::new();
    let [a, b, _] = cast.all();
    let set = |it: &Laptop, value: &str| {
        it.set_official(Subject::Daerah, "iga-2023", OfficialFigure::IidVerifikasi, Some(value)).unwrap();
    };
    set(a, "65,8");
    a.carry_to(b);
    let there = b.show_official(Some("iga-2023")).unwrap();
    assert_eq!(stands(&there, None, OfficialFigure::IidVerifikasi).as_deref(), Some("65.8"));
    set(a, "65,80");
    set(b, "66");
    a.carry_to(b);
    assert_eq!(b.list_conflicts().unwrap().len(), 0, "the same again is no change");
    set(a, "67");
    set(b, "68");
    a.carry_to(b);
    assert_eq!(b.list_conflicts().unwrap().len(), 1);
}

#[test]
fn the_command_line_imports_sets_and_lists() {
    let mut laptop = Laptop::new(1);
    laptop.register("Kado Mbak Ita");
    laptop.register("Posyandu Ceria Semarang");
    let req = csv(&laptop, &[line(1, "Kado Mbak Ita", "87,5", ""), line(2, "Posyandu Ceria di Semarang", "70", "")]);
    laptop.close();
    let folder = laptop.folder();
    let run = |args: &[&str]| cli::done(&folder, args);
    let dry = run(&["--json", "official", "import", &req.path, "--dry-run"]).json();
    assert_eq!((dry["n_taken"].as_u64(), dry["n_unsure"].as_u64()), (Some(1), Some(1)));
    let done = run(&["--json", "official", "import", &req.path, "--decide", "3=Posyandu Ceria Semarang"]).json();
    assert_eq!(done["n_taken"].as_u64(), Some(2));
    run(&["official", "set", "iid_verifikasi", "65,8", "--instrument", "iga-2023"]);
    run(&["official", "set", "--inovasi", "Kado Mbak Ita", "--indikator", "bimtek", "1"]);
    let view = run(&["--json", "official", "list", "--instrument", "iga-2023"]).json();
    assert_eq!(view["daerah"][1]["value"], "65.8");
    let text = run(&["official", "list"]).stdout;
    assert!(text.contains("Kado Mbak Ita") && text.contains("87,5"), "{text}");
    let text = run(&["official", "list", "--inovasi", "Kado Mbak Ita"]).stdout;
    assert!(text.contains('1'), "{text}");
}

#[test]
fn the_official_figure_stands_where_the_three_stand() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    laptop.register("Pak Rahman");
    let shown = || {
        let list =
            laptop.list_inovasi(&list(None)).unwrap().rows.into_iter().find(|it| it.id == kado).unwrap().official;
        let worksheet = laptop.show_inovasi(kado).unwrap().assessment.official;
        let iid = laptop.show_beranda().unwrap().official.and_then(|it| it.iid);
        let standing = laptop.standing(YEAR).unwrap().official.and_then(|it| it.iid);
        let score = laptop.score(YEAR, registry::Basis::Claimed).unwrap().official.and_then(|it| it.iid);
        (list, worksheet, [iid, standing, score])
    };
    assert_eq!(shown(), (None, None, [None, None, None]));
    laptop.set_official(Subject::Inovasi(kado), YEAR, OfficialFigure::KematanganVerifikasi, Some("87,5")).unwrap();
    laptop.set_official(Subject::Daerah, YEAR, OfficialFigure::IidVerifikasi, Some("65,8")).unwrap();
    let figure = |it: &str| Some(it.to_owned());
    assert_eq!(shown(), (figure("87.50"), figure("87.50"), [figure("65.80"), figure("65.80"), figure("65.80")]));
    // And where it is asked why: beside the sum, no part of it.
    let why = laptop.explain_standing(YEAR, "claimed").unwrap();
    let told = why.children.iter().find(|it| it.label == registry::ExplainLabel::Official).unwrap();
    assert_eq!((told.value.as_deref(), told.formula), (Some("65.80"), registry::ExplainFormula::Compared));
    let accepted = |it: &InovasiId| {
        let answers = laptop.show_inovasi(*it).unwrap().assessment.indikator;
        answers.into_iter().map(|it| it.official_parameter).collect::<Vec<_>>()
    };
    assert!(accepted(&kado).iter().all(Option::is_none));
    let second = laptop.show_inovasi(kado).unwrap().assessment.indikator[1].indikator.clone();
    laptop.set_official_parameter(Subject::Inovasi(kado), YEAR, &second, Some("2")).unwrap();
    assert_eq!(accepted(&kado)[..3], [None, Some(2), None]);
    laptop.undo().unwrap();
    // Sorted and filtered like the three.
    let rows = laptop.list_inovasi(&list(Some(registry::Sort::Official))).unwrap().rows;
    assert_eq!(rows[0].id, kado);
    let mut filtered = list(None);
    filtered.filter.official_min = Some("80".into());
    assert_eq!(laptop.list_inovasi(&filtered).unwrap().total, 1);
    filtered.filter.official_max = Some("85".into());
    assert_eq!(laptop.list_inovasi(&filtered).unwrap().total, 0);
    assert_eq!(laptop.show_facets(&list(None)).unwrap().official, ["87.50", "87.50"]);
    laptop.undo().unwrap();
    laptop.undo().unwrap();
    assert_eq!(shown(), (None, None, [None, None, None]));
}

fn list(sort: Option<registry::Sort>) -> registry::ListInovasi {
    registry::ListInovasi { limit: 10, sort, descending: true, ..registry::ListInovasi::default() }
}

#[test]
fn an_export_of_the_registry_brings_official_figures_back() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    laptop
        .set_official(Subject::Inovasi(kado), "iga-2022", OfficialFigure::KematanganVerifikasi, Some("87,5"))
        .unwrap();
    laptop.set_official(Subject::Daerah, "iga-2022", OfficialFigure::IidVerifikasi, Some("60,79")).unwrap();
    laptop.set_official_parameter(Subject::Inovasi(kado), YEAR, &"bimtek".into(), Some("0")).unwrap();
    let text = laptop.export_registry().unwrap();
    let other = Laptop::new(2);
    other.import_registry(&other.file("ekspor.json", &text), false, &mut Unwatched).unwrap();
    assert_eq!(other.export_registry().unwrap(), text);
    let wrong = other.file("salah.json", text.replace("iid_verifikasi", "iid_bulan"));
    assert_eq!(other.import_registry(&wrong, false, &mut Unwatched).unwrap_err().reason, Reason::ImportRefused);
}

#[test]
fn a_bundle_tells_what_the_ministry_made_of_that_year() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    let bundle = |name: &str| {
        let out = laptop.path(name);
        let req = registry::ExportBundle {
            out: out.display().to_string(),
            zip: false,
            only: Vec::new(),
            date: None,
            replace: false,
            ..registry::ExportBundle::default()
        };
        laptop.export_bundle(&req, &mut Unwatched).unwrap();
        let read = |it: &str| std::fs::read_to_string(out.join(it)).unwrap();
        (read("data/registri.json"), read("data/index.html"))
    };
    let (json, page) = bundle("sebelum");
    assert!(!json.contains("\"official\"") && !page.contains("Hasil penilaian kementerian"));
    laptop.set_official(Subject::Inovasi(kado), YEAR, OfficialFigure::KematanganVerifikasi, Some("87,5")).unwrap();
    laptop.set_official(Subject::Daerah, YEAR, OfficialFigure::IidVerifikasi, Some("65,8")).unwrap();
    let (json, page) = bundle("sesudah");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["official"]["iid_verifikasi"], "65.8");
    assert_eq!(json["inovasi"][0]["official"]["kematangan_verifikasi"], "87.5");
    assert!(
        page.contains("Hasil penilaian kementerian") && page.contains("65,8") && page.contains("Resmi 87,5"),
        "{page}"
    );
}

#[test]
fn the_example_tells_published_results_of_its_own_region() {
    let laptop = Laptop::of_pemda(1, "Kota Semarang", "33.74");
    laptop.load_example().unwrap();
    for (year, iid) in [("iga-2022", "60.79"), ("iga-2023", "65.8")] {
        let view = laptop.show_official(Some(year)).unwrap();
        assert_eq!(stands(&view, None, OfficialFigure::IidVerifikasi).as_deref(), Some(iid), "{year}");
        assert!(stands(&view, None, OfficialFigure::Sumber).unwrap().contains("mjnews"));
    }
    let other = Laptop::of_pemda(2, "Kabupaten Demak", "33.21");
    other.load_example().unwrap();
    let view = other.show_official(Some("iga-2023")).unwrap();
    assert_eq!(stands(&view, None, OfficialFigure::IidVerifikasi), None);
}
