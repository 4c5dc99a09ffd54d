//! Whether a PDF is whole, and whether it asks for a password before it opens.
//!
//! Most that are encrypted ask for none: who forbids printing or copying leaves the
//! user's password empty, and every reader opens them. So the empty password is tried,
//! as ISO 32000-2 (7.6.4) says, on the few bytes that are there to prove it.

use std::{collections::BTreeMap, fs::File, io};

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use domain::bukti::content::{Content, Flaw, Format};
use md5::{Digest, Md5};
use rc4::{Rc4, StreamCipher};
use sha2::{Sha256, Sha384, Sha512};

use super::{
    flawed,
    formats::{find, scan, tail},
    read_at,
};

/// So many bytes of a table or a dictionary are looked at.
const DICTIONARY: usize = 4 << 10;

/// What an empty password is filled up with.
const PADDING: [u8; 32] = *b"\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\
                             \x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";

/// A PDF needs its end, which says where its table lies; whoever encrypted it says so
/// beside that table.
pub(super) fn pdf(file: &mut File, size: u64, head: &[u8]) -> io::Result<Content> {
    let tail = tail(file, size)?;
    let says = tail.windows(9).rposition(|it| it == b"startxref");
    let (Some(at), Some(_)) = (says, find(&tail, b"%%EOF")) else {
        return Ok(Content::flawed(Format::Pdf, Flaw::Damaged));
    };
    let digits = tail.get(at + 9..).unwrap_or_default().iter().skip_while(|it| it.is_ascii_whitespace());
    let digits: String = digits.take_while(|it| it.is_ascii_digit()).map(|it| char::from(*it)).collect();
    let Some(table) = digits.parse::<u64>().ok().filter(|it| *it < size) else {
        return Ok(Content::flawed(Format::Pdf, Flaw::Damaged));
    };
    let beside = read_some(file, table)?;
    let locked = is_locked(file, [&beside, &tail, head])?;
    Ok(flawed(Format::Pdf, locked.then_some(Flaw::Encrypted)))
}

fn read_some(file: &mut File, at: u64) -> io::Result<Vec<u8>> {
    let mut some = vec![0; DICTIONARY];
    let n = read_at(file, at, &mut some)?;
    some.truncate(n);
    Ok(some)
}

/// Whether the empty password does not open it, or nobody can tell that it does. `places`
/// are where a trailer may stand, the likeliest first.
fn is_locked(file: &mut File, places: [&[u8]; 3]) -> io::Result<bool> {
    let Some(mut said) = places.iter().find_map(|it| value_of(it, b"/Encrypt")) else { return Ok(false) };
    let id = places.iter().find_map(|it| {
        let mut id = value_of(it, b"/ID")?;
        match (id.next_word()?, id.next_word()?) {
            (PdfWord::Open, PdfWord::Text(id)) => Some(id),
            _ => None,
        }
    });
    let lock = match said.clone().next_word() {
        Some(PdfWord::Open) => PdfLock::read(said),
        Some(PdfWord::Number(number)) => {
            said.next_word();
            let Some(PdfWord::Number(generation)) = said.next_word() else { return Ok(true) };
            let Some(at) = place_of(file, &format!("{number} {generation} obj"))? else { return Ok(true) };
            let object = read_some(file, at)?;
            PdfLock::read(PdfWords(&object))
        }
        _ => None,
    };
    Ok(!lock.and_then(|it| it.opens_without(&id.unwrap_or_default())).unwrap_or(false))
}

/// What stands behind a name.
fn value_of<'a>(place: &'a [u8], name: &[u8]) -> Option<PdfWords<'a>> {
    let ends = |at: usize| place.get(at).is_some_and(|it| !it.is_ascii_alphanumeric());
    let at =
        (0..place.len()).find(|at| place.get(*at..).is_some_and(|it| it.starts_with(name)) && ends(at + name.len()))?;
    place.get(at + name.len()..).map(PdfWords)
}

/// Where an object begins, behind the words that announce it.
fn place_of(file: &mut File, words: &str) -> io::Result<Option<u64>> {
    let mut place = None;
    scan(file, |begin, part| {
        // Not the end of a longer number; what begins a part was seen in the one before.
        let mut found = part
            .windows(words.len() + 1)
            .enumerate()
            .filter(|(_, it)| it.ends_with(words.as_bytes()) && it.first().is_some_and(|it| !it.is_ascii_digit()));
        place = place.or_else(|| found.next().map(|(at, it)| begin + (at + it.len()) as u64));
    })?;
    Ok(place)
}

