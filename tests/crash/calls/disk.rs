//! A disk that loses power: what of a list of calls is there afterwards.
//!
//! Bytes that were never synced may be missing, torn at 512 bytes, or there. Names
//! (made, renamed, removed) come in their order on a file system with a journal,
//! and one by one where nothing but a sync of their folder keeps them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::shim::{Call, Op};

/// How names outlive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// In their order, and any sync keeps all that came before it: ext4, NTFS.
    InOrder,
    /// Each only when its folder has been synced: the least that POSIX promises.
    BySync,
}

/// A file by whatever name: what is surely on the disk, and what may be.
#[derive(Debug, Clone, Default)]
struct Inode {
    sure: Vec<u8>,
    waiting: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Resize(usize),
}

/// One change of names that is not yet sure.
#[derive(Debug, Clone)]
enum Naming {
    Name {
        path: PathBuf,
        inode: usize,
    },
    Unname(PathBuf),
    Folder(PathBuf),
    /// New name, old name and file, of all that moves with it.
    Move {
        to: PathBuf,
        files: Vec<(PathBuf, PathBuf, usize)>,
    },
}

impl Naming {
    fn path(&self) -> &Path {
        match self {
            Naming::Name { path, .. } | Naming::Unname(path) | Naming::Folder(path) | Naming::Move { to: path, .. } => {
                path
            }
        }
    }
}

/// The disk as the program sees it, and as it would be found without power.
#[derive(Clone)]
pub struct Disk {
    names: Names,
    inodes: Vec<Inode>,
    /// As the program sees them.
    seen: BTreeMap<PathBuf, usize>,
    /// On the disk for sure.
    sure: BTreeMap<PathBuf, usize>,
    folders: Vec<PathBuf>,
    waiting: Vec<Naming>,
}

