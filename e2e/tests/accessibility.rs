//! axe on every screen of the real window, light and dark: no violation at all.

use crate::{
    laptop::Laptop,
    screens::{SCREENS, furnished, leave, show},
};

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_screen_in_light() {
    every_screen("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_screen_in_dark() {
    every_screen("dark").await;
}

async fn every_screen(theme: &str) {
    let mut found = Vec::new();
    let mut note = |screen: &str, violations: Vec<String>| {
        found.extend(violations.into_iter().map(|it| format!("{screen} ({theme}): {it}")));
    };
    let empty = Laptop::new();
    let app = empty.start().await;
    app.click(&format!("theme-{theme}")).await;
    note("welcome", app.axe().await);
    drop(app);

    let on = furnished(Laptop::new());
    let app = on.laptop.start().await;
    app.click(&format!("theme-{theme}")).await;
    for screen in SCREENS {
        show(&app, screen, &on).await;
        note(screen, app.axe().await);
        leave(&app, screen).await;
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
