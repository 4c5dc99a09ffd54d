//! Fields of a document: what each asks for, read as every reader may read it.

use domain::submission::template::TemplateFaultCause as Cause;

use super::{
    TemplateFault,
    active::{active, local, may_follow},
    tag::short,
    tree::Element,
};

/// Words of fields that show what the document itself knows.
const FIELDS: [&str; 22] = [
    "AUTHOR",
    "CREATEDATE",
    "DATE",
    "HYPERLINK",
    "LISTNUM",
    "NOTEREF",
    "NUMPAGES",
    "NUMWORDS",
    "PAGE",
    "PAGEREF",
    "PRINTDATE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SUBJECT",
    "SYMBOL",
    "TIME",
    "TITLE",
    "TOC",
];

/// Elements that fields are made of, and what of them is read.
const PARTS: [&str; 4] = ["fldSimple", "fldChar", "instrText", "delInstrText"];
const READ: [&str; 2] = ["instr", "fldCharType"];

/// Elements that hold what somebody took out, and what somebody put in.
const TAKEN_OUT: [&str; 2] = ["w:del", "w:moveFrom"];
const PUT_IN: [&str; 2] = ["w:ins", "w:moveTo"];

/// What of tracked changes is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reading {
    /// Everything that is there.
    Whole,
    /// What stays once all changes are accepted.
    Accepted,
    /// What stood there before.
    Rejected,
}

/// Fields that have begun and not ended, outermost first.
pub(super) struct OpenFields {
    reading: Reading,
    open: Vec<OpenField>,
    /// How many of them belong to what is around.
    outside: usize,
    has_changes: bool,
}

struct OpenField {
    code: String,
    /// What was taken out of it: code of its own for whoever reads it.
    deleted: String,
    /// Whether its code is still being read, not what it shows.
    asks: bool,
}

impl OpenFields {
    pub(super) fn of(reading: Reading) -> Self {
        Self { reading, open: Vec::new(), outside: 0, has_changes: false }
    }

    /// Takes the next element in; whether what it holds is read too.
    pub(super) fn take(&mut self, it: &Element) -> Result<bool, TemplateFault> {
        let name = local(&it.name);
        self.has_changes |= TAKEN_OUT.contains(&it.name.as_str()) || PUT_IN.contains(&it.name.as_str());
        if PARTS.contains(&name) {
            // Under another prefix it is none for others, and would hide where one ends.
            let own = |it: &str| it.strip_prefix("w:").is_some_and(|it| !it.contains(':'));
            let read = |it: &&(String, String)| READ.contains(&local(&it.0));
            if let Some(other) = it.attributes.iter().filter(read).map(|it| &it.0).chain([&it.name]).find(|it| !own(it))
            {
                return Err(active(other));
            }
        }
        match name {
            "fldSimple" => {
                self.not_inside_code("fldSimple")?;
                code(it.attribute("w:instr").unwrap_or_default())?;
            }
            "fldChar" => match it.attribute("w:fldCharType").unwrap_or_default() {
                "begin" => {
                    // What a field shows would be code of the other.
                    self.not_inside_code("{ { } }")?;
                    self.open.push(OpenField { code: String::new(), deleted: String::new(), asks: true });
                }
                "separate" => {
                    self.not_outside("fldChar")?;
                    self.read()?;
                }
                "end" => {
                    self.not_outside("fldChar")?;
                    self.read()?;
                    self.open.pop();
                }
                other => return Err(active(&format!("fldChar {other}"))),
            },
            "instrText" => self.code(&it.text(), false)?,
            "delInstrText" => {
                self.has_changes = true;
                match self.reading {
                    Reading::Whole => self.code(&it.text(), true)?,
                    Reading::Accepted => {}
                    Reading::Rejected => self.code(&it.text(), false)?,
                }
            }
            "t" | "delText" if !it.text().trim().is_empty() => self.not_inside_code(&it.text())?,
            _ => {}
        }
        let left_out = match self.reading {
            Reading::Whole => return Ok(true),
            Reading::Accepted => TAKEN_OUT,
            Reading::Rejected => PUT_IN,
        };
        Ok(!left_out.contains(&it.name.as_str()))
    }

    fn code(&mut self, text: &str, deleted: bool) -> Result<(), TemplateFault> {
        if self.open.last().is_some_and(|it| it.asks) {
            self.not_outside(text)?;
        }
        match self.open.last_mut() {
            Some(it) if it.asks && deleted => it.deleted.push_str(text),
            Some(it) if it.asks => it.code.push_str(text),
            _ => code(text)?,
        }
        Ok(())
    }

    /// What comes now stands by itself: fields around it are none of its own.
    pub(super) fn begin_apart(&mut self) -> usize {
        std::mem::replace(&mut self.outside, self.open.len())
    }

    /// Its end: it closed what it began.
    pub(super) fn end_apart(&mut self, outside: usize, what: &str) -> Result<(), TemplateFault> {
        let closed = self.open.len() == self.outside;
        self.outside = outside;
        if closed { Ok(()) } else { Err(active(what)) }
    }

    /// Whether there were changes to accept; a field that never ends is one all the same.
    pub(super) fn close(mut self) -> Result<bool, TemplateFault> {
        while !self.open.is_empty() {
            self.read()?;
            self.open.pop();
        }
        Ok(self.has_changes)
    }

    fn not_inside_code(&self, what: &str) -> Result<(), TemplateFault> {
        if self.open.last().is_some_and(|it| it.asks) { Err(active(what)) } else { Ok(()) }
    }

    fn not_outside(&self, what: &str) -> Result<(), TemplateFault> {
        if self.outside > 0 && self.open.len() <= self.outside { Err(active(what)) } else { Ok(()) }
    }

    /// The code of the innermost field is whole.
    fn read(&mut self) -> Result<(), TemplateFault> {
        let Some(it) = self.open.last_mut().filter(|it| it.asks) else { return Ok(()) };
        it.asks = false;
        code(&it.code)?;
        code(&it.deleted)
    }
}

/// Whether a field may stand in a form, by its code.
fn code(code: &str) -> Result<(), TemplateFault> {
    let mut words = code.split_whitespace();
    let word = words.next().unwrap_or_default().to_uppercase();
    // A field without a word shows nothing.
    if word.is_empty() {
        return Ok(());
    }
    if !FIELDS.contains(&word.as_str()) {
        return Err(active(code.trim()));
    }
    if word == "HYPERLINK" && !leads_well(code.trim_start().get(word.len()..).unwrap_or_default()) {
        return Err(TemplateFault::of(Cause::Outside, short(code.trim(), 80)));
    }
    Ok(())
}

/// Whether all that a link names is a mark in the document or what a person may follow.
fn leads_well(code: &str) -> bool {
    // Marks that others take for quotes, or for none: words would end elsewhere.
    if code.contains("\\\"") || code.contains(['“', '”', '„', '‟']) {
        return false;
    }
    // Quotes hold a word together.
    let mut words = code.split('"').enumerate().flat_map(|(at, piece)| {
        let quoted = (at % 2 == 1).then_some(piece);
        quoted.into_iter().chain(piece.split_whitespace().filter(move |_| at % 2 == 0))
    });
    while let Some(it) = words.next() {
        match it {
            "\\l" | "\\o" | "\\t" => drop(words.next()),
            "\\h" | "\\n" | "\\m" => {}
            it if may_follow(it) => {}
            _ => return false,
        }
    }
    true
}
