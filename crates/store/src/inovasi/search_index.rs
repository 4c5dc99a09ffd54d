//! `inovasi_search`, `search_line`, `search_word`, `blob_search`: the words of the
//! catalogue, written. See `search.rs` for how they are found.
//!
//! A word stands in up to three namespaces of one index, each with its own first
//! character: as it is (somewhere in the inovasi), [`ABOUT`] (what the inovasi is
//! about: its names, perangkat daerah, documents, and what its narrative says
//! often) and [`NAMA`] (its names). So the best that fit are found first, without
//! ranking all that fit. Beside each word stands its stem.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Mutex,
};

use domain::{
    bukti::BlobHash,
    core::words::{fold, fold_text, hash, humps, is_common, stem, words},
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Error, Reader, Result, Store, Writer, core::setting};

/// Private characters: no word of a person begins with one.
pub(crate) const NAMA: char = '\u{E000}';
pub(crate) const ABOUT: char = '\u{E001}';

/// How often a narrative says a word that it is about.
const OFTEN: u32 = 3;
/// Most text of one file that is kept and indexed, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// Most distinct words of one inovasi or file that are indexed: far beyond any
/// honest text, and a bound for a hostile one.
const MAX_DISTINCT: usize = 50_000;

/// Raised when words are indexed otherwise than before: the index is then made
/// anew when a registry is opened.
const VERSION: &str = "1";
pub(crate) const SETTING: &str = "search_version";

/// Where one inovasi's words come from.
#[derive(Default)]
pub(super) struct IndexedText {
    names: Vec<String>,
    about: Vec<String>,
    /// Numbers of documents, found however they are punctuated.
    numbers: Vec<String>,
    narrative: Vec<String>,
}

impl IndexedText {
    /// Tells whether anything changed since it was indexed.
    fn digest(&self) -> i64 {
        let parts = [&self.names, &self.about, &self.numbers, &self.narrative];
        let all: Vec<&str> = parts.iter().flat_map(|it| it.iter().map(String::as_str).chain(["\u{1}"])).collect();
        hash(all.join("\u{2}").as_bytes()).cast_signed()
    }

    fn line(&self) -> String {
        self.names.iter().map(|it| fold_text(it)).collect::<Vec<_>>().join("\n")
    }

    /// Everything the index holds of it, as one text of words.
    pub(super) fn index_text(&self) -> String {
        let mut tokens = Tokens::default();
        let mut said: HashMap<Cow<'_, str>, u32> = HashMap::new();
        for (_, word) in self.narrative.iter().flat_map(|it| words(it)) {
            if said.len() < MAX_DISTINCT {
                *said.entry(fold(word)).or_default() += 1;
            }
        }
        // Words of one stem are said together.
        let stems: Vec<(&str, Cow<'_, str>, u32)> =
            said.iter().map(|(word, n)| (word.as_ref(), stem(word), *n)).collect();
        let mut often: HashMap<&str, u32> = HashMap::new();
        for (_, stem, n) in &stems {
            *often.entry(stem).or_default() += n;
        }
        for (word, stem, _) in &stems {
            tokens.put_with(None, word, stem);
            if often.get(stem.as_ref()).is_some_and(|it| *it >= OFTEN) && !is_common(word) {
                tokens.put_with(Some(ABOUT), word, stem);
            }
        }
        for text in self.about.iter().chain(&self.numbers).chain(&self.names) {
            for (_, word) in words(text) {
                let folded = fold(word);
                tokens.put(None, &folded);
                tokens.put(Some(ABOUT), &folded);
            }
        }
        for number in &self.numbers {
            let joined = fold_text(number).replace(' ', "");
            tokens.put_exactly(ABOUT, &fold(&joined));
        }
        for nama in &self.names {
            for word in name_words(nama) {
                tokens.put(Some(NAMA), &word);
            }
            // `lapor hendi` is also looked for in one.
            let list: Vec<String> = words(nama).map(|it| fold(it.1).into_owned()).collect();
            for n in 2..=3 {
                for run in list.windows(n) {
                    tokens.put_exactly(NAMA, &fold(&run.concat()));
                }
            }
        }
        tokens.text
    }
}

/// The words of names that a misspelt one may be led to, each with how it is found: the
/// characters it begins or goes on with, and how many it has.
pub(super) fn spelled_words(source: &IndexedText) -> Vec<(String, i64, String)> {
    let mut list = Vec::new();
    for word in source.names.iter().flat_map(|it| name_words(it)) {
        let length = word.chars().count();
        if length < 3 || word.bytes().all(|it| it.is_ascii_digit()) {
            continue;
        }
        let starts: [String; 2] = [word.chars().take(1).collect(), word.chars().skip(1).take(2).collect()];
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        list.extend(starts.map(|start| (start, length, word.clone())));
    }
    list
}

/// Everything the index holds of the text of a file.
pub(super) fn blob_words(text: &str) -> String {
    let mut tokens = Tokens::default();
    for (_, word) in words(text) {
        tokens.put(None, &fold(word));
    }
    tokens.text
}

/// Folded words of a name, those inside a word with humps too.
fn name_words(nama: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for (_, word) in words(nama) {
        list.push(fold(word).into_owned());
        list.extend(humps(word).into_iter().filter(|it| it.len() > 1));
    }
    list
}

/// Distinct words on their way into the index.
#[derive(Default)]
struct Tokens {
    /// Hashes: should two words ever share one, one of them is not found here.
    seen: HashSet<u64>,
    text: String,
}

impl Tokens {
    /// A word and its stem.
    fn put(&mut self, mark: Option<char>, word: &str) {
        self.put_with(mark, word, &stem(word));
    }

