//! Versions of the program, as Cargo.toml and Windows write them: three numbers.

use std::{fmt, str::FromStr};

/// `1.20.3`, in the order of its numbers.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ProgramVersion([u32; 3]);

impl FromStr for ProgramVersion {
    type Err = ();

    /// Exactly three numbers without signs, blanks or zeros in front: one version has one
    /// text.
    fn from_str(text: &str) -> Result<Self, ()> {
        let read = |it: &str| it.parse::<u32>().ok().filter(|number| number.to_string() == it);
        let mut parts = text.split('.').map(read);
        let mut next = || parts.next().flatten().ok_or(());
        let numbers = [next()?, next()?, next()?];
        if parts.next().is_some() { Err(()) } else { Ok(Self(numbers)) }
    }
}

impl fmt::Display for ProgramVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let read = |it: &str| it.parse::<ProgramVersion>();
        let order = ["0.0.1", "0.1.0", "0.2.0", "0.10.0", "1.0.0", "1.0.4294967295"].map(|it| read(it).unwrap());
        assert!(order.is_sorted());
        assert_eq!(order[3].to_string(), "0.10.0");
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.3-rc.1", "01.2.3", "1.+2.3", "1.2. 3", "1.2.4294967296", "a.b.c"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
