//! The public catalogue: a folder that any web server shows as it is.
//!
//! ```text
//! index.html                what there is, to be searched and filtered; a map of points
//! inovasi/<uuid>.html       a page each, at an address that stays
//! gaya.css  cari.js         how it looks; the search, without which the list is whole
//! data/inovasi.csv  .json   the same as open data
//! catalog.jsonld            its description in DCAT
//! prakarsa-katalog.json     the sign by which a later run knows its own
//! ```
//!
//! Inovasi come one by one, three times (pages, CSV, JSON); what is held meanwhile is one
//! of them and a line of the list for each. Equal input gives equal bytes.

mod dcat;
mod map;
mod pages;
mod stream;

use std::{collections::BTreeSet, fs, io, path::Path};

use domain::{
    core::id::InovasiId,
    inovasi::profile::Field,
    submission::publish::{PublicExtra, PublicHead, PublicInovasi, is_long},
    two_places,
};
use serde::Serialize;

use crate::{
    core::port::{Cancelled, Sink, Watch, WorkStep},
    inovasi::workbook::csv_row,
};
use pages::{CatalogueLine, CataloguePages};
use stream::Stream;

/// The file by which a folder is known as a catalogue that this program has written.
pub const SIGN: &str = "prakarsa-katalog.json";

/// Whether a folder is a catalogue that this program has written, and holds nothing else:
/// only such a one is ever replaced.
pub fn is_catalogue(folder: &Path) -> bool {
    const PARTS: [&str; 7] =
        ["catalog.jsonld", "cari.js", "data/inovasi.csv", "data/inovasi.json", "gaya.css", "index.html", SIGN];
    let is_page = |path: &str| {
        let id = path.strip_prefix("inovasi/").and_then(|it| it.strip_suffix(".html"));
        id.is_some_and(|it| it.parse::<InovasiId>().is_ok_and(|id| id.to_string() == it))
    };
    let own = |path: &str| PARTS.contains(&path) || is_page(path);
    let signed = fs::symlink_metadata(folder.join(SIGN)).is_ok_and(|it| it.is_file());
    let within = |below: &str| -> io::Result<bool> {
        for entry in fs::read_dir(folder.join(below))? {
            let entry = entry?;
            let name = entry.file_name().to_str().map(|it| format!("{below}{it}"));
            let is_folder = below.is_empty() && matches!(name.as_deref(), Some("data" | "inovasi"));
            let kind = entry.file_type()?;
            if !(is_folder && kind.is_dir() || kind.is_file() && name.is_some_and(|it| own(&it))) {
                return Ok(false);
            }
        }
        Ok(true)
    };
    // A folder of its own may be absent, and nothing else.
    let below = |name: &str| !folder.join(name).exists() || within(name).unwrap_or(false);
    signed && within("").unwrap_or(false) && below("data/") && below("inovasi/")
}

/// Gives one inovasi by its place in the list.
pub type Give<'a> = &'a mut dyn FnMut(usize) -> io::Result<PublicInovasi>;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WrittenCatalogue {
    /// Files of it.
    pub n_file: usize,
    /// Bytes of all of them.
    pub size: u64,
    /// Points on the map.
    pub n_point: usize,
}

/// Writes the whole catalogue into a sink, which the caller finishes.
///
/// # Errors
/// What `give`, the sink or the template engine says, or `watch` stopped it; the sink is
/// of no use then.
pub fn write_catalogue(
    head: &PublicHead,
    n: usize,
    give: Give<'_>,
    sink: &mut dyn Sink,
    watch: &mut dyn Watch,
) -> io::Result<WrittenCatalogue> {
    let pages = CataloguePages::new().map_err(io::Error::other)?;
    let mut out = Out { sink, written: WrittenCatalogue::default() };
    let mut rows = Vec::with_capacity(n);
    for at in 0..n {
        let it = give(at)?;
        if !watch.step(WorkStep::Writing, &it.nama, at as u64, n as u64) {
            return Err(io::Error::other(Cancelled));
        }
        let row = CatalogueLine::of(&it);
        out.text(&row.alamat, &pages.inovasi(head, &it).map_err(io::Error::other)?)?;
        rows.push(row);
    }
    let map = map::map(head, &rows);
    out.written.n_point = map.as_ref().map_or(0, |it| it.points.len());
    out.text("index.html", &pages.index(head, &rows, map.as_ref()).map_err(io::Error::other)?)?;
    drop(rows);
    out.text("gaya.css", include_str!("../../templates/katalog/gaya.css"))?;
    out.text("cari.js", include_str!("../../templates/katalog/cari.js"))?;
    let csv = out.stream(
        "data/inovasi.csv",
        Stream::new(csv_head(head), n, String::new(), |at| Ok(csv_line(head, &give(at)?))),
    )?;
    let json = out.stream("data/inovasi.json", json_stream(head, n, give)?)?;
    out.text("catalog.jsonld", &dcat::catalog(head, n, csv, json).map_err(io::Error::other)?)?;
    let sign = Sign { katalog: 1, program: &head.program, tanggal: head.tanggal.to_string(), n_inovasi: n };
    out.text(SIGN, &pretty(&sign)?)?;
    Ok(out.written)
}

