//! A new screen begins at its top; one that is gone back to stands where it was left.

use crate::laptop::Laptop;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_screen_begins_at_its_top_and_going_back_restores_the_place() {
    let laptop = Laptop::new().with_example("Sri Rahayu");
    let app = laptop.start().await;
    app.find("view-beranda").await;
    app.size(1093, 614).await;
    app.click("nav-pengaturan").await;
    app.until("document.querySelector('main').scrollHeight > document.querySelector('main').clientHeight + 400").await;
    app.settled().await;
    let top = app.js("const it = document.querySelector('main'); it.scrollTop = 300; return it.scrollTop").await;
    assert_eq!(top.as_f64(), Some(300.0));
    app.click("nav-beranda").await;
    app.find("view-beranda").await;
    app.settled().await;
    assert_eq!(app.js("return document.querySelector('main').scrollTop").await.as_f64(), Some(0.0));
    app.js("history.back()").await;
    app.until("location.hash === '#/pengaturan' && document.querySelector('main').scrollTop === 300").await;
    // Forward is another step, which was at its top.
    app.js("history.forward()").await;
    app.find("view-beranda").await;
    app.until("document.querySelector('main').scrollTop === 0").await;
}
