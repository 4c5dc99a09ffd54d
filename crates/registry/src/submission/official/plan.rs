//! Reading the portal's own export: which sheet, which columns, whose row each is and
//! what it would change. Nothing is written here.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    core::{
        id::{InovasiId, InstrumentId, Subject},
        notice::NoticeCode,
    },
    inovasi::{
        duplicate::Compared,
        koordinat::Koordinat,
        profile::{Field, FieldKind},
        wilayah::pemda::PemdaName,
    },
    merge::change::FieldKey,
    submission::official::OfficialFigure,
};
use exchange::inovasi::workbook::{
    Book, Cell, ColumnTarget, GuessedColumn, Looks, Mapping, Sheet, column_name, guess, synonyms,
};
use store::{InovasiLine, Reader};

use super::import::{ImportOfficial, OfficialDecision};
use crate::{
    core::{
        error::{Error, Reason, Result},
        gate::{FieldGate, Origin, Put, is_refusal},
        open::arg,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    inovasi::{
        duplicate::similar,
        workbook::{
            day::RecapHabits,
            given::{CellFault, GivenRow, GivenTable},
            identity::fold,
            part::BookPart,
            recap::{OFFICIAL, OURS},
            target::{ID, KnownTarget, targets},
        },
    },
    view::{NoticeView, OfficialMatch, SimilarView, TargetGroup},
};

const KEMATANGAN: &str = "kematangan";
const KEMATANGAN_VERIFIKASI: &str = "kematangan_verifikasi";
const HASIL_QC: &str = "hasil_qc";
const PEMDA: &str = "pemda";
/// What is read of each row; a koordinat beside a first is not.
const READ: [&str; 5] = ["nama", PEMDA, KEMATANGAN, KEMATANGAN_VERIFIKASI, HASIL_QC];
/// Most inovasi that a search of a name offers.
const SEARCHED: u32 = 3;

/// What reading an export comes to.
pub(super) struct ExportPlan {
    pub sheet: String,
    pub rows: Vec<PlannedRow>,
    pub notices: Vec<NoticeView>,
}

/// One row.
pub(super) struct PlannedRow {
    pub row: u32,
    pub judul: String,
    pub says: OfficialMatch,
    pub id: Option<InovasiId>,
    pub candidates: Vec<SimilarView>,
    /// What it would write, with what stands there so far.
    pub puts: Vec<(OfficialFigure, Put)>,
    pub unread: Vec<String>,
    pub koordinat: Option<Koordinat>,
}

pub(super) fn plan(
    core: &Core,
    reader: &Reader<'_>,
    req: &ImportOfficial,
    (book, nama): (&Book, &str),
    instrument: &InstrumentId,
    watch: &mut dyn Watch,
) -> Result<ExportPlan> {
    let targets = official_targets(core, reader)?;
    let (sheet, mapping, notices) = find_sheet(book, req.sheet.as_deref(), &targets)?;
    let given = GivenTable::of_recap(&BookPart::whole(sheet), &mapping, &targets, &RecapHabits::of(core, reader)?)?;
    let table = Table { given, sheet, mapping: &mapping };
    let given = &table.given;
    let is_there = |it: &&OfficialDecision| given.rows.iter().any(|row| row.number == it.row);
    if let Some(it) = req.decisions.iter().find(|it| !is_there(it)) {
        return Err(Error::not_found(Reason::OfficialRowMissing).arg("row", it.row));
    }
    let standing = KnownNames::of(reader)?;
    let mut taken: HashSet<InovasiId> = HashSet::new();
    let mut gate = FieldGate::new(core);
    let pemda = reader.pemda()?;
    let pemda = PemdaName { kode: Some(pemda.kode), ..PemdaName::read(&pemda.nama) };
    let mut rows = Vec::with_capacity(given.rows.len());
    for (at, row) in given.rows.iter().enumerate() {
        step(watch, WorkStep::Reading, nama, at, given.rows.len())?;
        let judul = given.text(row, Field::Nama.name()).unwrap_or_default().to_owned();
        let mut planned = PlannedRow {
            row: row.number,
            says: OfficialMatch::Unknown,
            id: None,
            candidates: Vec::new(),
            puts: Vec::new(),
            unread: Vec::new(),
            koordinat: None,
            judul,
        };
        let decided = req.decisions.iter().find(|it| it.row == row.number);
        let of_pemda = given.text(row, PEMDA).map(PemdaName::read);
        if decided.is_none() && of_pemda.is_some_and(|it| !it.is_same(&pemda)) {
            planned.says = OfficialMatch::Foreign;
            rows.push(planned);
            continue;
        }
        (planned.says, planned.id) = match decided {
            Some(it) => match it.id {
                Some(id) => (OfficialMatch::Decided, Some(crate::core::lookup::editable(reader, id).map(|_| id)?)),
                None => (OfficialMatch::LeftOut, None),
            },
            None => standing.find(row.id.as_deref(), &planned.judul),
        };
        // The second row of one inovasi says something else of it: a person decides.
        if let Some(id) = planned.id
            && !taken.insert(id)
        {
            (planned.says, planned.id) = (OfficialMatch::Unsure, None);
        }
        if planned.id.is_none() && planned.says != OfficialMatch::LeftOut {
            planned.candidates = candidates(core, reader, given, row, &standing)?;
            if !planned.candidates.is_empty() {
                planned.says = OfficialMatch::Unsure;
            }
        }
        let (said, faults) = table.said(row, req.mandiri);
        planned.unread = faults;
        for (figure, text) in said {
            let subject = Subject::Inovasi(planned.id.unwrap_or_else(|| InovasiId(core.env.fresh_id())));
            let field = FieldKey::Official { instrument: instrument.clone(), figure };
            match gate.check(reader, Origin::Person, subject, &field, Some(&text)) {
                Ok(put) => planned.puts.push((figure, put)),
                Err(why) if is_refusal(&why) => planned.unread.push(text.chars().take(200).collect()),
                Err(why) => return Err(why),
            }
        }
        if let Some(id) = planned.id {
            let stands = reader.official(Subject::Inovasi(id), instrument)?;
            if !planned.puts.is_empty() {
                let field = FieldKey::Official { instrument: instrument.clone(), figure: OfficialFigure::Sumber };
                let put = gate.check(reader, Origin::Person, Subject::Inovasi(id), &field, Some(nama))?;
                planned.puts.push((OfficialFigure::Sumber, put));
            }
            for (figure, put) in &mut planned.puts {
                *put = put.clone().over(stands.get(figure).cloned());
            }
            let profile = reader.inovasi(id)?.map(|it| it.profile).unwrap_or_default();
            if !profile.contains_key(&Field::Koordinat) {
                let text = given.text(row, Field::Koordinat.name());
                planned.koordinat = text.and_then(first_koordinat);
            }
        }
        rows.push(planned);
    }
    Ok(ExportPlan { sheet: sheet.name.clone(), rows, notices })
}

fn shown(fault: &CellFault) -> Option<String> {
    match fault {
        CellFault::Shown(it) => Some(it.clone()),
        // None of the figures is a day.
        CellFault::DayEither | CellFault::DayBeyond => None,
    }
}

/// The table that is read, and where it stands.
struct Table<'a> {
    given: GivenTable,
    sheet: &'a Sheet,
    mapping: &'a Mapping,
}

