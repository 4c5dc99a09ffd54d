//! Acts of which a row is gone or wrong, made whole from what the tables still show: a
//! value that stands there and that no head says was said by a change that is lost. The
//! hash of the act proves it, so nothing is believed that was not written.

use std::collections::{BTreeMap, BTreeSet};

use domain::merge::{
    chain::{ActHash, ChainedAct},
    change::{Act, Change, FieldKey, Stamp},
    plan::{KnownChange, settle},
};
use rusqlite::{OptionalExtension, params};

use crate::{
    Reader, Result, TableFaults,
    merge::{act::stamp, chain::ActHasher},
};

/// Most subjects whose rows are asked, and most that they may say.
const MOST_SUBJECTS: usize = 200;
const MOST: usize = 3_000;
/// Most changes of one act that may be lost at once.
const MOST_LOST: usize = 3;
/// Most changes that are hashed to prove the acts of one database: some seconds of work.
const PATIENCE: usize = 4_000_000;
/// Most of what may have been replaced that is tried for one change.
const MOST_REPLACED: usize = 500;

/// What the tables show, as the fields of history that say it: the other way round than
/// `project.rs`. A row that this does not know stays unproved.
const SAID: &str = "
    SELECT subject AS whose, 'assessment/' || instrument || '/' || indikator AS field,
           parameter || coalesce('/' || variant, '') AS value FROM parameter_choice
    UNION ALL SELECT subject, 'review/' || instrument || '/' || indikator, reason FROM review
    UNION ALL SELECT subject, 'input/' || instrument || '/' || indikator || '/' || input, value FROM input_value
    UNION ALL SELECT subject, 'tick/' || instrument || '/' || indikator || '/' || option, '1' FROM tick
    UNION ALL SELECT subject, 'verdict/' || instrument || '/' || indikator, value FROM verdict
    UNION ALL SELECT subject, 'verification/' || instrument, value FROM verification
    UNION ALL SELECT subject, 'official/' || instrument || '/' || figure, value FROM official
    UNION ALL SELECT subject, 'official_parameter/' || instrument || '/' || indikator, parameter FROM official_parameter
    UNION ALL SELECT subject, 'portal/' || instrument || '/' || entry, value FROM portal
    UNION ALL SELECT subject, 'portal_turn/' || instrument, person FROM portal_turn
    UNION ALL SELECT subject, 'signer/' || role, value FROM signer
    UNION ALL SELECT inovasi, 'nama_lama/' || nama, '1' FROM nama_lama
    UNION ALL SELECT inovasi, 'urusan_beririsan/' || urusan, '1' FROM urusan_beririsan
    UNION ALL SELECT inovasi, 'sumber/' || field, sumber FROM sumber
    UNION ALL SELECT inovasi, 'keyakinan/' || field, keyakinan FROM sumber
    UNION ALL SELECT inovasi, 'usulan/' || instrument, proposed FROM usulan
    UNION ALL SELECT inovasi, 'growth_note/' || instrument, growth_note FROM usulan
    UNION ALL SELECT inovasi, 'archived/' || instrument, archived FROM usulan
    UNION ALL SELECT inovasi, 'duplicate/' || other, verdict FROM duplicate
    UNION ALL SELECT perangkat_daerah, 'perangkat_daerah/nama_lama/' || nama, '1' FROM perangkat_daerah_nama_lama
    UNION ALL SELECT bukti, 'link/' || replace(s.key, 'inovasi:', '') || '/' || indikator, pages
              FROM bukti_link l JOIN subject s ON s.id = l.subject
    UNION ALL SELECT subject, 'blob', sha256 || '/' || size || '/' || ending FROM bukti
    UNION ALL SELECT subject, 'blob', sha256 || '/' || size || '/' || ending FROM snapshot";

/// The same of the region, which stands in no column.
const SAID_OF_REGION: &str = "
    SELECT 'pack/' || instrument, value FROM pack
    UNION ALL SELECT 'closed/' || instrument, '1' FROM closed
    UNION ALL SELECT 'office/' || field, value FROM office
    UNION ALL SELECT 'template/' || kind, value FROM template
    UNION ALL SELECT 'pemda/nama', nullif(nama, '') FROM pemda
    UNION ALL SELECT 'pemda/kode', nullif(kode, '') FROM pemda
    UNION ALL SELECT 'pemda/instrument', instrument FROM pemda";

