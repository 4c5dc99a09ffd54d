//! What befalls a laptop: clocks, restarts, crashes, and files put back or carried away by
//! hand.

use std::{fs, path::Path};

use registry::progress::Unwatched;

use super::{
    acts::Done,
    script::Dice,
    world::{CLOCKS, Image, LOCK, World, name, pour},
};
use crate::kit::{FixedEnv, Laptop, assert_same, copy_folder};

/// Jumps to any time between 1970 and 2099, back as well as forth.
pub fn set_clock(world: &mut World, who: usize, dice: &Dice) -> Done {
    let ms = dice.below(usize::try_from(CLOCKS[1] - CLOCKS[0]).unwrap());
    let ms = if dice.once_in(6) { dice.one(&CLOCKS) } else { CLOCKS[0] + i64::try_from(ms).unwrap() };
    world.laptops[who].env.set_clock(ms);
    Ok(Some(format!("{ms} ms after 1970")))
}

/// A session that does nothing changes nothing, and undo reaches over it.
pub fn restart(world: &mut World, who: usize, _: &Dice) -> Done {
    let laptop = &mut world.laptops[who];
    let before = kept(laptop)?;
    laptop.open()?;
    assert_same(&before, &kept(laptop)?, "after a restart");
    Ok(Some(String::new()))
}

/// What stays as it is from one session to the next.
fn kept(laptop: &Laptop) -> registry::Result<String> {
    let undo = laptop.show_undo()?;
    Ok(format!("{}\n{:?}\n{:#?}\n{undo:#?}", laptop.tables(), laptop.device(), laptop.list_losses()?))
}

/// The power fails in the middle of a session: what comes back is what the disk held then,
/// the log of the database with it. Nothing that was acknowledged is missing.
pub fn crash(world: &mut World, who: usize, _: &Dice) -> Done {
    let image = world.place("crash");
    let laptop = &mut world.laptops[who];
    let before = kept(laptop)?;
    copy_open(&laptop.folder(), &image);
    laptop.close();
    pour(&image, &laptop.folder());
    laptop.open()?;
    assert_same(&before, &kept(laptop)?, "after a crash");
    Ok(Some(String::new()))
}

/// Copies a registry that is open. Its lock is held, and stays where it is.
fn copy_open(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path() {
            path if path.is_dir() => copy_folder(&path, &target),
            path if path.ends_with(LOCK) => {}
            path => drop(fs::copy(path, target).unwrap()),
        }
    }
}

pub fn image(world: &mut World, who: usize, _: &Dice) -> Done {
    let folder = world.laptops[who].image();
    world.images.push(Image { folder, of: who });
    Ok(Some(String::new()))
}

/// An image of a disk is put back, its own or another's: both go on under one name.
pub fn put_image_back(world: &mut World, who: usize, dice: &Dice) -> Done {
    let Some(image) = dice.pick(&world.images) else { return Ok(None) };
    let told = format!("of {}", name(image.of));
    let folder = image.folder.clone();
    world.laptops[who].put_back(&folder);
    world.replaced(who, "an image put back");
    Ok(Some(told))
}

/// The database alone is copied over from an older image of the same laptop. Its folder
/// remembers more than it holds: that is told.
pub fn put_database_back(world: &mut World, who: usize, dice: &Dice) -> Done {
    if !world.images.iter().any(|it| it.of == who) {
        image(world, who, dice)?;
        world.laptops[who].register_penghargaan("daerah", "Sesudah disalin")?;
        world.listen(who, "after an image");
    }
    let own: Vec<_> = world.images.iter().filter(|it| it.of == who).collect();
    let from = dice.pick(&own).unwrap().folder.join("registry.sqlite3");
    let laptop = &mut world.laptops[who];
    laptop.close();
    let database = laptop.folder().join("registry.sqlite3");
    for beside in ["registry.sqlite3-wal", "registry.sqlite3-shm"] {
        let _ = fs::remove_file(laptop.folder().join(beside));
    }
    fs::copy(from, database).unwrap();
    laptop.open()?;
    let before = world.known[who].clone();
    world.replaced(who, "a database put back");
    let n_missing = before.difference(&world.known[who]).count();
    if n_missing > 0 {
        let told = world.laptops[who].list_losses()?.iter().any(|it| !it.confirmed);
        assert!(told, "{n_missing} acts are missing, and nothing tells of it");
    }
    Ok(Some(format!("{n_missing} acts missing")))
}

