//! Takes in what backups hold and what can be read of a damaged database: acts by the
//! merge that there is, and of those that are not whole the changes that can be read.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{
    core::{id::DeviceId, number::count},
    merge::change::{Act, Change, MAX_COUNTER, Stamp},
};
use rusqlite::params;

use crate::{
    Error, Open, Result, Writer,
    core::{
        loss::{ToSalvage, kin, kode_of},
        open::DATABASE,
        salvage::{LOST, Rescued, SalvagedAct, salvage},
    },
    merge::{
        chain::chained,
        union::{ArrivingFields, FURTHEST},
    },
};

/// What was taken in.
#[derive(Default)]
pub(super) struct TakenIn {
    /// Acts that were new.
    pub(super) n_salvaged: u32,
    /// Acts that were not whole, or cannot stand beside what is here.
    pub(super) n_broken: u32,
    /// Changes of those that were taken in one by one.
    pub(super) n_piece: u32,
    /// Whose registry the damaged file says that it is.
    pub(super) kode: Option<String>,
}

/// Merges what backups hold and what is readable in the damaged file.
pub(super) fn take_in(writer: &mut Writer<'_>, folder: &Path, pending: &ToSalvage, open: &Open) -> Result<TakenIn> {
    let own = kode_of(writer.connection);
    let here = writer.extent()?;
    // Whole ones first: over a gap in the other, acts would stand behind what they did not.
    let backups = kin(folder, own.as_deref()).filter(|it| !it.1.is_within(&here)).map(|it| it.0);
    let aside = pending.kept.iter().map(|it| it.join(DATABASE)).filter(|it| it.exists());
    let mut done = TakenIn::default();
    let (mut in_pieces, mut placeless) = (Vec::new(), Vec::new());
    for source in backups.chain(aside) {
        let is_damaged = !source.starts_with(folder.join("backups"));
        let found = salvage::<Error>(&source, &mut |it| {
            match it {
                Rescued::Whole(act) => match writer.take_salvaged(act, open)? {
                    Taken::Known => {}
                    Taken::New => done.n_salvaged += 1,
                    Taken::Never(act) => {
                        done.n_broken += 1;
                        placeless.push(act);
                    }
                },
                Rescued::Note(subject, text) if is_damaged => {
                    writer.run("INSERT OR IGNORE INTO note (subject, text) VALUES (?1, ?2)", params![subject, text])?;
                }
                Rescued::Setting(key, value) if is_damaged => {
                    writer.run("INSERT OR IGNORE INTO setting (key, value) VALUES (?1, ?2)", params![key, value])?;
                }
                Rescued::Kode(kode) if is_damaged => done.kode = Some(kode),
                Rescued::Pieces(_) | Rescued::Note(..) | Rescued::Setting(..) | Rescued::Kode(_) => {}
            }
            Ok(())
        });
        match found {
            Ok(found) => {
                if found.n_piece > 0 {
                    in_pieces.push(source);
                }
                // Fragments in a backup are of no act that is not told of already.
                if is_damaged {
                    done.n_broken += count(found.n_broken);
                }
            }
            // A source that cannot be read has nothing to give.
            Err(Error::Io { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    let mut renewed = RenewedStamps::new();
    // What an act that is not whole said, or that has no place, counts only where nobody has said more since.
    for it in placeless {
        done.n_piece += writer.take_pieces(it, &mut renewed)?;
    }
    for source in in_pieces {
        let mut pieces = Vec::new();
        salvage::<Error>(&source, &mut |it| {
            if let Rescued::Pieces(act) = it {
                pieces.push(act);
            }
            Ok(())
        })?;
        writer.leave_outdated(&mut pieces)?;
        for it in pieces {
            done.n_piece += writer.take_pieces(it, &mut renewed)?;
        }
    }
    Ok(done)
}

/// The stamps that changes have now, which were taken in one by one, by the counter and
/// the device that they had; the device is [`DeviceId::NOBODY`] where it is lost.
type RenewedStamps = BTreeMap<u64, Vec<(DeviceId, Stamp)>>;

/// What became of a salvaged act.
enum Taken {
    Known,
    New,
    /// It cannot stand beside what is here.
    Never(Act),
}

/// The longest key that history takes, in characters.
const LONGEST: usize = 512;

impl Writer<'_> {
    /// Takes a salvaged act in: behind the one that it stood behind, whether that is here
    /// or lost; where nobody knows which that was, behind the last of its device. Asked before
    /// anything of it is written: a start never fails on what was salvaged.
    fn take_salvaged(&mut self, SalvagedAct { act, previous }: SalvagedAct, open: &Open) -> Result<Taken> {
        let first = act.first;
        let device = self.device_row_of(first.device)?.unwrap_or(0);
        let counter = first.counter.cast_signed();
        let kept = previous.map(|it| chained(act.clone(), it));
        let known = match &kept {
            Some(it) => self.known_row(it)?.is_some(),
            None => self.asks("SELECT 1 FROM act WHERE device = ?1 AND counter = ?2", params![device, counter])?,
        };
        if known {
            return Ok(Taken::Known);
        }
        let act = match kept {
            Some(it) => it,
            // Where later ones are here, or two copies wrote under its name, it has no place.
            None if self.asks(
                "SELECT 1 FROM change WHERE device = ?1 AND counter >= ?2
                 UNION ALL SELECT 1 FROM device WHERE ?1 IN (branch_of, id) AND original IS NOT NULL",
                params![device, counter],
            )? =>
            {
                return Ok(Taken::Never(act));
            }
            None => chained(act, self.previous_of(device, i64::MAX)?),
        };
        let fits = |it: &str| (1..=LONGEST).contains(&it.chars().count());
        let sound = (1..=self.next.saturating_add(FURTHEST)).contains(&first.counter)
            && act.act.changes.iter().all(|it| fits(&it.field) && fits(&it.subject));
        if !sound {
            return Ok(Taken::Never(act.act));
        }
        // Where the one before it is lost it keeps its place all the same.
        let both = [act.hollow_before(), act.clone()].into_iter().map(Ok);
        match self.take_in::<Error>(both, open.fresh_device, &mut |_| true) {
            Ok(merged) if merged.aside.n() > 0 => Ok(Taken::Never(act.act)),
            Ok(_) => Ok(Taken::New),
            Err(Error::BadChange(_)) => Ok(Taken::Never(act.act)),
            Err(other) => Err(other),
        }
    }

    fn asks(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<bool> {
        Ok(self.connection.prepare_cached(sql)?.exists(values)?)
    }

    /// Takes in the changes of an act that is not whole, as an act of this place that says
    /// who did it and when: each replaces what it was, so whoever has the act whole and
    /// brings it says nothing new. Passed over is what is known, and what others have
    /// replaced since. Answers how many.
    fn take_pieces(&mut self, pieces: Act, renewed: &mut RenewedStamps) -> Result<u32> {
        let furthest = self.next.saturating_add(FURTHEST).min(MAX_COUNTER / 2);
        let mut changes = Vec::new();
        let mut first = Stamp { counter: self.next, device: self.device };
        for it in pieces.changes {
            if it.stamp.counter < furthest && self.is_wanted(&it)? {
                first.counter = first.counter.max(it.stamp.counter + 1);
                changes.push(it);
            }
        }
        let stamps = (first.counter..).map(|counter| Stamp { counter, ..first });
        for (it, stamp) in changes.iter_mut().zip(stamps) {
            // What it replaced may have been taken in before it, under another stamp.
            let before = it.replaces.iter().flat_map(|old| now_of(renewed, *old)).collect::<Vec<_>>();
            it.replaces.extend(before);
            it.replaces.push(it.stamp);
            it.replaces.retain(|it| it.device != DeviceId::NOBODY && it.counter < stamp.counter);
            renewed.entry(it.stamp.counter).or_default().push((it.stamp.device, stamp));
            it.stamp = stamp;
        }
        if changes.is_empty() {
            return Ok(0);
        }
        let mut act = Act { first, op: pieces.op, at: pieces.at, person: pieces.person, changes };
        // Each change is sound by itself: it is their act that is called what none is.
        if act.fault().is_some() {
            LOST.clone_into(&mut act.op);
            act.person.clear();
        }
        let line = self.device_row(self.device)?;
        let act = chained(act, self.previous_of(line, i64::MAX)?);
        let mut fields = ArrivingFields::up_to(MAX_COUNTER);
        let n = act.act.changes.len();
        let Act { first, op, at, person, changes } = &act.act;
        let row = self.insert_act(line, first.counter, op, *at, person, (n as u64, (act.previous, act.hash)))?;
        self.insert_changes(row, line, changes, &mut fields)?;
        self.next = act.act.end();
        self.settle_arrived(fields)?;
        Ok(count(n))
    }

    /// Takes out what has been replaced by a change that is passed over here: whoever
    /// replaced that one saw neither.
    fn leave_outdated(&self, pieces: &mut [Act]) -> Result<()> {
        let mut outdated = BTreeSet::new();
        // What was replaced comes before what replaced it.
        for it in pieces.iter().rev().flat_map(|it| it.changes.iter().rev()) {
            let of = |stamp| (it.subject.clone(), it.field.clone(), stamp);
            if outdated.contains(&of(it.stamp)) || self.is_passed_over(it)? {
                outdated.extend(it.replaces.iter().copied().map(of));
            }
        }
        for it in pieces {
            it.changes.retain(|it| !outdated.contains(&(it.subject.clone(), it.field.clone(), it.stamp)));
        }
        Ok(())
    }

    /// Whether a change is sound, says something that history does not, and nobody has
    /// replaced it.
    fn is_wanted(&self, change: &Change) -> Result<bool> {
        let alone = Act {
            first: change.stamp,
            op: LOST.to_owned(),
            at: 0,
            person: String::new(),
            changes: vec![Change { replaces: Vec::new(), ..change.clone() }],
        };
        Ok(alone.fault().is_none() && !self.is_passed_over(change)?)
    }

    /// Whether history says what a change says, or somebody has replaced it. Whose it was
    /// may be lost: then its counter and what it says tell it.
    fn is_passed_over(&self, Change { stamp, subject, field, value, .. }: &Change) -> Result<bool> {
        let Some(row) = self.subject_row_of(subject)? else { return Ok(false) };
        let counter = stamp.counter.cast_signed();
        let is_known = self.asks(
            "SELECT 1 FROM change WHERE subject = ?1 AND field = ?2 AND counter = ?3 AND value IS ?4",
            params![row, field, counter, value],
        )?;
        let heads = self.field_heads(row, field)?;
        let stands = matches!(heads.as_slice(), [one] if one.value == *value);
        if is_known || stands {
            return Ok(true);
        }
        match stamp.device {
            DeviceId::NOBODY => self.asks(
                "SELECT 1 FROM replaced r JOIN change c ON c.id = r.by
                 WHERE r.counter = ?1 AND c.subject = ?2 AND c.field = ?3",
                params![counter, row, field],
            ),
            _ => self.is_replaced(&(row, field.clone()), *stamp),
        }
    }
}

/// The stamps that a change has now; where nobody knows whose it was, it is taken for the
/// one that was meant.
fn now_of(renewed: &RenewedStamps, old: Stamp) -> impl Iterator<Item = Stamp> {
    let all = renewed.get(&old.counter).into_iter().flatten();
    all.filter(move |(device, _)| *device == old.device || *device == DeviceId::NOBODY).map(|it| it.1)
}
