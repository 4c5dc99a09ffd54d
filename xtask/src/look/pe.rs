//! The head of a Windows program, read by hand: for which machine it is, whether it opens
//! a console, what it loads, and the version that Explorer shows.

/// `IMAGE_FILE_MACHINE_AMD64`.
pub const AMD64: u16 = 0x8664;
/// `IMAGE_SUBSYSTEM_WINDOWS_GUI`: no console opens with it.
pub const WINDOW: u16 = 2;
/// `IMAGE_SUBSYSTEM_WINDOWS_CUI`.
pub const CONSOLE: u16 = 3;

/// What the head says.
#[derive(Debug, PartialEq, Eq)]
pub struct Head {
    pub machine: u16,
    pub subsystem: u16,
    /// The libraries that Windows loads with it, in small letters.
    pub loads: Vec<String>,
    /// The file version of its resources, four numbers.
    pub version: Option<String>,
}

/// Reads the head of a 64 bit program; none where it is not one. Of one for another
/// machine only that machine is told.
pub fn read(bytes: &[u8]) -> Option<Head> {
    if bytes.get(..2)? != b"MZ" {
        return None;
    }
    let head = size(u32_at(bytes, 0x3c)?)?;
    if bytes.get(head..head.checked_add(4)?)? != b"PE\0\0" {
        return None;
    }
    let machine = u16_at(bytes, head + 4)?;
    let optional = head + 24;
    let told = Head { machine, subsystem: u16_at(bytes, optional + 68)?, loads: Vec::new(), version: None };
    // 0x20b: addresses of 64 bit; the tables below lie elsewhere in others.
    if u16_at(bytes, optional)? != 0x20b {
        return Some(told);
    }
    let sections = Sections {
        bytes,
        table: optional + usize::from(u16_at(bytes, head + 20)?),
        n: usize::from(u16_at(bytes, head + 6)?),
    };
    Some(Head { loads: sections.imports(u32_at(bytes, optional + 120)?), version: version(bytes), ..told })
}

struct Sections<'a> {
    bytes: &'a [u8],
    table: usize,
    n: usize,
}

impl Sections<'_> {
    /// Where in the file lies what is loaded at an address.
    fn at(&self, address: u32) -> Option<usize> {
        (0..self.n).find_map(|it| {
            let section = self.table + it * 40;
            let [virtual_size, start, raw_size, raw] =
                [8, 12, 16, 20].map(|it| u32_at(self.bytes, section + it).unwrap_or_default());
            let inside = address.checked_sub(start).filter(|it| *it < virtual_size.max(raw_size))?;
            size(raw.checked_add(inside)?)
        })
    }

    /// Names in the table of imports at an address.
    fn imports(&self, table: u32) -> Vec<String> {
        // More than any program has; a broken table may have no end.
        const MOST: u32 = 500;
        let name = |it: u32| {
            let entry = self.at(table.checked_add(it * 20)?)?;
            let named = u32_at(self.bytes, entry + 12).filter(|it| *it != 0)?;
            let name = self.bytes.get(self.at(named)?..)?;
            let name = name.get(..name.iter().take(256).position(|it| *it == 0)?)?;
            Some(String::from_utf8_lossy(name).to_lowercase())
        };
        if table == 0 { Vec::new() } else { (0..MOST).map_while(name).collect() }
    }
}

/// `VS_FIXEDFILEINFO` lies somewhere in the resources and begins with this; the version of
/// its own form follows, which NSIS leaves at 0.
fn version(bytes: &[u8]) -> Option<String> {
    const MARK: [u8; 4] = [0xbd, 0x04, 0xef, 0xfe];
    let is_form = |at: usize| matches!(u32_at(bytes, at + MARK.len()), Some(0 | 0x1_0000));
    let at = bytes.windows(MARK.len()).enumerate().find(|it| it.1 == MARK && is_form(it.0))?.0;
    let (high, low) = (u32_at(bytes, at + 8)?, u32_at(bytes, at + 12)?);
    Some(format!("{}.{}.{}.{}", high >> 16, high & 0xffff, low >> 16, low & 0xffff))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn size(number: u32) -> Option<usize> {
    usize::try_from(number).ok()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A program of nothing but its head: one section at address 0x1000.
    pub fn made(machine: u16, subsystem: u16, loads: &[&str], version: Option<[u16; 4]>) -> Vec<u8> {
        let mut bytes = vec![0; 0x200];
        let mut put = |at: usize, what: &[u8]| bytes[at..at + what.len()].copy_from_slice(what);
        put(0, b"MZ");
        put(0x3c, &0x40_u32.to_le_bytes());
        put(0x40, b"PE\0\0");
        put(0x44, &machine.to_le_bytes());
        put(0x46, &1_u16.to_le_bytes());
        put(0x54, &0xf0_u16.to_le_bytes());
        put(0x58, &0x20b_u16.to_le_bytes());
        put(0x58 + 68, &subsystem.to_le_bytes());
        if !loads.is_empty() {
            put(0x58 + 120, &0x1000_u32.to_le_bytes());
        }
        // The section: its size, address, size and place in the file.
        for (at, value) in [(8, 0x1000_u32), (12, 0x1000), (16, 0x1000), (20, 0x200)] {
            put(0x58 + 0xf0 + at, &value.to_le_bytes());
        }
        let mut section = vec![0; 0x1000];
        let mut free = 0x800;
        for (at, name) in loads.iter().enumerate() {
            let address = u32::try_from(0x1000 + free).unwrap();
            section[at * 20 + 12..at * 20 + 16].copy_from_slice(&address.to_le_bytes());
            section[free..free + name.len()].copy_from_slice(name.as_bytes());
            free += name.len() + 1;
        }
        if let Some([a, b, c, d]) = version {
            section[0x600..0x608].copy_from_slice(&[0xbd, 0x04, 0xef, 0xfe, 0, 0, 1, 0]);
            for (at, value) in [(0x608, b), (0x60a, a), (0x60c, d), (0x60e, c)] {
                section[at..at + 2].copy_from_slice(&value.to_le_bytes());
            }
        }
        bytes.extend(section);
        bytes
    }

    #[test]
    fn a_head_says_machine_window_libraries_and_version() {
        let bytes = made(AMD64, WINDOW, &["KERNEL32.dll", "WebView2Loader.dll"], Some([0, 1, 20, 0]));
        let head = read(&bytes).unwrap();
        assert_eq!((head.machine, head.subsystem), (AMD64, WINDOW));
        assert_eq!(head.loads, ["kernel32.dll", "webview2loader.dll"]);
        assert_eq!(head.version.as_deref(), Some("0.1.20.0"));
        assert_eq!(read(&made(0x14c, CONSOLE, &[], None)).unwrap().machine, 0x14c);
    }

    #[test]
    fn what_is_no_program_or_is_cut_off_is_none_and_nothing_breaks() {
        let whole = made(AMD64, WINDOW, &["KERNEL32.dll"], None);
        for n in 0..whole.len() {
            let _ = read(&whole[..n]);
        }
        // Any byte of the head may be anything.
        for at in 0..0x200 {
            let mut bytes = whole.clone();
            bytes[at] = 0xff;
            let _ = read(&bytes);
        }
        assert_eq!(read(b"#!/bin/sh"), None);
        assert_eq!(read(&whole[..0x50]), None);
    }
}
