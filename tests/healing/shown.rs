//! What the tables still show proves the change that said it, where its row is gone or
//! wrong. There is no backup.

use std::{collections::BTreeSet, fs};

use super::*;
use crate::kit::{Cast, FixedEnv, copy_folder};

/// Fields that no table shows, or that one shows otherwise than it was said.
const UNSHOWN: [&str; 2] = ["citation", "contoh"];

/// Does something to a copy, follows the remedy, and answers whether all is as before.
fn comes_back(image: &std::path::Path, before: &str, case: &str, sql: &[String]) {
    let mut laptop = Laptop::unopened(FixedEnv::new(1), |folder| copy_folder(image, folder));
    let it = database(&laptop);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    assert!(sql.iter().map(|sql| it.execute(sql, []).unwrap()).sum::<usize>() > 0, "{case}");
    drop(it);
    laptop.open().unwrap();
    assert!(!laptop.run_doctor(&mut Unwatched).unwrap().healthy, "{case}: nobody is told");
    let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
    assert!(after.healthy && !after.rebuildable, "{case}: {:?}", after.problems);
    assert_same(before, &laptop.tables(), case);
}

fn without_backups(laptop: &mut Laptop) -> std::path::PathBuf {
    let image = laptop.image();
    let _ = fs::remove_dir_all(image.join("backups"));
    image
}

#[test]
fn a_change_that_is_gone_is_proved_by_what_is_shown() {
    let mut laptop = super::tables::filled();
    let (before, image) = (laptop.tables(), without_backups(&mut laptop));
    let it = database(&laptop);
    let mut heads = it
        .prepare(
            "SELECT c.id, c.field, substr(s.key, 1, instr(s.key || ':', ':') - 1),
                    (SELECT count(*) FROM change k WHERE k.subject = c.subject AND k.field = c.field AND k.head = 1)
             FROM change c JOIN subject s ON s.id = c.subject WHERE c.head = 1 ORDER BY c.id",
        )
        .unwrap();
    let heads = heads.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    let (mut kinds, mut n) = (BTreeSet::new(), 0);
    for it in heads {
        let (id, field, whose, n_head): (i64, String, String, u32) = it.unwrap();
        let kind = field.split('/').next().unwrap().to_owned();
        // Of several heads one is shown, whichever is left.
        if n_head > 1 || UNSHOWN.contains(&kind.as_str()) || !kinds.insert((kind, whose)) {
            continue;
        }
        n += 1;
        let gone = format!("DELETE FROM change WHERE id = {id}");
        let with_it = format!("DELETE FROM replaced WHERE by = {id}");
        comes_back(&image, &before, &format!("{field}, what it replaced is left"), std::slice::from_ref(&gone));
        comes_back(&image, &before, &format!("{field}, nothing is left"), &[gone, with_it]);
    }
    assert!(n > 40, "{n} kinds of fields");
}

#[test]
fn a_row_that_is_wrong_is_proved_by_what_is_shown() {
    let (mut laptop, id) = worked_in();
    laptop.edit(&id, "tujuan", "Turun 20 persen");
    laptop.edit(&id, "hasil", "");
    laptop.edit(&id, "manfaat", "Gizi");
    let (before, image) = (laptop.tables(), without_backups(&mut laptop));
    let removal = "(SELECT max(id) FROM change WHERE field = 'removed')";
    for sql in [
        "UPDATE change SET field = 'manfaat' WHERE value = 'Turun 20 persen'".to_owned(),
        "UPDATE change SET value = 'Turun 35 persen' WHERE value = 'Turun 20 persen'".to_owned(),
        "UPDATE change SET value = 'buruk' WHERE field = 'hasil' AND value IS NULL".to_owned(),
        "DELETE FROM change WHERE field = 'hasil' AND value IS NULL".to_owned(),
        format!(
            "DELETE FROM replaced WHERE by = {removal} AND counter = (SELECT min(counter) FROM replaced WHERE by = {removal})"
        ),
        "UPDATE act SET at = at + 77 WHERE id = (SELECT act FROM change WHERE value = 'Gizi')".to_owned(),
    ] {
        comes_back(&image, &before, &sql, std::slice::from_ref(&sql));
    }
}

#[test]
fn two_changes_of_one_act_that_are_gone_are_proved_together() {
    let mut laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let (before, image) = (laptop.tables(), without_backups(&mut laptop));
    comes_back(&image, &before, "two", &["DELETE FROM change WHERE id IN (500, 600)".to_owned()]);
}

/// What is proved is the act that a colleague has: nobody gets a conflict of it.
#[test]
fn what_was_proved_is_the_same_act_for_everybody() {
    let Cast { laptop_a: mut own, laptop_b: other, .. } = Cast::new();
    let id = own.register("Pelita");
    own.edit(&id, "tujuan", "Turun 15 persen");
    own.edit(&id, "tujuan", "Turun 20 persen");
    own.carry_to(&other);
    other.edit(&id, "tujuan", "Turun 25 persen");
    own.close();
    let it = database(&own);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    it.execute("DELETE FROM change WHERE value = 'Turun 20 persen'", []).unwrap();
    drop(it);
    let _ = fs::remove_dir_all(own.folder().join("backups"));
    own.open().unwrap();
    assert!(own.rebuild_tables(&mut Unwatched).unwrap().view.healthy);
    assert_eq!(own.value(&id, "tujuan").as_deref(), Some("Turun 20 persen"));
    exchange(&[&own, &other]);
    assert!(own.list_conflicts().unwrap().is_empty());
    assert_eq!(own.value(&id, "tujuan").as_deref(), Some("Turun 25 persen"));
    own.assert_healthy();
}

/// What nobody wrote is not believed, whatever a table shows.
#[test]
fn what_a_table_shows_alone_proves_nothing() {
    let (mut laptop, id) = worked_in();
    laptop.edit(&id, "tujuan", "Turun 20 persen");
    laptop.close();
    let it = database(&laptop);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    it.execute("DELETE FROM change WHERE value = 'Turun 20 persen'", []).unwrap();
    it.execute("UPDATE inovasi SET tujuan = 'palsu' WHERE nama = 'Pelita'", []).unwrap();
    drop(it);
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    laptop.open().unwrap();
    let after = laptop.rebuild_tables(&mut Unwatched).unwrap().view;
    assert!(!said(&after.problems, NoticeCode::DoctorAct).is_empty(), "the act is told: {:?}", after.problems);
    assert_ne!(laptop.value(&id, "tujuan").as_deref(), Some("palsu"));
}
