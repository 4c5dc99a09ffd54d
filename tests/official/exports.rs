//! Exports of the portal as files, and our own recap, read as official results.

use super::*;

/// The files of the corpus are as the portal gives them.
#[test]
fn exports_as_the_portal_gives_them_are_read() {
    let laptop = Laptop::of_pemda(1, "Kota Semarang", "33.74");
    for nama in ["Si Pena Lansia", "Lapak Ibu", "Jemput Sampah Pagi", "Pasar Tertib"] {
        laptop.register(nama);
    }
    let from = |name: &str| ImportOfficial {
        path: root().join("fuzz/corpus").join(name).display().to_string(),
        instrument: YEAR.into(),
        ..ImportOfficial::default()
    };
    let view = take(&laptop, &from("xlsx/a01-ekspor-portal.xlsx"));
    assert!(view.rows.iter().all(|it| it.says == OfficialMatch::Matched && it.unread.is_empty()), "{view:#?}");
    assert_eq!(kematangan(&laptop, "Lapak Ibu").as_deref(), Some("75.5"));
    assert_eq!(kematangan(&laptop, "Pasar Tertib").as_deref(), Some("86.5"));
    let view = plan(&laptop, &from("csv/ekspor-portal-hasil.csv"));
    assert_eq!((view.n_taken, view.n_unchanged, view.rows.len()), (2, 1, 3));
    assert_eq!(row(&view, "JEMPUT SAMPAH PAGI").says, OfficialMatch::Foreign);
    assert!(row(&view, "LAPAK IBU").koordinat.is_some() && row(&view, "SI PENA LANSIA").koordinat.is_some());
}

#[test]
fn our_own_recap_brings_back_official_figures_and_never_claims() {
    let laptop = Laptop::new(1);
    let kado: InovasiId = laptop.register("Kado Mbak Ita").parse().unwrap();
    laptop.choose(kado, "bimtek", 2).unwrap();
    let recap = |name: &str| {
        let out = laptop.path(name);
        let req = registry::ExportWorkbook {
            kind: registry::WorkbookKind::Recap,
            out: out.display().to_string(),
            ids: Vec::new(),
            replace: false,
        };
        laptop.export_workbook(&req, &mut Unwatched).unwrap();
        ImportOfficial { path: out.display().to_string(), instrument: YEAR.into(), ..ImportOfficial::default() }
    };
    laptop.set_official(Subject::Inovasi(kado), YEAR, OfficialFigure::KematanganVerifikasi, Some("87,5")).unwrap();
    let with = recap("rekap.xlsx");
    laptop.undo().unwrap();
    let without = recap("rekap-kosong.xlsx");
    if let Ok(done) = laptop.import_official(&without, true, &mut Unwatched) {
        assert!(done.view.rows.iter().all(|it| it.figures.is_empty()), "{:#?}", done.view.rows);
    }
    take(&laptop, &with);
    let view = laptop.show_official(None).unwrap();
    assert_eq!(stands(&view, Some(kado), OfficialFigure::KematanganVerifikasi).as_deref(), Some("87.5"));
    assert_eq!(stands(&view, Some(kado), OfficialFigure::KematanganMandiri), None);
}
