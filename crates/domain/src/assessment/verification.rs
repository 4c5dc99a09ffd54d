//! Verification: where the answers of a subject lie on their way out, who may
//! move them, and what a verifier accepted.
//!
//! A role is what somebody says he is on this copy; it travels in history with
//! what he did. That is accountability, not access control: a desktop has none.
//!
//! A verdict holds all that was seen when it was given. While the same is to be
//! seen it stands; when any of it changes it lapses, and what changed can be told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::named;

named! {
    /// Who somebody is in the work of this registry.
    #[derive(Default)]
    pub enum Role {
        /// Fills in: a perangkat daerah, puskesmas, school or kelurahan.
        Operator = "operator",
        /// Gathers, checks and sends: the office of research and innovation.
        #[default]
        Officer = "officer",
        /// Looks at claim and bukti, accepts or returns.
        Verifier = "verifier",
        /// Signs: the head of the office, the Sekda, the head of the region.
        Head = "head",
    }
}

named! {
    /// Where the answers of a subject lie. The names are the ones officers use.
    #[derive(Default)]
    pub enum State {
        /// Being filled in; what nobody has moved is here.
        #[default]
        Draf = "draf",
        /// Waits for a verifier.
        Diajukan = "diajukan",
        /// Back at the desk that filled it in, with a note.
        Dikembalikan = "dikembalikan",
        /// A verifier is content.
        Disetujui = "disetujui",
        /// Signed.
        Disahkan = "disahkan",
        /// Everything to hand in is made.
        SiapKirim = "siap_kirim",
        /// Handed in.
        Terkirim = "terkirim",
    }
}

/// Every move there is: from, to, and who may make it.
pub const MOVES: &[(State, State, &[Role])] = {
    use {Role::*, State::*};
    &[
        (Draf, Diajukan, &[Operator, Officer]),
        (Diajukan, Draf, &[Operator, Officer]),
        (Diajukan, Dikembalikan, &[Verifier, Officer]),
        (Diajukan, Disetujui, &[Verifier]),
        (Dikembalikan, Diajukan, &[Operator, Officer]),
        (Dikembalikan, Draf, &[Operator, Officer]),
        (Disetujui, Dikembalikan, &[Verifier, Head]),
        (Disetujui, Disahkan, &[Head]),
        (Disahkan, Dikembalikan, &[Head]),
        (Disahkan, SiapKirim, &[Officer]),
        (SiapKirim, Dikembalikan, &[Officer]),
        (SiapKirim, Terkirim, &[Officer]),
        (Terkirim, Dikembalikan, &[Officer]),
    ]
};

/// Why a move or a verdict is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// [`MOVES`] has no row for it, whoever asks.
    #[error("{} does not lead to {}", from.name(), to.name())]
    NoSuchMove {
        /// Where the answers lie.
        from: State,
        /// Where they were to go.
        to: State,
    },
    /// The move exists, and others make it.
    #[error("{} may not move it from {} to {}", role.name(), from.name(), to.name())]
    NotThisRole {
        /// Who tried.
        role: Role,
        /// Where the answers lie.
        from: State,
        /// Where they were to go.
        to: State,
    },
    /// A return without a word of what is missing helps nobody.
    #[error("a return needs a note")]
    NoteMissing,
}

/// Whether a role may move answers from one state to another; a return needs a
/// note that says something.
///
/// # Errors
/// There is no such move, the role does not make it, or the note is missing.
pub fn check_move(from: State, to: State, role: Role, note: &str) -> Result<(), Refusal> {
    let known = MOVES.iter().find(|it| it.0 == from && it.1 == to).ok_or(Refusal::NoSuchMove { from, to })?;
    if !known.2.contains(&role) {
        return Err(Refusal::NotThisRole { role, from, to });
    }
    if to == State::Dikembalikan && note.trim().is_empty() {
        return Err(Refusal::NoteMissing);
    }
    Ok(())
}

