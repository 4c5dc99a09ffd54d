//! How large pictures are drawn on the pages of a PDF.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Most that the drawing of one page unpacks to, in bytes.
const MAX_DRAWING: usize = 32 << 20;
/// Most words of all drawings together.
const MAX_WORDS: u64 = 40_000_000;
/// How deep drawings lie in each other, and how many states are kept.
const MAX_DEPTH: usize = 12;
const MAX_STATES: usize = 256;
/// How far up a page is asked what it inherits.
const MAX_PARENTS: usize = 64;
/// A4 in points.
const A4: (f64, f64) = (595.28, 841.89);

/// What lets a unit square become a picture on a page.
type Matrix = [f64; 6];

const UNTURNED: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Where pictures are drawn.
#[derive(Default)]
pub(super) struct Drawn {
    /// The largest width and height of each, in inches.
    sizes: BTreeMap<ObjectId, (f64, f64)>,
    /// The largest page, in inches.
    page: (f64, f64),
}

impl Drawn {
    /// How many dots per inch pixels have where a picture is drawn largest. One of which
    /// nobody knows where it is drawn may fill the largest page.
    pub(super) fn dpi(&self, id: ObjectId, width: u32, height: u32) -> f64 {
        let (wide, high) = self.sizes.get(&id).copied().unwrap_or(self.page);
        let of = |pixels: u32, inches: f64| f64::from(pixels) / inches.max(0.01);
        of(width, wide).min(of(height, high))
    }
}

/// Goes through all pages.
pub(super) fn drawn(document: &Document) -> Drawn {
    let mut look = DrawingWalk { document, drawn: Drawn::default(), words: MAX_WORDS };
    for page in document.page_iter() {
        look.page(page);
    }
    if look.drawn.page.0 <= 0.0 {
        look.drawn.page = (A4.0 / 72.0, A4.1 / 72.0);
    }
    look.drawn
}

struct DrawingWalk<'a> {
    document: &'a Document,
    drawn: Drawn,
    words: u64,
}

impl<'a> DrawingWalk<'a> {
    fn page(&mut self, page: ObjectId) {
        let Ok(own) = self.document.get_dictionary(page) else { return };
        let unit = own.get(b"UserUnit").ok().and_then(|it| number(self.document, it)).filter(|it| *it > 0.0);
        let unit = unit.unwrap_or(1.0).min(1000.0) / 72.0;
        let corners = self.inherited(own, b"MediaBox").map(|it| numbers(self.document, it)).unwrap_or_default();
        let (wide, high) = match corners.as_slice() {
            [left, below, right, above] => ((right - left).abs(), (above - below).abs()),
            _ => A4,
        };
        self.drawn.page = (self.drawn.page.0.max(wide * unit), self.drawn.page.1.max(high * unit));
        let resources = self.inherited(own, b"Resources").and_then(|it| self.dictionary(it));
        if let Ok(drawing) = self.document.get_page_content_with_limit(page, MAX_DRAWING) {
            self.drawing(&drawing, resources, [unit, 0.0, 0.0, unit, 0.0, 0.0], MAX_DEPTH);
        }
    }

    fn dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.document.dereference(object).ok()?.1.as_dict().ok()
    }

    fn inherited(&self, page: &'a Dictionary, name: &[u8]) -> Option<&'a Object> {
        let mut at = page;
        for _ in 0..MAX_PARENTS {
            if let Ok(found) = at.get(name) {
                return self.document.dereference(found).ok().map(|it| it.1);
            }
            at = self.dictionary(at.get(b"Parent").ok()?)?;
        }
        None
    }

    /// One drawing, and those that it draws.
    fn drawing(&mut self, bytes: &[u8], resources: Option<&'a Dictionary>, from: Matrix, depth: usize) {
        let pictures = resources.and_then(|it| it.get(b"XObject").ok()).and_then(|it| self.dictionary(it));
        let (mut at, mut states) = (from, Vec::new());
        let mut words = Words { rest: bytes, numbers: Vec::new(), name: None };
        while let Some(act) = words.next_act() {
            let Some(left) = self.words.checked_sub(1 + words.numbers.len() as u64) else { return };
            self.words = left;
            match act {
                b"q" if states.len() < MAX_STATES => states.push(at),
                b"Q" => at = states.pop().unwrap_or(at),
                b"cm" => {
                    if let Some(own) = words.numbers.last_chunk::<6>() {
                        at = multiplied(*own, at);
                    }
                }
                b"Do" => {
                    let named = words.name.take().and_then(|it| pictures?.get(&it).ok());
                    if let Some(Ok(id)) = named.map(Object::as_reference) {
                        self.draw(id, resources, at, depth);
                    }
                }
                _ => {}
            }
            words.numbers.clear();
        }
    }

    fn draw(&mut self, id: ObjectId, resources: Option<&'a Dictionary>, at: Matrix, depth: usize) {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { return };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            let [a, b, c, d, ..] = at;
            let size = self.drawn.sizes.entry(id).or_default();
            *size = (size.0.max(a.hypot(b)), size.1.max(c.hypot(d)));
        } else if kind == b"Form" && depth > 0 {
            let own = stream.dict.get(b"Matrix").ok().map(|it| numbers(self.document, it)).unwrap_or_default();
            let own = own.first_chunk::<6>().copied().unwrap_or(UNTURNED);
            let inside = stream.dict.get(b"Resources").ok().and_then(|it| self.dictionary(it)).or(resources);
            // Opened again wherever it is drawn: that counts as well.
            let Some(left) = self.words.checked_sub(stream.content.len() as u64) else { return };
            self.words = left;
            if let Ok(drawing) = stream.get_plain_content_with_limit(MAX_DRAWING) {
                self.drawing(&drawing, inside, multiplied(own, at), depth - 1);
            }
        }
    }
}

