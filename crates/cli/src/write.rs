//! What goes to the terminal: the answer on stdout, everything beside it on stderr. A
//! reader that has gone away (`| head`) is no error, and a disk without room ends the
//! program with a sentence, never with a panic.

use std::io::{self, ErrorKind, Write, stderr, stdout};

use registry::{Code, Error, Reason, Result};

use crate::show::clean;

/// The answer, with the end of its line.
///
/// # Errors
/// It cannot be written, though somebody waits for it.
pub fn write_out(text: &str) -> Result<()> {
    of_answer(write_line(&mut stdout().lock(), text))
}

/// What became of writing the answer.
///
/// # Errors
/// It was not written, though somebody waits for it.
pub fn of_answer(written: io::Result<()>) -> Result<()> {
    match written.and_then(|()| stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::new(Code::NoSpace, Reason::AnswerUnwritten)),
        _ => Ok(()),
    }
}

/// One line beside the answer, under the name of the program.
pub fn write_aside(text: &str) {
    write_beside(&format!("prakarsa: {text}\n"));
}

/// Tells something beside the answer, as it is.
pub fn write_note(text: &str) {
    write_beside(&format!("{}\n", clean(text)));
}

/// Signs beside the answer; where they cannot go there is nobody left to tell it to.
pub fn write_beside(text: &str) {
    let mut out = stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn write_line(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")
}
