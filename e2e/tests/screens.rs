//! Every screen of the app, once: axe walks through them in every test run, and
//! `by_hand.rs` takes their pictures.

use std::path::PathBuf;

use e2e::driver::App;
use registry::{
    AnswerKey, BuktiFacts, ChooseParameter, IndikatorName, InovasiId, ListInovasi, OfficialFigure, Registry, Subject,
    progress::Unwatched,
};

use crate::{bundle, conflict::apart, import_recap::RECAP, laptop::Laptop};

/// The screens after the welcome, in the officer's order.
pub const SCREENS: [&str; 47] = [
    "beranda",
    "inovasi",
    "inovasi-pencarian",
    "inovasi-saringan",
    "kemiripan",
    "impor",
    "lembar-profil",
    "lembar-indikator",
    "lembar-rujukan",
    "lembar-foto",
    "lembar-temuan",
    "mengapa-skor",
    "lembar-perbedaan",
    "lembar-tahun",
    "lembar-riwayat",
    "daftarkan",
    "palet",
    "bukti",
    "verifikasi",
    "kotak-masuk",
    "pengajuan",
    "set-terbaik",
    "isi-portal",
    "isi-portal-berkas",
    "samping",
    "potret",
    "potret-banding",
    "hasil-resmi",
    "langkah",
    "pengingat",
    "katalog",
    "dokumen",
    "dokumen-bentuk",
    "kertas-dinas",
    "ekspor-pilihan",
    "periksa-bundel",
    "bundel-dibuka",
    "bundel-rusak",
    "simulasi",
    "daerah",
    "penghargaan",
    "perangkat-daerah",
    "pengaturan",
    "tahun",
    "aturan",
    "cadangan",
    "cadangan-isi",
];

/// Pak Rahman of the example: some of its answers are stated by sources, others can be
/// taken over.
pub const CITED: &str = "7301c378-3397-525e-b99f-87a08bf8ff62";

/// A laptop on which every screen has something to show.
pub struct Furnished {
    pub laptop: Laptop,
    /// The inovasi with choices and bukti.
    answered: InovasiId,
    /// The one that two laptops edited apart.
    differing: InovasiId,
    /// The one with a photo that tells where and whose.
    pictured: InovasiId,
}

/// A photo that says where it was taken, and by whom.
const PHOTO: &[u8] = include_bytes!("../../fuzz/corpus/picture/telling.jpg");

/// Fills a laptop: the example catalogue, some choices and bukti, one conflict.
pub fn furnished(laptop: Laptop) -> Furnished {
    let (laptop, differing, parcel) = apart(laptop);
    let registry = laptop.open();
    registry.accept_parcel(&parcel, false, &mut Unwatched).unwrap();
    let all = ListInovasi { limit: 100, ..ListInovasi::default() };
    let rows = registry.list_inovasi(&all).unwrap().rows;
    let fullest = rows.into_iter().filter(|it| it.id != differing).min_by_key(|it| it.n_blocking).unwrap();
    let answered = fullest.id;
    let scan = [b"%PDF-1.4\n".as_slice(), &[b'\n'; 412_000], b"%%EOF\n"].concat();
    let sk = laptop.write_file("SK Wali Kota 050-412 Tahun 2024.pdf", &scan);
    answer(&registry, Subject::Inovasi(answered), &[3, 2, 3, 3, 2, 3, 3, 2, 3, 2, 1, 3], Some(&sk));
    answer(&registry, Subject::Daerah, &[3, 2, 3, 3, 1, 2, 2, 3, 3, 2, 3], None);
    // What the ministry made of it, below what was claimed.
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let official = |subject, figure, value| registry.set_official(subject, instrument, figure, Some(value)).unwrap();
    official(Subject::Daerah, OfficialFigure::IidVerifikasi, "46,25");
    official(Subject::Inovasi(answered), OfficialFigure::KematanganVerifikasi, "61,50");
    // A backup and a snapshot that lack what comes now.
    registry.keep_snapshot("Sebelum rapat verifikasi", &mut Unwatched).unwrap();
    registry.make_backup(&mut Unwatched).unwrap();
    // Two that look alike, and a recap to take in.
    let pictured = registry.register_inovasi("Posyandu Keliling Sehat").unwrap().view.id;
    registry.register_inovasi("Posyandu Sehat Keliling").unwrap();
    let photo = laptop.write_file("Foto kegiatan posyandu keliling di balai kelurahan, 12 Januari 2024.jpg", PHOTO);
    let first = AnswerKey {
        subject: Subject::Inovasi(pictured),
        instrument: instrument.into(),
        indikator: registry
            .show_instrument(instrument)
            .unwrap()
            .indikator
            .iter()
            .find(|it| !it.daerah)
            .unwrap()
            .id
            .clone()
            .into(),
    };
    registry.attach_bukti(&first, &[photo], &BuktiFacts::default(), &mut Unwatched).unwrap();
    laptop.write_file("rekap.csv", RECAP.as_bytes());
    bundle::write_both(&laptop, &registry);
    drop(registry);
    Furnished { laptop, answered, differing, pictured }
}

