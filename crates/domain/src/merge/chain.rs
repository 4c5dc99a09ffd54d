//! What an act says, as bytes that every laptop agrees on. Their hash is the act's
//! own, and the next act of the same device begins with it: so nobody's hand and no
//! failing disk changes an act, or takes one out, without its being seen.
//!
//! The hash is what a device will sign. Hashing itself is given to this crate.

use std::{fmt, str::FromStr};

use crate::{
    core::id::{DeviceId, Subject},
    merge::change::{Act, Change, FieldKey, Stamp},
};

/// SHA-256 of an act with that of the act before it. Its text form is 64 lower-case hex
/// digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActHash(pub [u8; 32]);

impl ActHash {
    /// What stands before the first act of a device.
    pub const NONE: Self = Self([0; 32]);
    /// What stands before an act that is lost: nobody knows it.
    pub const UNKNOWN: Self = Self([0xff; 32]);
}

impl fmt::Display for ActHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|it| write!(f, "{it:02x}"))
    }
}

impl FromStr for ActHash {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let digit = |it: u8| char::from(it).to_digit(16).filter(|_| !it.is_ascii_uppercase());
        let mut hash = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 64 {
            return Err(text.to_owned());
        }
        for (byte, pair) in hash.iter_mut().zip(pairs) {
            let [high, low] = pair else { return Err(text.to_owned()) };
            let both = digit(*high).zip(digit(*low)).ok_or_else(|| text.to_owned())?;
            *byte = u8::try_from(both.0 * 16 + both.1).unwrap_or_default();
        }
        Ok(Self(hash))
    }
}

/// An act with its place among those of its device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainedAct {
    /// What was done, in the words and under the stamps of the laptop that did it.
    pub act: Act,
    /// Hash of the act of that device before it; [`ActHash::NONE`] for its first.
    pub previous: ActHash,
    /// Of the act and of `previous`.
    pub hash: ActHash,
}

impl ChainedAct {
    /// Puts an act behind another. `digest` is SHA-256.
    pub fn new(act: Act, previous: ActHash, digest: fn(&[u8]) -> [u8; 32]) -> Self {
        let hash = ActHash(digest(&act_bytes(&act, previous)));
        Self { act, previous, hash }
    }

    /// The hollow place of the act that this one stands behind, for whoever does not have
    /// that: nothing is known of it but its hash, and that it came before.
    pub fn hollow_before(&self) -> Self {
        let Stamp { counter, device } = self.act.first;
        let first = Stamp { counter: counter.saturating_sub(1).max(1), device };
        let mut act = Act { first, op: String::new(), at: 0, person: String::new(), changes: Vec::new() };
        act.hollow();
        Self { act, previous: ActHash::UNKNOWN, hash: self.previous }
    }

    /// Whether it is the hollow place of an act that is lost.
    pub fn is_hollow(&self) -> bool {
        self.previous == ActHash::UNKNOWN && self.act.changes.is_empty()
    }

    /// Whether the hash is that of what stands here. `digest` is SHA-256.
    pub fn is_sound(&self, digest: fn(&[u8]) -> [u8; 32]) -> bool {
        self.hash.0 == digest(&act_bytes(&self.act, self.previous))
    }
}

/// The name of a branch: of the device that two copies went on as, and the first act
/// that is this copy's alone. So every laptop calls it the same.
pub fn branch_id(device: DeviceId, first: ActHash, digest: fn(&[u8]) -> [u8; 32]) -> DeviceId {
    let [bytes @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _] =
        digest(&[device.0.as_bytes().as_slice(), first.0.as_slice()].concat());
    DeviceId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Everything that an act's hash is taken of. An act that is just being written gives
/// [`opening`], [`change_bytes`] of every change and [`ENDING`], one after the other.
pub fn act_bytes(act: &Act, previous: ActHash) -> Vec<u8> {
    let mut bytes = opening(previous, act.first, &act.op, act.at, &act.person);
    act.changes.iter().for_each(|it| change_bytes(&mut bytes, it));
    bytes.push(ENDING);
    bytes
}

/// What stands at the beginning: so that the hash can be of nothing else.
const KIND: &str = "prakarsa act 1";
const CHANGE: u8 = 1;
/// Behind the last change.
pub const ENDING: u8 = 0;

/// The bytes before the first change.
pub fn opening(previous: ActHash, first: Stamp, op: &str, at: i64, person: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(256);
    text(&mut bytes, KIND);
    bytes.extend(previous.0);
    stamp(&mut bytes, first);
    text(&mut bytes, op);
    bytes.extend(at.to_be_bytes());
    text(&mut bytes, person);
    bytes
}

/// Adds the bytes of one change. Its stamp follows from its place, and what it replaces
/// has no order.
pub fn change_bytes(bytes: &mut Vec<u8>, change: &Change) {
    written_bytes(bytes, (&change.subject, &change.field), change.value.as_deref(), &change.replaces);
}

/// The same of what is written to a field of a subject.
pub fn written_bytes(bytes: &mut Vec<u8>, (subject, field): (&str, &str), value: Option<&str>, replaces: &[Stamp]) {
    bytes.push(CHANGE);
    text(bytes, subject);
    text(bytes, field);
    match value {
        None => bytes.push(0),
        Some(value) => {
            bytes.push(1);
            text(bytes, value);
        }
    }
    let mut replaces = replaces.to_vec();
    replaces.sort_unstable();
    replaces.dedup();
    bytes.extend((replaces.len() as u64).to_be_bytes());
    replaces.into_iter().for_each(|it| stamp(bytes, it));
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_be_bytes());
    bytes.extend(text.as_bytes());
}

