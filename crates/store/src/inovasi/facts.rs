//! Everything that filters, findings and scores need of inovasi, gathered in a few
//! walks side by side in the order of their rows: memory holds one inovasi at a
//! time, and a nation is read without a statement for each.

use domain::{
    Decimal,
    assessment::{
        score::Choice,
        verification::{Passage, Verdict},
        worksheet::Support,
    },
    core::id::{IndikatorId, InovasiId, InputId, InstrumentId, OptionId},
    inovasi::{
        profile::{Field, FieldKind, Profile, RANCANG_BANGUN_PARTS},
        usulan::{Archived, Usulan},
    },
};
use rusqlite::{CachedStatement, Row, Rows, params};

use crate::{
    Error, Reader, Result,
    bukti::traces::read_traces,
    core::row::slug,
    inovasi::record::{columns, inovasi_id},
};

/// One inovasi with all that is derived from.
#[derive(Debug, Clone)]
pub struct InovasiFacts {
    /// Row of the subject.
    pub subject: i64,
    /// The same in every registry.
    pub id: InovasiId,
    /// Narratives outside the rancang bangun are only marked as filled in: the
    /// text is a dot.
    pub profile: Profile,
    /// Whether it came with the example catalogue.
    pub contoh: bool,
    /// Counter of its last change in this copy.
    pub touched: i64,
    /// Milliseconds since 1970, the clock of whoever made the last change.
    pub touched_at: i64,
    /// The parameter chosen under each instrument; what is not chosen is not here.
    pub choices: Vec<OfAnswer<Choice>>,
    /// By indikator: the bukti that support it.
    pub links: Vec<(IndikatorId, Support)>,
    /// The numbers that officers gave, each with the input it was given for.
    pub inputs: Vec<OfAnswer<(InputId, Decimal)>>,
    /// What was ticked, one entry for each option.
    pub ticks: Vec<OfAnswer<OptionId>>,
    /// Whether they stand or not.
    pub verdicts: Vec<OfAnswer<Verdict>>,
    /// Where its answers lie, by instrument.
    pub passages: Vec<(InstrumentId, Passage)>,
    /// Names it had before.
    pub nama_lama: Vec<String>,
    /// An archive is only marked as being there.
    pub usulan: Vec<Usulan>,
    /// Indikator whose answers wait for review, by instrument.
    pub reviews: Vec<(InstrumentId, IndikatorId)>,
    /// Fields in conflict, of it and of the bukti that support it.
    pub conflicts: Vec<String>,
    /// Its kematangan as the ministry verified it, by instrument.
    pub official: Vec<(InstrumentId, String)>,
}

/// Something of the answer to one indikator under one instrument.
#[derive(Debug, Clone)]
pub struct OfAnswer<T> {
    /// The year it belongs to; inputs and ticks of another year stand beside it.
    pub instrument: InstrumentId,
    /// By its id, also where the instrument does not know it any more.
    pub indikator: IndikatorId,
    /// The choice, number, tick or verdict itself.
    pub value: T,
}

impl<T> OfAnswer<T> {
    /// Columns 1 and 2 are the instrument and the indikator.
    fn new(row: &Row<'_>, value: T) -> rusqlite::Result<Self> {
        Ok(Self { instrument: slug(row, 1)?, indikator: slug(row, 2)?, value })
    }
}

/// Stands for a text that is there and that nobody needs to read.
const FILLED: &str = "·";

/// The rows of one table, taken inovasi by inovasi.
struct Walk<'s, T> {
    rows: Rows<'s>,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    next: Option<(i64, T)>,
}

impl<'s, T> Walk<'s, T> {
    /// `read` finds its columns from 1 on; column 0 is the subject's row.
    fn begin(rows: Rows<'s>, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Self> {
        let mut walk = Self { rows, read, next: None };
        walk.step()?;
        Ok(walk)
    }

    fn step(&mut self) -> Result<()> {
        self.next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(())
    }

    /// The rows of a subject; those of subjects before it are passed over.
    fn of(&mut self, subject: i64) -> Result<Vec<T>> {
        let mut found = Vec::new();
        while self.next.as_ref().is_some_and(|it| it.0 <= subject) {
            if let Some((_, value)) = self.next.take().filter(|it| it.0 == subject) {
                found.push(value);
            }
            self.step()?;
        }
        Ok(found)
    }
}

/// Whether the text of a field is read, or only that it is there.
fn is_read(field: Field) -> bool {
    field.kind() != FieldKind::Paragraphs || field == Field::RancangBangun || RANCANG_BANGUN_PARTS.contains(&field)
}

