//! From where a value comes, and what is lenient of each.

use domain::merge::change::FieldKey;

/// In the place of the row of an act that is being written.
pub(super) const CLOSED_NOW: i64 = i64::MAX;

/// From where a value comes. What is lenient is said here and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Somebody's own word, on a screen or in the command line.
    Person,
    /// A cell of a recap or a form, read by `workbook/reading.rs`.
    Book,
    /// A cell of a form about what is not here any more: all that is known of it.
    Lost,
    /// A document: a catalogue made elsewhere, or an own export that is restored.
    Document,
    /// A value of history that somebody takes up again.
    History,
    /// What the other one of two inovasi that become one has given.
    Combined,
    /// What stood before an act that is taken back, or done again: `act` is its row.
    Reverted { act: i64 },
    /// What a new inovasi says of the year that is worked under.
    Registered,
    /// What an inovasi leaves behind in a year, and takes along into the next.
    Carried,
    /// One of the values that two histories brought: it stands already.
    Merged,
    /// What stood when a backup was made, put back whole.
    Backup,
}

impl Origin {
    /// Whether it stood beside all else that stands then, so that there is nothing to
    /// hold it against.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Merged | Self::Backup)
    }

    /// Whether the text has to be read; else it is in the form that is kept.
    pub(super) fn is_typed(self) -> bool {
        matches!(self, Self::Person | Self::Document)
    }

    /// Whether a text is as we wrote it ourselves: a koordinat stays as it was kept,
    /// and a former name of a length that an older program let through.
    pub(crate) fn is_exact(self) -> bool {
        matches!(self, Self::Document | Self::Lost)
    }

    /// Whether an answer must be one that the rules know now. What stood and is moved
    /// stays as it was, for a finding.
    pub(super) fn answers_by_rules(self) -> bool {
        matches!(self, Self::Book | Self::Lost | Self::History)
    }

    /// Whether whoever was developed must be known. In files it may stand further
    /// down, and it may have been taken out since.
    pub(super) fn develops_known(self) -> bool {
        matches!(self, Self::Person | Self::History)
    }

    /// Whether a growth note must say something; an older program let dashes through.
    pub(super) fn tells_growth(self) -> bool {
        matches!(self, Self::Person | Self::History)
    }

    /// Whether the body that another belongs to must be on the list. One that was
    /// taken out elsewhere is in an export all the same; a finding tells of it.
    pub(super) fn induk_known(self) -> bool {
        self != Self::Document
    }

    /// Whether a closed year may hold the value all the same: what is left behind in
    /// it, and that whoever is new does not take part.
    pub(super) fn enters_closed_year(self, field: &FieldKey, value: Option<&str>) -> bool {
        match self {
            Self::Carried | Self::Merged | Self::Backup => true,
            Self::Registered | Self::Lost => matches!(field, FieldKey::Usulan(_)) && value == Some("0"),
            _ => false,
        }
    }

    /// Whether a year stands in the way that the act of row `closed_by` has closed. What
    /// was written into a year that was closed by then can be taken back there.
    pub(super) fn minds_year(self, closed_by: i64) -> bool {
        match self {
            // What is closed along with it, by the same taking back, stood closed beside it.
            Self::Reverted { act } => closed_by > act && closed_by != CLOSED_NOW,
            _ => true,
        }
    }

    /// Whether a file that says again what stands in a closed year says nothing.
    pub(super) fn may_repeat(self) -> bool {
        matches!(self, Self::Book | Self::Lost | Self::Document)
    }

    /// Whether one of several values that stand, said again, chooses none of them: an
    /// export holds the one that is shown.
    pub(crate) fn leaves_conflict(self) -> bool {
        self == Self::Document
    }

    /// Whether what cannot stand is left, since it is one of many things that are
    /// moved at once; else it is refused.
    pub(crate) fn leaves(self) -> bool {
        matches!(self, Self::Combined | Self::Reverted { .. })
    }

    /// Whether an answer ends its review: a person has looked, whatever he chose; a
    /// file that repeats what stands has not. What is moved whole brings its own.
    pub(crate) fn has_looked(self, changed: bool) -> bool {
        match self {
            Self::Person | Self::History => true,
            Self::Book | Self::Lost | Self::Document | Self::Combined => changed,
            Self::Reverted { .. } | Self::Registered | Self::Carried | Self::Merged | Self::Backup => false,
        }
    }
}
