//! Bytes are hashed on the way, beside the work that writes them.

use std::{
    io::{self, Read, Write},
    sync::{
        Arc,
        mpsc::{self, Receiver, SyncSender},
    },
    thread,
};

use sha2::{Digest, Sha256};

use super::{BUFFER, Written};

/// Buffers under way between the two; memory stays at these.
const BUFFERS: usize = 4;

/// Copies everything, hashing on the way. What is longer than one buffer is hashed on
/// another core: to hash takes as long as to write.
pub(crate) fn copy_hashed(content: &mut dyn Read, out: &mut dyn Write) -> io::Result<Written> {
    let mut first = vec![0; BUFFER];
    let n = fill(content, &mut first)?;
    first.truncate(n);
    if n < BUFFER {
        out.write_all(&first)?;
        return written(n as u64, Sha256::new_with_prefix(&first));
    }
    thread::scope(|scope| {
        let (full, to_hash) = mpsc::sync_channel::<Arc<Vec<u8>>>(BUFFERS);
        let (done, hashed) = mpsc::sync_channel(BUFFERS);
        let hashing = thread::Builder::new().spawn_scoped(scope, move || hash(&to_hash, &done));
        match hashing {
            Ok(hashing) => {
                let size = feed(first, content, out, full, &hashed)?;
                written(size, hashing.join().map_err(|_| io::Error::other("hashing failed"))?)
            }
            // Where the system gives no thread, one does both.
            Err(_) => copy_alone(&first, content, out),
        }
    })
}

/// Takes buffers until no more come, and gives each back.
fn hash(full: &Receiver<Arc<Vec<u8>>>, done: &SyncSender<Arc<Vec<u8>>>) -> Sha256 {
    let mut hasher = Sha256::new();
    for buffer in full {
        hasher.update(buffer.as_slice());
        if done.send(buffer).is_err() {
            break;
        }
    }
    hasher
}

/// Reads and writes, and gives each buffer to be hashed meanwhile; answers how many bytes
/// there were.
fn feed(
    first: Vec<u8>,
    content: &mut dyn Read,
    out: &mut dyn Write,
    full: SyncSender<Arc<Vec<u8>>>,
    hashed: &Receiver<Arc<Vec<u8>>>,
) -> io::Result<u64> {
    let gone = || io::Error::other("hashing failed");
    let (mut size, mut buffer, mut under_way) = (0, first, 0);
    loop {
        size += buffer.len() as u64;
        let last = buffer.len() < BUFFER;
        let shared = Arc::new(buffer);
        full.send(Arc::clone(&shared)).map_err(|_| gone())?;
        under_way += 1;
        out.write_all(&shared)?;
        drop(shared);
        if last {
            return Ok(size);
        }
        buffer = match under_way < BUFFERS {
            true => Vec::new(),
            false => {
                under_way -= 1;
                // Written and hashed: nobody else has it any more.
                Arc::try_unwrap(hashed.recv().map_err(|_| gone())?).unwrap_or_default()
            }
        };
        buffer.resize(BUFFER, 0);
        let n = fill(content, &mut buffer)?;
        buffer.truncate(n);
    }
}

fn copy_alone(first: &[u8], content: &mut dyn Read, out: &mut dyn Write) -> io::Result<Written> {
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = first.to_vec();
    loop {
        hasher.update(&buffer);
        out.write_all(&buffer)?;
        size += buffer.len() as u64;
        if buffer.len() < BUFFER {
            return written(size, hasher);
        }
        let n = fill(content, &mut buffer)?;
        buffer.truncate(n);
    }
}

/// Reads until the buffer is full or nothing more comes.
fn fill(content: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while let Some(rest) = buffer.get_mut(n..).filter(|it| !it.is_empty()) {
        match content.read(rest) {
            Ok(0) => break,
            Ok(read) => n += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}

fn written(size: u64, hasher: Sha256) -> io::Result<Written> {
    let sha256 = hex::encode(hasher.finalize()).parse().map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Written { size, sha256 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, and breaks off where it is told to.
    struct Dripping<'a> {
        rest: &'a [u8],
        breaks_at: usize,
    }

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.rest.len() <= self.breaks_at {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            let n = buffer.len().min(self.rest.len() - self.breaks_at).min(70_001);
            let (now, later) = self.rest.split_at(n);
            buffer[..n].copy_from_slice(now);
            self.rest = later;
            Ok(n)
        }
    }

    #[test]
    fn every_length_is_copied_whole_with_the_hash_of_what_was_written() {
        let bytes: Vec<u8> = (0..9 * BUFFER + 17).map(|it| (it % 251) as u8).collect();
        for n in [0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 4 * BUFFER, 5 * BUFFER - 1, 9 * BUFFER, 9 * BUFFER + 17] {
            let content = &bytes[..n];
            let mut out = Vec::new();
            let copied = copy_hashed(&mut &content[..], &mut out).unwrap();
            assert_eq!(out, content, "{n}");
            assert_eq!(copied, written(n as u64, Sha256::new_with_prefix(content)).unwrap(), "{n}");
            let mut alone = Vec::new();
            let (first, mut rest) = content.split_at(n.min(BUFFER));
            assert_eq!(copy_alone(first, &mut rest, &mut alone).unwrap(), copied, "{n}");
            assert_eq!(alone, content, "{n}");
        }
    }

    #[test]
    fn what_comes_in_drops_is_copied_and_what_breaks_off_is_told() {
        let bytes: Vec<u8> = (0..3 * BUFFER).map(|it| (it % 241) as u8).collect();
        let mut out = Vec::new();
        let mut drops =
            bytes.chunks(999).fold(Box::new(io::empty()) as Box<dyn Read>, |it, next| Box::new(it.chain(next)));
        assert_eq!(copy_hashed(&mut drops, &mut out).unwrap().size, bytes.len() as u64);
        assert_eq!(out, bytes);
        for breaks_at in [1, BUFFER, 2 * BUFFER, 3 * BUFFER - 1] {
            let mut broken = Dripping { rest: &bytes, breaks_at };
            let told = copy_hashed(&mut broken, &mut io::sink()).unwrap_err();
            assert_eq!(told.kind(), io::ErrorKind::BrokenPipe, "{breaks_at}");
        }
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let bytes = vec![1; 6 * BUFFER];
        let mut full = [0; 2 * BUFFER + 5];
        let told = copy_hashed(&mut bytes.as_slice(), &mut full.as_mut_slice()).unwrap_err();
        assert_eq!(told.kind(), io::ErrorKind::WriteZero);
    }
}