    fn put_with(&mut self, mark: Option<char>, word: &str, stem: &str) {
        self.one(mark, word);
        if stem != word {
            self.one(mark, stem);
        }
    }

    fn put_exactly(&mut self, mark: char, word: &str) {
        self.one(Some(mark), word);
    }

    fn one(&mut self, mark: Option<char>, word: &str) {
        let key = hash(word.as_bytes()).rotate_left(mark.map_or(0, |it| u32::from(it) & 3) + u32::from(mark.is_some()));
        if word.is_empty() || self.seen.len() > MAX_DISTINCT * 2 || !self.seen.insert(key) {
            return;
        }
        self.text.extend(mark);
        self.text.push_str(word);
        self.text.push(' ');
    }
}

impl Writer<'_> {
    /// Brings the words up to date of an inovasi, or of every inovasi that a bukti
    /// supports.
    pub(crate) fn index_inovasi(&self, subject: i64) -> Result<()> {
        if self.index_one(subject)? {
            return Ok(());
        }
        for inovasi in self.supported_by(subject)? {
            self.index_one(inovasi)?;
        }
        Ok(())
    }

    /// Keeps the text of a file and makes it found. Of this copy alone: it leaves
    /// no history. An empty text makes it found no more. Each reading has a number of
    /// its own, above all before it.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_blob_text(&mut self, sha256: &BlobHash, text: &str) -> Result<()> {
        let end = text.floor_char_boundary(MAX_TEXT);
        let text = text.get(..end).unwrap_or_default();
        self.run(
            "DELETE FROM blob_search WHERE rowid = (SELECT id FROM blob_text WHERE sha256 = ?1)",
            [sha256.as_str()],
        )?;
        let id = self
            .connection
            .prepare_cached(
                "INSERT OR REPLACE INTO blob_text (id, sha256, text)
                 SELECT coalesce(max(id), 0) + 1, ?1, ?2 FROM blob_text RETURNING id",
            )?
            .query_row(params![sha256.as_str(), text], |row| row.get(0))?;
        self.reader.unsettled = self.reader.unsettled.min(id);
        // Whoever keeps what checks say of it learns that it was read.
        let mut bukti = self.reader.connection.prepare_cached("SELECT subject FROM bukti WHERE sha256 = ?1")?;
        for row in bukti.query_map([sha256.as_str()], |row| row.get(0))? {
            self.changed.insert(row?);
        }
        self.index_blob(id, text)
    }
}