fn facts(row: &Row<'_>) -> rusqlite::Result<InovasiFacts> {
    let mut profile = Profile::new();
    for (at, field) in columns().enumerate() {
        if is_read(field) {
            let value: Option<String> = row.get(at + 5)?;
            profile.extend(value.filter(|it| !it.is_empty()).map(|it| (field, it)));
        } else if row.get::<_, Option<i64>>(at + 5)?.is_some_and(|it| it > 0) {
            profile.insert(field, FILLED.to_owned());
        }
    }
    Ok(InovasiFacts {
        subject: row.get(0)?,
        id: inovasi_id(row, 1)?,
        profile,
        contoh: row.get(2)?,
        touched: row.get(3)?,
        touched_at: row.get(4)?,
        choices: Vec::new(),
        links: Vec::new(),
        inputs: Vec::new(),
        ticks: Vec::new(),
        verdicts: Vec::new(),
        passages: Vec::new(),
        nama_lama: Vec::new(),
        usulan: Vec::new(),
        reviews: Vec::new(),
        conflicts: Vec::new(),
        official: Vec::new(),
    })
}

const CHOICES: &str = "SELECT subject, instrument, indikator, parameter, variant FROM parameter_choice
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument, indikator";
const INPUTS: &str = "SELECT subject, instrument, indikator, input, value FROM input_value
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument, indikator, input";
const TICKS: &str = "SELECT subject, instrument, indikator, option FROM tick
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument, indikator, option";
const VERDICTS: &str = "SELECT subject, instrument, indikator, value FROM verdict
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument, indikator";
const PASSAGES: &str = "SELECT subject, instrument, value FROM verification
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument";
const NAMA_LAMA: &str = "SELECT inovasi, nama FROM nama_lama
    WHERE inovasi BETWEEN ?1 AND ?2 ORDER BY inovasi, nama";
/// No text of a file is read here, only whether there is one: see `bukti/text.rs`.
pub(crate) const LINKS: &str =
    "SELECT l.subject, l.indikator, b.nama_berkas, coalesce(b.sha256, ''), b.nomor, b.tanggal, b.tentang,
      l.pages, EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = b.sha256),
      (SELECT id FROM blob_text t WHERE t.sha256 = b.sha256), b.jenis_dokumen,
      (SELECT content FROM blob_content c WHERE c.sha256 = b.sha256),
      (SELECT traces FROM blob_traces t WHERE t.sha256 = b.sha256), b.size
    FROM bukti_link l CROSS JOIN bukti b ON b.subject = l.bukti
    WHERE l.subject BETWEEN ?1 AND ?2 AND b.removed = 0 ORDER BY l.subject, l.indikator, b.id";
const USULAN: &str = "SELECT inovasi, instrument, proposed, growth_note, archived IS NOT NULL FROM usulan
    WHERE inovasi BETWEEN ?1 AND ?2
      AND (proposed IS NOT NULL OR growth_note IS NOT NULL OR archived IS NOT NULL)
    ORDER BY inovasi, instrument";
const REVIEWS: &str = "SELECT subject, instrument, indikator FROM review
    WHERE subject BETWEEN ?1 AND ?2 ORDER BY subject, instrument, indikator";
const OFFICIAL: &str = "SELECT subject, instrument, value FROM official
    WHERE subject BETWEEN ?1 AND ?2 AND figure = 'kematangan_verifikasi' ORDER BY subject, instrument";
/// From column 1 on: the indikator and its bukti.
pub(crate) fn link(row: &Row<'_>) -> rusqlite::Result<(IndikatorId, Support)> {
    let support = Support {
        nama_berkas: row.get(2)?,
        sha256: row.get(3)?,
        size: row.get::<_, i64>(13)?.unsigned_abs(),
        nomor: row.get(4)?,
        tanggal: row.get(5)?,
        tentang: row.get(6)?,
        pages: row.get(7)?,
        present: row.get(8)?,
        damaged: false,
        reading: row.get(9)?,
        jenis_dokumen: row.get(10)?,
        content: row.get::<_, Option<String>>(11)?.and_then(|it| it.parse().ok()),
        traces: read_traces(row.get(12)?),
        text: None,
    };
    Ok((slug(row, 1)?, support))
}

/// Conflicts are few, so they lead; for one inovasi its few bukti lead instead.
const CONFLICTS_OF_ALL: &str = "SELECT subject, field FROM (
      SELECT subject, subject AS whose, field FROM conflict WHERE subject BETWEEN ?1 AND ?2
      UNION SELECT l.subject, c.subject, c.field FROM conflict c CROSS JOIN bukti_link l ON l.bukti = c.subject
      WHERE l.subject BETWEEN ?1 AND ?2)
    ORDER BY subject, whose, field";
const CONFLICTS_OF_ONE: &str = "SELECT subject, field FROM (
      SELECT subject, subject AS whose, field FROM conflict WHERE subject BETWEEN ?1 AND ?2
      UNION SELECT l.subject, c.subject, c.field FROM bukti_link l CROSS JOIN conflict c ON c.subject = l.bukti
      WHERE l.subject BETWEEN ?1 AND ?2)
    ORDER BY subject, whose, field";