fn stamp(bytes: &mut Vec<u8>, Stamp { counter, device: DeviceId(device) }: Stamp) {
    bytes.extend(counter.to_be_bytes());
    bytes.extend(device.as_bytes());
}

impl Act {
    /// What of an act from outside can stand in no history, as a stable key; honest ones
    /// have nothing of that kind.
    pub fn fault(&self) -> Option<&'static str> {
        let person = if is_name(&self.person) || self.person.is_empty() { None } else { Some("person") };
        let op = if is_name(&self.op) { None } else { Some("op") };
        op.or(person).or_else(|| self.changes.iter().zip(self.first.counter..).find_map(|it| it.0.fault(it.1)))
    }

    /// Makes the act a place in the chain of its device: of what it says nothing is
    /// believed but who did it.
    pub fn hollow(&mut self) {
        self.changes.clear();
        UNSOUND.clone_into(&mut self.op);
        if !is_name(&self.person) {
            self.person.clear();
        }
    }
}

/// Longest subject, field, op or person, in characters.
const MAX_NAME: usize = 512;
/// Longest value of a change, in bytes.
const MAX_VALUE: usize = 4 * 1024 * 1024;
/// Most stamps that one change may replace: a removal lists all that stood of its subject.
const MAX_REPLACES: usize = 1_000_000;
/// Stands for the name of an act of which nothing is believed.
const UNSOUND: &str = "unsound";

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control)
}

impl Change {
    fn fault(&self, counter: u64) -> Option<&'static str> {
        let faults = [
            (!is_name(&self.subject) || !Subject::is_key(&self.subject), "subject"),
            (!is_name(&self.field) || !FieldKey::is_key(&self.field), "field"),
            (self.stamp.counter != counter, "stamps_not_consecutive"),
            (self.value.as_ref().is_some_and(|it| it.len() > MAX_VALUE), "value_too_long"),
            (self.replaces.len() > MAX_REPLACES, "replaces_too_many"),
            // A stamp is above everything its device had seen; otherwise chains of
            // replacements could form a circle and no value would be shown.
            (self.replaces.iter().any(|it| it.counter >= counter), "replaces_later"),
        ];
        faults.into_iter().find_map(|(is, what)| is.then_some(what))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn act() -> Act {
        let stamp = |counter, device| Stamp { counter, device: DeviceId(Uuid::from_u128(device)) };
        let change = |counter, field: &str, value: Option<&str>| Change {
            stamp: stamp(counter, 1),
            subject: "daerah".into(),
            field: field.into(),
            value: value.map(str::to_owned),
            replaces: vec![stamp(2, 1), stamp(1, 2)],
        };
        Act {
            first: stamp(5, 1),
            op: "edit".into(),
            at: 7,
            person: "Sri".into(),
            changes: vec![change(5, "pemda/nama", Some("Kota")), change(6, "x", None)],
        }
    }

    #[test]
    fn whatever_an_act_says_is_in_its_bytes() {
        let told = |edit: &dyn Fn(&mut Act)| {
            let mut it = act();
            edit(&mut it);
            act_bytes(&it, ActHash::NONE)
        };
        let same = told(&|_| {});
        let differ: [&dyn Fn(&mut Act); 11] = [
            &|it| it.first.counter = 6,
            &|it| it.first.device = DeviceId(Uuid::from_u128(2)),
            &|it| it.op.push('s'),
            &|it| it.at = -7,
            &|it| it.person.clear(),
            &|it| drop(it.changes.pop()),
            &|it| it.changes.reverse(),
            &|it| it.changes[0].value = None,
            &|it| it.changes[1].value = Some(String::new()),
            &|it| it.changes[0].field = "pemda/nam".into(),
            &|it| it.changes[0].replaces.truncate(1),
        ];
        for (nth, edit) in differ.iter().enumerate() {
            assert_ne!(told(*edit), same, "{nth}");
        }
        assert_ne!(act_bytes(&act(), ActHash([1; 32])), same);
        assert_eq!(told(&|it| it.changes[0].replaces.reverse()), same, "no order among what is replaced");
    }

    #[test]
    fn letters_do_not_move_from_one_text_to_the_next() {
        let mut a = act();
        (a.op, a.person) = ("ab".into(), "c".into());
        let mut b = act();
        (b.op, b.person) = ("a".into(), "bc".into());
        assert_ne!(act_bytes(&a, ActHash::NONE), act_bytes(&b, ActHash::NONE));
    }

    #[test]
    fn a_hash_survives_its_text() {
        let hash = ActHash(std::array::from_fn(|it| u8::try_from(it * 7).unwrap()));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for bad in ["", "00", &"0".repeat(63), &"A".repeat(64), &"g".repeat(64), &"é".repeat(32)] {
            assert!(bad.parse::<ActHash>().is_err(), "{bad}");
        }
    }
}