/// The row of an act is gone from the disk, with what it said or without. That is told,
/// unless nothing is left that knows of it; what is done about it makes the registry
/// healthy, and no act that is left gets another hash.
pub fn lose_act(world: &mut World, who: usize, dice: &Dice) -> Done {
    let laptop = &mut world.laptops[who];
    laptop.close();
    if dice.once_in(2) {
        let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    }
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.pragma_update(None, "foreign_keys", false).unwrap();
    let n: u32 = database.query_row("SELECT count(*) FROM act", [], |row| row.get(0)).unwrap();
    let n_lost = dice.one(&[1, 1, 2, 3]);
    let with_changes = !dice.once_in(3);
    let rows = "SELECT id FROM act ORDER BY id LIMIT ?2 OFFSET ?1";
    let at = u32::try_from(dice.below(n as usize)).unwrap();
    // Whoever stands behind a lost act names it.
    let followed = format!(
        "SELECT EXISTS (SELECT 1 FROM act x JOIN act y ON y.device = x.device AND y.counter > x.counter
         WHERE x.id IN ({rows}) AND y.id NOT IN ({rows}))"
    );
    let of = |table: &str, column: &str| format!("DELETE FROM {table} WHERE {column} IN ({rows})");
    let values = rusqlite::params![at, n_lost];
    let followed: bool = database.query_row(&followed, values, |row| row.get(0)).unwrap();
    if with_changes {
        let changes = format!("SELECT id FROM change WHERE act IN ({rows})");
        database.execute(&format!("DELETE FROM replaced WHERE by IN ({changes})"), values).unwrap();
        database.execute(&of("change", "act"), values).unwrap();
    }
    database.execute(&of("act", "id"), values).unwrap();
    drop(database);
    laptop.open()?;
    let view = laptop.run_doctor(&mut Unwatched)?;
    let told = !view.healthy || laptop.list_losses()?.iter().any(|it| !it.confirmed);
    assert!(told || with_changes && !followed, "an act is gone, and nothing tells of it");
    // What history has lost for good shows itself on the way: the next start sees to it.
    let _ = laptop.rebuild_tables(&mut Unwatched);
    laptop.open()?;
    laptop.rebuild_tables(&mut Unwatched)?;
    laptop.assert_healthy();
    laptop.confirm_losses()?;
    world.replaced(who, "an act was lost");
    Ok(Some(format!("{n_lost} acts from {at} of {n}, with their changes: {with_changes}")))
}

/// A colleague gets the folder on a stick, and both go on.
pub fn copy_folder_to_a_laptop(world: &mut World, who: usize, _: &Dice) -> Done {
    if !world.has_room() {
        return Ok(None);
    }
    let folder = world.laptops[who].image();
    let env = FixedEnv::new(world.next_machine());
    let mut laptop = Laptop::unopened(env, |to| copy_folder(&folder, to));
    laptop.open()?;
    world.join(laptop, "a copied folder");
    Ok(Some(format!("it is {} now", name(world.laptops.len() - 1))))
}

/// The same as the program does it.
pub fn copy_registry(world: &mut World, who: usize, _: &Dice) -> Done {
    if !world.has_room() {
        return Ok(None);
    }
    let out = world.place("salinan");
    world.laptops[who].copy_registry(None, &out, &mut Unwatched)?;
    let env = FixedEnv::new(world.next_machine());
    let mut laptop = Laptop::unopened(env, |to| copy_folder(&out, to));
    laptop.open()?;
    world.join(laptop, "a whole copy");
    Ok(Some(format!("it is {} now", name(world.laptops.len() - 1))))
}