/// The states that a role can move answers to from where they lie.
pub fn moves_from(from: State, role: Role) -> impl Iterator<Item = State> {
    MOVES.iter().filter(move |it| it.0 == from && it.2.contains(&role)).map(|it| it.1)
}

/// Whether answers in a state wait for a role to act. A draft waits for nobody: who
/// fills it in is at work.
pub fn waits_for(state: State, role: Role) -> bool {
    match state {
        State::Draf | State::Terkirim => false,
        State::Diajukan => role == Role::Verifier,
        State::Dikembalikan => matches!(role, Role::Operator | Role::Officer),
        State::Disetujui => role == Role::Head,
        State::Disahkan | State::SiapKirim => role == Role::Officer,
    }
}

/// A state with who brought the answers there. Its JSON is a value in history.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Passage {
    /// Where the answers lie since.
    pub state: State,
    /// The role in which he moved them.
    pub role: Role,
    /// What he wrote beside it; never empty on a return.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What was to be seen of one bukti.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct SeenBukti {
    /// Lower-case hex of the bytes, which tells it from the others.
    pub sha256: String,
    /// Name of the file then.
    pub nama_berkas: String,
    /// Number of the document; None where it was blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nomor: Option<String>,
    /// Date of the document in ISO form, possibly only year or month; None where it was blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tanggal: Option<String>,
    /// What the document is about; None where it was blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tentang: Option<String>,
    /// What kind of document it was said to be; None where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jenis_dokumen: Option<String>,
    /// Which pages were pointed at; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pages: String,
}

/// All that was to be seen of one answer. Its JSON has its keys in order, so that
/// the same sight has the same text everywhere: the text is its fingerprint.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Seen {
    /// Parameter and measuring basis, as history writes them; empty: none.
    pub choice: String,
    /// The text of that rung then.
    pub teks: String,
    /// The officer's numbers, by input.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub input: BTreeMap<String, String>,
    /// What the officer ticked, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tick: Vec<String>,
    /// In the order of their bytes and names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bukti: Vec<SeenBukti>,
    /// Fields of the profile that the checks of this indikator look at.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profile: BTreeMap<String, String>,
}

/// What a verifier said of one answer. Its JSON is a value in history.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// The parameter that was accepted; 0: returned.
    pub parameter: u8,
    /// What he wrote beside it; never empty on a return.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The role in which he gave it; others than `Verifier` are refused.
    pub role: Role,
    /// What he saw; the verdict stands while the same is to be seen.
    pub seen: Seen,
}

impl Verdict {
    /// Whether what was seen is no longer what is to be seen.
    pub fn has_lapsed(&self, now: &Seen) -> bool {
        self.seen != *now
    }

    /// The parameter that counts as verified today: what was accepted, while it
    /// stands.
    pub fn counts(&self, now: &Seen) -> u8 {
        if self.has_lapsed(now) { 0 } else { self.parameter }
    }
}

named! {
    /// What is to be seen of a bukti.
    pub enum SeenFact {
        /// The name the officer's file had.
        NamaBerkas = "nama_berkas",
        /// Number of the document.
        Nomor = "nomor",
        /// Date of the document, as precise as it is known.
        Tanggal = "tanggal",
        /// What the document is about.
        Tentang = "tentang",
        /// What kind of document it was said to be.
        JenisDokumen = "jenis_dokumen",
        /// The pages that count, as they were written.
        Pages = "pages",
    }
}

/// A part of what is to be seen of an answer. Its text is one line:
/// `choice`, `input/<id>`, `bukti/<nama_berkas>/nomor`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum SeenPart {
    /// Rung and measuring basis.
    Choice,
    /// The words of the rung.
    Teks,
    /// A number, by the id of its input.
    Input {
        /// Of the input.
        id: String,
    },
    /// What was ticked.
    Tick,
    /// A field of the profile.
    Profile {
        /// Name of the field.
        field: String,
    },
    /// A file: that it is there, or one fact of it.
    Bukti {
        /// The name the officer's file had.
        nama_berkas: String,
        /// Which fact of it; None: the file itself.
        fact: Option<SeenFact>,
    },
}

