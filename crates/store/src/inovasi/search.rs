//! Finding in the words of the catalogue, best first.
//!
//! Ranking everything that fits means walking everything that fits: tens of
//! thousands of inovasi for a prefix of two letters. Instead the ways to fit are
//! tried from the best to the least, each stops when enough is found, and only
//! what was found is ranked:
//!
//! 1. every word in the names, as the beginning of a word or by its stem;
//! 2. the number of a document, however it is punctuated;
//! 3. every word in what the inovasi is about;
//! 4. every word anywhere;
//! 5. when that was little: every word in the names, misspelt;
//! 6. every word in the text of one bukti.

use std::collections::HashSet;

use domain::core::words::{Query, Sought, Speller};
use rusqlite::params;

use crate::{
    Reader, Result,
    inovasi::search_index::{ABOUT, NAMA},
};

/// Where names hold fewer than this, misspelt ones are looked for.
const FEW_NAMA: usize = 5;
/// … unless this many were found elsewhere.
const FEW: usize = 20;
/// Most words that one misspelt word may stand for.
const MAX_NEAR: usize = 6;
/// Most words of a query that are tried otherwise spelt.
const MAX_MISSPELT: usize = 4;
/// Rows of one way to fit that are ranked by their names.
const RANKED: usize = 500;
/// Rows that a search looks at, at most, when nobody says otherwise: what an
/// officer would ever scroll through.
pub const SEARCH_CAP: u32 = 2_000;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows of inovasi (`subject`), best first, each once.
    pub rows: Vec<i64>,
    /// There are more than `rows`; their number is not known.
    pub at_least: bool,
}

/// How a word of a query must stand there.
#[derive(Clone, Copy)]
enum Way<'a> {
    /// As it is, or by its stem. Nothing is walked that does not fit.
    Very,
    /// The last word is one of these.
    Grown(&'a [String]),
    /// As the beginning of a word. All words that begin so are gathered first,
    /// which is slow when they are many, and so comes last.
    Begins,
}

/// A search on its way.
struct Hunt<'a> {
    query: &'a Query,
    allowed: &'a dyn Fn(i64) -> bool,
    cap: usize,
    seen: HashSet<i64>,
    found: Found,
}