/// What the sign says, for whoever wonders.
#[derive(Serialize)]
struct Sign<'a> {
    katalog: u32,
    program: &'a str,
    tanggal: String,
    n_inovasi: usize,
}

struct Out<'a> {
    sink: &'a mut dyn Sink,
    written: WrittenCatalogue,
}

impl Out<'_> {
    fn text(&mut self, path: &str, text: &str) -> io::Result<()> {
        self.stream(path, text.as_bytes()).map(drop)
    }

    /// How many bytes it is.
    fn stream(&mut self, path: &str, mut content: impl io::Read) -> io::Result<u64> {
        let size = self.sink.file(path, &mut content, None)?.size;
        self.written.n_file += 1;
        self.written.size += size;
        Ok(size)
    }
}

fn pretty(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Columns beside the fields of the form: those that are public.
fn extra_columns(head: &PublicHead) -> impl Iterator<Item = (&'static str, PublicExtra)> {
    let named = [
        ("Penghargaan", PublicExtra::Penghargaan),
        ("Bukti", PublicExtra::Bukti),
        ("Kematangan (didukung bukti)", PublicExtra::Kematangan),
    ];
    named.into_iter().filter(|it| head.extras.contains(&it.1))
}

fn csv_head(head: &PublicHead) -> String {
    let fields = head.columns.iter().map(|it| it.1.as_str());
    let extras = extra_columns(head).map(|it| it.0);
    let degrees = has_koordinat(head).then_some(["Lintang", "Bujur"]).into_iter().flatten();
    let cells = ["ID", "Halaman", "Nama Inovasi"].into_iter().chain(degrees).chain(fields).chain(extras);
    format!("\u{feff}{}", csv_row(cells.map(|it| (it, false))))
}

fn csv_line(head: &PublicHead, it: &PublicInovasi) -> String {
    let extra = |extra| match extra {
        PublicExtra::Penghargaan => it.penghargaan.join("\n"),
        PublicExtra::Bukti => it.bukti.join("\n"),
        _ => it.kematangan.map_or_else(String::new, |it| two_places(it).to_string()),
    };
    let fields = head.columns.iter().map(|(field, _)| (it.text(*field).to_owned(), false));
    let extras = extra_columns(head).map(|column| (extra(column.1), column.1 == PublicExtra::Kematangan));
    let first = [(it.id.to_string(), false), (pages::address(it), false), (it.nama.clone(), false)];
    let at = it.koordinat.map_or_else(Default::default, |it| [it.lintang(), it.bujur()].map(|it| it.to_string()));
    let degrees = has_koordinat(head).then_some(at.map(|it| (it, true))).into_iter().flatten();
    let cells: Vec<(String, bool)> = first.into_iter().chain(degrees).chain(fields).chain(extras).collect();
    csv_row(cells.iter().map(|it| (it.0.as_str(), it.1)))
}

/// Whether degrees are told for machines beside the koordinat in words.
fn has_koordinat(head: &PublicHead) -> bool {
    head.columns.iter().any(|it| it.0 == Field::Koordinat)
}

fn json_stream<'a>(
    head: &'a PublicHead,
    n: usize,
    give: Give<'a>,
) -> io::Result<Stream<impl FnMut(usize) -> io::Result<String> + 'a>> {
    let about = serde_json::json!({
        "pemda": head.pemda.nama,
        "kode": head.pemda.kode,
        "tanggal": head.tanggal.to_string(),
        "program": head.program,
    });
    let begin = serde_json::to_string(&about)?;
    let begin = format!("{},\"inovasi\":[", begin.strip_suffix('}').unwrap_or(&begin));
    Ok(Stream::new(begin, n, "\n]}\n".to_owned(), move |at| {
        let comma = if at == 0 { "\n" } else { ",\n" };
        Ok(format!("{comma}{}", json_line(&give(at)?)?))
    }))
}