impl Table<'_> {
    /// What a row says, by figure, and faults such as `#REF!` in the place of one.
    fn said(&self, row: &GivenRow, mandiri: bool) -> (Vec<(OfficialFigure, String)>, Vec<String>) {
        // Beside a column of its own for verification, the plain one is of before.
        let has_own = self.given.column(KEMATANGAN_VERIFIKASI).is_some();
        let of_plain =
            if mandiri || has_own { OfficialFigure::KematanganMandiri } else { OfficialFigure::KematanganVerifikasi };
        let (mut said, mut faults) = (Vec::new(), Vec::new());
        for (figure, key) in [
            (of_plain, KEMATANGAN),
            (OfficialFigure::KematanganVerifikasi, KEMATANGAN_VERIFIKASI),
            (OfficialFigure::HasilQc, HASIL_QC),
        ] {
            let Some(column) = self.given.column(key) else { continue };
            faults.extend(row.cells.iter().filter(|it| it.column == column).filter_map(|it| shown(it.fault.as_ref()?)));
            let Some(text) = self.given.text(row, key) else { continue };
            // The point of a cell that is a number begins decimals, whatever follows it.
            let is_exact = figure.is_number() && self.is_number(row.number, key);
            said.push((figure, if is_exact { text.replace('.', ",") } else { text.to_owned() }));
        }
        (said, faults)
    }

    fn is_number(&self, row: u32, key: &str) -> bool {
        let at = self.mapping.columns.iter().find(|it| it.1 == key).map(|it| it.0);
        let cell = at.zip(self.sheet.line(row)).map(|(at, line)| line.cell(at));
        matches!(cell, Some(Cell::Number(_)))
    }
}

