//! A folder of zips that appears complete or not at all.

use std::{
    fs::File,
    io::{self, Read},
};

use ::disk::{OutputPlace, Partial};
use zip::ZipWriter;

use super::{
    Sink, Watch, Written, check_path, copy_hashed,
    zipped::{Quiet, begin, close, options},
};

/// Writes each folder of the output as a zip of its own, one after the other.
pub struct ZipsSink {
    // Closed before the folder is removed: Windows removes no open file.
    open: Option<(String, ZipWriter<Quiet>)>,
    partial: Partial,
}

impl ZipsSink {
    /// Begins a folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(place: OutputPlace) -> io::Result<Self> {
        Ok(Self { open: None, partial: place.begin_folder()? })
    }

    fn close(&mut self) -> io::Result<()> {
        self.open.take().map_or(Ok(()), |it| close(it.1))
    }
}

impl Sink for ZipsSink {
    fn file(&mut self, path: &str, content: &mut dyn Read, size: Option<u64>) -> io::Result<Written> {
        check_path(path)?;
        let (folder, inside) = path.split_once('/').ok_or(io::ErrorKind::InvalidInput)?;
        if self.open.as_ref().is_none_or(|it| it.0 != folder) {
            self.close()?;
            let file = File::create_new(self.partial.path().join(format!("{folder}.zip")))?;
            self.open = Some((folder.to_owned(), begin(file)));
        }
        let (_, zip) = self.open.as_mut().ok_or(io::ErrorKind::NotFound)?;
        zip.start_file(inside, options(inside, size))?;
        copy_hashed(content, zip)
    }

    fn finish(mut self: Box<Self>, _: &mut dyn Watch) -> io::Result<()> {
        self.close()?;
        self.partial.appear()
    }

    fn target(&self) -> String {
        self.partial.target().display().to_string()
    }
}
