//! Filling in: values become text, never markup; work and size have an end.

use std::io::{self, Write};

use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value, value::Serde};

use super::tree::escape;

/// Steps of the engine for one part: 300 inovasi with all that is said of them take a
/// few hundred thousand.
const FUEL: u64 = 40_000_000;
/// Largest part that is filled, in bytes.
const MAX_OUT: usize = 96 * 1024 * 1024;
/// Calls inside each other.
const MAX_DEPTH: usize = 60;

/// Why a text cannot be filled.
pub(super) struct FillFailure {
    /// From 1; 0 where the engine names none.
    pub(super) line: usize,
    /// In English.
    pub(super) message: String,
}

/// The text with its tags filled from a paper.
pub(super) fn fill(text: &str, paper: &serde_json::Value) -> Result<String, FillFailure> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    engine.set_formatter(print);
    engine.set_fuel(Some(FUEL));
    engine.set_recursion_limit(MAX_DEPTH);
    // What is text stays text.
    engine.remove_filter("safe");
    engine.remove_global("debug");
    let failed = |it: &minijinja::Error| FillFailure {
        line: it.line().unwrap_or_default(),
        message: it.detail().map_or_else(|| it.kind().to_string(), |detail| format!("{}: {detail}", it.kind())),
    };
    let template = engine.template_from_str(text).map_err(|it| failed(&it))?;
    let mut out = BoundedText(Vec::new());
    template.render_captured_to(Value::from(Serde(paper)), &mut out).map_err(|it| failed(&it))?;
    String::from_utf8(out.0).map_err(|it| FillFailure { line: 0, message: it.to_string() })
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
    if shown.is_safe() {
        return Ok(out.write_str(&shown.to_string())?);
    }
    let mut escaped = String::new();
    escape(&shown.to_string(), &mut escaped);
    Ok(out.write_str(&escaped)?)
}

struct BoundedText(Vec<u8>);

impl Write for BoundedText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_OUT {
            return Err(io::Error::other("more than a document can hold"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
