//! The pages of a bundle: templates filled with the view.
//!
//! Names are untrusted; minijinja escapes everything in `.html` templates. The
//! templates use `safe` nowhere (a test looks).

use domain::{
    bukti::BlobHash,
    submission::{
        fingerprint::{BundleCode, PaperCode},
        qr::Qr,
    },
};
use minijinja::{Environment, Value, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::{
    BundlePaper, Error,
    beside::{ToldCopies, all_bukti},
    view::{BundleView, InovasiView, PageHead, SubjectView},
    volume::Volume,
};

const TEMPLATES: [(&str, &str); 11] = [
    ("buka-ini.html", include_str!("../../../templates/buka-ini.html")),
    ("bukti.html", include_str!("../../../templates/bukti.html")),
    ("dasar.html", include_str!("../../../templates/dasar.html")),
    ("makro.html", include_str!("../../../templates/makro.html")),
    ("gaya.css", include_str!("../../../templates/gaya.css")),
    ("index.html", include_str!("../../../templates/index.html")),
    ("profil.html", include_str!("../../../templates/profil.html")),
    ("indikator.html", include_str!("../../../templates/indikator.html")),
    ("kekurangan.html", include_str!("../../../templates/kekurangan.html")),
    ("bag-info.txt", include_str!("../../../templates/bag-info.txt")),
    ("berkas-hilang.txt", include_str!("../../../templates/berkas-hilang.txt")),
];

/// What `bag-info.txt` tells of its bag.
pub(super) struct BagFacts<'a> {
    pub volume: Option<Volume>,
    /// Bytes of its payload.
    pub size: u64,
    /// Files of its payload.
    pub n_file: u64,
    /// Of the whole bundle; None: another volume carries it.
    pub code: Option<BundleCode>,
    /// What all volumes have in common: the SHA-256 of what they say.
    pub group: &'a BlobHash,
}