/// One word of a PDF.
#[derive(Debug, PartialEq, Eq)]
enum PdfWord<'a> {
    /// `/Name`, with its stroke.
    Name(&'a [u8]),
    /// A string, as the bytes that it means.
    Text(Vec<u8>),
    Number(i64),
    /// `<<` or `[`.
    Open,
    /// `>>` or `]`.
    Close,
    Other(&'a [u8]),
}

/// The words of a PDF, one after the other.
#[derive(Clone)]
struct PdfWords<'a>(&'a [u8]);

impl<'a> PdfWords<'a> {
    fn next_word(&mut self) -> Option<PdfWord<'a>> {
        let begin = self.0.iter().position(|it| !it.is_ascii_whitespace() && *it != 0)?;
        let rest = self.0.get(begin..)?;
        let is_delimiter = |it: &u8| it.is_ascii_whitespace() || b"\0<>[]()/%".contains(it);
        let (token, length) = match rest {
            [b'<', b'<', ..] => (PdfWord::Open, 2),
            [b'>', b'>', ..] => (PdfWord::Close, 2),
            [b'[', ..] => (PdfWord::Open, 1),
            [b']', ..] => (PdfWord::Close, 1),
            [b'<', ..] => hexadecimal(rest)?,
            [b'(', ..] => literal(rest)?,
            _ => {
                let length = 1 + rest.iter().skip(1).position(is_delimiter).unwrap_or(rest.len() - 1);
                let word = rest.get(..length)?;
                let number = std::str::from_utf8(word).ok().and_then(|it| it.parse().ok());
                let token = if word.starts_with(b"/") {
                    PdfWord::Name(word)
                } else {
                    number.map_or(PdfWord::Other(word), PdfWord::Number)
                };
                (token, length)
            }
        };
        self.0 = rest.get(length..)?;
        Some(token)
    }
}

/// `<48 65 6C>`; a digit that is missing at its end is a zero.
fn hexadecimal(rest: &[u8]) -> Option<(PdfWord<'static>, usize)> {
    let end = rest.iter().position(|it| *it == b'>')?;
    let digits: Vec<u8> =
        rest.get(1..end)?.iter().filter_map(|it| char::from(*it).to_digit(16)?.try_into().ok()).collect();
    let bytes = digits.chunks(2).map(|it| it.first().map_or(0, |it| it << 4) | it.get(1).copied().unwrap_or(0));
    Some((PdfWord::Text(bytes.collect()), end + 1))
}

/// `(Hel\154o)`, with brackets in pairs and what a stroke takes away.
fn literal(rest: &[u8]) -> Option<(PdfWord<'static>, usize)> {
    let (mut text, mut depth, mut at) = (Vec::new(), 0_u32, 0);
    loop {
        let byte = *rest.get(at)?;
        at += 1;
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        match (byte, depth) {
            (b')', 0) => return Some((PdfWord::Text(text), at)),
            (b'(', 1) => {}
            (b'\\', _) => {
                let escaped = *rest.get(at)?;
                at += 1;
                match escaped {
                    b'n' => text.push(b'\n'),
                    b'r' => text.push(b'\r'),
                    b't' => text.push(b'\t'),
                    b'b' => text.push(8),
                    b'f' => text.push(12),
                    b'\n' => {}
                    b'\r' => at += usize::from(rest.get(at) == Some(&b'\n')),
                    b'0'..=b'7' => {
                        let octal = rest.get(at - 1..)?.iter().take(3).take_while(|it| (b'0'..=b'7').contains(it));
                        let octal: Vec<u8> = octal.map(|it| it - b'0').collect();
                        at += octal.len() - 1;
                        text.push(octal.iter().fold(0, |sum: u8, it| (sum << 3) | it));
                    }
                    other => text.push(other),
                }
            }
            _ => text.push(byte),
        }
    }
}

/// What the dictionary of the standard lock says.
struct PdfLock {
    revision: i64,
    /// Bytes of the key.
    key: usize,
    /// Proves the owner's password.
    owner: Vec<u8>,
    /// Proves the user's.
    user: Vec<u8>,
    /// What whoever has only the user's may do.
    allowed: [u8; 4],
    /// Whether what is said of the document is encrypted too.
    metadata: bool,
}

