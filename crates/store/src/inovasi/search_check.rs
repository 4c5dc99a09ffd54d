//! Whether the index of words says what the texts say. SQLite's own check knows how an
//! index is built, not what it should hold; so every word is looked up as a search does
//! it, and what is found is held against the words of every text. Both sides are added
//! up to one number, so memory does not grow with the catalogue.

use std::collections::HashSet;

use domain::core::words::hash;
use rusqlite::params;

use crate::{
    Error, Reader, Result,
    inovasi::indexed_text::{blob_words, spelled_words},
};

/// An index of words: its table, and how long the beginnings are that it keeps apart.
#[derive(Clone, Copy)]
struct WordIndex {
    table: &'static str,
    beginnings: &'static [usize],
}

const INOVASI: WordIndex = WordIndex { table: "inovasi_search", beginnings: &[2, 3, 4] };
const BLOB: WordIndex = WordIndex { table: "blob_search", beginnings: &[3] };

/// Where this index lies among the temporary tables of the connection.
const VOCABULARY: &str = "temp.search_vocabulary";

/// Whether an index keeps about itself what nobody wrote. SQLite itself looks at the
/// version; the other row says how much is gathered before it is written.
const OTHER_CONFIG: &str = "NOT (k = 'version' OR (k = 'hashsize' AND v = 8388608))";

/// Texts, or words of an index, between two looks at whether to go on.
const STRIDE: u64 = 256;

/// How many pairs of a word and a text there are, and their sum. Two that are equal hold
/// the same pairs, in whatever order they were met.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sum {
    n: u64,
    sum: u64,
}

impl Sum {
    fn add(&mut self, word: u64, text: i64) {
        let mut pair = [0; 16];
        let (left, right) = pair.split_at_mut(8);
        left.copy_from_slice(&word.to_le_bytes());
        right.copy_from_slice(&text.to_le_bytes());
        self.n += 1;
        self.sum = self.sum.wrapping_add(hash(&pair));
    }
}

/// A word as it stands among those of so many characters; 0 for whole ones.
fn key(beginning: usize, word: &str) -> u64 {
    hash(word.as_bytes()).rotate_left(u32::try_from(beginning).unwrap_or_default() * 11)
}

/// The first `n` characters; None of a word that has fewer.
fn beginning(word: &str, n: usize) -> Option<&str> {
    let last = word.char_indices().nth(n.checked_sub(1)?)?;
    word.get(..last.0 + last.1.len_utf8())
}

/// Tells how far the comparing is and asks whether to go on. Looking up the words of an
/// index takes about as long as reading the texts they are of, and counts as much.
struct Pace<'a> {
    watch: &'a mut dyn FnMut(u64, u64) -> bool,
    /// Steps since it last told.
    n: u64,
    done: u64,
    total: u64,
}