/// The templates, ready.
pub(super) struct Pages(Environment<'static>);

fn failed(page: &str, error: &dyn std::error::Error) -> Error {
    Error::Page { page: page.to_owned(), detail: error.to_string() }
}

impl Pages {
    pub(super) fn new() -> Result<Self, Error> {
        let mut env = Environment::new();
        env.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        env.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()
                .map_err(|it| failed("syntax", &it))?,
        );
        env.add_filter("angka", |it: &str| it.replace('.', ","));
        env.add_filter("ukuran", size_text);
        env.add_filter("bagian_tanggal", date_parts);
        env.add_filter("satu_baris", one_line);
        env.add_filter("tautan", crate::core::names::link);
        for (name, text) in TEMPLATES {
            env.add_template(name, text).map_err(|it| failed(name, &it))?;
        }
        Ok(Self(env))
    }

    fn render(&self, page: &str, values: Value) -> Result<String, Error> {
        let template = self.0.get_template(page).map_err(|it| failed(page, &it))?;
        let mut text = template.render(values).map_err(|it| failed(page, &it))?;
        if page.ends_with(".html") {
            // The engine escapes `/` too, which harms nobody and makes links hard to
            // read. In its output this sequence can come from nothing else.
            text = text.replace("&#x2f;", "/");
            // A name that turns the direction of writing would turn its surroundings.
            text = domain::inovasi::profile::without_invisible(&text);
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }

    pub(super) fn index(&self, view: &BundleView, papers: &[BundlePaper]) -> Result<String, Error> {
        let copies = view.head.portal_copies.then(|| ToldCopies::of(view));
        self.whole("index.html", view, papers, copies.as_ref())
    }

    pub(super) fn kekurangan(&self, view: &BundleView) -> Result<String, Error> {
        self.whole("kekurangan.html", view, &[], None)
    }

    /// The page outside `data/` that a person opens first.
    pub(super) fn door(
        &self,
        view: &BundleView,
        volume: Option<Volume>,
        fingerprint: Option<&BlobHash>,
    ) -> Result<String, Error> {
        let first = volume.filter(|it| it.n > 1).map(|it| Volume { n: 1, ..it }.folder());
        let akar = first.map_or_else(|| "data/".to_owned(), |it| format!("../{it}/data/"));
        let bagian = volume.map(|it| (it.n, it.of));
        let kode = fingerprint.map(|it| BundleCode::of(it).to_string());
        let sidik = fingerprint.map(BlobHash::as_str);
        let qr = fingerprint
            .and_then(|it| Qr::of(&PaperCode::of(it.clone())))
            .map(|it| context! { side => it.side, path => it.path });
        self.render(
            "buka-ini.html",
            context! { bundel => Value::from(Serde(&view.head)), bagian, akar, kode, sidik, qr },
        )
    }

    pub(super) fn bukti(&self, view: &BundleView) -> Result<String, Error> {
        let list = all_bukti(view);
        self.render(
            "bukti.html",
            context! { bundel => Value::from(Serde(&view.head)), daftar => Value::from(Serde(&list)), akar => "" },
        )
    }

    pub(super) fn daerah(&self, view: &BundleView) -> Result<String, Error> {
        self.of_subject("indikator.html", &view.head, &view.daerah, None, false)
    }

    pub(super) fn indikator(&self, view: &BundleView, inovasi: &InovasiView) -> Result<String, Error> {
        self.of_subject("indikator.html", &view.head, &inovasi.answers, Some(inovasi), false)
    }

    pub(super) fn profil(
        &self,
        view: &BundleView,
        inovasi: &InovasiView,
        papers: &[BundlePaper],
    ) -> Result<String, Error> {
        let folder = inovasi.folder.strip_prefix("data/").unwrap_or(inovasi.folder);
        let pdf = papers.iter().any(|it| it.path.strip_prefix(folder) == Some("/profil.pdf"));
        self.of_subject("profil.html", &view.head, &inovasi.answers, Some(inovasi), pdf)
    }

    /// A page about everything.
    fn whole(
        &self,
        page: &str,
        view: &BundleView,
        papers: &[BundlePaper],
        copies: Option<&ToldCopies<'_>>,
    ) -> Result<String, Error> {
        // A paper about one inovasi is found on its own page.
        let general = papers.iter().filter(|it| !it.path.contains('/'));
        let papers: Vec<(String, String)> = general.map(|it| (it.path.clone(), it.nama.clone())).collect();
        self.render(
            page,
            context! {
                bundel => Value::from(Serde(view)),
                kekurangan => Value::from(Serde(&view.kekurangan)),
                dokumen => papers,
                salinan => copies.map(|it| Value::from(Serde(it))),
                akar => "",
            },
        )
    }

    /// A page about one subject; it is given nothing of the others, so that the
    /// work stays in proportion to their number.
    fn of_subject(
        &self,
        page: &str,
        head: &PageHead,
        subjek: &SubjectView,
        inovasi: Option<&InovasiView>,
        pdf: bool,
    ) -> Result<String, Error> {
        self.render(
            page,
            context! {
                bundel => Value::from(Serde(head)),
                subjek => Value::from(Serde(subjek)),
                pdf,
                inovasi => inovasi.map(|it| Value::from(Serde(it))),
                akar => "../",
            },
        )
    }

    /// `Label: value` lines, not yet folded.
    pub(super) fn bag_info(&self, view: &BundleView, told: &BagFacts<'_>) -> Result<String, Error> {
        self.render(
            "bag-info.txt",
            context! {
                bundel => Value::from(Serde(&view.head)),
                n_inovasi => view.inovasi.len(),
                size => told.size,
                n_file => told.n_file,
                kode => told.code.map(|it| it.to_string()),
                // Enough to tell bundles apart that lie beside each other.
                kelompok => told.group.as_str().get(..12),
                bagian => told.volume.map(|it| (it.n, it.of)),
            },
        )
    }

    /// The sentence of a bukti whose bytes are not here.
    pub(super) fn bytes_missing(&self, nama_berkas: &str, indikator: &str) -> Result<String, Error> {
        let text = self.render(
            "berkas-hilang.txt",
            context! {
                nama_berkas => nama_berkas, indikator => indikator,
            },
        )?;
        Ok(text.trim_end().to_owned())
    }
}

/// A pretty JSON file with a line end at its end.
pub(super) fn json(value: &impl Serialize) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(value).map_err(|it| failed("json", &it))?;
    text.push('\n');
    Ok(text)
}

/// Bytes as people read them, with a decimal comma: `1,4 MB`.
fn size_text(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut tenths = bytes.saturating_add(50) / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    format!("{},{} {}", tenths / 10, tenths % 10, UNITS.get(unit).unwrap_or(&"TB"))
}

/// Year, month and day as far as they are known; nothing for another text.
fn date_parts(text: &str) -> Vec<u32> {
    let iso = domain::core::date::PartialDate::read(text).map_or_else(|_| String::new(), |it| it.to_string());
    iso.split('-').filter_map(|it| it.parse().ok()).collect()
}

/// Control characters and runs of blanks become one blank each.
fn one_line(text: &str) -> String {
    let clean: String = domain::inovasi::profile::without_invisible(text)
        .chars()
        .map(|it| if it.is_control() || matches!(it, '\u{2028}' | '\u{2029}') { ' ' } else { it })
        .collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_people() {
        for (bytes, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1,0 KB"),
            (1_449_000, "1,4 MB"),
            (999_999, "1,0 MB"),
            (7_000_000_000, "7,0 GB"),
        ] {
            assert_eq!(size_text(bytes), expected);
        }
        assert!(size_text(u64::MAX).ends_with(" TB"));
    }

    #[test]
    fn every_template_stands_and_trusts_nobody() {
        Pages::new().unwrap();
        for (name, text) in TEMPLATES {
            let trusting = text.contains("| safe") || text.contains("|safe") || text.contains("autoescape");
            assert!(!trusting, "{name}");
            assert!(!text.contains("<script") && !text.contains("http://"), "{name}");
        }
    }

    #[test]
    fn values_stay_on_their_line() {
        assert_eq!(one_line("Kota\r\nEvil: x\u{2028}\t y\u{202e}"), "Kota Evil: x y");
    }
}