/// One after the other.
fn multiplied(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    let float = document.dereference(object).ok()?.1.as_float().ok()?;
    Some(f64::from(float)).filter(|it| it.is_finite())
}

fn numbers(document: &Document, object: &Object) -> Vec<f64> {
    let array = document.dereference(object).ok().and_then(|it| it.1.as_array().ok());
    array.into_iter().flatten().take(6).filter_map(|it| number(document, it)).collect()
}

/// The acts of a drawing, each with the numbers and the name before it.
struct Words<'b> {
    rest: &'b [u8],
    numbers: Vec<f64>,
    name: Option<Vec<u8>>,
}

/// More numbers than any act that matters here takes.
const MAX_NUMBERS: usize = 64;

impl<'b> Words<'b> {
    fn next_act(&mut self) -> Option<&'b [u8]> {
        loop {
            let begin = self.rest.iter().position(|it| !is_blank(*it))?;
            self.rest = self.rest.get(begin..)?;
            match self.rest {
                [b'%', ..] => {
                    let end = self.rest.iter().position(|it| matches!(it, b'\n' | b'\r'))?;
                    self.rest = self.rest.get(end..)?;
                }
                [b'(', ..] => self.skip_text()?,
                [b'/', ..] => self.name = Some(unescaped(self.word(1)?)),
                [b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b')', rest @ ..] => self.rest = rest,
                _ => {
                    let word = self.word(0)?;
                    match std::str::from_utf8(word).ok().and_then(|it| it.parse::<f64>().ok()) {
                        Some(number) if number.is_finite() => {
                            if self.numbers.len() >= MAX_NUMBERS {
                                self.numbers.clear();
                            }
                            self.numbers.push(number);
                        }
                        // The bytes of a picture that stands in the drawing are no words.
                        _ if word == b"ID" => self.skip_inline()?,
                        _ => return Some(word),
                    }
                }
            }
        }
    }

    /// The word that begins after so many bytes.
    fn word(&mut self, from: usize) -> Option<&'b [u8]> {
        let own = self.rest.get(from..)?;
        let end = own.iter().position(|it| is_blank(*it) || b"()<>[]{}/%".contains(it)).unwrap_or(own.len());
        // A sign that begins no word would never end.
        let end = if from == 0 { end.max(1) } else { end };
        self.rest = own.get(end..)?;
        own.get(..end)
    }

    fn skip_text(&mut self) -> Option<()> {
        let (mut depth, mut at) = (0_usize, 0);
        loop {
            match self.rest.get(at)? {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                self.rest = self.rest.get(at..)?;
                return Some(());
            }
        }
    }

    fn skip_inline(&mut self) -> Option<()> {
        let end = self.rest.windows(4).position(|it| match it {
            [before, b'E', b'I', behind] => is_blank(*before) && is_blank(*behind),
            _ => false,
        });
        self.rest = self.rest.get(end? + 3..)?;
        Some(())
    }
}

fn is_blank(byte: u8) -> bool {
    byte == 0 || byte.is_ascii_whitespace()
}

/// A name with its `#20` as the bytes that they mean.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let [first, behind @ ..] = rest {
        let pair = behind.get(..2).filter(|_| *first == b'#').and_then(|it| hex::decode(it).ok());
        match pair.as_deref() {
            Some([byte]) => {
                out.push(*byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = behind;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_drawing_are_told_from_what_only_looks_like_them() {
        let text =
            b"q 1 0 0 1 5 5 cm (a \\) Do (b) Q) Tj % Do\n/Im#31 Do\nBI /W 1 ID \x01 Do \x02 EI Q [1 2] TJ <44> Tj";
        let mut words = Words { rest: text, numbers: Vec::new(), name: None };
        let mut acts = Vec::new();
        while let Some(act) = words.next_act() {
            acts.push(String::from_utf8_lossy(act).into_owned());
            if act == b"Do" {
                assert_eq!(words.name.as_deref(), Some(&b"Im1"[..]));
            }
        }
        assert_eq!(acts, ["q", "cm", "Tj", "Do", "BI", "Q", "TJ", "Tj"]);
    }

    #[test]
    fn a_matrix_comes_before_the_one_it_stands_in() {
        let moved = [1.0, 0.0, 0.0, 1.0, 10.0, 20.0];
        let doubled = [2.0, 0.0, 0.0, 2.0, 0.0, 0.0];
        assert_eq!(multiplied(moved, doubled), [2.0, 0.0, 0.0, 2.0, 20.0, 40.0]);
    }
}