impl Reader<'_> {
    /// The inovasi in which every word of `text` is found, best first, at most
    /// `cap`. Everything in `text` is taken as words.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search(&self, text: &str, cap: u32) -> Result<Found> {
        self.search_rows(text, &|_| true, cap)
    }

    /// The same among the rows that `allowed` lets through.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_rows(&self, text: &str, allowed: &dyn Fn(i64) -> bool, cap: u32) -> Result<Found> {
        let Some(mut query) = Query::read(text) else { return Ok(Found::default()) };
        let cap = usize::try_from(cap).unwrap_or(usize::MAX);
        self.mark_whole(&mut query)?;
        let mut hunt = Hunt { query: &query, allowed, cap, seen: HashSet::new(), found: Found::default() };

        let grown = self.grown(&query)?;
        self.tier(&mut hunt, &every(&query, Some(NAMA), Way::Very))?;
        if !grown.is_empty() {
            self.tier(&mut hunt, &every(&query, Some(NAMA), Way::Grown(&grown)))?;
        }
        match &query.joined {
            // What the last word grows into was looked for; that leaves all in one.
            Some(joined) if !grown.is_empty() => self.tier(&mut hunt, &term(Some(NAMA), joined, true))?,
            _ => self.tier(&mut hunt, &every(&query, Some(NAMA), Way::Begins))?,
        }
        let n_nama = hunt.found.rows.len();
        if let Some(joined) = &query.joined {
            self.tier(&mut hunt, &term(Some(ABOUT), joined, true))?;
        }
        let one_letter = query.sought.iter().all(|it| it.word.chars().nth(1).is_none());
        if !one_letter {
            for mark in [Some(ABOUT), None] {
                self.tier(&mut hunt, &every(&query, mark, Way::Very))?;
                self.tier(&mut hunt, &every(&query, mark, Way::Begins))?;
            }
        }
        let (mut seen, mut found) = (hunt.seen, hunt.found);
        if found.rows.len() < FEW.min(cap) && query.sought.iter().any(|it| it.whole) {
            query.sought.iter_mut().for_each(|it| it.whole = false);
            let mut hunt = Hunt { query: &query, allowed, cap, seen, found };
            for mark in [Some(NAMA), Some(ABOUT), None] {
                self.tier(&mut hunt, &every(&query, mark, Way::Begins))?;
            }
            (seen, found) = (hunt.seen, hunt.found);
        }
        if n_nama < FEW_NAMA && found.rows.len() < FEW.min(cap) && self.correct(&mut query)? {
            let mut hunt = Hunt { query: &query, allowed, cap, seen, found };
            self.tier(&mut hunt, &every(&query, Some(NAMA), Way::Begins))?;
            (seen, found) = (hunt.seen, hunt.found);
        }
        if !one_letter {
            let mut hunt = Hunt { query: &query, allowed, cap, seen, found };
            self.in_bukti(&mut hunt)?;
            found = hunt.found;
        }
        Ok(found)
    }

    /// Marks the words that stand somewhere as they are, as all but the last usually
    /// do: they need not be taken for the beginning of others.
    fn mark_whole(&self, query: &mut Query) -> Result<()> {
        let n = query.sought.len();
        for sought in query.sought.iter_mut().take(n.saturating_sub(1)) {
            sought.whole = self.has(&term(None, &sought.word, false))?;
        }
        Ok(())
    }

    fn has(&self, expression: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM inovasi_search WHERE inovasi_search MATCH ?1)";
        Ok(self.connection.prepare_cached(sql)?.query_row([expression], |row| row.get(0))?)
    }

    /// The words of names that the last word may grow into; none when they are many.
    fn grown(&self, query: &Query) -> Result<Vec<String>> {
        const MANY: usize = 24;
        let Some(word) = query.sought.last().map(|it| it.word.as_str()).filter(|it| it.chars().nth(3).is_some()) else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT word FROM search_word WHERE word >= ?1 AND word < ?2 ORDER BY word LIMIT ?3",
        )?;
        let beyond = format!("{word}{}", char::MAX);
        let limit = i64::try_from(MANY + 1).unwrap_or(i64::MAX);
        let list: Vec<String> =
            statement.query_map(params![word, beyond, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(if list.len() > MANY { Vec::new() } else { list })
    }

    /// Adds what an expression finds: the first [`RANKED`] by how well their names
    /// fit, what is beyond in the order of registering.
    fn tier(&self, hunt: &mut Hunt<'_>, expression: &str) -> Result<()> {
        let list = self.gather(hunt, expression)?;
        let mut names = self.connection.prepare_cached("SELECT nama FROM search_line WHERE inovasi = ?1")?;
        let mut ranked = Vec::with_capacity(RANKED.min(list.len()));
        for inovasi in list.iter().take(RANKED) {
            let mut rows = names.query([inovasi])?;
            let nama = rows.next()?;
            let fit = match &nama {
                Some(row) => hunt.query.fit(row.get_ref(0)?.as_str().unwrap_or_default()),
                None => 0,
            };
            ranked.push((std::cmp::Reverse(fit), *inovasi));
        }
        ranked.sort_unstable();
        hunt.found.rows.extend(ranked.into_iter().map(|it| it.1));
        hunt.found.rows.extend(list.iter().skip(RANKED));
        Ok(())
    }

    /// Rows not seen yet, as many as there is room for.
    fn gather(&self, hunt: &mut Hunt<'_>, expression: &str) -> Result<Vec<i64>> {
        let room = hunt.cap.saturating_sub(hunt.found.rows.len());
        let mut list = Vec::new();
        if room == 0 && hunt.found.at_least {
            return Ok(list);
        }
        let mut statement =
            self.connection.prepare_cached("SELECT rowid FROM inovasi_search WHERE inovasi_search MATCH ?1")?;
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            let inovasi: i64 = row.get(0)?;
            if hunt.seen.contains(&inovasi) || !(hunt.allowed)(inovasi) {
                continue;
            }
            if list.len() == room {
                hunt.found.at_least = true;
                break;
            }
            hunt.seen.insert(inovasi);
            list.push(inovasi);
        }
        Ok(list)
    }

    fn in_bukti(&self, hunt: &mut Hunt<'_>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT k.subject FROM blob_search s
             CROSS JOIN blob_text t ON t.id = s.rowid
             JOIN bukti b ON b.sha256 = t.sha256 AND b.removed = 0
             JOIN bukti_link k ON k.bukti = b.subject
             JOIN search_line l ON l.inovasi = k.subject
             WHERE s.blob_search MATCH ?1",
        )?;
        let mut rows = statement.query([every(hunt.query, None, Way::Begins)])?;
        while let Some(row) = rows.next()? {
            let inovasi: i64 = row.get(0)?;
            if hunt.seen.contains(&inovasi) || !(hunt.allowed)(inovasi) {
                continue;
            }
            if hunt.found.rows.len() >= hunt.cap {
                hunt.found.at_least = true;
                break;
            }
            hunt.seen.insert(inovasi);
            hunt.found.rows.push(inovasi);
        }
        Ok(())
    }

    /// Puts beside the words that no name has those that may have been meant; when
    /// names have them all, though never together, beside all. False when there is
    /// nothing to try.
    fn correct(&self, query: &mut Query) -> Result<bool> {
        let mut unknown = Vec::new();
        for (at, it) in query.sought.iter().enumerate() {
            if !self.has(&wanted(it, Some(NAMA), Way::Begins))? {
                unknown.push(at);
            }
        }
        let all = unknown.is_empty();
        let mut any = false;
        let to_try = query.sought.iter_mut().enumerate().filter(|it| all || unknown.contains(&it.0));
        for (_, sought) in to_try.take(MAX_MISSPELT) {
            sought.near = self.near(&sought.word)?;
            any |= !sought.near.is_empty();
        }
        Ok(any)
    }

    /// Words of names that a misspelt word may stand for, the nearest first. Slips
    /// in the first letter are rare and looked for only when there is nothing else.
    fn near(&self, word: &str) -> Result<Vec<String>> {
        let speller = Speller::new(word);
        let part = |from: usize, n: usize| word.chars().skip(from).take(n).collect::<String>();
        let mut list = self.near_under(&speller, &[part(0, 1)])?;
        if list.is_empty() {
            list = self.near_under(&speller, &[part(1, 2), part(0, 2), part(2, 2), part(1, 1)])?;
        }
        list.sort();
        list.dedup();
        let least = list.first().map_or(0, |it| it.0);
        Ok(list.into_iter().take_while(|it| it.0 == least).take(MAX_NEAR).map(|it| it.1).collect())
    }

    fn near_under(&self, speller: &Speller, starts: &[String]) -> Result<Vec<(usize, String)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT word FROM search_word WHERE start = ?1 AND length BETWEEN ?2 AND ?3")?;
        let (from, to) = speller.lengths().into_inner();
        let bound = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
        let mut list = Vec::new();
        for start in starts {
            let mut rows = statement.query(params![start, bound(from), bound(to)])?;
            while let Some(row) = rows.next()? {
                let word = row.get_ref(0)?.as_str().unwrap_or_default();
                if let Some(slips) = speller.slips(word) {
                    list.push((slips, word.to_owned()));
                }
            }
        }
        Ok(list)
    }
}