/// The columns of a recap, so that each finds its own meaning, and those of the portal.
fn official_targets(core: &Core, reader: &Reader<'_>) -> Result<Vec<KnownTarget>> {
    let mut known = targets(core, reader)?;
    // Answers are not in it, and an indikator's name would only mislead.
    known.retain(|it| it.group == TargetGroup::Profil);
    let mut names = synonyms();
    for key in [KEMATANGAN, KEMATANGAN_VERIFIKASI, HASIL_QC, PEMDA] {
        let names = names.remove(key).unwrap_or_default();
        let label = names.first().cloned().unwrap_or_default();
        let target = ColumnTarget { key: key.into(), names, looks: Looks::Any };
        known.push(KnownTarget { target, label, group: TargetGroup::Profil });
    }
    Ok(known)
}

/// The sheet that has a name and a figure in each row, what its columns mean, and which of
/// them are not read since another says the same.
fn find_sheet<'a>(
    book: &'a Book,
    wanted: Option<&str>,
    targets: &[KnownTarget],
) -> Result<(&'a Sheet, Mapping, Vec<NoticeView>)> {
    let list: Vec<ColumnTarget> = targets.iter().map(|it| it.target.clone()).collect();
    for sheet in book.sheets.iter().filter(|it| wanted.is_none_or(|wanted| it.name == wanted)) {
        let found = guess(sheet, &list);
        let columns: Vec<GuessedColumn> = found.columns.into_iter().filter(is_told).collect();
        let mapping = Mapping {
            header_row: found.header_row,
            columns: columns.iter().filter_map(|it| Some((it.at, meaning(it)?))).collect(),
        };
        let has = |key: &str| mapping.columns.iter().any(|it| it.1 == key);
        let is_named = has(Field::Nama.name()) || has(ID);
        if is_named && (has(KEMATANGAN) || has(KEMATANGAN_VERIFIKASI) || has(HASIL_QC)) {
            let notices = columns.iter().filter_map(|it| second(it, &columns, targets)).collect();
            return Ok((sheet, mapping, notices));
        }
    }
    Err(Error::invalid(Reason::OfficialColumnsMissing))
}

/// Tells of a column that is headed like one that is read, or means the same.
fn second(column: &GuessedColumn, all: &[GuessedColumn], targets: &[KnownTarget]) -> Option<NoticeView> {
    let header = fold(&column.header);
    if meaning(column).is_some() || header.is_empty() {
        return None;
    }
    let means = |it: &&KnownTarget| it.target.names.iter().any(|name| fold(name) == header);
    let key = &targets.iter().filter(|it| READ.contains(&it.target.key.as_str())).find(means)?.target.key;
    let read = all.iter().find(|it| meaning(it).as_ref() == Some(key))?;
    let header = column.header.chars().take(80).collect::<String>();
    let args = vec![arg("header", header), arg("column", column_name(column.at)), arg("read", column_name(read.at))];
    Some(NoticeView { code: NoticeCode::OfficialColumnTwice, args })
}

/// What our own recap reckoned is no figure of the ministry, however it is headed.
fn is_told(column: &GuessedColumn) -> bool {
    OURS.iter().all(|it| it.1 != column.header)
}

/// What a column means; our own recap heads the official figure in a way of its own.
fn meaning(column: &GuessedColumn) -> Option<String> {
    if column.header == OFFICIAL { Some(KEMATANGAN_VERIFIKASI.to_owned()) } else { column.target.clone() }
}

/// Names that stand here, present and former.
struct KnownNames {
    by_nama: HashMap<String, Vec<InovasiId>>,
    nama: BTreeMap<InovasiId, String>,
}

