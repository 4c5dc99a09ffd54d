//! Reading a PDF without believing what it says of its own size.
//!
//! The library builds every object in memory. A few kilobytes can unpack to gigabytes of
//! them, and one object can be listed a million times; so each is weighed as it is read,
//! and reading ends where there is no room for the next.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use domain::bukti::fit::Unfitted;
use lopdf::{Document, LoadOptions, Object, ObjectId};

/// Most that one stream of objects unpacks to, in bytes; a long report's have a tenth.
const MAX_OBJECTS: usize = 8 << 20;
/// Most signs between words: each object needs one.
const MAX_SIGNS: usize = 8_000_000;
/// What objects may weigh beside the bytes of the file, in bytes.
const ROOM: usize = 384 << 20;
/// What one object takes in memory, about, in bytes.
const OBJECT: usize = 96;

thread_local! {
    /// What is left while one file is read.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// By this reading ends before its end.
struct Full;

/// Reads all objects of a file.
///
/// # Errors
/// It is damaged, or holds more than there is room for.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unfitted> {
    if signs(bytes) > MAX_SIGNS {
        return Err(Unfitted::TooMuch);
    }
    LEFT.set(ROOM + bytes.len());
    let options =
        LoadOptions { filter: Some(weighed), max_decompressed_size: Some(MAX_OBJECTS), ..LoadOptions::default() };
    match catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options))) {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(_)) => Err(Unfitted::Damaged),
        Err(ended) if ended.is::<Full>() => Err(Unfitted::TooMuch),
        Err(_) => Err(Unfitted::Damaged),
    }
}

/// Signs that end a word or begin one.
fn signs(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| it.is_ascii_whitespace() || b"\0/(<[".contains(it)).count()
}

/// Takes room for an object. The library goes on past what is left out, for hours where
/// one object is listed over and over; so it is ended from here.
fn weighed(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let mut weight = weight(object);
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"ObjStm")
    {
        let inside = stream.get_plain_content_with_limit(MAX_OBJECTS);
        weight = weight.saturating_add(inside.map_or(0, |it| signs(&it).saturating_mul(OBJECT)));
    }
    match LEFT.get().checked_sub(weight) {
        Some(left) => LEFT.set(left),
        None => resume_unwind(Box::new(Full)),
    }
    // What is given back is kept of what lies in a stream of objects, where no stream lies;
    // elsewhere it is dropped.
    Some((id, if matches!(object, Object::Stream(_)) { Object::Null } else { object.clone() }))
}

fn weight(object: &Object) -> usize {
    let inside = match object {
        Object::Name(it) | Object::String(it, _) => it.len(),
        Object::Array(it) => it.iter().map(weight).sum(),
        Object::Dictionary(it) => it.iter().map(|it| OBJECT + it.0.len() + weight(it.1)).sum(),
        Object::Stream(it) => {
            it.content.len() + it.dict.iter().map(|it| OBJECT + it.0.len() + weight(it.1)).sum::<usize>()
        }
        _ => 0,
    };
    OBJECT + inside
}
