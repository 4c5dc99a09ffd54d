//! Parcels: late, twice, in any order, torn, lost, of old programs, or not at all.

use std::{collections::BTreeSet, fs};

use registry::Code;
use serde_json::json;

use super::{
    acts::Done,
    judge,
    script::Dice,
    world::{Parcel, World, name},
};
use crate::refusals::parcels::{DEVICE, forge};

pub fn pack(world: &mut World, who: usize, _: &Dice) -> Done {
    let path = world.laptops[who].write_parcel();
    let acts = world.known[who].clone();
    let told = format!("{} acts, number {} of the pile", acts.len(), world.pile.len());
    world.pile.push(Parcel { path, acts });
    Ok(Some(told))
}

/// Any parcel, again, or one's own; mostly a late one.
pub fn accept(world: &mut World, who: usize, dice: &Dice) -> Done {
    let nth = match dice.once_in(2) {
        true => dice.below(world.pile.len()),
        false => world.pile.len().saturating_sub(1 + dice.below(3)),
    };
    take(world, who, nth)
}

fn take(world: &mut World, who: usize, nth: usize) -> Done {
    let Some(parcel) = world.pile.get(nth) else { return Ok(None) };
    let view = world.laptops[who].accept(&parcel.path)?;
    let has = world.laptops[who].hashes();
    let missing = parcel.acts.difference(&has).count();
    assert_eq!(missing, 0, "acts of a parcel that was taken in are not there");
    Ok(Some(format!("parcel {nth} with {} new changes, {} conflicts", view.n_new, view.conflicts.len())))
}

pub fn lose(world: &mut World, _: usize, dice: &Dice) -> Done {
    if world.pile.is_empty() {
        return Ok(None);
    }
    let nth = dice.below(world.pile.len());
    let parcel = world.pile.remove(nth);
    world.give_up(parcel.acts);
    Ok(Some(format!("parcel {nth}")))
}

/// Half of a parcel arrives: refused, and nothing of it is taken in.
pub fn accept_torn(world: &mut World, who: usize, dice: &Dice) -> Done {
    let Some(parcel) = dice.pick(&world.pile) else { return Ok(None) };
    let bytes = fs::read(&parcel.path).unwrap();
    let torn = world.laptops[who].file("robek.prakarsa", &bytes[..dice.below(bytes.len())]);
    let refused = world.laptops[who].accept(&torn).unwrap_err();
    assert!(matches!(refused.code, Code::Unreadable | Code::Invalid), "{refused:?}");
    assert_eq!(world.laptops[who].hashes(), world.known[who], "a torn parcel was taken in");
    Ok(Some(format!("{:?}", refused.reason)))
}

/// A laptop whose program does not know hashes yet sends all it has ever done.
pub fn accept_old(world: &mut World, who: usize, dice: &Dice) -> Done {
    let Some(id) = dice.pick(&world.laptops[who].inovasi_ids()).cloned() else { return Ok(None) };
    let first = world.old_acts.len() * 2 + 1;
    let (field, value) = dice.one(&[("tujuan", "naik"), ("manfaat", "lama"), ("nama", "Nama Lama")]);
    world.old_acts.push(json!({
        "first": format!("{first}@{DEVICE}"), "op": "edit_inovasi", "at": first, "person": "Orang lama",
        "changes": [{ "subject": format!("inovasi:{id}"), "field": field, "value": value, "replaces": [] }],
    }));
    let path = world.place("lama.prakarsa");
    forge(&path, &world.old_acts, &[]);
    world.laptops[who].accept(&path)?;
    world.pile.push(Parcel { path, acts: BTreeSet::new() });
    Ok(Some(format!("{} acts of an old program", world.old_acts.len())))
}

/// Everybody gets everything of everybody, and now and then the judge looks. What is still
/// on the pile may come later.
pub fn meet(world: &mut World, _: usize, dice: &Dice) -> Done {
    exchange(world)?;
    if dice.once_in(4) {
        judge::same_everywhere(world);
    }
    Ok(Some(format!("{} laptops", world.laptops.len())))
}

/// Passes parcels round until nobody has anything new: at most two rounds, since the last
/// of the first round knows all.
pub fn exchange(world: &mut World) -> registry::Result<()> {
    for round in 1.. {
        assert!(round <= 3, "laptops go on having news for each other");
        let mut news = false;
        for from in 0..world.laptops.len() {
            let parcel = world.laptops[from].write_parcel();
            for to in (0..world.laptops.len()).filter(|it| *it != from) {
                news |= world.laptops[to].accept(&parcel)?.n_new > 0;
                let known = std::mem::take(&mut world.known[to]);
                let acts = world.laptops[to].hashes();
                assert!(known.is_subset(&acts), "{} lost acts by a parcel", name(to));
                let made_up = acts.iter().find(|it| !world.acknowledged.contains_key(*it));
                assert!(made_up.is_none(), "{} has an act that nobody did", name(to));
                world.known[to] = acts;
            }
            let _ = fs::remove_file(parcel);
        }
        if !news {
            return Ok(());
        }
    }
    Ok(())
}

/// In the end even what lay longest on the pile arrives, everywhere.
pub fn exchange_all(world: &mut World) -> registry::Result<()> {
    for nth in 0..world.pile.len() {
        take(world, 0, nth)?;
        world.listen(0, "the rest of the pile");
    }
    exchange(world)
}