/// Tables whose columns are fields, and what those begin with.
const ROWS: [(&str, &str); 5] = [
    ("inovasi", ""),
    ("bukti", ""),
    ("perangkat_daerah", "perangkat_daerah/"),
    ("penghargaan", "penghargaan/"),
    ("snapshot", "snapshot/"),
];

/// Columns of those that are none, or stand above.
const NO_FIELDS: [&str; 8] = ["subject", "id", "sha256", "size", "ending", "contoh", "removed", "touched"];

/// The value that a field should show, and the heads that say so.
type SaidByHistory = (Option<String>, Vec<Stamp>);

/// What a lost change may have said.
#[derive(Debug, Clone)]
struct ShownValue {
    subject: String,
    field: String,
    value: Option<String>,
    /// What it may have replaced, the likely first.
    replaces: Vec<Vec<Stamp>>,
}

impl ShownValue {
    /// The changes that it may have been.
    fn changes(&self, stamp: Stamp) -> impl Iterator<Item = Change> + '_ {
        self.replaces.iter().map(move |replaces| Change {
            stamp,
            subject: self.subject.clone(),
            field: self.field.clone(),
            value: self.value.clone(),
            replaces: replaces.iter().copied().filter(|it| it.counter < stamp.counter).collect(),
        })
    }
}

/// What the tables show and no head says.
#[derive(Debug, Default)]
pub(crate) struct ShownBeyond {
    said: Vec<ShownValue>,
    /// When the subjects were touched last.
    at: BTreeSet<i64>,
    patience: usize,
}