/// Every word of a query in one namespace; in names also all in one.
fn every(query: &Query, mark: Option<char>, way: Way<'_>) -> String {
    let last = query.sought.len().saturating_sub(1);
    let of = |(at, it): (usize, &Sought)| {
        let way = if at == last || matches!(way, Way::Very) { way } else { Way::Begins };
        format!("({})", wanted(it, mark, way))
    };
    let all = joined_by(" AND ", query.sought.iter().enumerate().map(of));
    match query.joined.as_ref().filter(|_| mark == Some(NAMA) && matches!(way, Way::Begins)) {
        Some(joined) => format!("({all}) OR {}", term(mark, joined, true)),
        None => all,
    }
}

/// One word, its stem, or what may have been meant.
fn wanted(sought: &Sought, mark: Option<char>, way: Way<'_>) -> String {
    // No index holds single letters as they are: walking all words would be slow.
    let long = mark.is_some() || sought.word.chars().nth(1).is_some();
    let begins = matches!(way, Way::Begins) && !sought.whole && long;
    let grown = if let Way::Grown(list) = way { list } else { &[] };
    let word = std::iter::once(term(mark, &sought.word, begins));
    let others = sought.stem.iter().chain(&sought.near).chain(grown).map(|it| term(mark, it, false));
    joined_by(" OR ", word.chain(others))
}

/// A quoted word: folded words hold no quotes, and nothing is syntax inside.
fn term(mark: Option<char>, word: &str, begins: bool) -> String {
    let mark = mark.map_or_else(String::new, String::from);
    format!("\"{mark}{word}\"{}", if begins { "*" } else { "" })
}

fn joined_by(with: &str, parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(with)
}
