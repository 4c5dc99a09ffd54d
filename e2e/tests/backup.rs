//! A backup: looked into, put back as one act, taken back.

use registry::{ListInovasi, progress::Unwatched};

use crate::laptop::{Laptop, field};

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_looked_into_put_back_and_taken_back() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let (id, nama) = laptop.first_inovasi();
    let registry = laptop.open();
    registry.edit_inovasi(id, "tujuan", Some("Lansia menerima obat.")).unwrap();
    registry.make_backup(&mut Unwatched).unwrap();
    let backup = registry.list_backups().unwrap().backups.remove(0).name;
    registry.edit_inovasi(id, "tujuan", Some("Salah tempel.")).unwrap();
    let new = registry.register_inovasi("Terdaftar sesudah cadangan").unwrap().view.id;
    drop(registry);
    let held = |id| field(&laptop.read(), id, "tujuan");
    let all = ListInovasi { limit: 100, ..ListInovasi::default() };
    let there = || laptop.read().list_inovasi(&all).unwrap().rows.iter().any(|it| it.id == new);

    let app = laptop.start().await;
    app.go("#/cadangan").await;
    let look = format!("[data-test=backup][data-name={backup:?}] [data-test=backup-look]");
    app.click_on(&look).await;
    app.until("document.querySelectorAll('[data-test=backup-difference]').length === 2").await;
    let told = app.text("backup-dialog").await;
    assert!(told.contains(&nama) && told.contains("Terdaftar sesudah cadangan"), "{told}");
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.click("dialog-close").await;
    app.gone("backup-dialog").await;
    assert_eq!((held(id).as_deref(), there()), (Some("Salah tempel."), true), "looking changes nothing");

    app.click_on(&look).await;
    app.click("backup-restore").await;
    app.find("confirm-accept").await;
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.click("confirm-accept").await;
    app.find("toast").await;
    app.gone("backup-dialog").await;
    assert_eq!((held(id).as_deref(), there()), (Some("Lansia menerima obat."), false));
    assert_eq!(app.axe().await, Vec::<String>::new());
    app.click_on(&look).await;
    app.find("backup-same").await;
    app.click("dialog-close").await;
    app.gone("backup-dialog").await;

    app.go(&format!("#/inovasi/{id}/profil")).await;
    app.until("named('field-tujuan')?.value === 'Lansia menerima obat.'").await;
    app.click("undo").await;
    app.until("named('field-tujuan').value === 'Salah tempel.'").await;
    assert_eq!((held(id).as_deref(), there()), (Some("Salah tempel."), true), "one step takes all of it back");
    app.kill();
    assert!(laptop.open().run_doctor(&mut Unwatched).unwrap().healthy);
}
