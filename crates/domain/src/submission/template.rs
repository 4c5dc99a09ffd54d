//! The office's own forms of documents: what can be wrong with one that somebody gives
//! back.

use crate::named;

named! {
    /// What is wrong with a template. Key of its sentence, under `template_fault.`.
    pub enum TemplateFaultCause {
        /// It is no document of a word processor that can be read.
        NotDocx = "not_docx",
        /// The file or one of its parts is larger than any template.
        TooLarge = "too_large",
        /// It holds macros, embedded programs or fields that fetch something.
        Active = "active",
        /// It points to a file or picture outside itself.
        Outside = "outside",
        /// A part of it cannot be read, before or after it is filled.
        Damaged = "damaged",
        /// Braces are opened and not closed, or the other way round.
        Braces = "braces",
        /// A block has no end, or an end no beginning.
        Unpaired = "unpaired",
        /// A block ends in another kind of place than it begins.
        Crossing = "crossing",
        /// A name that stands in no paper.
        UnknownName = "unknown_name",
        /// A word, filter or sign of the engine that no form needs: it could run without
        /// end, or grow.
        NotAllowed = "not_allowed",
        /// A tag where none is read: in the code of a field, in a measure.
        Misplaced = "misplaced",
        /// Tags that are too long, too many or too deep, or that make more than a
        /// document can hold.
        TooMuch = "too_much",
        /// What stands between the braces cannot be understood or reckoned.
        Syntax = "syntax",
        /// Typst text that cannot be set, or not so that everybody can read it.
        Typst = "typst",
    }
}
