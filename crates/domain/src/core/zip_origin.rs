//! Where a zip says that it was made: the same on every system, so that equal input
//! gives equal bytes.

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const UNIX: u8 = 3;

/// Lets every entry of a zip say that it was made on Unix. A library that writes
/// workbooks says the system it runs on, and leaves nobody the choice.
///
/// None: it is no zip, or one with more or larger entries than a plain zip holds; then
/// those before the odd one are changed.
pub fn say_made_on_unix(zip: &mut [u8]) -> Option<()> {
    let end = zip.windows(END.len()).rposition(|it| it == END)?;
    let n_entry = number(zip, end + 10, 2)?;
    let mut at = number(zip, end + 16, 4)?;
    for _ in 0..n_entry {
        if zip.get(at..at + ENTRY.len())? != ENTRY {
            return None;
        }
        *zip.get_mut(at + 5)? = UNIX;
        // Of its name, its further fields and its remark.
        let lengths = [28, 30, 32].map(|it| number(zip, at + it, 2));
        at += 46 + lengths.into_iter().sum::<Option<usize>>()?;
    }
    Some(())
}

/// A number of some bytes, the lowest first.
fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    Some(bytes.get(at..at + size)?.iter().rev().fold(0, |sum, it| (sum << 8) | usize::from(*it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two empty files as a program on `system` packs them, the second with a remark.
    fn packed(system: u8) -> Vec<u8> {
        let mut zip = b"PK\x03\x04 what lies in it: PK\x01\x02..........".to_vec();
        let start = u8::try_from(zip.len()).unwrap();
        for (name, remark) in [(&b"a.xml"[..], &b""[..]), (b"b.xml", b"PK\x05")] {
            let mut entry = [0_u8; 46];
            entry[..4].copy_from_slice(ENTRY);
            (entry[4], entry[5]) = (20, system);
            (entry[28], entry[32]) = (u8::try_from(name.len()).unwrap(), u8::try_from(remark.len()).unwrap());
            zip.extend([&entry[..], name, remark].concat());
        }
        let mut end = [0_u8; 22];
        end[..4].copy_from_slice(END);
        (end[10], end[16]) = (2, start);
        zip.extend(end);
        zip
    }

    #[test]
    fn a_zip_of_any_system_says_the_same() {
        for system in [0, 3, 10, 255] {
            let mut zip = packed(system);
            say_made_on_unix(&mut zip).unwrap();
            assert_eq!(zip, packed(UNIX), "{system}");
        }
    }

    #[test]
    fn what_is_no_zip_is_left() {
        for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"bukan zip PK\x05\x06 sama sekali, dan panjang"] {
            let mut same = bytes.to_vec();
            assert_eq!(say_made_on_unix(&mut same), None);
            assert_eq!(same, bytes);
        }
        let zip = packed(0);
        for n in 0..zip.len() {
            let _ = say_made_on_unix(&mut zip.clone()[..n]);
        }
    }
}
