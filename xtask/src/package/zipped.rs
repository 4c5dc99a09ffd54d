//! A folder as a zip whose bytes hang on its files alone: names in order, one time for
//! all, no owner.

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    path::Path,
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::step::{Done, about};

/// Writes the files of `folder`, not of folders in it, into `out` below the folder `name`.
pub fn zip(folder: &Path, name: &str, out: &Path) -> Done {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", out.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| about(folder, &error))? {
        let path = entry.map_err(|error| about(folder, &error))?.path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            files.push((name.to_string_lossy().into_owned(), path.clone()));
        }
    }
    files.sort();
    let made = File::create(out).map_err(|error| about(out, &error))?;
    let mut zip = ZipWriter::new(BufWriter::new(made));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        // The first day that the format knows.
        .last_modified_time(DateTime::default())
        .unix_permissions(0o755);
    for (file, path) in files {
        zip.start_file(format!("{name}/{file}"), options).map_err(|error| told(&error))?;
        let from = File::open(&path).map_err(|error| about(&path, &error))?;
        std::io::copy(&mut BufReader::new(from), &mut zip).map_err(|error| told(&error))?;
    }
    zip.finish().map_err(|error| told(&error)).and_then(|it| it.into_inner().map(drop).map_err(|error| told(&error)))
}

#[cfg(test)]
mod tests {
    use std::{fs, time::SystemTime};

    use super::*;

    #[test]
    fn equal_files_make_equal_zips_whenever_and_wherever() {
        let bytes = |order: &[&str], time: u64| {
            let folder = tempfile::tempdir().unwrap();
            for name in order {
                let file = File::create(folder.path().join(name)).unwrap();
                fs::write(folder.path().join(name), name.repeat(1000)).unwrap();
                file.set_modified(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(time)).unwrap();
            }
            let out = tempfile::tempdir().unwrap();
            let out = out.path().join("a.zip");
            zip(folder.path(), "Prakarsa", &out).unwrap();
            fs::read(out).unwrap()
        };
        let one = bytes(&["a.exe", "b.dll", "c.txt"], 1_700_000_000);
        assert_eq!(one, bytes(&["c.txt", "b.dll", "a.exe"], 1_600_000_000));
        assert_ne!(one, bytes(&["a.exe", "b.dll"], 1_700_000_000));
    }
}
