//! An act of which one row is wrong or lost is made whole again where that can be
//! proved: what else in the database says what the row said is put in its place, one
//! after the other, until the hash of the act is the one that it has.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::{DeviceId, Subject},
    merge::{
        chain::ActHash,
        change::{Act, Change, FieldKey, Stamp},
    },
};
use rusqlite::{Connection, params};

use crate::{
    core::salvage::found::{FoundAct, FoundChange},
    merge::{act::stamp, chain::ActHasher},
};

/// Most changes that are hashed to mend the acts of one database: some seconds of work.
pub(super) const PATIENCE: usize = 10_000_000;
/// Most of everything that could stand in one place.
const MOST: u32 = 3_000;

/// What an act has to come to: its hash, and those of the act that it may stand behind.
pub(super) struct HashProof<'a> {
    pub(super) said: ActHash,
    pub(super) previous: Vec<ActHash>,
    /// Changes that may still be hashed.
    pub(super) patience: &'a mut usize,
}

impl HashProof<'_> {
    /// The hash of the act before, if this act is the one.
    fn proves(&mut self, act: &Act) -> Option<ActHash> {
        let previous = self.previous.clone();
        previous.into_iter().find(|it| self.hashes(opened(act, *it), &act.changes))
    }

    /// Whether a hash, begun with what stands before these changes, is the one said.
    fn hashes(&mut self, mut hasher: ActHasher, changes: &[Change]) -> bool {
        let Some(left) = self.patience.checked_sub(changes.len() + 1) else { return false };
        *self.patience = left;
        changes.iter().for_each(|it| hasher.add(it));
        hasher.finish() == self.said
    }
}

fn opened(act: &Act, previous: ActHash) -> ActHasher {
    ActHasher::new(previous, act.first, &act.op, act.at, &act.person)
}

/// An act that is proved, and the hash of the one it stands behind.
type Proved = (Act, ActHash);

/// Finds the act that was. What is learned about subjects is kept for the acts that
/// follow.
///
/// # Errors
/// What was found cannot be read.
pub(super) fn mend(
    rescue: &Connection,
    found: &FoundAct,
    proof: &mut HashProof<'_>,
) -> rusqlite::Result<Option<Proved>> {
    let stamped = found.by_stamps(rescue)?;
    let placed = found.placed_by_changes(rescue)?;
    let orders = [found.clone(), found.by_rows(), stamped.clone(), stamped.by_rows(), placed];
    let mut likely = Vec::new();
    for order in &orders {
        likely.extend(of_devices(rescue, order)?);
    }
    // What costs one look before what costs thousands.
    for it in &likely {
        if let Some(act) = it.act()
            && let Some(previous) = proof.proves(&act)
        {
            own(rescue, it)?;
            return Ok(Some((act, previous)));
        }
    }
    for it in &likely {
        if let Some(proved) = with_subjects(rescue, it, proof)? {
            own(rescue, it)?;
            return Ok(Some(proved));
        }
    }
    // Where changes are lost there is nothing to put in their place.
    for it in [found, &stamped] {
        if i64::try_from(it.changes.len()) == Ok(it.n)
            && let Some(act) = it.act()
        {
            if let Some(proved) = with_another_name(rescue, it, &act, proof)? {
                return Ok(Some(proved));
            }
            if let Some(proved) = with_another_change(rescue, it, act, proof)? {
                return Ok(Some(proved));
            }
        }
    }
    Ok(None)
}

/// Changes that are proved to be of an act say so from now on.
fn own(rescue: &Connection, found: &FoundAct) -> rusqlite::Result<()> {
    let mut statement = rescue.prepare_cached("UPDATE change SET act = ?1 WHERE id = ?2 AND act <> ?1")?;
    found.changes.iter().try_for_each(|it| statement.execute(params![found.row, it.row]).map(drop))
}

/// The act of its device; of any, where the row of that is lost.
fn of_devices(rescue: &Connection, found: &FoundAct) -> rusqlite::Result<Vec<FoundAct>> {
    if found.device.is_some() {
        return Ok(vec![found.clone()]);
    }
    let mut statement = rescue.prepare_cached(
        "SELECT DISTINCT uuid FROM (SELECT uuid FROM perhaps_device WHERE id = ?1 UNION ALL SELECT uuid FROM device
           UNION ALL SELECT device FROM replaced) LIMIT 100",
    )?;
    let names = statement.query_map([found.device_row], |row| row.get::<_, String>(0))?;
    let names = names.collect::<rusqlite::Result<Vec<_>>>()?;
    let with = |device: DeviceId| FoundAct { device: Some(device), ..found.clone() };
    Ok(names.into_iter().filter_map(|it| it.parse().ok()).map(with).collect())
}