fn json_line(it: &PublicInovasi) -> io::Result<String> {
    let mut object = serde_json::Map::new();
    let mut put = |key: &str, value: serde_json::Value| drop(object.insert(key.to_owned(), value));
    put("id", it.id.to_string().into());
    put("halaman", pages::address(it).into());
    put("nama", it.nama.as_str().into());
    if let Some(at) = it.koordinat {
        put("lintang", at.lintang().to_string().into());
        put("bujur", at.bujur().to_string().into());
    }
    for value in &it.fields {
        put(&value.field, value.text.as_str().into());
    }
    if !it.penghargaan.is_empty() {
        put("penghargaan", it.penghargaan.clone().into());
    }
    if !it.bukti.is_empty() {
        put("bukti", it.bukti.clone().into());
    }
    if let Some(kematangan) = it.kematangan {
        put("kematangan", two_places(kematangan).to_string().into());
    }
    Ok(serde_json::to_string(&object)?)
}

/// What the list can be narrowed down by, as far as it is public.
fn filters(head: &PublicHead) -> impl Iterator<Item = &(Field, String)> {
    let wanted = [Field::PerangkatDaerah, Field::UrusanUtama, Field::Tahapan, Field::Jenis];
    head.columns.iter().filter(move |it| wanted.contains(&it.0))
}

/// Different values in their order, the blank one left out.
fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    values.filter(|it| !it.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a value is told in paragraphs on its page.
fn is_paragraphs(field: &str) -> bool {
    Field::by_name(field).is_some_and(is_long)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use chrono::NaiveDate;
    use domain::{core::id::InovasiId, submission::publish::PublicValue};
    use uuid::Uuid;

    use super::*;
    use crate::core::port::{Unwatched, Written};

    /// Reads all that comes and keeps none of it.
    #[derive(Default)]
    struct Drain {
        files: usize,
        largest: usize,
    }

    impl Sink for Drain {
        fn file(&mut self, _: &str, content: &mut dyn Read, _: Option<u64>) -> io::Result<Written> {
            let mut bytes = Vec::new();
            let size = content.read_to_end(&mut bytes)?;
            self.files += 1;
            self.largest = self.largest.max(size);
            let sha256 = "0".repeat(64).parse().map_err(|_| io::ErrorKind::InvalidData)?;
            Ok(Written { size: size as u64, sha256 })
        }

        fn finish(self: Box<Self>, _: &mut dyn Watch) -> io::Result<()> {
            Ok(())
        }

        fn target(&self) -> String {
            String::new()
        }
    }

    fn head() -> PublicHead {
        PublicHead {
            pemda: domain::submission::dossier::Pemda { nama: "Kota Semarang".into(), kode: "33.74".into() },
            tanggal: NaiveDate::from_ymd_opt(2026, 11, 29).unwrap(),
            laman: None,
            iid: None,
            columns: vec![(Field::Manfaat, "Manfaat".into())],
            extras: Vec::new(),
            wilayah: None,
            program: "Prakarsa".into(),
        }
    }

    #[test]
    fn each_inovasi_is_asked_for_three_times_however_many_there_are() {
        for n in [0, 1, 1_000] {
            let mut asked = vec![0; n];
            let mut give = |at: usize| {
                asked[at] += 1;
                let manfaat = PublicValue { field: "manfaat".into(), label: "Manfaat".into(), text: "m".repeat(500) };
                Ok(PublicInovasi {
                    id: InovasiId(Uuid::from_u128(at as u128 + 1)),
                    nama: format!("Inovasi {at}"),
                    fields: vec![manfaat],
                    koordinat: None,
                    penghargaan: Vec::new(),
                    bukti: Vec::new(),
                    kematangan: None,
                })
            };
            let mut sink = Drain::default();
            let written = write_catalogue(&head(), n, &mut give, &mut sink, &mut Unwatched).unwrap();
            assert_eq!((written.n_file, sink.files), (n + 7, n + 7));
            assert!(asked.iter().all(|it| *it == 3), "{asked:?}");
        }
    }
}
