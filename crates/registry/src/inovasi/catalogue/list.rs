//! Windows onto the catalogue.

use domain::{
    core::{
        id::InovasiId,
        number::count,
        words::{Query, highlight, snippet},
    },
    inovasi::profile::{Field, Profile, RANCANG_BANGUN_PARTS},
};
use store::{Reader, SEARCH_CAP};

use super::{Filter, ListInovasi, Sort};
use crate::{
    core::{error::Result, registry::Core},
    inovasi::catalogue,
    view::{HitView, InovasiPage, InovasiRow, MarkView},
};

/// Most rows of one window.
const MAX_ROWS: u32 = 500;

/// A window onto the catalogue.
///
/// # Errors
/// A filter cannot be read; the database cannot be read.
pub(crate) fn list_inovasi(core: &Core, req: &ListInovasi) -> Result<InovasiPage> {
    let limit = req.limit.min(MAX_ROWS);
    if let Some(page) = plain_page(core, req, limit)? {
        return Ok(page);
    }
    catalogue::look(core, |look| {
        let listed = look.listed(req)?;
        let window = listed.slots.iter().skip(req.offset as usize).take(limit as usize);
        let lines = window.filter_map(|it| look.catalogue.line_at(*it));
        let mut rows: Vec<InovasiRow> = lines.map(|it| look.catalogue.row(it)).collect();
        mark_hits(look.reader, &req.text, &mut rows)?;
        Ok(InovasiPage { total: count(listed.slots.len()), at_least: listed.at_least, offset: req.offset, rows })
    })
}

/// The list as it first opens, and a search as it is typed: the tables give
/// their windows at once, and nobody waits for the catalogue.
fn plain_page(core: &Core, req: &ListInovasi, limit: u32) -> Result<Option<InovasiPage>> {
    let by_nama = matches!(req.sort, None | Some(Sort::Nama));
    let searched = !req.text.trim().is_empty();
    if req.filter != Filter::default() || !by_nama || (searched && req.sort.is_some()) {
        return Ok(None);
    }
    core.read(|reader| {
        let (total, at_least, subjects) = if searched {
            let found = reader.search(&req.text, SEARCH_CAP)?;
            let window = found.rows.iter().skip(req.offset as usize).take(limit as usize);
            let total = count(found.rows.len());
            (total, found.at_least, window.copied().collect())
        } else {
            (reader.count_inovasi()?, false, reader.inovasi_window(req.descending, req.offset, limit)?)
        };
        let mut rows = rows(core, reader, &subjects)?;
        mark_hits(reader, &req.text, &mut rows)?;
        Ok(Some(InovasiPage { total, at_least, offset: req.offset, rows }))
    })
}

/// The rows of a few inovasi by the rows of their subjects, as the catalogue
/// would show them.
fn rows(core: &Core, reader: &Reader<'_>, subjects: &[i64]) -> Result<Vec<InovasiRow>> {
    let mut few = catalogue::empty_catalogue(core, reader)?;
    let mut rows = Vec::with_capacity(subjects.len());
    for subject in subjects {
        if let Some(facts) = reader.facts_of(*subject)? {
            let line = few.line(reader, &facts)?;
            rows.push(few.row(&line));
        }
    }
    Ok(rows)
}

/// Letters of a narrative that are shown around what was found.
const AROUND: usize = 160;

/// Says where in each row the searched words stand: in its names, else in the
/// narrative, else in its documents.
fn mark_hits(reader: &Reader<'_>, text: &str, rows: &mut [InovasiRow]) -> Result<()> {
    let Some(query) = Query::read(text) else { return Ok(()) };
    for row in rows {
        let Some(record) = reader.inovasi(row.id)? else { continue };
        let lama = record.members.get(&Field::NamaLama).cloned().unwrap_or_default();
        let short = [Field::Nama, Field::Kepanjangan, Field::PerangkatDaerah, Field::NamaInisiator];
        let names = short.into_iter().filter_map(|it| Some((it.name(), record.profile.get(&it)?.clone())));
        let names = names.chain(lama.into_iter().map(|it| (Field::NamaLama.name(), it)));
        row.hits = names.filter_map(|(field, text)| whole(field, text, &query)).collect();
        if row.hits.iter().all(|it| it.field != Field::Nama.name()) {
            row.hits.extend(in_narrative(&record.profile, &query));
        }
        if row.hits.is_empty() {
            row.hits.extend(in_bukti(reader, row.id, &query)?);
        }
    }
    Ok(())
}

fn whole(field: &str, text: String, query: &Query) -> Option<HitView> {
    let marks = marks(highlight(&text, query));
    (!marks.is_empty()).then(|| HitView { field: field.to_owned(), text, marks })
}

fn in_narrative(profile: &Profile, query: &Query) -> Option<HitView> {
    let narratives = [Field::RancangBangun].into_iter().chain(RANCANG_BANGUN_PARTS);
    let narratives = narratives.chain([Field::Tujuan, Field::Manfaat, Field::Hasil, Field::Catatan]);
    narratives
        .filter_map(|it| Some((it, snippet(profile.get(&it)?, query, AROUND)?)))
        .next()
        .map(|(field, it)| HitView { field: field.name().to_owned(), text: it.text, marks: marks(it.hits) })
}

fn in_bukti(reader: &Reader<'_>, id: InovasiId, query: &Query) -> Result<Option<HitView>> {
    for link in reader.links(domain::core::id::Subject::Inovasi(id))? {
        let it = link.bukti;
        for text in [it.tentang, it.nomor, Some(it.nama_berkas)].into_iter().flatten() {
            if let Some(hit) = whole("bukti", text, query) {
                return Ok(Some(hit));
            }
        }
    }
    Ok(None)
}

fn marks(places: Vec<(u32, u32)>) -> Vec<MarkView> {
    places.into_iter().map(|(start, end)| MarkView { start, end }).collect()
}
