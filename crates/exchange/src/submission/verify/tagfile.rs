//! Tag files: lines in any encoding, the declaration, and `bag-info.txt`.

use std::io::{self, Read};

use domain::core::notice::NoticeCode;
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Notes;

/// The version of BagIt that a bag follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct BagVersion(pub u32, pub u32);

pub(super) const V0_96: BagVersion = BagVersion(0, 96);
const V0_97: BagVersion = BagVersion(0, 97);
pub(super) const V1_0: BagVersion = BagVersion(1, 0);

/// What `bagit.txt` says.
pub(super) struct Declaration {
    pub version: BagVersion,
    /// As written.
    pub version_text: String,
    pub encoding: &'static Encoding,
}

/// Bytes of `bagit.txt` that are looked at.
pub(super) const MAX_DECLARATION: u64 = 64 * 1024;

/// Reads `bagit.txt`; faults say what is wrong, and the rest goes on by 1.0.
pub(super) fn declaration(bytes: &[u8], faults: &mut Notes) -> Declaration {
    const FILE: &str = "bagit.txt";
    let mut declared = Declaration { version: V1_0, version_text: String::new(), encoding: UTF_8 };
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => {
            faults.file(NoticeCode::BagBagitTxtBom, FILE);
            rest
        }
        None => bytes,
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        faults.file(NoticeCode::BagBagitTxtMalformed, FILE);
        return declared;
    };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<&str> = text.split('\n').collect();
    if lines.last() == Some(&"") {
        lines.pop();
    }
    let value = |line: Option<&&str>, label: &str| {
        let (found, value) = line?.split_once(':')?;
        let labelled = found.trim().eq_ignore_ascii_case(label);
        labelled.then(|| (found == label, value.to_owned()))
    };
    let version = value(lines.first(), "BagIt-Version");
    let encoding = value(lines.get(1), "Tag-File-Character-Encoding");
    let (Some(version), Some(encoding)) = (version, encoding) else {
        faults.file(NoticeCode::BagBagitTxtMalformed, FILE);
        return declared;
    };
    let number = version.1.trim();
    let parts = number.split_once('.').and_then(|(major, minor)| {
        let digits = |it: &str| {
            let plain = !it.is_empty() && it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
            it.parse().ok().filter(|_| plain)
        };
        Some(BagVersion(digits(major)?, digits(minor)?))
    });
    let Some(parts) = parts else {
        faults.file(NoticeCode::BagBagitTxtMalformed, FILE);
        return declared;
    };
    if parts > V1_0 || parts < BagVersion(0, 93) {
        faults.add(NoticeCode::BagVersionUnknown, vec![("version", number.to_owned())]);
    }
    declared.version = parts;
    declared.version_text = crate::excerpt(number);
    // 0.97 binds the colon to the label; 1.0 asks for these two lines to the letter.
    let one_blank = |value: &str| value.strip_prefix(' ').is_some_and(|it| it.trim() == it);
    let exact = version.0 && encoding.0;
    let strict = one_blank(&version.1) && one_blank(&encoding.1) && lines.len() == 2;
    let blank_rest = lines.iter().skip(2).all(|it| it.trim().is_empty());
    if (parts >= V0_97 && !exact) || (parts >= V1_0 && !strict) || !blank_rest {
        faults.file(NoticeCode::BagBagitTxtMalformed, FILE);
    }
    let label = encoding.1.trim();
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => declared.encoding = encoding,
        None => faults.add(NoticeCode::BagEncodingUnknown, vec![("encoding", label.to_owned())]),
    }
    // "UTF-16" alone leaves the order of bytes to a mark, and without one to RFC
    // 2781: big end first.
    if label.eq_ignore_ascii_case("utf-16") {
        declared.encoding = UTF_16BE;
    }
    declared
}

/// How the lines of a tag file were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TagReading {
    Whole,
    /// Some bytes do not belong to the encoding.
    BadEncoding,
    TooLarge,
}

/// Longest line of a tag file, in bytes of UTF-8.
const MAX_LINE: usize = 1024 * 1024;

