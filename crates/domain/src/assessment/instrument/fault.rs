//! What is wrong in a pack, as keys: their sentences stand under `pack_fault.`.

use crate::assessment::instrument::file::PackFile;

/// What is wrong: the key of its sentence with what fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultReason {
    /// Under `pack_fault.` in the sentences.
    pub key: &'static str,
    /// Name and value of each place in that sentence.
    pub args: Vec<(&'static str, String)>,
}

/// A [`FaultReason`]: `reason!("source_unknown", source = id)`.
macro_rules! reason {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::assessment::instrument::fault::FaultReason {
            key: $key,
            args: vec![$((stringify!($name), $value.to_string())),*],
        }
    };
}

/// A place in a pack that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {} {:?}", reason.key, reason.args)]
pub struct PackFault {
    /// Path below the pack's folder.
    pub file: String,
    /// Counted from 1; 0 when the whole file or a missing file is meant.
    pub line: usize,
    /// What is wrong there.
    pub reason: FaultReason,
}

/// Every fault found so far.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<PackFault>);

impl Faults {
    /// Tells a fault at a byte of a file.
    pub(crate) fn add(&mut self, file: &PackFile<'_>, at: usize, reason: FaultReason) {
        let line = file.text.get(..at).map_or(0, |head| head.matches('\n').count() + 1);
        self.0.push(PackFault { file: file.path.into(), line, reason });
    }
}

/// What the reader of TOML says, as far as its commonest words are known; the rest
/// is passed on as it stands.
pub(crate) fn syntax(message: &str) -> FaultReason {
    let quoted = |head: &str| message.strip_prefix(head)?.split('`').next();
    if let Some(key) = quoted("unknown field `") {
        return reason!("key_unknown", key = key);
    }
    if let Some(key) = quoted("missing field `") {
        return reason!("key_missing", key = key);
    }
    if let Some(value) = message.strip_suffix(NOT_DECIMAL) {
        return reason!("not_decimal", value = value.trim_end());
    }
    reason!("syntax", detail = message)
}

/// How the reader of decimals ends its refusal.
pub(crate) const NOT_DECIMAL: &str = "is not a decimal of six digits";