impl Reader<'_> {
    /// What the rows of these subjects show beyond what history says of them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) fn shown_beyond(&self, faults: &TableFaults) -> Result<ShownBeyond> {
        let mut beyond = ShownBeyond { patience: PATIENCE, ..ShownBeyond::default() };
        let keys: BTreeSet<&str> = faults
            .heads
            .iter()
            .map(|it| it.subject.as_str())
            .chain(faults.shown.iter().map(|it| it.subject.as_str()))
            .collect();
        let lost = self.lost_replaces()?;
        for key in keys.into_iter().take(MOST_SUBJECTS) {
            let Some(row) = self.subject_row_of(key)? else { continue };
            let touched = "SELECT touched_at FROM inovasi WHERE subject = ?1";
            beyond.at.extend(self.connection.query_row(touched, [row], |it| it.get::<_, i64>(0)).optional()?);
            let (shown, heads) = (self.said_by_tables(row)?, self.said_by_history(row)?);
            let fields: BTreeSet<&String> = shown.keys().chain(heads.keys()).collect();
            for field in fields {
                let (value, head) = (shown.get(field).cloned().flatten(), heads.get(field));
                if beyond.said.len() >= MOST
                    || head.and_then(|it| it.0.as_ref()) == value.as_ref()
                    || is_in_no_table(field)
                {
                    continue;
                }
                let mut replaces: Vec<Vec<Stamp>> = head.map(|it| it.1.clone()).into_iter().collect();
                if FieldKey::read(field) == FieldKey::Removed {
                    replaces.insert(0, sorted(heads.values().flat_map(|it| it.1.iter().copied())));
                }
                replaces.extend(lost.iter().cloned());
                replaces.push(Vec::new());
                beyond.said.push(ShownValue { subject: key.to_owned(), field: field.clone(), value, replaces });
            }
        }
        Ok(beyond)
    }

    /// What changes replaced whose own rows are gone.
    fn lost_replaces(&self) -> Result<Vec<Vec<Stamp>>> {
        let mut statement = self.connection.prepare(
            "SELECT by, counter, device FROM replaced WHERE by NOT IN (SELECT id FROM change)
             ORDER BY by, counter, device LIMIT 1000",
        )?;
        let mut groups: BTreeMap<i64, Vec<Stamp>> = BTreeMap::new();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, stamp(row.get(1)?, row.get(2)?)?)))?;
        for it in rows {
            let (by, replaced) = it?;
            groups.entry(by).or_default().push(replaced);
        }
        Ok(groups.into_values().take(20).collect())
    }

    /// What the rows of a subject show, by field.
    fn said_by_tables(&self, subject: i64) -> Result<BTreeMap<String, Option<String>>> {
        let mut shown = BTreeMap::new();
        let mut ask = |sql: &str| -> Result<()> {
            let mut statement = self.connection.prepare_cached(sql)?;
            for it in statement.query_map([subject], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (field, value) = it?;
                shown.insert(field, value);
            }
            Ok(())
        };
        ask(&format!("SELECT field, value FROM ({SAID}) WHERE whose = ?1"))?;
        ask(&format!("SELECT * FROM ({SAID_OF_REGION}) WHERE ?1 = (SELECT id FROM subject WHERE key = 'daerah')"))?;
        for (table, begins) in ROWS {
            let mut columns =
                self.connection.prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'")?;
            let columns =
                columns.query_map([table], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
            for it in columns.iter().filter(|it| !NO_FIELDS.contains(&it.as_str())) {
                ask(&format!("SELECT '{begins}{it}', nullif({it}, '') FROM {table} WHERE subject = ?1"))?;
            }
            ask(&format!("SELECT 'removed', iif(removed, '1', NULL) FROM {table} WHERE subject = ?1"))?;
        }
        Ok(shown)
    }

    /// What the changes that are here say of a subject: the value that a field should
    /// show, and the heads that say so.
    fn said_by_history(&self, subject: i64) -> Result<BTreeMap<String, SaidByHistory>> {
        let mut fields = self.connection.prepare_cached("SELECT DISTINCT field FROM change WHERE subject = ?1")?;
        let fields = fields.query_map([subject], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let mut said = BTreeMap::new();
        for field in fields {
            let changes = self.field_changes(subject, &field)?;
            let replaces = changes.iter().map(|it| self.replaces_over_hollows(it.row)).collect::<Result<Vec<_>>>()?;
            let known: Vec<KnownChange<'_>> = changes
                .iter()
                .zip(&replaces)
                .map(|(it, replaces)| KnownChange { stamp: it.stamp, value: it.value.as_deref(), replaces })
                .collect();
            let settled = settle(&known);
            said.insert(field, (settled.shown, sorted(settled.heads.into_iter())));
        }
        Ok(said)
    }

    /// The act that was, where what the tables show beyond history makes it whole.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) fn proved_by_tables(
        &self,
        row: i64,
        kept: &ChainedAct,
        beyond: &mut ShownBeyond,
    ) -> Result<Option<ChainedAct>> {
        let n: i64 = self.connection.query_row("SELECT n FROM act WHERE id = ?1", [row], |it| it.get(0))?;
        let here: BTreeSet<u64> = kept.act.changes.iter().map(|it| it.stamp.counter).collect();
        let n_lost = usize::try_from(n).unwrap_or(0).saturating_sub(here.len());
        let first = kept.act.first.counter;
        let proof = ProofByHash { previous: kept.previous, hash: kept.hash };
        let act = match n_lost {
            0 => match proof.at_another_time(&kept.act, beyond) {
                Some(act) => Some(act),
                None => self.with_another_said(&proof, &kept.act, beyond)?,
            },
            1..=MOST_LOST => {
                let end = first.saturating_add(n.unsigned_abs());
                let lost: Vec<u64> = (first..end).filter(|it| !here.contains(it)).collect();
                let mut act = kept.act.clone();
                let found =
                    lost.len() == n_lost && proof.with_lost(&mut act, &lost, &beyond.said, &mut beyond.patience);
                found.then_some(act)
            }
            _ => None,
        };
        Ok(act.map(|act| ChainedAct { act, ..kept.clone() }))
    }

    /// With something that the tables show in the place of what one change says, or with
    /// one more change that it replaced.
    fn with_another_said(&self, proof: &ProofByHash, act: &Act, beyond: &mut ShownBeyond) -> Result<Option<Act>> {
        for (at, change) in act.changes.iter().enumerate() {
            let alike = |it: &&ShownValue| {
                let same = [it.subject == change.subject, it.field == change.field, it.value == change.value];
                same.into_iter().filter(|it| *it).count() == 2
            };
            let mut others: Vec<Change> = Vec::new();
            for it in beyond.said.iter().filter(alike) {
                let said = ShownValue { replaces: vec![change.replaces.clone()], ..it.clone() };
                others.extend(said.changes(change.stamp).chain(it.changes(change.stamp)));
            }
            for it in self.perhaps_replaced(change)? {
                let replaces = sorted(change.replaces.iter().copied().chain([it]));
                others.push(Change { replaces, ..change.clone() });
            }
            for other in others {
                let mut perhaps = act.clone();
                if let Some(it) = perhaps.changes.get_mut(at) {
                    *it = other;
                }
                if proof.proves(&perhaps, &mut beyond.patience) {
                    return Ok(Some(perhaps));
                }
            }
        }
        Ok(None)
    }

    /// What else a change may have replaced: earlier changes of its field; of a removal, of
    /// its whole subject.
    fn perhaps_replaced(&self, change: &Change) -> Result<Vec<Stamp>> {
        let Some(row) = self.subject_row_of(&change.subject)? else { return Ok(Vec::new()) };
        let whole = FieldKey::read(&change.field) == FieldKey::Removed;
        let mut statement = self.connection.prepare_cached(
            "SELECT c.counter, coalesce(d.original, d.uuid) FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND (?2 OR c.field = ?3) AND c.counter < ?4 ORDER BY c.counter DESC LIMIT ?5",
        )?;
        let values = params![row, whole, change.field, change.stamp.counter.cast_signed(), MOST_REPLACED.cast_signed()];
        let stamps = statement.query_map(values, |row| stamp(row.get(0)?, row.get(1)?))?;
        let stamps = stamps.collect::<rusqlite::Result<Vec<Stamp>>>()?;
        Ok(stamps.into_iter().filter(|it| !change.replaces.contains(it)).collect())
    }
}