/// With a subject in the place of the one that is lost, or that other rows call otherwise.
fn with_subjects(rescue: &Connection, found: &FoundAct, proof: &mut HashProof<'_>) -> rusqlite::Result<Option<Proved>> {
    let lost: BTreeSet<i64> = found.changes.iter().filter(|it| it.subject.is_none()).map(|it| it.subject_row).collect();
    let in_doubt = match lost.iter().copied().collect::<Vec<_>>().as_slice() {
        [] => renamed(rescue, found)?,
        [one] => vec![*one],
        // Two things at once cannot be told apart.
        _ => return Ok(None),
    };
    for row in in_doubt {
        for key in perhaps_keys(rescue, found, row)? {
            let mut other = found.clone();
            for it in other.changes.iter_mut().filter(|it| it.subject_row == row) {
                it.subject = Some(key.clone());
            }
            let Some(act) = other.act() else { break };
            if let Some(previous) = proof.proves(&act) {
                learn(rescue, row, &key)?;
                return Ok(Some((act, previous)));
            }
        }
    }
    Ok(None)
}

/// A subject that is lost is known from now on. One that still has a row keeps it: then
/// the change was wrong, not the subject.
fn learn(rescue: &Connection, row: i64, key: &str) -> rusqlite::Result<()> {
    let mut known = rescue.prepare_cached("SELECT 1 FROM subject WHERE key = ?1")?;
    if !known.exists([key])? {
        rescue.execute("INSERT OR REPLACE INTO subject VALUES (?1, ?2)", params![row, key])?;
    }
    Ok(())
}

/// The subjects of an act whose keys are none that a program of today writes, or are not
/// what the rows that show them say.
fn renamed(rescue: &Connection, found: &FoundAct) -> rusqlite::Result<Vec<i64>> {
    let subjects: BTreeMap<i64, &str> =
        found.changes.iter().filter_map(|it| Some((it.subject_row, it.subject.as_deref()?))).collect();
    let mut statement = rescue.prepare_cached(
        "SELECT 1 FROM perhaps_subject WHERE id = ?1 AND length(said) = 36 AND ?2 NOT LIKE '%:' || said",
    )?;
    let mut renamed = Vec::new();
    for (row, key) in subjects {
        if Subject::canonical(key).is_none() || statement.exists(params![row, key])? {
            renamed.push(row);
        }
    }
    Ok(renamed)
}

/// The keys that a row of a subject may have had, the likely ones first.
fn perhaps_keys(rescue: &Connection, found: &FoundAct, row: i64) -> rusqlite::Result<Vec<String>> {
    let (mut keys, mut known) = (Vec::new(), BTreeSet::new());
    let mut add = |key: String| {
        if keys.len() < MOST as usize && known.insert(key.clone()) {
            keys.push(key);
        }
    };
    let mut said = rescue.prepare_cached("SELECT said FROM perhaps_subject WHERE id = ?1")?;
    for it in said.query_map([row], |row| row.get::<_, String>(0))? {
        keys_of(&it?).into_iter().for_each(&mut add);
    }
    let mut witness = rescue.prepare_cached(
        "SELECT s.key FROM perhaps_change p JOIN subject s ON s.id = p.subject WHERE p.id = ?1 AND p.subject <> ?2",
    )?;
    for it in found.changes.iter().filter(|it| it.subject_row == row) {
        for key in witness.query_map(params![it.row, row], |row| row.get(0))? {
            add(key?);
        }
    }
    found.changes.iter().filter_map(|it| it.subject.clone()).for_each(&mut add);
    add(Subject::Daerah.to_string());
    let mut others =
        rescue.prepare_cached("SELECT key FROM subject UNION SELECT said FROM perhaps_subject LIMIT ?1")?;
    for it in others.query_map([MOST], |row| row.get::<_, String>(0))? {
        keys_of(&it?).into_iter().for_each(&mut add);
    }
    Ok(keys)
}

/// A key as it is; of an id alone, one of every kind.
fn keys_of(said: &str) -> Vec<String> {
    let Ok(id) = said.parse() else { return vec![said.to_owned()] };
    let DeviceId(uuid) = id;
    ["inovasi", "bukti", "perangkat_daerah", "penghargaan", "snapshot"].map(|kind| format!("{kind}:{uuid}")).into()
}

/// With what other rows say of the act itself.
fn with_another_name(
    rescue: &Connection,
    found: &FoundAct,
    act: &Act,
    proof: &mut HashProof<'_>,
) -> rusqlite::Result<Option<Proved>> {
    let mut witness = rescue.prepare_cached("SELECT op, at, person FROM perhaps_act WHERE id = ?1 LIMIT 20")?;
    let said = witness.query_map([found.row], |row| {
        Ok(Act { op: row.get(0)?, at: row.get(1)?, person: row.get(2)?, ..act.clone() })
    })?;
    let mut others = said.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut each = |column: &str, with: &dyn Fn(String) -> Act| -> rusqlite::Result<()> {
        let mut statement = rescue.prepare_cached(&format!("SELECT DISTINCT {column} FROM act LIMIT 200"))?;
        for it in statement.query_map([], |row| row.get(0))? {
            others.push(with(it?));
        }
        Ok(())
    };
    each("op", &|op| Act { op, ..act.clone() })?;
    each("person", &|person| Act { person, ..act.clone() })?;
    Ok(others.into_iter().find_map(|it| proof.proves(&it).map(|previous| (it, previous))))
}

