//! A walk over a PDF that trusts nothing of what made it.

use lopdf::{Dictionary, Document, Object};

/// What is wrong with a PDF, if anything: language, title, marks, standards, fonts,
/// headings in order, tables with heads, words for every picture.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let pdf = Document::load_mem(bytes).map_err(|it| it.to_string())?;
    let catalog = pdf.catalog().map_err(|it| it.to_string())?;
    let want = |good: bool, what: &str| if good { Ok(()) } else { Err(what.to_owned()) };
    want(text(catalog, b"Lang").is_some_and(|it| it.starts_with("id")), "no Indonesian language")?;
    let marked = part(&pdf, catalog, b"MarkInfo").and_then(|it| it.get(b"Marked").ok()?.as_bool().ok());
    want(marked == Some(true), "not marked")?;
    let shown =
        part(&pdf, catalog, b"ViewerPreferences").and_then(|it| it.get(b"DisplayDocTitle").ok()?.as_bool().ok());
    want(shown == Some(true), "title is not shown")?;
    let xmp = catalog.get(b"Metadata").and_then(Object::as_reference).map_err(|_| "no metadata")?;
    let xmp = pdf.get_object(xmp).and_then(Object::as_stream).map_err(|_| "no metadata")?;
    let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
    for needle in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<dc:title>",
    ] {
        want(xmp.contains(needle), needle)?;
    }
    for object in pdf.objects.values() {
        let Ok(it) = object.as_dict() else { continue };
        if it.has_type(b"FontDescriptor") {
            let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| it.has(key));
            want(embedded, "a font is not embedded")?;
        }
        want(!it.has(b"JavaScript") && !it.has_type(b"Encrypt"), "more than a paper")?;
    }
    let root = part(&pdf, catalog, b"StructTreeRoot").ok_or("no structure")?;
    let mut walk = Walk { pdf: &pdf, level: 0, n_heading: 0 };
    walk.kids(root)?;
    want(walk.n_heading > 0, "no heading")
}

fn text(it: &Dictionary, key: &[u8]) -> Option<String> {
    it.get(key).ok()?.as_str().ok().map(|it| String::from_utf8_lossy(it).into_owned())
}

fn part<'a>(pdf: &'a Document, it: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match it.get(key).ok()? {
        Object::Reference(id) => pdf.get_object(*id).ok()?.as_dict().ok(),
        other => other.as_dict().ok(),
    }
}

struct Walk<'a> {
    pdf: &'a Document,
    /// Of the last heading.
    level: u32,
    n_heading: u32,
}

impl Walk<'_> {
    fn kids(&mut self, of: &Dictionary) -> Result<Vec<String>, String> {
        let list = match of.get(b"K").ok() {
            None => return Ok(Vec::new()),
            Some(Object::Array(list)) => list.clone(),
            Some(Object::Reference(id)) => match self.pdf.get_object(*id).map_err(|it| it.to_string())? {
                Object::Array(list) => list.clone(),
                _ => vec![Object::Reference(*id)],
            },
            Some(other) => vec![other.clone()],
        };
        let mut tags = Vec::new();
        for kid in list {
            let object = match &kid {
                Object::Reference(id) => self.pdf.get_object(*id).map_err(|it| it.to_string())?.clone(),
                other => other.clone(),
            };
            let Ok(it) = object.as_dict() else { continue };
            let Some(tag) = it.get(b"S").ok().and_then(|it| it.as_name().ok()) else { continue };
            let tag = String::from_utf8_lossy(tag).into_owned();
            self.one(&tag, it)?;
            tags.push(tag);
        }
        Ok(tags)
    }

    fn one(&mut self, tag: &str, it: &Dictionary) -> Result<(), String> {
        if let Some(level) = tag.strip_prefix('H').and_then(|it| it.parse::<u32>().ok()) {
            if level > self.level + 1 {
                return Err(format!("a heading of level {level} after one of {}", self.level));
            }
            (self.level, self.n_heading) = (level, self.n_heading + 1);
        }
        if tag == "Figure" && !it.has(b"Alt") {
            return Err("a picture without words".into());
        }
        let kids = self.kids(it)?;
        if tag == "Table" && !kids.iter().any(|it| it == "THead") {
            return Err(format!("a table without a head: {kids:?}"));
        }
        Ok(())
    }
}
