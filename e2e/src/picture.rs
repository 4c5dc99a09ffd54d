//! `picture APP FOLDER HASH SELECTOR OUT`: starts the app on the laptop in a
//! folder, goes to an address of its window, waits for something to be shown
//! there, and keeps a picture.

use std::path::Path;

use e2e::driver::App;

#[tokio::main]
async fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [app, folder, hash, selector, out] = words.as_slice() else {
        return Err("picture APP FOLDER HASH SELECTOR OUT".into());
    };
    let app = App::start(Path::new(app), Path::new(folder)).await;
    app.go(hash).await;
    app.see(selector).await;
    std::fs::write(out, app.picture().await).map_err(|error| format!("{out}: {error}"))
}
