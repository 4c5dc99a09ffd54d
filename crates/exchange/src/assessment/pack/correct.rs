//! Corrects single facts inside the texts of a pack; comments and order stay, so
//! that whoever reads the files later sees what was written by whom. Whether the
//! result still makes an instrument is asked of the reader of packs.

use domain::{Decimal, core::reason::Reason};
use serde::Deserialize;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, value};

use super::PackFiles;
use crate::Args;

/// One fact set right.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Correction {
    /// Id of the indikator; none for a fact of the award.
    pub indikator: Option<String>,
    /// Its key: `bobot`, `nama`, `bukti`, `wajib`, `window`, `parameter/2`,
    /// `variant/a/2`; of the award `pembagi_minimum`, `predikat/Inovatif/minimum` …
    pub fact: String,
    /// Empty: no source tells it.
    pub value: String,
    /// Id of a source of the pack, or the words of a new one.
    pub source: String,
    /// `confirmed`, `one_source`, `inferred` or `unknown`.
    pub confidence: String,
}

/// Why a correction cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}: {args:?}")]
pub struct CorrectionFault {
    /// Stable key of its sentence.
    pub reason: Reason,
    /// Values of its sentence, each shortened.
    pub args: Args,
}

fn fault(reason: Reason, args: &[(&'static str, &str)]) -> CorrectionFault {
    let owned = args.iter().map(|(name, value)| (*name, crate::excerpt(value)));
    CorrectionFault { reason, args: owned.collect() }
}

type Corrected<T = ()> = Result<T, CorrectionFault>;

const MAIN: &str = "instrument.toml";
const CONFIDENCE: [&str; 4] = ["confirmed", "one_source", "inferred", "unknown"];

/// How the value of a fact is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    Text,
    /// A decimal, as text.
    Exact,
    Whole,
    Flag,
    /// Two years, such as `-2 0`.
    Years,
}

/// Writes corrections into a pack.
///
/// # Errors
/// A fact does not exist or takes no such value; a source is missing.
pub fn correct(files: &PackFiles, corrections: &[Correction]) -> Corrected<PackFiles> {
    let mut files = files.clone();
    for it in corrections {
        if !CONFIDENCE.contains(&it.confidence.as_str()) {
            return Err(fault(Reason::CorrectConfidence, &[("confidence", &it.confidence)]));
        }
        let known = it.confidence != "unknown";
        // What the award or the pack is called needs no source.
        let named = it.indikator.is_none() && matches!(it.fact.as_str(), "nama" | "tahun" | "status");
        if known && !named && it.source.trim().is_empty() {
            return Err(fault(Reason::CorrectSourceMissing, &[("fact", &it.fact)]));
        }
        let mut main = document(&files, MAIN)?;
        let source = if it.source.trim().is_empty() { None } else { Some(source_id(&mut main, it.source.trim())?) };
        match &it.indikator {
            None => of_award(&mut main, it, source.as_deref())?,
            Some(id) => {
                let path = format!("indikator/{id}.toml");
                if !files.contains_key(&path) {
                    return Err(fault(Reason::CorrectIndikatorUnknown, &[("indikator", id)]));
                }
                let mut file = document(&files, &path)?;
                of_indikator(&mut file, it, source.as_deref())?;
                files.insert(path, file.to_string());
            }
        }
        files.insert(MAIN.to_owned(), main.to_string());
    }
    Ok(files)
}

/// Makes a pack another instrument: its own id, and a draft.
///
/// # Errors
/// Its first file cannot be read.
pub fn copy_as(files: &PackFiles, id: &str, nama: Option<&str>) -> Corrected<PackFiles> {
    let mut main = document(files, MAIN)?;
    main.insert("id", value(id));
    main.insert("status", value("draft"));
    if let Some(nama) = nama {
        main.insert("nama", value(nama));
    }
    let mut files = files.clone();
    files.insert(MAIN.to_owned(), main.to_string());
    Ok(files)
}

/// Writes the sums that a pack declares anew from its parts, where all parts of a
/// sum are known: the bobot and highest skor of each aspek, and the award's maksimum.
///
/// # Errors
/// A file cannot be read.
pub fn follow_sums(files: &PackFiles) -> Corrected<PackFiles> {
    let mut main = document(files, MAIN)?;
    let mut lines = Vec::new();
    for path in files.keys().filter(|it| it.starts_with("indikator/")) {
        let file = document(files, path)?;
        let rungs = file.get("parameter").map_or(0, |it| match it {
            Item::ArrayOfTables(list) => list.len(),
            other => other.as_array().map_or(0, Array::len),
        });
        let bobot = (rungs > 0).then(|| exact(file.get("bobot"))).flatten();
        lines.push((text(file.get("aspek")), bobot, Decimal::from(rungs)));
    }
    let mut all = Some(Decimal::ZERO);
    for aspek in main.get_mut("aspek").map(rows).unwrap_or_default() {
        let id = text(aspek.get("id"));
        let whole = aspek.get("lengkap").and_then(Item::as_bool).unwrap_or(true);
        let own: Vec<_> = lines.iter().filter(|it| it.0 == id).collect();
        let sum: Option<Decimal> = own.iter().map(|it| it.1).sum();
        let most: Option<Decimal> = own.iter().map(|it| Some(it.1? * it.2)).sum();
        for (key, sum) in [("bobot", sum), ("maksimum", most)] {
            if let Some(sum) = sum.filter(|_| whole && aspek.contains_key(key)) {
                aspek.insert(key, value(sum.normalize().to_string()));
            }
        }
        all = all.zip(exact(aspek.get("maksimum"))).map(|(a, b)| a + b);
    }
    let skor = table(main.as_table_mut(), "skor")?;
    let iid = skor.get("formula").and_then(Item::as_str).is_none_or(|it| it == "iid");
    let most = skor.get("batas_inovasi").and_then(Item::as_integer).map(Decimal::from);
    let count = match exact(skor.get("per_inovasi")).zip(most) {
        _ if !skor.contains_key("nomor") => Some(Decimal::ZERO),
        parts => parts.map(|(each, most)| each * most),
    };
    if let Some((all, count)) = all.zip(count).filter(|_| iid && skor.contains_key("maksimum")) {
        skor.insert("maksimum", value((all + count).normalize().to_string()));
    }
    let mut files = files.clone();
    files.insert(MAIN.to_owned(), main.to_string());
    Ok(files)
}

fn of_award(main: &mut DocumentMut, it: &Correction, source: Option<&str>) -> Corrected {
    let unknown = || fault(Reason::CorrectFactUnknown, &[("fact", &it.fact)]);
    let parts: Vec<&str> = it.fact.split('/').collect();
    match parts.as_slice() {
        ["nama"] | ["status"] => set(main.as_table_mut(), &it.fact, ValueKind::Text, it),
        ["tahun"] => set(main.as_table_mut(), "tahun", ValueKind::Whole, it),
        [key @ ("pembagi_minimum" | "batas_inovasi" | "minimum_urusan_dasar")] => {
            let skor = table(main.as_table_mut(), "skor")?;
            // A value that is known lies between two no longer.
            skor.remove(&format!("{key}_between"));
            set(skor, key, ValueKind::Whole, it)?;
            note_fact(skor, key, it, source)
        }
        [key @ ("per_inovasi" | "maksimum")] => {
            let skor = table(main.as_table_mut(), "skor")?;
            set(skor, key, ValueKind::Exact, it)?;
            note_fact(skor, key, it, source)
        }
        [list @ ("predikat" | "aspek"), which, key] => {
            let named = if *list == "predikat" { "nama" } else { "id" };
            if !matches!((*list, *key), (_, "maksimum") | ("predikat", "minimum") | ("aspek", "bobot")) {
                return Err(unknown());
            }
            let rows = main.get_mut(list).map(rows).unwrap_or_default();
            let row = rows.into_iter().find(|row| text(row.get(named)) == *which).ok_or_else(unknown)?;
            set(row, key, ValueKind::Exact, it)?;
            if let Some(source) = source {
                row.insert("source", value(Array::from_iter([source])));
            }
            row.insert("confidence", value(it.confidence.as_str()));
            Ok(())
        }
        _ => Err(unknown()),
    }
}

fn of_indikator(file: &mut DocumentMut, it: &Correction, source: Option<&str>) -> Corrected {
    let unknown = || fault(Reason::CorrectFactUnknown, &[("fact", &it.fact)]);
    let parts: Vec<&str> = it.fact.split('/').collect();
    match parts.as_slice() {
        ["bobot"] => set(file.as_table_mut(), "bobot", ValueKind::Exact, it)?,
        ["nama"] | ["bukti"] => set(file.as_table_mut(), &it.fact, ValueKind::Text, it)?,
        ["wajib"] => set(file.as_table_mut(), "wajib", ValueKind::Flag, it)?,
        ["window"] => set(file.as_table_mut(), "window", ValueKind::Years, it)?,
        ["parameter", nomor] => rung(file.get_mut("parameter").ok_or_else(unknown)?, nomor, it)?,
        ["variant", id, nomor] => {
            let bases = file.get_mut("variant").map(rows).unwrap_or_default();
            let basis = bases.into_iter().find(|row| text(row.get("id")) == *id).ok_or_else(unknown)?;
            rung(basis.get_mut("parameter").ok_or_else(unknown)?, nomor, it)?;
        }
        _ => return Err(unknown()),
    }
    if let Some(source) = source {
        let list = file.entry("source").or_insert_with(|| value(Array::new()));
        if let Some(list) = list.as_array_mut().filter(|list| list.iter().all(|known| known.as_str() != Some(source))) {
            list.push(source);
        }
    }
    let head = parts.first().copied().unwrap_or_default();
    table(file.as_table_mut(), "confidence")?.insert(head, value(it.confidence.as_str()));
    // What was said of the doubt was said of the old value.
    if let Some(doubt) = file.get_mut("doubt").and_then(Item::as_table_like_mut) {
        doubt.remove(head);
    }
    Ok(())
}

/// Writes the words of one rung of a ladder.
fn rung(ladder: &mut Item, nomor: &str, it: &Correction) -> Corrected {
    let unknown = || fault(Reason::CorrectFactUnknown, &[("fact", &it.fact)]);
    let wanted: i64 = nomor.parse().map_err(|_| unknown())?;
    let rung = rows(ladder).into_iter().find(|row| row.get("nomor").and_then(Item::as_integer) == Some(wanted));
    if it.value.trim().is_empty() {
        return Err(fault(Reason::CorrectValue, &[("fact", &it.fact), ("value", &it.value)]));
    }
    set(rung.ok_or_else(unknown)?, "teks", ValueKind::Text, it)
}

/// Writes a value, or takes it out where no source tells it.
fn set(table: &mut dyn TableLike, key: &str, kind: ValueKind, it: &Correction) -> Corrected {
    let bad = || fault(Reason::CorrectValue, &[("fact", &it.fact), ("value", &it.value)]);
    let text = it.value.trim();
    if text.is_empty() {
        table.remove(key);
        return Ok(());
    }
    // A comma is how decimals are written here.
    let plain = text.replace(',', ".");
    let item = match kind {
        ValueKind::Text => value(text),
        ValueKind::Exact => {
            let exact = Decimal::from_str_exact(&plain).map_err(|_| bad())?;
            // The bands of the index are printed with two places.
            let printed = it.fact.starts_with("predikat/");
            value(if printed { domain::two_places(exact) } else { exact.normalize() }.to_string())
        }
        ValueKind::Whole => value(text.parse::<i64>().map_err(|_| bad())?),
        ValueKind::Flag => value(text.parse::<bool>().map_err(|_| bad())?),
        ValueKind::Years => {
            let years: Vec<i64> = text
                .split(|it: char| it.is_whitespace() || it == ',' || it == ';')
                .filter(|it| !it.is_empty())
                .map(|it| it.parse().map_err(|_| bad()))
                .collect::<Corrected<_>>()?;
            if years.len() != 2 {
                return Err(bad());
            }
            value(Array::from_iter(years))
        }
    };
    table.insert(key, item);
    Ok(())
}

/// Source and confidence of one constant of the award.
fn note_fact(skor: &mut dyn TableLike, key: &str, it: &Correction, source: Option<&str>) -> Corrected {
    let facts = skor.entry("fact").or_insert_with(|| {
        let mut facts = Table::new();
        facts.set_implicit(true);
        Item::Table(facts)
    });
    let facts = facts.as_table_like_mut().ok_or_else(|| fault(Reason::CorrectFactUnknown, &[("fact", key)]))?;
    let mut fact = Table::new();
    fact.insert("source", value(Array::from_iter(source)));
    fact.insert("confidence", value(it.confidence.as_str()));
    facts.insert(key, Item::Table(fact));
    Ok(())
}

/// The id of a source: one the pack knows by id or words, or a new one.
fn source_id(main: &mut DocumentMut, words: &str) -> Corrected<String> {
    let sources = table(main.as_table_mut(), "source")?;
    let told = |item: &Item| [text(Some(item)), text(item.get("nama")), text(item.get("teks"))];
    let known = sources.iter().find(|(id, item)| *id == words || told(item).iter().any(|it| it.trim() == words));
    if let Some((id, _)) = known {
        return Ok(id.to_owned());
    }
    let fresh = (1..).map(|n: u32| format!("K{n}")).find(|id| !sources.contains_key(id));
    let id = fresh.ok_or_else(|| fault(Reason::CorrectSourceMissing, &[("fact", words)]))?;
    sources.insert(&id, value(words));
    Ok(id)
}

fn document(files: &PackFiles, path: &str) -> Corrected<DocumentMut> {
    let unreadable = |detail: &str| fault(Reason::CorrectUnreadable, &[("file", path), ("detail", detail)]);
    let text = files.get(path).ok_or_else(|| unreadable(""))?;
    text.parse().map_err(|error: toml_edit::TomlError| unreadable(error.message()))
}

/// A table inside another, made where it is missing.
fn table<'a>(parent: &'a mut Table, key: &str) -> Corrected<&'a mut dyn TableLike> {
    let item = parent.entry(key).or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut().ok_or_else(|| fault(Reason::CorrectFactUnknown, &[("fact", key)]))
}

/// The tables of a list, however it is written.
fn rows(item: &mut Item) -> Vec<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(list) => list.iter_mut().map(|it| it as &mut dyn TableLike).collect(),
        Item::Value(toml_edit::Value::Array(list)) => {
            list.iter_mut().filter_map(|it| it.as_inline_table_mut().map(|it| it as &mut dyn TableLike)).collect()
        }
        _ => Vec::new(),
    }
}

fn text(item: Option<&Item>) -> String {
    item.and_then(Item::as_str).unwrap_or_default().to_owned()
}

fn exact(item: Option<&Item>) -> Option<Decimal> {
    Decimal::from_str_exact(item?.as_str()?).ok()
}