/// Whether no table shows the value of a field: what is not there says nothing.
fn is_in_no_table(field: &str) -> bool {
    matches!(FieldKey::read(field), FieldKey::Citation { .. } | FieldKey::Contoh | FieldKey::Unknown(_))
}

fn sorted(stamps: impl Iterator<Item = Stamp>) -> Vec<Stamp> {
    stamps.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What an act has to come to.
struct ProofByHash {
    previous: ActHash,
    hash: ActHash,
}

impl ProofByHash {
    fn proves(&self, act: &Act, patience: &mut usize) -> bool {
        let Some(left) = patience.checked_sub(act.changes.len() + 1) else { return false };
        *patience = left;
        let mut hasher = ActHasher::new(self.previous, act.first, &act.op, act.at, &act.person);
        act.changes.iter().for_each(|it| hasher.add(it));
        hasher.finish() == self.hash
    }

    fn at_another_time(&self, act: &Act, beyond: &mut ShownBeyond) -> Option<Act> {
        let mut others = beyond.at.iter().map(|at| Act { at: *at, ..act.clone() });
        others.find(|it| self.proves(it, &mut beyond.patience))
    }

    /// Puts what may have been said in the place of the changes that are lost, one after
    /// the other.
    fn with_lost(&self, act: &mut Act, lost: &[u64], said: &[ShownValue], patience: &mut usize) -> bool {
        let Some((counter, others)) = lost.split_first() else { return self.proves(act, patience) };
        let stamp = Stamp { counter: *counter, ..act.first };
        let at = act.changes.iter().take_while(|it| it.stamp.counter < *counter).count();
        for (nth, it) in said.iter().enumerate() {
            for change in it.changes(stamp) {
                act.changes.insert(at, change);
                let rest: Vec<ShownValue> = match others {
                    [] => Vec::new(),
                    // Nothing is said twice in one act.
                    _ => said.iter().enumerate().filter(|it| it.0 != nth).map(|it| it.1.clone()).collect(),
                };
                if self.with_lost(act, others, &rest, patience) {
                    return true;
                }
                act.changes.remove(at);
                if *patience < act.changes.len() + 1 {
                    return false;
                }
            }
        }
        false
    }
}
