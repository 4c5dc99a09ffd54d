//! Proving a bundle, by itself or with the paper that goes with it.

use std::path::Path;

use registry::{Registry, Result, progress::Unwatched, view::ArgView};

use crate::{Done, show::Show};

/// Endings of what is a picture, or is taken for one, and never a bundle.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "heic", "webp", "pdf"];

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|it| PICTURES.contains(&it.as_str()))
}

/// Proves the bundle at `path`, for whoever has a paper: by its code, or by a photo of it.
///
/// # Errors
/// As `Registry::verify_bundle` and `Registry::read_paper`.
pub fn verify(show: &Show, path: &Path, paper: Option<String>) -> Result<Done> {
    let code = match &paper {
        None if is_picture(path) => return alone(show, path),
        Some(it) if is_picture(Path::new(it)) => Some(Registry::read_paper(Path::new(it))?.code),
        _ => paper,
    };
    show.verdict(&Registry::verify_bundle(path, code.as_deref(), &mut Unwatched)?)
}

/// A paper says only which bundle it belongs to: that is still to be judged.
fn alone(show: &Show, path: &Path) -> Result<Done> {
    let view = Registry::read_paper(path)?;
    let args = [ArgView { name: "code".into(), value: view.code.clone() }];
    show.print(&view, || vec![show.say("cli.bag_paper", &args)])?;
    Ok(Done::Unjudged)
}