impl PdfLock {
    /// None where it is none, or locked in a way of its own.
    fn read(mut tokens: PdfWords<'_>) -> Option<Self> {
        let (mut facts, mut depth, mut name) = (BTreeMap::new(), 0_u32, None);
        loop {
            let token = tokens.next_word()?;
            match (&token, depth) {
                (PdfWord::Open, _) => depth += 1,
                (PdfWord::Close, 0 | 1) => break,
                (PdfWord::Close, _) => depth -= 1,
                _ => {}
            }
            match (token, depth, name.take()) {
                (PdfWord::Name(next), 1, None) => name = Some(next),
                (PdfWord::Open | PdfWord::Close, _, _) => {}
                (value, 1, Some(name)) => _ = facts.insert(name, value),
                _ => {}
            }
        }
        let number = |name: &[u8]| match facts.get(name) {
            Some(PdfWord::Number(it)) => Some(*it),
            _ => None,
        };
        let text = |name: &[u8]| match facts.get(name) {
            Some(PdfWord::Text(it)) => Some(it.clone()),
            _ => None,
        };
        (facts.get(b"/Filter".as_slice()) == Some(&PdfWord::Name(b"/Standard"))).then_some(())?;
        let revision = number(b"/R")?;
        let bits = if revision == 4 { 128 } else { number(b"/Length").filter(|_| revision == 3).unwrap_or(40) };
        Some(Self {
            revision,
            key: usize::try_from(bits / 8).ok().filter(|it| (5..=16).contains(it))?,
            owner: text(b"/O")?,
            user: text(b"/U")?,
            allowed: number(b"/P")?.to_le_bytes().first_chunk().copied()?,
            metadata: facts.get(b"/EncryptMetadata".as_slice()) != Some(&PdfWord::Other(b"false")),
        })
    }

    /// Whether the empty password is the user's. None: locked in a way that is not known
    /// here.
    fn opens_without(&self, id: &[u8]) -> Option<bool> {
        let (proof, salt) = (self.user.get(..32)?, self.user.get(32..40));
        Some(match self.revision {
            2 => rc4(&self.key(id), &PADDING)? == proof,
            3 | 4 => {
                let key = self.key(id);
                let mut sealed = Md5::new().chain_update(PADDING).chain_update(id).finalize().to_vec();
                for turn in 0..20 {
                    let turned: Vec<u8> = key.iter().map(|it| it ^ turn).collect();
                    sealed = rc4(&turned, &sealed)?;
                }
                proof.starts_with(&sealed)
            }
            5 => Sha256::digest(salt?).as_slice() == proof,
            6 => hardened(salt?)? == proof,
            _ => return None,
        })
    }

    /// The key that the empty password gives.
    fn key(&self, id: &[u8]) -> Vec<u8> {
        let mut hash = Md5::new().chain_update(PADDING);
        hash.update(self.owner.get(..32).unwrap_or_default());
        hash.update(self.allowed);
        hash.update(id);
        if self.revision == 4 && !self.metadata {
            hash.update([0xFF; 4]);
        }
        let mut key = hash.finalize().to_vec();
        key.truncate(self.key);
        for _ in 0..if self.revision > 2 { 50 } else { 0 } {
            key = Md5::digest(&key).to_vec();
            key.truncate(self.key);
        }
        key
    }
}

fn rc4(key: &[u8], text: &[u8]) -> Option<Vec<u8>> {
    let mut text = text.to_vec();
    Rc4::new_from_slice(key).ok()?.apply_keystream(&mut text);
    Some(text)
}

/// The hash of revision 6 (algorithm 2.B) over an empty password.
fn hardened(salt: &[u8]) -> Option<Vec<u8>> {
    let mut hash = Sha256::digest(salt).to_vec();
    // It ends at a chance of its own, after 64 rounds and at most 288.
    for round in 1_u16.. {
        let mut text = hash.repeat(64);
        let (key, mut before) = (hash.first_chunk::<16>()?, *hash.get(16..)?.first_chunk::<16>()?);
        let cipher = aes::Aes128::new(key.into());
        for block in text.chunks_exact_mut(16) {
            block.iter_mut().zip(before).for_each(|(it, before)| *it ^= before);
            cipher.encrypt_block(block.try_into().ok()?);
            before.copy_from_slice(block);
        }
        let sum: u16 = text.iter().take(16).map(|it| u16::from(*it)).sum();
        hash = match sum % 3 {
            0 => Sha256::digest(&text).to_vec(),
            1 => Sha384::digest(&text).to_vec(),
            _ => Sha512::digest(&text).to_vec(),
        };
        if round >= 64 && text.last().is_some_and(|it| u16::from(*it) <= round - 32) {
            break;
        }
    }
    hash.truncate(32);
    Some(hash)
}