impl Pace<'_> {
    /// So much more is done.
    fn step(&mut self, more: u64) -> Result<()> {
        self.done = self.done.saturating_add(more).min(self.total);
        self.n += 1;
        if self.n.is_multiple_of(STRIDE) && !(self.watch)(self.done, self.total) {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Whether a search finds other words than the texts say. The connection is used for
    /// nothing else: a temporary table comes to stand in it. `watch` is told how many
    /// texts and words were looked at, and of how many, and may return false to stop.
    ///
    /// # Errors
    /// It was stopped, or the database cannot be read. Where only the index cannot be
    /// read, its words are others.
    pub(crate) fn has_other_words(&self, watch: &mut dyn FnMut(u64, u64) -> bool) -> Result<bool> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok(self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))?.unsigned_abs())
        };
        let (n_inovasi, n_blob) = (count("inovasi")?, count("blob_text")?);
        let mut pace = Pace { watch, n: 0, done: 0, total: (n_inovasi + n_blob).saturating_mul(2) };
        let Some(wanted) = self.words_of_inovasi(&mut pace)? else { return Ok(true) };
        if !self.holds(INOVASI, wanted, n_inovasi, &mut pace)? {
            return Ok(true);
        }
        let wanted = self.words_of_blobs(&mut pace)?;
        Ok(!self.holds(BLOB, wanted, n_blob, &mut pace)?)
    }

    /// Whether an index holds just this, of so many texts.
    fn holds(&self, index: WordIndex, wanted: Sum, n_text: u64, pace: &mut Pace<'_>) -> Result<bool> {
        match self.words_in(index, wanted, n_text, pace) {
            Ok(held) => Ok(held == Some(wanted)),
            // Whatever SQLite says of reading an index, the index is at fault.
            Err(error) if error.is_damage() => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// What the index should hold of all inovasi; None where a word of a name is not among
    /// those that a misspelt one is led to. Those of names that are no more may stand there
    /// too, each as it is found.
    fn words_of_inovasi(&self, pace: &mut Pace<'_>) -> Result<Option<Sum>> {
        let odd = "SELECT 1 FROM search_word WHERE length(word) <> length
                     OR start NOT IN (substr(word, 1, 1), substr(word, 2, 2))";
        if self.connection.prepare(odd)?.exists([])? {
            return Ok(None);
        }
        let mut sum = Sum::default();
        let spelled = "SELECT 1 FROM search_word WHERE start = ?1 AND length = ?2 AND word = ?3";
        let mut spelled = self.connection.prepare(spelled)?;
        let mut statement =
            self.connection.prepare("SELECT subject FROM inovasi WHERE removed = 0 ORDER BY subject")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            pace.step(1)?;
            let subject = row.get(0)?;
            let Some((_, source)) = self.source(subject)? else { continue };
            add_text(&mut sum, INOVASI, subject, &source.index_text());
            for (start, length, word) in spelled_words(&source) {
                if !spelled.exists(params![start, length, word])? {
                    return Ok(None);
                }
            }
        }
        Ok(Some(sum))
    }

    fn words_of_blobs(&self, pace: &mut Pace<'_>) -> Result<Sum> {
        let mut sum = Sum::default();
        let mut statement = self.connection.prepare("SELECT id, text FROM blob_text ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            pace.step(1)?;
            let words = blob_words(&row.get::<_, String>(1)?);
            // A file without words is in no index.
            if !words.is_empty() {
                add_text(&mut sum, BLOB, row.get(0)?, &words);
            }
        }
        Ok(sum)
    }

    /// What an index holds, every word looked up as a search does; None where it holds
    /// what nobody writes.
    fn words_in(&self, index: WordIndex, wanted: Sum, n_text: u64, pace: &mut Pace<'_>) -> Result<Option<Sum>> {
        let WordIndex { table, beginnings } = index;
        self.connection.execute_batch(&format!(
            "DROP TABLE IF EXISTS {VOCABULARY};
             CREATE VIRTUAL TABLE {VOCABULARY} USING fts5vocab ('main', '{table}', 'row');"
        ))?;
        let begun = pace.done;
        let mut sum = Sum::default();
        let mut found = self.connection.prepare(&format!("SELECT rowid FROM main.{table} WHERE {table} MATCH ?1"))?;
        let mut look_up = |sum: &mut Sum, key: u64, expression: &str, pace: &mut Pace<'_>| -> Result<()> {
            let mut rows = found.query([expression])?;
            while let Some(row) = rows.next()? {
                sum.add(key, row.get(0)?);
            }
            let done = begun + n_text * sum.n.min(wanted.n) / wanted.n.max(1);
            pace.step(done.saturating_sub(pace.done))
        };
        let mut statement = self.connection.prepare(&format!("SELECT term FROM {VOCABULARY}"))?;
        let mut rows = statement.query([])?;
        // They come in order, so those that begin alike come together.
        let mut last = vec![String::new(); beginnings.len()];
        while let Some(row) = rows.next()? {
            let Ok(word) = row.get_ref(0)?.as_str() else { return Ok(None) };
            if word.is_empty() || word.chars().any(is_between) {
                return Ok(None);
            }
            look_up(&mut sum, key(0, word), &format!("\"{word}\""), pace)?;
            for (n, last) in beginnings.iter().zip(&mut last) {
                if let Some(begins) = beginning(word, *n).filter(|it| it != last) {
                    begins.clone_into(last);
                    look_up(&mut sum, key(*n, begins), &format!("\"{begins}\"*"), pace)?;
                }
            }
        }
        // How many words each text has is kept beside them.
        let mut statement = self.connection.prepare(&format!("SELECT id, sz FROM main.{table}_docsize"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            sum.add(hash(row.get_ref(1)?.as_blob().unwrap_or_default()), row.get(0)?);
        }
        let other = format!("SELECT 1 FROM main.{table}_config WHERE {OTHER_CONFIG}");
        let other = self.connection.prepare(&other)?.exists([])?;
        Ok((!other).then_some(sum))
    }
}

/// What stands between words for the index.
fn is_between(it: char) -> bool {
    it.is_ascii() && !it.is_ascii_alphanumeric()
}

/// Adds what an index keeps of one text.
fn add_text(sum: &mut Sum, index: WordIndex, text: i64, words: &str) {
    let mut seen = HashSet::new();
    let mut n_word = 0_usize;
    for word in words.split(is_between).filter(|it| !it.is_empty()) {
        n_word += 1;
        let begins = index.beginnings.iter().filter_map(|n| Some((*n, beginning(word, *n)?)));
        for (n, part) in std::iter::once((0, word)).chain(begins) {
            let key = key(n, part);
            if seen.insert(key) {
                sum.add(key, text);
            }
        }
    }
    sum.add(hash(&written_size(n_word)), text);
}

/// A number as the index writes how many words a text has: seven bits a byte, the
/// greatest first, all but the last marked.
fn written_size(mut n: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let mark = if bytes.is_empty() { 0 } else { 0x80 };
        bytes.push(u8::try_from(n & 0x7f).unwrap_or_default() | mark);
        n >>= 7;
        if n == 0 {
            break;
        }
    }
    bytes.reverse();
    bytes
}