/// Chooses the given parameters for the first indikator, with bukti for some.
fn answer(registry: &Registry, subject: Subject, parameters: &[u8], bukti: Option<&PathBuf>) {
    let instrument = registry::DEFAULT_INSTRUMENT.trim();
    let lines = registry.show_assessment(subject, instrument).unwrap().indikator;
    for (line, parameter) in lines.iter().zip(parameters) {
        let indikator = IndikatorName::from(line.indikator.clone());
        let choice = ChooseParameter {
            subject,
            instrument: instrument.into(),
            indikator: indikator.clone(),
            parameter: *parameter,
            variant: None,
        };
        registry.choose_parameter(&choice).unwrap();
        let Some(file) = bukti.filter(|_| *parameter > 2) else { continue };
        let key = AnswerKey { subject, instrument: instrument.into(), indikator };
        let facts = BuktiFacts {
            nomor: Some("050/412".into()),
            tanggal: Some("17 Agustus 2024".into()),
            tentang: Some("Pelaksana inovasi daerah".into()),
            jenis_dokumen: Some("SK".into()),
            pages: None,
        };
        registry.attach_bukti(&key, std::slice::from_ref(file), &facts, &mut Unwatched).unwrap();
    }
}

/// Brings a screen up and waits until it shows its data.
pub async fn show(app: &App, screen: &str, on: &Furnished) {
    let id = &on.answered;
    match screen {
        "inovasi" => {
            app.go("#/inovasi").await;
            app.see("[data-test=inovasi-row][data-id]").await;
        }
        "inovasi-pencarian" => {
            app.write("inovasi-search", "wqxz tak terbaca").await;
            app.until("!document.querySelector('[data-test=inovasi-row]')").await;
        }
        "lembar-profil" => {
            app.go(&format!("#/inovasi/{id}/profil")).await;
            app.find("profile-form").await;
        }
        "lembar-indikator" => {
            app.go(&format!("#/inovasi/{id}/indikator")).await;
            app.find("bukti-item").await;
        }
        "lembar-rujukan" => {
            app.go(&format!("#/inovasi/{CITED}/indikator")).await;
            app.find("citations-sosialisasi-inovasi-daerah").await;
            let list = "document.querySelector('[data-test=indikator-jejaring-inovasi] [data-test^=citations-]')";
            app.until(&format!("({list}.scrollIntoView({{ block: 'start' }}), true)")).await;
        }
        "lembar-foto" => {
            app.go(&format!("#/inovasi/{}/indikator", on.pictured)).await;
            app.find("bukti-traces").await;
            let told = "document.querySelector('[data-test=bukti-traces]')";
            app.until(&format!("({told}.scrollIntoView({{ block: 'center' }}), true)")).await;
        }
        "lembar-temuan" => {
            app.go(&format!("#/inovasi/{id}/temuan")).await;
            app.find("finding").await;
        }
        "inovasi-saringan" => {
            app.go("#/inovasi").await;
            app.click("filter-open").await;
            app.find("filter-panel").await;
            app.see("[data-test^=facet-]").await;
        }
        "kemiripan" => {
            app.go("#/kembar").await;
            app.find("duplicate").await;
        }
        "impor" => {
            app.go("#/impor").await;
            let path = on.laptop.path("rekap.csv");
            app.point_at(&path).await;
            app.click("wizard-path-pick").await;
            app.find("wizard-columns").await;
        }
        "lembar-tahun" => {
            app.go(&format!("#/inovasi/{id}/tahun")).await;
            app.find("years-panel").await;
        }
        "lembar-riwayat" => {
            app.go(&format!("#/inovasi/{id}/riwayat")).await;
            app.find("history-list").await;
        }
        "penghargaan" => {
            app.go("#/daerah/penghargaan").await;
            app.find("penghargaan-list").await;
        }
        "perangkat-daerah" => {
            app.go("#/perangkat-daerah").await;
            app.find("pd-list").await;
        }
        "tahun" => {
            app.go("#/pengaturan/tahun").await;
            app.find("settings-years").await;
        }
        "lembar-perbedaan" => {
            app.go(&format!("#/inovasi/{}/profil", on.differing)).await;
            app.find("worksheet-conflicts").await;
            app.find("profile-form").await;
        }
        "mengapa-skor" => {
            app.click("score-claimed").await;
            app.find("explain-node").await;
        }
        "daftarkan" => {
            app.go("#/inovasi").await;
            app.click("register-open").await;
            app.find("register-nama").await;
        }
        "palet" => {
            app.click("palette-open").await;
            app.find("palette-item").await;
        }
        "verifikasi" => {
            app.on_screen(screen).await;
            app.find("turnaround").await;
        }
        "kotak-masuk" => {
            app.on_screen(screen).await;
            app.find("conflict").await;
        }
        "pengajuan" => {
            app.on_screen(screen).await;
            app.find("finding").await;
            app.find("standing-iid").await;
        }
        "set-terbaik" => {
            app.go("#/set-terbaik").await;
            app.find("best-list").await;
        }
        "isi-portal" => {
            app.go(&format!("#/isi-portal/inovasi:{id}")).await;
            app.find("portal-text").await;
        }
        "isi-portal-berkas" => {
            let entries = on.laptop.read().show_portal_subject(Subject::Inovasi(*id)).unwrap().entries;
            let file = entries.into_iter().find(|it| it.size.is_some() && it.present).unwrap();
            app.go(&format!("#/isi-portal/inovasi:{id}")).await;
            app.click_on(&format!("[data-entry='{}'] [data-test=portal-line]", file.name)).await;
            app.find("portal-drag").await;
        }
        "simulasi" => {
            app.go("#/simulasi").await;
            app.find("simulation-list").await;
            app.see("[data-test=simulate-send]").await;
        }
        "cadangan" => {
            app.go("#/cadangan").await;
            app.find("backup").await;
        }
        "cadangan-isi" => {
            // The one before the last acts.
            app.until("document.querySelectorAll('[data-test=backup-look]').length > 1").await;
            app.js("document.querySelectorAll('[data-test=backup-look]')[1].click()").await;
            app.find("backup-difference").await;
        }
        "aturan" => {
            app.go("#/aturan").await;
            app.find("view-aturan").await;
            app.find("award-facts").await;
        }
        "potret" => {
            app.go("#/potret").await;
            app.find("snapshot").await;
        }
        "potret-banding" => {
            app.click("snapshot-compare").await;
            app.find("compare-group").await;
        }
        "hasil-resmi" => {
            app.go("#/hasil-resmi").await;
            app.find("official-table").await;
        }
        "pengingat" => {
            app.go("#/pengingat").await;
            app.see("[data-test=reminder]").await;
        }
        "katalog" => {
            app.go("#/katalog").await;
            app.see("[data-test=publish-start]").await;
        }
        "dokumen" => {
            app.go("#/dokumen").await;
            app.click("document-laporan-pimpinan").await;
            app.find("document-page").await;
        }
        "dokumen-bentuk" => {
            app.click("document-surat-pengantar").await;
            app.find("document-page").await;
            app.see("[data-test=template-panel]").await;
            app.js("document.querySelector('[data-test=template-panel]').scrollIntoView({ block: 'end' })").await;
        }
        "kertas-dinas" => {
            app.go("#/kertas-dinas").await;
            app.find("office-logo").await;
        }
        "ekspor-pilihan" => {
            app.on_screen("pengajuan").await;
            app.click("export-folder").await;
            app.click_on("[data-test=export-options] summary").await;
            app.find("export-volume").await;
        }
        "periksa-bundel" => {
            app.find("verify-photo").await;
            app.js("document.querySelector('[data-test=verify-code]').scrollIntoView({ block: 'center' })").await;
        }
        "bundel-dibuka" => {
            bundle::look_into(app, &on.laptop.path(bundle::SOUND)).await;
        }
        "bundel-rusak" => {
            app.on_screen("pengajuan").await;
            bundle::look_into(app, &on.laptop.path(bundle::CHANGED)).await;
            app.click_on("[data-test=looked-at-faults] summary").await;
        }
        "langkah" => {
            app.go("#/langkah").await;
            app.find("step").await;
        }
        "daerah" => {
            app.on_screen(screen).await;
            app.see("[data-test^=parameter-]").await;
        }
        "beranda" => {
            app.on_screen(screen).await;
            app.find("standing-iid").await;
            app.find("recent-inovasi").await;
        }
        other => app.on_screen(other).await,
    }
    app.js("document.activeElement?.blur()").await;
}

/// Takes away what a screen has laid over the window or left in a field.
pub async fn leave(app: &App, screen: &str) {
    match screen {
        "mengapa-skor" | "daftarkan" | "cadangan-isi" | "potret-banding" => {
            app.click("dialog-close").await;
            app.gone("dialog-close").await;
        }
        "inovasi-saringan" => {
            app.click("filter-open").await;
            app.gone("filter-panel").await;
        }
        "palet" => {
            app.find("palette-input")
                .await
                .send_keys(&char::from(fantoccini::key::Key::Escape).to_string())
                .await
                .unwrap();
            app.gone("palette").await;
        }
        "inovasi-pencarian" => {
            app.find("inovasi-search")
                .await
                .send_keys(&char::from(fantoccini::key::Key::Escape).to_string())
                .await
                .unwrap();
            app.see("[data-test=inovasi-row]").await;
        }
        "bundel-dibuka" | "bundel-rusak" => {
            app.click("looked-at-back").await;
            app.gone("looked-at").await;
        }
        _ => (),
    }
}