impl Reader<'_> {
    /// False when there is no such inovasi.
    fn index_one(&self, subject: i64) -> Result<bool> {
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT digest FROM search_line WHERE inovasi = ?1")?
            .query_row([subject], |row| row.get(0))
            .optional()?;
        let source = self.source(subject)?;
        let wanted = source.as_ref().filter(|it| !it.0).map(|it| it.1.digest());
        let execute = |sql: &str, values: &[&dyn rusqlite::ToSql]| -> Result<()> {
            self.connection.prepare_cached(sql)?.execute(values)?;
            Ok(())
        };
        if known.is_some() && known != wanted {
            execute("DELETE FROM inovasi_search WHERE rowid = ?1", &[&subject])?;
            execute("DELETE FROM search_line WHERE inovasi = ?1", &[&subject])?;
        }
        let Some((_, source)) = source else { return Ok(false) };
        let Some(digest) = wanted.filter(|it| known != Some(*it)) else { return Ok(true) };
        execute("INSERT INTO inovasi_search (rowid, words) VALUES (?1, ?2)", &[&subject, &source.index_text()])?;
        execute(
            "INSERT INTO search_line (inovasi, nama, digest) VALUES (?1, ?2, ?3)",
            &[&subject, &source.line(), &digest],
        )?;
        for (start, length, word) in spelled_words(&source) {
            execute(
                "INSERT OR IGNORE INTO search_word (start, length, word) VALUES (?1, ?2, ?3)",
                &[&start, &length, &word],
            )?;
        }
        Ok(true)
    }

    /// Whether it is removed, and its texts.
    pub(super) fn source(&self, subject: i64) -> Result<Option<(bool, IndexedText)>> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT removed, nama, kepanjangan, perangkat_daerah, nama_inisiator,
                        rancang_bangun, dasar_hukum, permasalahan, isu_strategis, metode_pembaharuan,
                        keunggulan_kebaharuan, cara_kerja, tujuan, manfaat, hasil, catatan
                 FROM inovasi WHERE subject = ?1",
            )?
            .query_row([subject], |row| {
                let texts = (1..16).map(|at| row.get::<_, Option<String>>(at)).collect::<rusqlite::Result<Vec<_>>>()?;
                Ok((row.get::<_, bool>(0)?, texts))
            })
            .optional()?;
        let Some((removed, texts)) = found else { return Ok(None) };
        let mut source = IndexedText::default();
        for (at, text) in texts.into_iter().enumerate() {
            let into = match at {
                0 | 1 => &mut source.names,
                2 => &mut source.about,
                _ => &mut source.narrative,
            };
            into.extend(text.filter(|it| !it.is_empty()));
        }
        let mut lama = self.connection.prepare_cached("SELECT nama FROM nama_lama WHERE inovasi = ?1 ORDER BY nama")?;
        for nama in lama.query_map([subject], |row| row.get::<_, String>(0))? {
            source.names.push(nama?);
        }
        let mut bukti = self.connection.prepare_cached(
            "SELECT b.nama_berkas, b.tentang, b.nomor FROM bukti b
             WHERE b.removed = 0 AND b.subject IN (SELECT bukti FROM bukti_link WHERE subject = ?1)
             ORDER BY b.subject",
        )?;
        let mut rows = bukti.query([subject])?;
        while let Some(row) = rows.next()? {
            source.about.push(row.get(0)?);
            source.about.extend(row.get::<_, Option<String>>(1)?);
            source.numbers.extend(row.get::<_, Option<String>>(2)?);
        }
        Ok(Some((removed, source)))
    }

    /// Rows of the inovasi that a bukti supports.
    fn supported_by(&self, bukti: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT l.subject FROM bukti_link l JOIN inovasi i ON i.subject = l.subject
             WHERE l.bukti = ?1 ORDER BY l.subject",
        )?;
        Ok(statement.query_map([bukti], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn index_blob(&self, id: i64, text: &str) -> Result<()> {
        let words = blob_words(text);
        if !words.is_empty() {
            self.connection
                .prepare_cached("INSERT INTO blob_search (rowid, words) VALUES (?1, ?2)")?
                .execute(params![id, words])?;
        }
        Ok(())
    }

    /// Inovasi whose words in the index are not those of their texts.
    pub(crate) fn search_faults(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(
            "SELECT i.subject, i.id, s.digest, s.nama FROM inovasi i
             LEFT JOIN search_line s ON s.inovasi = i.subject ORDER BY i.subject",
        )?;
        let mut rows = statement.query([])?;
        let mut faults = Vec::new();
        while let Some(row) = rows.next()? {
            let digest: Option<i64> = row.get(2)?;
            let line: Option<String> = row.get(3)?;
            let source = self.source(row.get(0)?)?.filter(|it| !it.0).map(|it| it.1);
            if source.as_ref().map(IndexedText::digest) != digest || source.map(|it| it.line()) != line {
                faults.push(row.get(1)?);
            }
        }
        Ok(faults)
    }
}

impl Store {
    /// Makes the words of the catalogue anew from its texts: when the health check
    /// finds that they disagree. History is not touched.
    ///
    /// # Errors
    /// The store was opened to read; the database cannot be written.
    pub fn rebuild_search(&self) -> Result<()> {
        let mut guard = self.hand();
        let pen = guard.as_mut().ok_or(Error::ReadOnly)?;
        let transaction = pen.connection.transaction()?;
        rebuild(&transaction, self.folder())?;
        transaction.commit()?;
        Ok(())
    }
}

/// Makes the index anew where another version of the program made it.
pub(crate) fn bring_up(connection: &mut Connection, folder: &std::path::Path) -> Result<()> {
    if setting::read(connection, SETTING)?.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    rebuild(&transaction, folder)?;
    setting::write(&transaction, SETTING, VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Has the index made anew by the next [`bring_up`].
pub(crate) fn forget(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM setting WHERE key = ?1", [SETTING])?;
    Ok(())
}

pub(crate) fn rebuild(connection: &Connection, folder: &std::path::Path) -> Result<()> {
    // 8 MB of words are gathered before they are written: a fifth of the merging.
    connection.execute_batch(
        "DELETE FROM inovasi_search_config WHERE k <> 'version'; DELETE FROM blob_search_config WHERE k <> 'version';
         INSERT INTO inovasi_search (inovasi_search) VALUES ('delete-all');
         INSERT INTO inovasi_search (inovasi_search, rank) VALUES ('hashsize', 8388608);
         INSERT INTO blob_search (blob_search) VALUES ('delete-all');
         DELETE FROM search_line; DELETE FROM search_word;",
    )?;
    let (texts, unsound) = (Mutex::default(), Mutex::default());
    let reader = Reader::new(connection, folder, &texts, &unsound);
    let mut statement = connection.prepare("SELECT subject FROM inovasi WHERE removed = 0 ORDER BY subject")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        reader.index_one(row.get(0)?)?;
    }
    let mut statement = connection.prepare("SELECT id, text FROM blob_text ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        reader.index_blob(row.get(0)?, &row.get::<_, String>(1)?)?;
    }
    Ok(())
}