impl KnownNames {
    fn of(reader: &Reader<'_>) -> Result<Self> {
        let mut it = Self { by_nama: HashMap::new(), nama: BTreeMap::new() };
        for line in reader.all_inovasi_lines()? {
            it.add(line.id, &line.nama);
            if let Some(kepanjangan) = &line.kepanjangan {
                // `Kado Mbak Ita (Kartu …)`, as portals head it.
                it.add(line.id, kepanjangan);
                it.add(line.id, &format!("{} {kepanjangan}", line.nama));
            }
            it.nama.insert(line.id, line.nama);
        }
        for (id, lama) in reader.former_names()? {
            it.add(id, &lama);
        }
        Ok(it)
    }

    fn add(&mut self, id: InovasiId, nama: &str) {
        let known = self.by_nama.entry(fold(nama)).or_default();
        if !known.contains(&id) {
            known.push(id);
        }
    }

    fn find(&self, id: Option<&str>, judul: &str) -> (OfficialMatch, Option<InovasiId>) {
        let by_id = id.and_then(|it| it.trim().parse().ok()).filter(|it| self.nama.contains_key(it));
        let by_nama = || match self.by_nama.get(&fold(judul)).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        match by_id.or_else(by_nama) {
            Some(id) => (OfficialMatch::Matched, Some(id)),
            None => (OfficialMatch::Unknown, None),
        }
    }
}

/// Whose a row may be: all of its name, then those that are alike.
fn candidates(
    core: &Core,
    reader: &Reader<'_>,
    given: &GivenTable,
    row: &GivenRow,
    standing: &KnownNames,
) -> Result<Vec<SimilarView>> {
    let Some(nama) = given.text(row, Field::Nama.name()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for id in standing.by_nama.get(&fold(nama)).into_iter().flatten() {
        let Some(line) = reader.inovasi_line(*id)? else { continue };
        let (nama, perangkat_daerah) = (line.nama, line.perangkat_daerah);
        found.push(SimilarView { id: *id, nama, perangkat_daerah, reasons: Vec::new() });
    }
    let option = |field: Field| {
        let text = given.text(row, field.name()).filter(|_| field.kind() == FieldKind::Option)?;
        core.library.vocabulary.read(field, text).ok()
    };
    let urusan = option(Field::UrusanUtama);
    let compared = Compared { nama, urusan: urusan.as_deref(), ..Compared::default() };
    let alike = similar::similar_in(core, reader, &compared)?;
    found.extend(alike.into_iter().filter(|it| standing.nama.contains_key(&it.id)));
    if found.is_empty() {
        // A slip in a short name is too much for a likeness, and no trouble to a search.
        for row in reader.search(nama, SEARCHED)?.rows {
            let line = reader.inovasi_id_of(row)?.map(|id| reader.inovasi_line(id)).transpose()?.flatten();
            let similar = |it: InovasiLine| SimilarView {
                id: it.id,
                nama: it.nama,
                perangkat_daerah: it.perangkat_daerah,
                reasons: Vec::new(),
            };
            found.extend(line.map(similar));
        }
    }
    let mut seen = HashSet::new();
    found.retain(|it| seen.insert(it.id));
    Ok(found)
}

/// The first place of a cell, which may hold several, or the address of a map.
pub(super) fn first_koordinat(text: &str) -> Option<Koordinat> {
    let pieces = text.split(['\n', ';', '|']).chain(text.split_whitespace());
    std::iter::once(text).chain(pieces).find_map(|it| Koordinat::read(it.trim()).ok())
}

#[cfg(test)]
mod tests {
    use super::first_koordinat;

    #[test]
    fn a_cell_may_hold_several_places_or_a_map() {
        for (text, found) in [
            ("-6.9833, 110.4091", Some("-6.983300, 110.409100")),
            ("-6.9833,110.4091; -6.99,110.42", Some("-6.983300, 110.409100")),
            ("-6.9833,110.4091\n-6.99,110.42", Some("-6.983300, 110.409100")),
            ("-6.9833,110.4091 | -6.99,110.42", Some("-6.983300, 110.409100")),
            ("https://www.google.com/maps/@-6.9833,110.4091,17z", Some("-6.983300, 110.409100")),
            ("Balai Kota https://www.google.com/maps/@-6.9833,110.4091,17z", Some("-6.983300, 110.409100")),
            ("https://maps.app.goo.gl/abcdef", None),
            ("Balai Kota", None),
        ] {
            assert_eq!(first_koordinat(text).map(|it| it.to_string()).as_deref(), found, "{text}");
        }
    }
}
