//! The compound file around an xls ([MS-CFB]): sectors in chains.
//!
//! Every chain is followed for at most as many sectors as the file has, so a
//! chain that bites its tail ends.

use crate::inovasi::workbook::Error;

pub(in crate::inovasi::workbook) const MAGIC: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Streams shorter than this lie in the short sectors.
const SHORT: u64 = 4096;
const SHORT_SECTOR: usize = 64;
/// Above these numbers, a sector is none.
const LAST_SECTOR: u32 = 0xffff_fffa;

pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    short_fat: Vec<u32>,
    short_sectors: Vec<u8>,
    entries: Vec<CompoundEntry>,
}

struct CompoundEntry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let damaged = || Error::damaged("OLE", "header");
        let sector = match u16_at(bytes, 30).ok_or_else(damaged)? {
            9 => 512,
            12 => 4096,
            _ => return Err(damaged()),
        };
        let mut file = Self {
            bytes,
            sector,
            fat: Vec::new(),
            short_fat: Vec::new(),
            short_sectors: Vec::new(),
            entries: Vec::new(),
        };
        file.read_fat().ok_or_else(damaged)?;
        let folder = file.chain(u32_at(bytes, 48).ok_or_else(damaged)?, u64::MAX);
        file.entries = folder.chunks_exact(128).filter_map(|it| entry(it, sector)).collect();
        let root = file.entries.first().ok_or_else(damaged)?;
        file.short_sectors = file.chain(root.start, root.size);
        let short_fat = file.chain(u32_at(bytes, 60).ok_or_else(damaged)?, u64::MAX);
        file.short_fat = words(&short_fat).collect();
        Ok(file)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let at = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut short by careless programs.
        let end = at.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(at..end).filter(|it| !it.is_empty())
    }

    /// The table of chains; its own sectors are listed in the header, and beyond
    /// 109 of them in a chain of their own.
    fn read_fat(&mut self) -> Option<()> {
        let mut ids: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..=self.bytes.len() / self.sector {
            if next >= LAST_SECTOR {
                break;
            }
            let listed: Vec<u32> = words(self.sector(next)?).collect();
            let (last, listed) = listed.split_last()?;
            ids.extend(listed);
            next = *last;
        }
        let n_sector = self.bytes.len() / self.sector;
        for id in ids.into_iter().filter(|it| *it < LAST_SECTOR) {
            self.fat.extend(words(self.sector(id)?));
            // More than the file has sectors is a list that repeats itself.
            if self.fat.len() > n_sector + 2 * self.sector {
                return None;
            }
        }
        Some(())
    }

    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(self.bytes.len());
        let mut found = Vec::new();
        let mut id = start;
        for _ in 0..self.fat.len() {
            let Some(sector) = self.sector(id).filter(|_| found.len() < size) else { break };
            found.extend_from_slice(sector);
            id = self.fat.get(id as usize).copied().unwrap_or(u32::MAX);
        }
        found.truncate(size);
        found
    }

    fn short_chain(&self, start: u32, size: u64) -> Vec<u8> {
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(self.short_sectors.len());
        let mut found = Vec::new();
        let mut id = start;
        for _ in 0..self.short_fat.len() {
            let at = (id as usize).saturating_mul(SHORT_SECTOR);
            let end = at.saturating_add(SHORT_SECTOR).min(self.short_sectors.len());
            let Some(sector) = self.short_sectors.get(at..end).filter(|it| !it.is_empty() && found.len() < size) else {
                break;
            };
            found.extend_from_slice(sector);
            id = self.short_fat.get(id as usize).copied().unwrap_or(u32::MAX);
        }
        found.truncate(size);
        found
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|it| it.name == name)
    }

    /// The bytes of a stream, `None` when there is none of that name.
    ///
    /// # Errors
    /// It is shorter than it says.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(entry) = self.entries.iter().find(|it| it.name == name) else { return Ok(None) };
        let short = entry.size < SHORT;
        let bytes = if short { self.short_chain(entry.start, entry.size) } else { self.chain(entry.start, entry.size) };
        if bytes.len() as u64 != entry.size {
            return Err(Error::damaged(name, "cut short"));
        }
        Ok(Some(bytes))
    }
}

fn entry(bytes: &[u8], sector: usize) -> Option<CompoundEntry> {
    let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
    let letters: Vec<u16> = bytes.get(..length)?.chunks_exact(2).filter_map(|it| u16_at(it, 0)).collect();
    let size = u64::from(u32_at(bytes, 120)?);
    // Old files leave rubbish in the upper half.
    let upper = if sector == 512 { 0 } else { u64::from(u32_at(bytes, 124)?) };
    Some(CompoundEntry {
        name: String::from_utf16_lossy(&letters),
        start: u32_at(bytes, 116)?,
        size: size | upper << 32,
    })
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|it| u32_at(it, 0))
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).and_then(|it| it.try_into().ok()).map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).and_then(|it| it.try_into().ok()).map(u32::from_le_bytes)
}