impl Disk {
    /// The disk as it lies below `root` now, all of it synced.
    pub fn of(root: &Path, names: Names) -> Self {
        let mut disk = Self {
            names,
            inodes: Vec::new(),
            seen: BTreeMap::new(),
            sure: BTreeMap::new(),
            folders: vec![root.to_owned()],
            waiting: Vec::new(),
        };
        let mut open = vec![root.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    disk.folders.push(path.clone());
                    open.push(path);
                } else {
                    let inode = disk.inodes.len();
                    disk.inodes.push(Inode { sure: fs::read(&path).unwrap(), waiting: Vec::new() });
                    disk.seen.insert(path.clone(), inode);
                    disk.sure.insert(path, inode);
                }
            }
        }
        disk
    }

    /// Does what the program did.
    pub fn play(&mut self, call: &Call) {
        let path = call.path.clone();
        match call.op {
            Op::Create => {
                let inode = self.inodes.len();
                self.inodes.push(Inode::default());
                self.name(path, inode);
            }
            Op::Empty => self.change(&path, Change::Resize(0)),
            Op::Resize => self.change(&path, Change::Resize(call.offset as usize)),
            Op::Write => self.change(&path, Change::Write { offset: call.offset as usize, bytes: call.bytes.clone() }),
            Op::Sync => self.sync(&path),
            Op::Remove | Op::RemoveFolder => {
                self.seen.remove(&path);
                self.waiting.push(Naming::Unname(path));
            }
            Op::MakeFolder => self.waiting.push(Naming::Folder(path)),
            Op::Link => {
                let inode = self.seen[&path];
                self.name(call.other.clone(), inode);
            }
            Op::Rename => self.rename(&path, &call.other),
        }
    }

    fn name(&mut self, path: PathBuf, inode: usize) {
        self.seen.insert(path.clone(), inode);
        self.waiting.push(Naming::Name { path, inode });
    }

    /// A file, or a folder with all that is in it: all of it has the new name, or none.
    fn rename(&mut self, from: &Path, to: &Path) {
        let anew = |path: &Path| match path.strip_prefix(from).unwrap() {
            rest if rest.as_os_str().is_empty() => to.to_owned(),
            rest => to.join(rest),
        };
        let files: Vec<(PathBuf, usize)> = self
            .seen
            .range(from.to_owned()..)
            .take_while(|(it, _)| it.starts_with(from))
            .map(|(path, inode)| (path.clone(), *inode))
            .collect();
        for (path, inode) in &files {
            self.seen.remove(path);
            self.seen.insert(anew(path), *inode);
        }
        let files = files.into_iter().map(|(path, inode)| (anew(&path), path, inode)).collect();
        self.waiting.push(Naming::Move { to: to.to_owned(), files });
    }

    fn change(&mut self, path: &Path, change: Change) {
        // A file that was removed while it is open is nobody's.
        if let Some(inode) = self.seen.get(path) {
            self.inodes[*inode].waiting.push(change);
        }
    }

    fn sync(&mut self, path: &Path) {
        match self.seen.get(path) {
            Some(inode) => {
                let inode = &mut self.inodes[*inode];
                for change in std::mem::take(&mut inode.waiting) {
                    apply(&mut inode.sure, change);
                }
                if self.names == Names::InOrder {
                    self.settle(|_| true);
                }
            }
            None if self.names == Names::InOrder => self.settle(|_| true),
            None => {
                let folder = path.to_owned();
                self.settle(|it| it.path().parent() == Some(&folder));
            }
        }
    }

    /// As a machine that is shut down leaves it.
    pub fn sync_all(&mut self) {
        for inode in &mut self.inodes {
            std::mem::take(&mut inode.waiting).into_iter().for_each(|it| apply(&mut inode.sure, it));
        }
        self.settle(|_| true);
    }

    fn settle(&mut self, wanted: impl Fn(&Naming) -> bool) {
        for naming in std::mem::take(&mut self.waiting) {
            if wanted(&naming) {
                take_up(&mut self.sure, &mut self.folders, naming);
            } else {
                self.waiting.push(naming);
            }
        }
    }

    /// Lays the disk down below another root, as one of the states that it could
    /// have been left in.
    pub fn lay_down(&self, root: &Path, to: &Path, seed: u64) {
        let mut dice = TestRng::from_seed(RngAlgorithm::ChaCha, &seed_bytes(seed));
        let (mut names, mut folders) = (self.sure.clone(), self.folders.clone());
        let reached = dice.next_u64() as usize % (self.waiting.len() + 1);
        for (n, naming) in self.waiting.iter().enumerate() {
            let lives = match self.names {
                Names::InOrder => n < reached,
                // Folders are there: without them nothing below could be judged.
                Names::BySync => matches!(naming, Naming::Folder(_)) || dice.next_u64().is_multiple_of(2),
            };
            if lives {
                take_up(&mut names, &mut folders, naming.clone());
            }
        }
        for folder in &folders {
            fs::create_dir_all(to.join(folder.strip_prefix(root).unwrap())).unwrap();
        }
        for (path, inode) in names {
            // The index of the write-ahead log lives in memory and is made anew.
            if path.to_string_lossy().ends_with("-shm") {
                continue;
            }
            let target = to.join(path.strip_prefix(root).unwrap());
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, self.inodes[inode].found(&mut dice)).unwrap();
        }
    }
}

impl Inode {
    fn found(&self, dice: &mut TestRng) -> Vec<u8> {
        let mut bytes = self.sure.clone();
        for change in &self.waiting {
            let mut change = change.clone();
            let fate = dice.next_u64() % 3;
            if let (1, Change::Write { bytes: whole, .. }) = (fate, &mut change) {
                whole.truncate((dice.next_u64() as usize % (whole.len() + 1)) / 512 * 512);
            }
            if fate > 0 {
                apply(&mut bytes, change);
            }
        }
        bytes
    }
}

fn apply(bytes: &mut Vec<u8>, change: Change) {
    match change {
        Change::Resize(n) => bytes.resize(n, 0),
        Change::Write { offset, bytes: new } => {
            let end = offset + new.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[offset..end].copy_from_slice(&new);
        }
    }
}

fn take_up(names: &mut BTreeMap<PathBuf, usize>, folders: &mut Vec<PathBuf>, naming: Naming) {
    match naming {
        Naming::Name { path, inode } => drop(names.insert(path, inode)),
        Naming::Unname(path) => drop(names.remove(&path)),
        Naming::Folder(path) => folders.push(path),
        Naming::Move { files, .. } => {
            for (new, old, inode) in files {
                names.remove(&old);
                names.insert(new, inode);
            }
        }
    }
}

fn seed_bytes(seed: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes
}
