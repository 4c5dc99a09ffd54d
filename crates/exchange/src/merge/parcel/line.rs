//! One act as one line of JSON.

use std::{collections::BTreeMap, fmt, io};

use domain::{
    core::id::DeviceId,
    merge::{
        chain::{ActHash, ChainedAct},
        change::{Act, Change, MAX_COUNTER, Stamp},
    },
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

#[derive(Serialize, Deserialize)]
struct ParcelAct {
    first: StampText,
    op: String,
    at: i64,
    person: String,
    /// From version 2 on.
    #[serde(default)]
    previous: Option<HashText>,
    #[serde(default)]
    hash: Option<HashText>,
    changes: Vec<ChangeLine>,
}

#[derive(Serialize, Deserialize)]
struct ChangeLine {
    subject: String,
    field: String,
    value: Option<String>,
    #[serde(default)]
    replaces: Vec<StampText>,
}

/// The place of an act of which more cannot be read: something in it is of another kind.
#[derive(Deserialize)]
struct ParcelPlace {
    first: StampText,
    #[serde(default)]
    previous: Option<HashText>,
    #[serde(default)]
    hash: Option<HashText>,
    changes: Vec<de::IgnoredAny>,
}

impl From<ParcelPlace> for ParcelAct {
    /// With changes that say nothing, so that nobody takes it in.
    fn from(place: ParcelPlace) -> Self {
        let nothing =
            |_| ChangeLine { subject: String::new(), field: String::new(), value: None, replaces: Vec::new() };
        Self {
            first: place.first,
            op: String::new(),
            at: 0,
            person: String::new(),
            previous: place.previous,
            hash: place.hash,
            changes: place.changes.into_iter().map(nothing).collect(),
        }
    }
}

/// Something in its text form.
macro_rules! text_form {
    ($name:ident, $of:ty, $what:literal) => {
        struct $name($of);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl de::Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map($name).map_err(|_| E::custom(concat!("not ", $what)))
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    };
}

text_form!(StampText, Stamp, "a stamp");
text_form!(HashText, ActHash, "a hash");

/// Why an act cannot be written so that it can be read again.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct AppendError(pub &'static str);

/// The line of an act, with its line end.
pub(super) fn write_line(ChainedAct { act, previous, hash }: &ChainedAct) -> Result<Vec<u8>, AppendError> {
    check_counters(act).and_then(|()| act.fault().map_or(Ok(()), Err)).map_err(AppendError)?;
    let change = |it: &Change| ChangeLine {
        subject: it.subject.clone(),
        field: it.field.clone(),
        value: it.value.clone(),
        replaces: it.replaces.iter().copied().map(StampText).collect(),
    };
    let line = ParcelAct {
        first: StampText(act.first),
        op: act.op.clone(),
        at: act.at,
        person: act.person.clone(),
        previous: Some(HashText(*previous)),
        hash: Some(HashText(*hash)),
        changes: act.changes.iter().map(change).collect(),
    };
    let mut bytes = serde_json::to_vec(&line).map_err(|_| AppendError("not_json"))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads the lines of one parcel. Whoever takes an act in that he does not have holds it
/// against its hash and asks what it says ([`Act::fault`]): one that has rotted at the
/// sender's, or cannot be read, stops nobody from taking in the others.
#[derive(Default)]
pub(super) struct LineReader {
    /// A parcel of version 1 has no hashes: an act stands behind the one of its device
    /// that came before it. Such parcels are whole histories in the order they grew, so
    /// that is where it stood. Holds the counter behind the last act of each device.
    pub unchained: Option<BTreeMap<DeviceId, (u64, ActHash)>>,
}

impl LineReader {
    /// The act of a line.
    ///
    /// # Errors
    /// A stable key of what is wrong: not even its place can be read.
    pub(super) fn read(&mut self, line: &[u8]) -> Result<ChainedAct, &'static str> {
        let line: ParcelAct = match serde_json::from_slice(line) {
            Ok(line) => line,
            Err(error) if error.is_data() => {
                serde_json::from_slice::<ParcelPlace>(line).map_err(|_| "not_an_act")?.into()
            }
            Err(_) => return Err("not_json"),
        };
        let first = line.first.0;
        let change = |(it, counter): (ChangeLine, u64)| Change {
            stamp: Stamp { counter, device: first.device },
            subject: it.subject,
            field: it.field,
            value: it.value,
            replaces: it.replaces.into_iter().map(|it| it.0).collect(),
        };
        let act = Act {
            first,
            op: line.op,
            at: line.at,
            person: line.person,
            changes: line.changes.into_iter().zip(first.counter..).map(change).collect(),
        };
        check_counters(&act)?;
        let Some(known) = &mut self.unchained else {
            let (previous, hash) = line.previous.zip(line.hash).ok_or("no_hash")?;
            return Ok(ChainedAct { act, previous: previous.0, hash: hash.0 });
        };
        let before = known.get(&first.device).filter(|it| it.0 <= first.counter);
        let act = ChainedAct::new(act, before.map_or(ActHash::NONE, |it| it.1), sha256);
        known.insert(first.device, (act.act.end(), act.hash));
        Ok(act)
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Its counters are some that a laptop can have counted to.
fn check_counters(act: &Act) -> Result<(), &'static str> {
    let n = act.changes.len() as u64;
    let fine = act.first.counter > 0 && act.first.counter.saturating_add(n) <= MAX_COUNTER;
    if fine { Ok(()) } else { Err("counter") }
}

/// Acts as one stream of bytes, a line at a time, counting on the way.
pub(super) struct Lines<I> {
    pub acts: I,
    pub line: Vec<u8>,
    pub at: usize,
    pub n_act: u64,
    pub n_change: u64,
    /// The reason of the io error that ended the stream.
    pub failed: Option<super::Error>,
}

impl<I, E> io::Read for Lines<I>
where
    I: Iterator<Item = Result<ChainedAct, E>>,
    E: fmt::Display,
{
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.line.len() {
            let Some(act) = self.acts.next() else { return Ok(0) };
            let line = act.map_err(|it| super::Error::History(it.to_string())).and_then(|act| {
                self.n_change += act.act.changes.len() as u64;
                self.n_act += 1;
                let line = self.n_act;
                write_line(&act).map_err(|it| super::Error::BadAct { line, detail: it.0 })
            });
            match line {
                Ok(line) => (self.line, self.at) = (line, 0),
                Err(error) => {
                    self.failed = Some(error);
                    return Err(io::Error::other("history"));
                }
            }
        }
        let rest = self.line.get(self.at..).unwrap_or_default();
        let n = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.at += n;
        Ok(n)
    }
}
