//! How an input is changed: bytes at random, pieces doubled, moved and cut, numbers
//! driven to their ends, and, of a zip, one entry as well as the whole.

use std::io::{Cursor, Read, Write};

use fastrand::Rng;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Words that parsers stumble over.
const WORDS: [&[u8]; 14] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"-1",
    b"999999999999999999999",
    b"1e999",
    b"NaN",
    b"../",
    b"\"",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&#0;",
    b"\xef\xbb\xbf",
    b"[[[[[[[[[[[[[[[[",
    b"\xed\xa0\x80",
    b"\r\n\r\n",
];

/// Another input, made of one and sometimes of a second.
pub fn changed(input: &[u8], other: &[u8], dice: &mut Rng) -> Vec<u8> {
    if dice.u8(..) < 160
        && let Some(zipped) = in_an_entry(input, other, dice)
    {
        return zipped;
    }
    let mut bytes = input.to_vec();
    for _ in 0..dice.usize(1..=6) {
        change(&mut bytes, other, dice);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Rng) {
    let n = bytes.len();
    let (at, end) = {
        let at = dice.usize(..=n);
        (at, at + dice.usize(..=(n - at).min(64)))
    };
    match dice.u8(..9) {
        0 => bytes.get_mut(at).into_iter().for_each(|it| *it ^= 1 << dice.u8(..8)),
        1 => bytes.get_mut(at).into_iter().for_each(|it| *it = dice.u8(..)),
        2 => drop(bytes.splice(at..at, WORDS[dice.usize(..WORDS.len())].iter().copied())),
        3 => drop(bytes.splice(at..end, WORDS[dice.usize(..WORDS.len())].iter().copied())),
        4 => drop(bytes.drain(at..end)),
        5 => {
            let piece = bytes[at..end].repeat(dice.usize(1..40));
            bytes.splice(at..at, piece);
        }
        6 => {
            let piece = bytes[at..end].to_vec();
            let to = dice.usize(..=n);
            bytes.splice(to..to, piece);
        }
        7 if !other.is_empty() => {
            let from = dice.usize(..other.len());
            let piece = other[from..(from + dice.usize(..4096)).min(other.len())].to_vec();
            bytes.splice(at..end, piece);
        }
        _ => number(bytes, at, dice),
    }
}

/// The next number in the text becomes another.
fn number(bytes: &mut Vec<u8>, at: usize, dice: &mut Rng) {
    let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|it| it + at) else {
        bytes.truncate(at);
        return;
    };
    let n = bytes[from..].iter().take_while(|it| it.is_ascii_digit()).count();
    let new: &[u8] = match dice.u8(..6) {
        0 => b"0",
        1 => b"-1",
        2 => b"4294967296",
        3 => b"18446744073709551615",
        4 => b"65535",
        _ => b"16777217",
    };
    bytes.splice(from..from + n, new.iter().copied());
}

/// The same zip with one entry changed.
fn in_an_entry(input: &[u8], other: &[u8], dice: &mut Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(input)).ok()?;
    let chosen = dice.usize(..archive.len().max(1));
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..archive.len() {
        let mut entry = archive.by_index(n).ok()?;
        let mut name = entry.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        (&mut entry).take(1 << 22).read_to_end(&mut bytes).ok()?;
        if n == chosen {
            if dice.u8(..) < 16 {
                name.push_str("../x");
            }
            for _ in 0..dice.usize(1..=6) {
                change(&mut bytes, other, dice);
            }
        }
        out.start_file(name, SimpleFileOptions::default().compression_method(entry.compression())).ok()?;
        out.write_all(&bytes).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}