impl Reader<'_> {
    /// The facts of every inovasi that is not removed, in the order of their rows.
    ///
    /// # Errors
    /// Whatever `visit` returns, or the database cannot be read.
    pub fn all_facts<E: From<Error>>(&self, mut visit: impl FnMut(InovasiFacts) -> Result<(), E>) -> Result<(), E> {
        let mut ended = Ok(());
        self.facts_between(i64::MIN, i64::MAX, |it| {
            ended = visit(it);
            ended.is_ok()
        })?;
        ended
    }

    /// The facts of one inovasi by the row of its subject, unless it is removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn facts_of(&self, subject: i64) -> Result<Option<InovasiFacts>> {
        let mut found = None;
        self.facts_between(subject, subject, |it| {
            found = Some(it);
            true
        })?;
        Ok(found)
    }

    /// Goes on as long as `visit` says so.
    fn facts_between(&self, from: i64, to: i64, mut visit: impl FnMut(InovasiFacts) -> bool) -> Result<()> {
        self.look_once()?;
        let list: Vec<String> = columns()
            .map(|it| if is_read(it) { it.name().to_owned() } else { format!("octet_length({})", it.name()) })
            .collect();
        // The plus keeps SQLite on the table itself, whose order this is.
        let sql = format!(
            "SELECT subject, id, contoh, touched, touched_at, {} FROM inovasi
             WHERE subject BETWEEN ?1 AND ?2 AND +removed = 0 ORDER BY subject",
            list.join(", ")
        );
        let conflicts = if from == to { CONFLICTS_OF_ONE } else { CONFLICTS_OF_ALL };
        let (mut inovasi, mut choices) = (self.prepare(&sql)?, self.prepare(CHOICES)?);
        let (mut links, mut usulan) = (self.prepare(LINKS)?, self.prepare(USULAN)?);
        let (mut inputs, mut ticks) = (self.prepare(INPUTS)?, self.prepare(TICKS)?);
        let (mut verdicts, mut passages) = (self.prepare(VERDICTS)?, self.prepare(PASSAGES)?);
        let mut nama_lama = self.prepare(NAMA_LAMA)?;
        let (mut reviews, mut conflicts) = (self.prepare(REVIEWS)?, self.prepare(conflicts)?);
        let mut official = self.prepare(OFFICIAL)?;
        let span = params![from, to];
        let mut choices = Walk::begin(choices.query(span)?, |row| {
            let choice = Choice { parameter: row.get(3)?, variant: row.get(4)? };
            OfAnswer::new(row, choice)
        })?;
        let mut links = Walk::begin(links.query(span)?, link)?;
        // A value that a newer program wrote otherwise is left out.
        let mut inputs = Walk::begin(inputs.query(span)?, |row| {
            let value: String = row.get(4)?;
            value.parse().ok().map(|it| OfAnswer::new(row, (slug(row, 3)?, it))).transpose()
        })?;
        let mut ticks = Walk::begin(ticks.query(span)?, |row| OfAnswer::new(row, slug(row, 3)?))?;
        let mut verdicts = Walk::begin(verdicts.query(span)?, |row| {
            let value: String = row.get(3)?;
            serde_json::from_str(&value).ok().map(|it| OfAnswer::new(row, it)).transpose()
        })?;
        let mut passages = Walk::begin(passages.query(span)?, |row| {
            let value: String = row.get(2)?;
            let value: Option<Passage> = serde_json::from_str(&value).ok();
            let instrument = slug(row, 1)?;
            Ok(value.map(|it| (instrument, it)))
        })?;
        let mut nama_lama = Walk::begin(nama_lama.query(span)?, |row| row.get(1))?;
        let mut usulan = Walk::begin(usulan.query(span)?, |row| {
            let proposed: Option<String> = row.get(2)?;
            Ok(Usulan {
                instrument: slug(row, 1)?,
                proposed: proposed.map(|it| it == "1"),
                growth_note: row.get(3)?,
                archived: row.get::<_, bool>(4)?.then(Archived::default),
            })
        })?;
        let mut reviews = Walk::begin(reviews.query(span)?, |row| Ok((slug(row, 1)?, slug(row, 2)?)))?;
        let mut conflicts = Walk::begin(conflicts.query(span)?, |row| row.get(1))?;
        let mut official = Walk::begin(official.query(span)?, |row| Ok((slug(row, 1)?, row.get(2)?)))?;
        let mut inovasi = inovasi.query(span)?;
        while let Some(row) = inovasi.next()? {
            let mut it = facts(row)?;
            it.choices = choices.of(it.subject)?;
            it.links = links.of(it.subject)?;
            for (_, support) in &mut it.links {
                (support.present, support.damaged) = self.judge_bytes(&support.sha256, support.present);
            }
            it.inputs = inputs.of(it.subject)?.into_iter().flatten().collect();
            it.ticks = ticks.of(it.subject)?;
            it.verdicts = verdicts.of(it.subject)?.into_iter().flatten().collect();
            it.passages = passages.of(it.subject)?.into_iter().flatten().collect();
            it.nama_lama = nama_lama.of(it.subject)?;
            it.usulan = usulan.of(it.subject)?;
            it.reviews = reviews.of(it.subject)?;
            it.conflicts = conflicts.of(it.subject)?;
            it.official = official.of(it.subject)?;
            if !visit(it) {
                break;
            }
        }
        Ok(())
    }

    fn prepare(&self, sql: &str) -> Result<CachedStatement<'_>> {
        Ok(self.connection.prepare_cached(sql)?)
    }
}