/// Calls `line` with every line that is not blank, decoded, without its end (LF,
/// CR or CRLF), until it answers `false`; lines count from 1. Memory stays at
/// one buffer and one line.
pub(super) fn each_line(
    reader: &mut dyn Read,
    encoding: &'static Encoding,
    limit: u64,
    mut line: impl FnMut(u64, &str) -> bool,
) -> io::Result<TagReading> {
    let mut decoder = if encoding == UTF_16BE || encoding == UTF_16LE {
        // A mark may turn the order of bytes.
        encoding.new_decoder()
    } else {
        encoding.new_decoder_with_bom_removal()
    };
    let mut reading = TagReading::Whole;
    let mut left = limit;
    let mut input = vec![0; 64 * 1024];
    let mut decoded = String::with_capacity(64 * 1024);
    let mut pending = String::new();
    let (mut number, mut after_cr) = (0, false);
    loop {
        let n = match reader.read(&mut input) {
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        left = match left.checked_sub(n as u64) {
            Some(left) => left,
            None => return Ok(TagReading::TooLarge),
        };
        let mut bytes = input.get(..n).unwrap_or_default();
        loop {
            decoded.clear();
            let (result, used, had_errors) = decoder.decode_to_string(bytes, &mut decoded, n == 0);
            if had_errors {
                reading = TagReading::BadEncoding;
            }
            for it in decoded.chars() {
                match it {
                    '\n' if after_cr => after_cr = false,
                    '\n' | '\r' => {
                        after_cr = it == '\r';
                        number += 1;
                        if !pending.trim().is_empty() && !line(number, &pending) {
                            return Ok(reading);
                        }
                        pending.clear();
                    }
                    it => {
                        after_cr = false;
                        pending.push(it);
                    }
                }
            }
            if pending.len() > MAX_LINE {
                return Ok(TagReading::TooLarge);
            }
            bytes = bytes.get(used..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if n == 0 {
            break;
        }
    }
    if !pending.trim().is_empty() {
        line(number + 1, &pending);
    }
    Ok(reading)
}

/// The elements of `bag-info.txt` that a proof needs.
#[derive(Default)]
pub(super) struct BagInfo {
    /// Values of every `Payload-Oxum`.
    pub oxum: Vec<String>,
    /// Of what it is a part.
    pub group: String,
    /// Which of how many, as it is written.
    pub count: String,
    /// By which profile it says to be made.
    pub profile: String,
    /// What whoever made it calls it.
    pub sender: String,
    label: Option<String>,
}

impl BagInfo {
    /// Takes one line; `Err` when it is neither element nor continuation.
    pub(super) fn line(&mut self, line: &str) -> Result<(), ()> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if line.starts_with([' ', '\t']) && self.label.is_some() {
            match (self.label.as_deref(), self.oxum.last_mut()) {
                (Some("payload-oxum"), Some(value)) => value.push_str(line.trim()),
                (Some("bag-group-identifier"), _) => self.group.push_str(line.trim()),
                _ => {}
            }
            return Ok(());
        }
        let (label, value) = line.split_once(':').ok_or(())?;
        let label = label.trim().to_lowercase();
        if label.is_empty() {
            return Err(());
        }
        match label.as_str() {
            "payload-oxum" => self.oxum.push(value.trim().to_owned()),
            "bag-group-identifier" => value.trim().clone_into(&mut self.group),
            "bagit-profile-identifier" => value.trim().clone_into(&mut self.profile),
            "internal-sender-identifier" => value.trim().clone_into(&mut self.sender),
            "bag-count" => value.trim().clone_into(&mut self.count),
            _ => {}
        }
        self.label = Some(label);
        Ok(())
    }
}

/// Most volumes of one bundle: each one that is missing is told.
const MAX_VOLUMES: u32 = 10_000;

/// `n of m` of a Bag-Count; None where the number of all is not told, or is more than
/// anybody carries.
pub(super) fn read_count(text: &str) -> Option<(u32, u32)> {
    let (n, of) = text.split_once(" of ")?;
    let (n, of) = (n.trim().parse().ok()?, of.trim().parse().ok()?);
    ((1..=of).contains(&n) && of <= MAX_VOLUMES).then_some((n, of))
}

/// `bytes.files` of a Payload-Oxum.
pub(super) fn read_oxum(text: &str) -> Option<(u64, u64)> {
    let (size, n) = text.split_once('.')?;
    let number = |it: &str| it.parse().ok().filter(|_| it.bytes().all(|it| it.is_ascii_digit()));
    Some((number(size)?, number(n)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_one_of_as_many_as_somebody_carries() {
        for (text, read) in [
            ("1 of 3", Some((1, 3))),
            ("3 of 3", Some((3, 3))),
            ("10000 of 10000", Some((10_000, 10_000))),
            ("0 of 3", None),
            ("4 of 3", None),
            ("1 of ?", None),
            ("1 of 10001", None),
            ("1 of 4294967295", None),
            ("1 of 99999999999999999999", None),
            ("", None),
        ] {
            assert_eq!(read_count(text), read, "{text}");
        }
    }
}