/// With another change in the place of one of them.
fn with_another_change(
    rescue: &Connection,
    found: &FoundAct,
    act: Act,
    proof: &mut HashProof<'_>,
) -> rusqlite::Result<Option<Proved>> {
    let Some(previous) = proof.previous.first().copied() else { return Ok(None) };
    let mut hashers = Vec::with_capacity(act.changes.len());
    let mut hasher = opened(&act, previous);
    for it in &act.changes {
        hashers.push(hasher.clone());
        hasher.add(it);
    }
    for likely in [Doubt::SaidTwice, Doubt::Unlikely, Doubt::Any] {
        for (at, change) in act.changes.iter().enumerate() {
            let Some((hasher, it)) = hashers.get(at).zip(found.changes.get(at)) else { break };
            for other in likely.others(rescue, found, (at, it), change)? {
                let mut begun = hasher.clone();
                begun.add(&other);
                if proof.hashes(begun, act.changes.get(at + 1..).unwrap_or_default()) {
                    let mut act = act;
                    if let Some(it) = act.changes.get_mut(at) {
                        *it = other;
                    }
                    return Ok(Some((act, previous)));
                }
            }
        }
    }
    Ok(None)
}

/// Why a change may not be what it was, the best reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// An index says it otherwise.
    SaidTwice,
    /// What it says is nothing that a program writes.
    Unlikely,
    /// None: its neighbours are of another subject.
    Any,
}

impl Doubt {
    /// What may have stood in the place of a change.
    fn others(
        self,
        rescue: &Connection,
        act: &FoundAct,
        (at, found): (usize, &FoundChange),
        change: &Change,
    ) -> rusqlite::Result<Vec<Change>> {
        let mut others = Vec::new();
        match self {
            Self::SaidTwice => {
                let mut statement = rescue.prepare_cached(
                    "SELECT coalesce(s.key, ''), p.field FROM perhaps_change p LEFT JOIN subject s ON s.id = p.subject
                     WHERE p.id = ?1 AND NOT (p.subject = ?2 AND p.field = ?3)",
                )?;
                let said = statement.query_map(params![found.row, found.subject_row, found.field], |row| {
                    Ok((row.get::<_, String>(0)?, row.get(1)?))
                })?;
                for it in said {
                    let (subject, field) = it?;
                    let subject = if subject.is_empty() { change.subject.clone() } else { subject };
                    others.push(Change { subject, field, ..change.clone() });
                }
            }
            Self::Unlikely => {
                if matches!(FieldKey::read(&change.field), FieldKey::Unknown(_)) {
                    let mut fields = rescue.prepare_cached("SELECT DISTINCT field FROM change LIMIT 1000")?;
                    for field in fields.query_map([], |row| row.get(0))? {
                        others.push(Change { field: field?, ..change.clone() });
                    }
                }
                let expected = expected_replaces(rescue, found)?;
                if expected != change.replaces {
                    others.push(Change { replaces: expected, ..change.clone() });
                }
                for value in shown_values(rescue, found)? {
                    others.push(Change { value: Some(value), ..change.clone() });
                }
            }
            Self::Any => {
                let near = [at.checked_sub(1), at.checked_add(1)];
                let near = near.into_iter().flatten().filter_map(|it| act.changes.get(it));
                let subjects: BTreeSet<String> = near.filter_map(|it| it.subject.clone()).collect();
                let differ = subjects.into_iter().filter(|it| *it != change.subject);
                others.extend(differ.map(|subject| Change { subject, ..change.clone() }));
            }
        }
        Ok(others)
    }
}

/// What a change mostly replaces: the last one of its field before it.
fn expected_replaces(rescue: &Connection, found: &FoundChange) -> rusqlite::Result<Vec<Stamp>> {
    let mut statement = rescue.prepare_cached(
        "SELECT c.counter, d.uuid FROM change c JOIN device d ON d.id = c.device
         WHERE c.subject = ?1 AND c.field = ?2 AND c.id < ?3 ORDER BY c.id DESC LIMIT 1",
    )?;
    let last = statement
        .query_map(params![found.subject_row, found.field, found.row], |row| stamp(row.get(0)?, row.get(1)?))?;
    last.collect()
}

/// The texts that the row of a subject shows, for a change that should be among them and
/// is not.
fn shown_values(rescue: &Connection, found: &FoundChange) -> rusqlite::Result<Vec<String>> {
    let is_shown = found.value.is_some() && !found.field.contains('/');
    let is_last = is_shown
        && !rescue
            .prepare_cached("SELECT 1 FROM change WHERE subject = ?1 AND field = ?2 AND id > ?3")?
            .exists(params![found.subject_row, found.field, found.row])?;
    if !is_last {
        return Ok(Vec::new());
    }
    let mut statement = rescue.prepare_cached("SELECT text FROM shown WHERE subject = ?1")?;
    let texts = statement.query_map([found.subject_row], |row| row.get(0))?;
    let texts = texts.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(if found.value.as_ref().is_some_and(|it| texts.contains(it)) { Vec::new() } else { texts })
}
