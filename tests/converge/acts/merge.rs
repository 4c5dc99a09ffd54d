//! Taking back, deciding, other people's files, backups.

use registry::progress::Unwatched;
use serde_json::json;

use super::{Done, Turn};
use crate::kit::assert_same;

pub fn undo(it: &Turn<'_>) -> Done {
    if it.show_undo()?.undo.is_none() {
        return Ok(None);
    }
    let view = it.undo()?.view;
    Ok(Some(format!("{:?}: {} restored, {} newer", view.done.op, view.n_restored, view.n_newer)))
}

pub fn redo(it: &Turn<'_>) -> Done {
    if it.show_undo()?.redo.is_none() {
        // One step back and forth again.
        let Ok(_) = it.undo() else { return Ok(None) };
    }
    let view = it.redo()?.view;
    Ok(Some(format!("{:?}: {} restored, {} newer", view.done.op, view.n_restored, view.n_newer)))
}

/// Decided; and sometimes taken back at once, which opens it again.
pub fn resolve_conflict(it: &Turn<'_>) -> Done {
    let conflicts = it.list_conflicts()?;
    let Some(one) = it.pick(&conflicts) else { return Ok(None) };
    let head = it.pick(&one.heads).unwrap();
    it.resolve_conflict(one.subject, &one.field, &head.stamp)?;
    let open = |laptop: &crate::kit::Laptop| -> registry::Result<bool> {
        Ok(laptop.list_conflicts()?.iter().any(|it| it.subject == one.subject && it.field == one.field))
    };
    assert!(!open(it)?, "decided, and still open: {one:?}");
    if it.dice.once_in(4) {
        it.undo()?;
        assert!(open(it)?, "the decision is taken back, and not open: {one:?}");
        return Ok(Some(format!("{} {}, and taken back", one.subject, one.field)));
    }
    Ok(Some(format!("{} {} {:?}", one.subject, one.field, head.value)))
}

pub fn restore_value(it: &Turn<'_>) -> Done {
    let mut former = Vec::new();
    for subject in it.inovasi_ids().into_iter().map(|it| format!("inovasi:{it}")) {
        let history = it.show_history(&subject, None)?;
        former.extend(history.into_iter().filter(|it| !it.stands).map(|it| (subject.clone(), it)));
    }
    let Some((subject, one)) = it.pick(&former) else { return Ok(None) };
    it.restore_value(subject, &one.field, &one.stamp)?;
    Ok(Some(format!("{subject} {} {:?}", one.field, one.value)))
}

/// An interchange file that another program wrote: somebody new, and somebody known.
pub fn import_registry(it: &Turn<'_>) -> Done {
    let mut inovasi = Vec::new();
    if let Some(id) = it.some_inovasi() {
        inovasi.push(json!({ "id": id, "nama": "Rumah Pelita", "tujuan": it.one(&["naik", "turun"]) }));
    }
    if it.inovasi_ids().len() < 7 {
        inovasi.push(json!({ "nama": "Kampung Hijau", "urusan_utama": "Sosial" }));
    }
    let document = json!({ "format": "prakarsa-registry", "version": 1, "inovasi": inovasi });
    let path = it.file(&format!("{}-daftar.json", it.serial), document.to_string());
    let view = it.import_registry(&path, false, &mut Unwatched)?.view;
    Ok(Some(format!("{} new, {} changed", view.n_new, view.n_changed)))
}

/// Mostly taken out at once, since it is larger than all else together.
pub fn example(it: &Turn<'_>) -> Done {
    let is_there = it.show_registry()?.n_contoh > 0;
    if !is_there {
        it.load_example()?;
    }
    if !is_there && it.dice.once_in(8) {
        return Ok(Some("loaded".into()));
    }
    let view = it.remove_example()?.view;
    assert_eq!(view.n_contoh, 0, "the example is taken out, and still there");
    Ok(Some("taken out".into()))
}

pub fn set_person(it: &Turn<'_>) -> Done {
    let person = it.one(&["Sri", "Budi", "Tono"]);
    it.set_person(person)?;
    Ok(Some(person.into()))
}

pub fn confirm_losses(it: &Turn<'_>) -> Done {
    if it.list_losses()?.iter().all(|it| it.confirmed) {
        return Ok(None);
    }
    it.confirm_losses()?;
    assert!(it.list_losses()?.iter().all(|it| it.confirmed));
    Ok(Some(String::new()))
}

pub fn make_backup(it: &Turn<'_>) -> Done {
    it.make_backup(&mut Unwatched)?;
    Ok(Some(String::new()))
}

pub fn set_backup_place(it: &Turn<'_>) -> Done {
    let stick = it.path("stick");
    let _ = std::fs::create_dir(&stick);
    let folder = (!it.dice.once_in(3)).then_some(stick.as_path());
    it.set_backup_place(folder)?;
    Ok(Some(format!("{}", folder.is_some())))
}

/// A backup put back as an act: the newest may be a moment old, and then something has
/// happened since.
/// What shows history already is the same when it is made anew.
pub fn rebuild_tables(it: &Turn<'_>) -> Done {
    let before = it.tables();
    it.rebuild_tables(&mut Unwatched)?;
    assert_same(&before, &it.tables(), "tables made anew");
    Ok(Some(String::new()))
}

pub fn restore_backup(it: &Turn<'_>) -> Done {
    if it.list_backups()?.backups.is_empty() || it.dice.once_in(3) {
        it.make_backup(&mut Unwatched)?;
        it.register_penghargaan("daerah", "Salah ketik")?;
    }
    let backups = it.list_backups()?.backups;
    let Some(one) = it.pick(&backups) else { return Ok(None) };
    let look = it.look_into_backup(&one.name)?;
    let view = it.restore_backup(&one.name, &mut Unwatched)?.view;
    assert_eq!(view.n_field, look.n_field, "what was looked at is what is put back");
    Ok(Some(format!("{}: {} fields of {} inovasi", one.name, view.n_field, view.n_inovasi)))
}
