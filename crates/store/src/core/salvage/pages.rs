//! The pages of an SQLite file that hold rows, one by one, whatever the others are.
//!
//! Source: "Database File Format", sqlite.org/fileformat2.html, sections 1.3 (header),
//! 1.6 (b-tree pages and overflow), 2.1 (records) and 4.1 (write-ahead log).

use std::{collections::HashMap, fs, io, path::Path};

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row of a table, with its number; of a table without numbers, None.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageRow {
    pub number: Option<i64>,
    pub values: Vec<Value>,
}

/// A database file and its log, as pages by number from 1.
pub(super) struct DatabasePages {
    bytes: Vec<u8>,
    size: usize,
    /// Where newer states of pages lie in `log`.
    newer: HashMap<usize, usize>,
    log: Vec<u8>,
}

/// Sizes of pages that SQLite knows, in bytes.
const SIZES: std::ops::RangeInclusive<usize> = 512..=65536;
/// A registry's own; for a header that cannot be read.
const USUAL: usize = 4096;
/// More columns than any table of a registry has.
const MAX_COLUMNS: usize = 64;
/// Longer than any row of a registry, in bytes.
const MAX_ROW: usize = 16 << 20;

impl DatabasePages {
    /// Reads the file and the log beside it, if there is one. All of it is in memory
    /// until the salvage is over.
    pub(super) fn read(database: &Path) -> io::Result<Self> {
        let bytes = fs::read(database)?;
        let mut log_name = database.as_os_str().to_owned();
        log_name.push("-wal");
        let log = fs::read(log_name).unwrap_or_default();
        let told = be(&bytes, 16, 2).map(|it| if it == 1 { 65536 } else { it });
        let size = told.filter(|it| SIZES.contains(it) && it.is_power_of_two()).unwrap_or(USUAL);
        let mut newer = HashMap::new();
        // The last state of a page counts, torn or not: an act proves itself.
        let mut at = 32;
        while let Some(number) = be(&log, at, 4).filter(|_| log.len() >= at + 24 + size) {
            newer.insert(number, at + 24);
            at += 24 + size;
        }
        Ok(Self { bytes, size, newer, log })
    }

    fn count(&self) -> usize {
        self.newer.keys().copied().max().unwrap_or(0).min(1 << 31).max(self.bytes.len() / self.size)
    }

    fn page(&self, number: usize) -> Option<&[u8]> {
        if let Some(at) = self.newer.get(&number) {
            return self.log.get(*at..at + self.size);
        }
        let at = number.checked_sub(1)? * self.size;
        self.bytes.get(at..at + self.size)
    }

    /// Every row on every page that reads as one of rows.
    pub(super) fn rows(&self, take: &mut impl FnMut(PageRow)) {
        for number in 1..=self.count() {
            let Some(page) = self.page(number) else { continue };
            self.rows_of(page, if number == 1 { 100 } else { 0 }, take);
        }
    }

    fn rows_of(&self, page: &[u8], head: usize, take: &mut impl FnMut(PageRow)) {
        let Some(kind) = page.get(head).and_then(|it| PageKind::of(*it)) else { return };
        let cells = be(page, head + 3, 2).unwrap_or(0);
        for n in 0..cells.min(self.size / 4) {
            let Some(at) = be(page, head + kind.header() + 2 * n, 2) else { return };
            if let Some(row) = self.row(page, at, kind) {
                take(row);
            }
        }
    }

    fn row(&self, page: &[u8], at: usize, kind: PageKind) -> Option<PageRow> {
        let mut at = at + if kind == PageKind::IndexInside { 4 } else { 0 };
        let length = usize::try_from(varint(page, &mut at)?).ok().filter(|it| *it <= MAX_ROW)?;
        let number = match kind {
            PageKind::TableLeaf => Some(varint(page, &mut at)?.cast_signed()),
            _ => None,
        };
        Some(PageRow { number, values: record(&self.payload(page, at, length, kind)?)? })
    }

    /// The bytes of a row: those on its page, and those that flow over to others.
    fn payload(&self, page: &[u8], at: usize, length: usize, kind: PageKind) -> Option<Vec<u8>> {
        let usable = self.size;
        let most = match kind {
            PageKind::TableLeaf => usable - 35,
            _ => (usable - 12) * 64 / 255 - 23,
        };
        if length <= most {
            return Some(page.get(at..at + length)?.to_vec());
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let wanted = least + (length - least) % (usable - 4);
        let here = if wanted <= most { wanted } else { least };
        let mut bytes = page.get(at..at + here)?.to_vec();
        let mut next = be(page, at + here, 4)?;
        while bytes.len() < length {
            let page = self.page(next)?;
            let part = (length - bytes.len()).min(usable - 4);
            bytes.extend_from_slice(page.get(4..4 + part)?);
            next = be(page, 0, 4)?;
        }
        Some(bytes)
    }
}

/// A page that holds rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageKind {
    TableLeaf,
    IndexLeaf,
    IndexInside,
}

impl PageKind {
    fn of(byte: u8) -> Option<Self> {
        match byte {
            0x0d => Some(Self::TableLeaf),
            0x0a => Some(Self::IndexLeaf),
            0x02 => Some(Self::IndexInside),
            _ => None,
        }
    }

    /// Length of the header of such a page, in bytes.
    fn header(self) -> usize {
        if self == Self::IndexInside { 12 } else { 8 }
    }
}

/// The values of a row.
fn record(bytes: &[u8]) -> Option<Vec<Value>> {
    let mut head = 0;
    let end = usize::try_from(varint(bytes, &mut head)?).ok().filter(|it| *it <= bytes.len())?;
    let mut at = end;
    let mut values = Vec::new();
    while head < end {
        let kind = varint(bytes, &mut head)?;
        let n = usize::try_from(match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        })
        .ok()?;
        let part = bytes.get(at..at.checked_add(n)?)?;
        at += n;
        values.push(match kind {
            0 => Value::Null,
            1..=6 => Value::Int(
                part.iter().fold(if part.first()? & 0x80 > 0 { -1 } else { 0 }, |sum, it| (sum << 8) | i64::from(*it)),
            ),
            8 => Value::Int(0),
            9 => Value::Int(1),
            7 => return None,
            // What is no text any more is not the text that it was: whoever proves acts sees it.
            _ if kind % 2 == 1 => Value::Text(String::from_utf8_lossy(part).into_owned()),
            _ => Value::Bytes(part.to_vec()),
        });
        if values.len() > MAX_COLUMNS {
            return None;
        }
    }
    (at == bytes.len()).then_some(values)
}

/// A number of up to nine bytes, seven bits each but for the last.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0_u64;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some((value << 8) | u64::from(byte));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// A number of `n` bytes, the greatest first.
fn be(bytes: &[u8], at: usize, n: usize) -> Option<usize> {
    Some(bytes.get(at..at.checked_add(n)?)?.iter().fold(0, |sum, it| (sum << 8) | usize::from(*it)))
}
