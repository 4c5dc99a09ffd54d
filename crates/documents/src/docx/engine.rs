//! Filling in: values become text, never markup; work and size have an end.

use std::{
    fmt,
    io::{self, Write},
};

use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value, value::Serde};

use super::{
    tag::{block, inner, word},
    tree::escape,
};

/// Steps of the engine for one part, of which it also takes one for every 64 bytes that
/// it makes: 300 inovasi with all that is said of them take a few hundred thousand.
const FUEL: u64 = 4_000_000;
/// Largest part that is filled, in bytes.
const MAX_OUT: usize = 96 * 1024 * 1024;
/// Calls inside each other.
const MAX_DEPTH: usize = 60;

/// Why a text cannot be filled.
pub(super) struct FillFailure {
    /// From 1; 0 where the engine names none.
    pub(super) line: usize,
    /// Whether it would have been more than a document can hold.
    pub(super) too_much: bool,
}

/// The engine as a form may use it.
pub(super) struct Engine(Environment<'static>);

impl Engine {
    pub(super) fn new() -> Self {
        let mut engine = Environment::new();
        engine.set_auto_escape_callback(|_| AutoEscape::Html);
        engine.set_undefined_behavior(UndefinedBehavior::Chainable);
        engine.set_formatter(print);
        engine.set_fuel(Some(FUEL));
        engine.set_recursion_limit(MAX_DEPTH);
        // What is text stays text.
        engine.remove_filter("safe");
        Self(engine)
    }

    /// Whether what a tag asks for can be read: blocks by themselves, not by their ends.
    pub(super) fn understands(&self, tag: &str) -> bool {
        let block = block(tag).unwrap_or_default();
        let rest = block.get(word(block).len()..).unwrap_or_default();
        let asked = match word(block) {
            "" => inner(tag),
            "for" => rest.split_once(" in ").map_or("", |it| it.1),
            "set" => rest.split_once('=').map_or("", |it| it.1),
            "else" | "endif" | "endfor" => return rest.is_empty(),
            _ => rest,
        };
        self.0.compile_expression(asked).is_ok()
    }

    /// The text with its tags filled from a paper.
    pub(super) fn fill(&self, text: &str, paper: &serde_json::Value) -> Result<String, FillFailure> {
        let mut out = BoundedText { text: Vec::new(), full: false };
        let filled = self
            .0
            .template_from_str(text)
            .and_then(|it| it.render_captured_to(Value::from(Serde(paper)), &mut out).map(drop))
            .map_err(|it| (it.line().unwrap_or_default(), it.kind() == ErrorKind::OutOfFuel));
        let full = out.full;
        let failed = |(line, out_of_fuel)| FillFailure { line, too_much: full || out_of_fuel };
        filled.map_err(failed)?;
        String::from_utf8(out.text).map_err(|_| failed((0, false)))
    }
}

/// A value as text of XML. A number of the paper prints as it is meant to be read; what
/// is missing prints as nothing.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(());
    }
    let text = value.get_attr("text").ok().filter(|it| it.as_str().is_some());
    let is_number = text.is_some() && value.get_attr("value").is_ok_and(|it| !it.is_undefined());
    let shown = text.filter(|_| is_number).unwrap_or_else(|| value.clone());
    // Piece by piece: what is too much ends while it is written.
    Ok(fmt::Write::write_fmt(&mut EscapedOutput(out), format_args!("{shown}"))?)
}

struct EscapedOutput<'a, 'o>(&'a mut Output<'o>);

impl fmt::Write for EscapedOutput<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut escaped = String::new();
        escape(text, &mut escaped);
        self.0.write_str(&escaped)
    }
}

struct BoundedText {
    text: Vec<u8>,
    full: bool,
}

impl Write for BoundedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > MAX_OUT {
            self.full = true;
            return Err(io::Error::other("more than a document can hold"));
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
