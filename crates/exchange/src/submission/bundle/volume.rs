//! Volumes: a bundle in parts that each stay below a size, each a bag of its own.
//!
//! The first holds every page and all data; files follow where there is room, in their
//! order. Unpacked beside each other the links of the pages lead across. The first is
//! written last and lists the manifests of the others, so that its code covers all.

use std::collections::BTreeMap;

use domain::bukti::BlobHash;

/// Where the first volume lists the manifests of the others.
pub(in crate::submission) const LIST: &str = "data/bagian-sha256.txt";

/// What a volume needs beside its files, in bytes: tag files and the ends of a zip.
const FRAME: u64 = 32 * 1024;
/// What each file needs beside its bytes: its lines in manifest and description, and
/// its heads in a zip.
const PER_FILE: u64 = 1024;

/// Which volume of how many; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Volume {
    pub n: usize,
    pub of: usize,
}

impl Volume {
    /// The folder that it lies in, such as `bagian-02-dari-03`.
    pub(super) fn folder(self) -> String {
        let width = self.of.to_string().len().max(2);
        format!("bagian-{:0width$}-dari-{:0width$}", self.n, self.of)
    }
}

/// The manifest of each, as `sha256sum` would write it above their folders.
pub(super) fn list(manifests: &BTreeMap<Volume, BlobHash>) -> String {
    let each = manifests.iter();
    each.map(|(volume, sha256)| format!("{sha256}  {}/manifest-sha256.txt\n", volume.folder())).collect()
}

/// Volumes as they fill.
pub(super) struct Filling {
    /// Largest size of one; None: there is one, of any size.
    size: Option<u64>,
    room: u64,
    n: usize,
    /// The largest size that one would need by which it does not fit.
    too_small: Option<u64>,
}

impl Filling {
    /// `first` are the bytes that lie in the first volume anyway.
    pub(super) fn new(size: Option<u64>, first: u64) -> Self {
        let mut filling = Self { size, room: size.unwrap_or(u64::MAX), n: 1, too_small: None };
        filling.take(first + FRAME);
        filling
    }

    fn take(&mut self, needs: u64) {
        if needs > self.room {
            self.too_small = self.too_small.max(Some(needs));
        }
        self.room = self.room.saturating_sub(needs);
    }

    /// In which volume a file of so many bytes lies.
    pub(super) fn place(&mut self, size: u64) -> usize {
        let needs = size.saturating_add(PER_FILE);
        if let Some(whole) = self.size.filter(|_| needs > self.room) {
            self.n += 1;
            self.room = whole;
            if needs + FRAME > whole {
                self.too_small = self.too_small.max(Some(needs + FRAME));
            }
            self.room = self.room.saturating_sub(FRAME);
        }
        self.room = self.room.saturating_sub(needs);
        self.n
    }

    /// How many there are, or how many bytes one has to have at least.
    pub(super) fn finish(&self) -> Result<usize, u64> {
        self.too_small.map_or(Ok(self.n), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_fill_one_volume_after_the_other() {
        let mut filling = Filling::new(Some(100_000), 20_000);
        let places: Vec<usize> = [40_000, 10_000, 60_000, 1_000, 0].map(|it| filling.place(it)).into();
        assert_eq!(places, [1, 2, 3, 3, 3]);
        assert_eq!(filling.finish(), Ok(3));
        let mut whole = Filling::new(None, u64::from(u32::MAX));
        assert_eq!((whole.place(1 << 40), whole.finish()), (1, Ok(1)));
    }

    #[test]
    fn what_fits_into_none_says_how_large_one_has_to_be() {
        let mut filling = Filling::new(Some(100_000), 0);
        filling.place(200_000);
        assert_eq!(filling.finish(), Err(200_000 + PER_FILE + FRAME));
        assert_eq!(Filling::new(Some(10_000), 500_000).finish(), Err(500_000 + FRAME));
    }

    #[test]
    fn folders_sort_in_order() {
        assert_eq!(Volume { n: 2, of: 3 }.folder(), "bagian-02-dari-03");
        assert_eq!(Volume { n: 7, of: 120 }.folder(), "bagian-007-dari-120");
    }
}
