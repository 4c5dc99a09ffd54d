//! One row of history that is wrong costs nothing of what a large act said, and where
//! nothing proves what it was, it costs that row alone. There is no backup.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::*;

/// Somebody to work on.
fn first(laptop: &Laptop) -> String {
    laptop.list_inovasi(&ListInovasi { limit: 1, ..ListInovasi::default() }).unwrap().rows[0].id.to_string()
}

/// The example catalogue, which is one act of a thousand changes, and work behind it.
fn imported() -> (Laptop, PathBuf) {
    let mut laptop = Laptop::new(1);
    laptop.load_example().unwrap();
    let id = first(&laptop);
    laptop.edit(&id, "catatan", "diubah pertama");
    laptop.edit(&id, "catatan", "diubah kemudian");
    laptop.keep_note(&id, "catatan sendiri").unwrap();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    let image = laptop.image();
    let _ = fs::remove_dir_all(image.join("backups"));
    (laptop, image)
}

/// What an officer does: the health check, the tables made anew, the program opened again,
/// and what was lost read and confirmed.
fn seen_to(laptop: &mut Laptop, image: &Path, sql: &str) {
    laptop.put_back(image);
    laptop.close();
    let _ = fs::remove_dir_all(laptop.folder().join("backups"));
    let database = database(laptop);
    database.pragma_update(None, "foreign_keys", false).unwrap();
    assert!(database.execute(sql, []).unwrap() > 0, "{sql}");
    database.close().unwrap();
    if laptop.open().is_ok() && laptop.run_doctor(&mut Unwatched).is_ok_and(|it| !it.healthy) {
        let _ = laptop.rebuild_tables(&mut Unwatched);
    }
    laptop.close();
    laptop.open().unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// What the tables show: every row of every one but those of history.
fn standing(laptop: &Laptop) -> BTreeSet<String> {
    let tables = laptop.tables();
    let parts =
        tables.split("== ").filter(|it| !["act\n", "change\n", "replaced\n"].iter().any(|of| it.starts_with(of)));
    parts.flat_map(str::lines).map(str::to_owned).collect()
}

#[test]
fn a_wrong_row_that_can_be_proved_costs_nothing() {
    let (mut laptop, image) = imported();
    let before = laptop.tables();
    for sql in [
        "UPDATE change SET subject = 1 << 62 WHERE id = 500",
        "UPDATE change SET device = 1 << 62 WHERE id = 500",
        "UPDATE change SET act = 1 << 62 WHERE id = 500",
        "UPDATE change SET counter = 1 << 61 WHERE id = 500",
        "UPDATE change SET field = 'rusak' WHERE id = 500",
        "DELETE FROM subject WHERE id = (SELECT subject FROM change WHERE id = 500)",
        "UPDATE subject SET key = 'rusak' WHERE id = (SELECT subject FROM change WHERE id = 500)",
        "UPDATE device SET branch_of = 1 << 62",
        "UPDATE act SET n = 1 << 60 WHERE n > 500",
        "UPDATE act SET op = 'rusak' WHERE n > 500",
        "UPDATE change SET counter = counter + 5000 WHERE id = (SELECT max(id) - 1 FROM change)",
        "UPDATE change SET device = 3 - device WHERE id = 500",
        "UPDATE change SET device = 2 WHERE id = (SELECT max(id) FROM change)",
        "UPDATE act SET device = 2 WHERE id = (SELECT max(id) FROM act)",
        "DELETE FROM change WHERE id IN (500, 600)",
        "DELETE FROM blob_search_config",
        "UPDATE replaced SET counter = 1 << 61 WHERE by = (SELECT max(by) FROM replaced)",
    ] {
        seen_to(&mut laptop, &image, sql);
        assert_same(&before, &laptop.tables(), sql);
        let losses = laptop.show_registry().unwrap().losses;
        assert!(losses.iter().all(|it| (it.n_missing, it.n_broken) == (Some(0), 0)), "{sql}: {losses:?}");
        let id = first(&laptop);
        assert_eq!(laptop.show_inovasi(&id).unwrap().note.as_deref(), Some("catatan sendiri"), "{sql}");
        laptop.confirm_losses().unwrap();
        let after = laptop.run_doctor(&mut Unwatched).unwrap();
        assert!(after.healthy, "{sql}: {:?}", after.problems);
    }
}

#[test]
fn a_wrong_row_that_nothing_proves_costs_that_row_alone() {
    let (mut laptop, image) = imported();
    let before = standing(&laptop);
    for (sql, n_gone) in [
        ("DELETE FROM act WHERE n > 500", 0),
        ("DELETE FROM act WHERE op = 'edit_inovasi'", 0),
        ("UPDATE act SET hash = zeroblob(32) WHERE n > 500", 0),
        ("UPDATE change SET subject = 1 << 62 WHERE id IN (500, 700)", 2),
    ] {
        seen_to(&mut laptop, &image, sql);
        // Where no table shows it, the act alone is told of, and all that it said stands.
        let losses = laptop.list_losses().unwrap();
        let told = |code| losses.iter().any(|it| it.told.iter().any(|it| it.code == code));
        assert!(told(NoticeCode::LossUnsound) || told(NoticeCode::LossPieces), "{sql}: {losses:?}");
        let since = losses.iter().filter_map(|it| it.since.as_deref());
        assert!(since.into_iter().all(|it| it.starts_with("2026")), "{sql}: nobody worked in 1970: {losses:?}");
        let after = standing(&laptop);
        let gone: Vec<_> = before.difference(&after).collect();
        assert!(gone.len() <= n_gone, "{sql}: {gone:#?}");
    }
}

#[test]
fn whoever_has_the_act_whole_says_nothing_new() {
    let (mut laptop, image) = imported();
    let colleague = Laptop::new(2);
    laptop.carry_to(&colleague);
    let id = first(&colleague);
    colleague.edit(&id, "tujuan", "diubah rekan");
    seen_to(&mut laptop, &image, "DELETE FROM change WHERE id = 500");
    laptop.confirm_losses().unwrap();
    exchange(&[&laptop, &colleague]);
    assert_eq!(laptop.show_registry().unwrap().n_conflict, 0, "the same values from two sides");
    assert_eq!(laptop.value(&id, "tujuan").as_deref(), Some("diubah rekan"));
    laptop.assert_healthy();
    colleague.assert_healthy();
}
