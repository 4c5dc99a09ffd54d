//! What a proof of a bag comes to.

use crate::named;

named! {
    /// The three answers of a proof.
    pub enum BagAnswer {
        /// Everything that the bag lists is here, byte for byte, and nothing else is.
        Valid = "valid",
        /// Something is proved to be missing, changed, added or malformed.
        NotValid = "not_valid",
        /// It is not proved valid, and nothing is proved against it either: it is packed
        /// in a way that is not read here, locked, cut off, or beyond the limits.
        CannotJudge = "cannot_judge",
    }
}
