//! Paths that are longer than Windows takes without being told. The standard library
//! tells it for each file it opens itself; SQLite opens its own.

use std::path::{Path, PathBuf};

/// Most letters of a path that Windows takes untold, without what SQLite sets behind the
/// name of a database: `-journal`.
const MOST: usize = 259 - 8;

/// Takes every letter behind it as it stands, up to 32,767 of them.
const MARK: &str = r"\\?\";

/// A path as SQLite opens it.
pub(crate) fn for_sqlite(path: &Path) -> PathBuf {
    if !cfg!(windows) {
        return path.to_owned();
    }
    let Ok(absolute) = std::path::absolute(path) else { return path.to_owned() };
    match absolute.to_str() {
        Some(text) if text.encode_utf16().count() > MOST => marked(text).into(),
        _ => path.to_owned(),
    }
}

/// Whether Windows was told already.
pub(crate) fn is_marked(path: &str) -> bool {
    path.starts_with(MARK)
}

fn marked(absolute: &str) -> String {
    match absolute.strip_prefix(r"\\") {
        _ if is_marked(absolute) => absolute.to_owned(),
        Some(share) => format!(r"{MARK}UNC\{share}"),
        None => format!("{MARK}{absolute}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_is_told_once() {
        for (path, told) in [
            (r"C:\Users\Sri Ayu\registri", r"\\?\C:\Users\Sri Ayu\registri"),
            (r"\\server\bagi\registri", r"\\?\UNC\server\bagi\registri"),
            (r"\\?\C:\registri", r"\\?\C:\registri"),
            (r"\\?\UNC\server\bagi", r"\\?\UNC\server\bagi"),
        ] {
            assert_eq!(marked(path), told);
        }
    }

    #[test]
    fn a_database_opens_under_a_path_of_any_length() {
        let folder = tempfile::tempdir().unwrap();
        for n in [1, 4] {
            let deep = folder.path().join(vec!["Registri Inovasi é ".repeat(5) + "x"; n].join("/"));
            std::fs::create_dir_all(&deep).unwrap();
            let database = deep.join("registry.sqlite3");
            let connection = rusqlite::Connection::open(for_sqlite(&database)).unwrap();
            connection
                .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (7)")
                .unwrap();
            assert!(deep.join("registry.sqlite3-wal").is_file(), "the log lies beside it");
            drop(connection);
            assert!(database.is_file(), "where the standard library finds it");
        }
    }
}