impl std::fmt::Display for SeenPart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Choice => f.write_str("choice"),
            Self::Teks => f.write_str("teks"),
            Self::Input { id } => write!(f, "input/{id}"),
            Self::Tick => f.write_str("tick"),
            Self::Profile { field } => write!(f, "profile/{field}"),
            Self::Bukti { nama_berkas, fact: None } => write!(f, "bukti/{nama_berkas}"),
            Self::Bukti { nama_berkas, fact: Some(fact) } => write!(f, "bukti/{nama_berkas}/{fact}"),
        }
    }
}

/// One thing that is not as it was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenChange {
    /// Which part it is.
    pub what: SeenPart,
    /// As it was seen; None where it was blank or not there.
    pub dulu: Option<String>,
    /// As it is today; None where it is blank or gone.
    pub kini: Option<String>,
}

/// What differs between two sights, in the order of their parts.
pub fn seen_changes(before: &Seen, after: &Seen) -> Vec<SeenChange> {
    let mut changes = Vec::new();
    let mut tell = |what: SeenPart, dulu: Option<&str>, kini: Option<&str>| {
        let blank = |it: Option<&str>| it.filter(|it| !it.is_empty()).map(str::to_owned);
        let (dulu, kini) = (blank(dulu), blank(kini));
        if dulu != kini {
            changes.push(SeenChange { what, dulu, kini });
        }
    };
    tell(SeenPart::Choice, Some(&before.choice), Some(&after.choice));
    tell(SeenPart::Teks, Some(&before.teks), Some(&after.teks));
    let input = |key: &String| SeenPart::Input { id: key.clone() };
    let profile = |key: &String| SeenPart::Profile { field: key.clone() };
    type Named<'a> = (&'a dyn Fn(&String) -> SeenPart, &'a BTreeMap<String, String>, &'a BTreeMap<String, String>);
    let named: [Named<'_>; 2] = [(&input, &before.input, &after.input), (&profile, &before.profile, &after.profile)];
    for (part, dulu, kini) in named {
        let keys: std::collections::BTreeSet<&String> = dulu.keys().chain(kini.keys()).collect();
        for key in keys {
            let (dulu, kini) = (dulu.get(key).map(String::as_str), kini.get(key).map(String::as_str));
            tell(part(key), dulu, kini);
        }
    }
    tell(SeenPart::Tick, Some(&before.tick.join(", ")), Some(&after.tick.join(", ")));
    let bukti = |it: &SeenBukti, fact| SeenPart::Bukti { nama_berkas: it.nama_berkas.clone(), fact };
    for is in &after.bukti {
        match before.bukti.iter().find(|it| it.sha256 == is.sha256) {
            None => tell(bukti(is, None), None, Some(&is.nama_berkas)),
            Some(was) => {
                let of = |fact| bukti(is, Some(fact));
                tell(of(SeenFact::NamaBerkas), Some(&was.nama_berkas), Some(&is.nama_berkas));
                tell(of(SeenFact::Nomor), was.nomor.as_deref(), is.nomor.as_deref());
                tell(of(SeenFact::Tanggal), was.tanggal.as_deref(), is.tanggal.as_deref());
                tell(of(SeenFact::Tentang), was.tentang.as_deref(), is.tentang.as_deref());
                let jenis = SeenFact::JenisDokumen;
                tell(of(jenis), was.jenis_dokumen.as_deref(), is.jenis_dokumen.as_deref());
                tell(of(SeenFact::Pages), Some(&was.pages), Some(&is.pages));
            }
        }
    }
    for was in before.bukti.iter().filter(|was| after.bukti.iter().all(|it| it.sha256 != was.sha256)) {
        tell(bukti(was, None), Some(&was.nama_berkas), None);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_move_what_where() {
        use {Refusal::*, Role::*, State::*};
        // from, to, role, note, refused
        let table = [
            (Draf, Diajukan, Operator, "", None),
            (Draf, Diajukan, Verifier, "", Some(NotThisRole { role: Verifier, from: Draf, to: Diajukan })),
            (Draf, Terkirim, Officer, "", Some(NoSuchMove { from: Draf, to: Terkirim })),
            (Diajukan, Dikembalikan, Verifier, "  ", Some(NoteMissing)),
            (Diajukan, Dikembalikan, Verifier, "SK belum bernomor", None),
            (Diajukan, Disetujui, Officer, "", Some(NotThisRole { role: Officer, from: Diajukan, to: Disetujui })),
            (Disetujui, Disahkan, Head, "", None),
            (Disahkan, SiapKirim, Officer, "", None),
            (SiapKirim, Terkirim, Officer, "", None),
            (Terkirim, Dikembalikan, Officer, "", Some(NoteMissing)),
            (Draf, Draf, Officer, "", Some(NoSuchMove { from: Draf, to: Draf })),
        ];
        for (from, to, role, note, refused) in table {
            assert_eq!(check_move(from, to, role, note).err(), refused, "{from:?} {to:?} {role:?}");
        }
    }

    #[test]
    fn every_state_can_be_reached_and_only_the_head_signs() {
        let mut reached = vec![State::Draf];
        for _ in State::ALL {
            for (from, to, _) in MOVES {
                if reached.contains(from) && !reached.contains(to) {
                    reached.push(*to);
                }
            }
        }
        assert_eq!(reached.len(), State::ALL.len());
        let signers: Vec<_> = MOVES.iter().filter(|it| it.1 == State::Disahkan).flat_map(|it| it.2).collect();
        assert_eq!(signers, [&Role::Head]);
        assert_eq!(moves_from(State::Diajukan, Role::Verifier).count(), 2);
    }

    #[test]
    fn what_waits_for_a_role_can_be_moved_by_it() {
        for state in State::ALL {
            for role in Role::ALL.into_iter().filter(|it| waits_for(state, *it)) {
                assert!(moves_from(state, role).next().is_some(), "{state:?} {role:?}");
            }
        }
    }

    fn seen() -> Seen {
        let sk = SeenBukti { sha256: "a".into(), nama_berkas: "sk.pdf".into(), ..SeenBukti::default() };
        Seen { choice: "2".into(), teks: "dua".into(), bukti: vec![sk], ..Seen::default() }
    }

    #[test]
    fn a_verdict_stands_until_anything_seen_changes() {
        let verdict = Verdict { parameter: 2, seen: seen(), ..Verdict::default() };
        assert_eq!((verdict.has_lapsed(&seen()), verdict.counts(&seen())), (false, 2));
        type Twist = fn(&mut Seen);
        let table: [(Twist, &str); 8] = [
            (|it| it.choice = "3".into(), "choice"),
            (|it| it.teks = "lain".into(), "teks"),
            (|it| drop(it.input.insert("hari".into(), "3".into())), "input/hari"),
            (|it| it.tick.push("media".into()), "tick"),
            (|it| it.bukti[0].nomor = Some("7".into()), "bukti/sk.pdf/nomor"),
            (|it| it.bukti[0].sha256 = "b".into(), "bukti/sk.pdf"),
            (|it| it.bukti.clear(), "bukti/sk.pdf"),
            (|it| drop(it.profile.insert("nama".into(), "X".into())), "profile/nama"),
        ];
        for (twist, what) in table {
            let mut now = seen();
            twist(&mut now);
            assert_eq!(verdict.counts(&now), 0, "{what}");
            assert_eq!(seen_changes(&verdict.seen, &now)[0].what.to_string(), what);
        }
        assert_eq!(seen_changes(&seen(), &seen()), []);
    }
}
