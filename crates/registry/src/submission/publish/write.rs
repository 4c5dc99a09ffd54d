//! Writing the public catalogue.

use std::{
    collections::{BTreeSet, HashMap},
    io,
    path::PathBuf,
};

use domain::{
    Decimal,
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::{Basis, score, skor_of},
    },
    core::{
        date::PartialDate,
        id::{InovasiId, Subject},
        number::count,
    },
    inovasi::{koordinat::Koordinat, profile::Field},
    submission::{
        dossier::DossierPenghargaan,
        office::OfficeField,
        publish::{PublicExtra, PublicHead, PublicInovasi, PublicPart, PublicParts, PublicValue, without_contacts},
    },
};
use exchange::{
    core::port::{FolderSink, Sink, is_cancelled},
    submission::publish::{SIGN, WrittenCatalogue, is_catalogue, write_catalogue},
};
use store::Reader;

use super::show::label;
use crate::{
    core::{
        env::today,
        error::{Code, Error, Reason, Result},
        lookup, output,
        places::wilayah_list,
        progress::Watch,
        registry::Core,
        text::{Language, jenis_dokumen},
    },
    show::score::{daerah_answers, entries},
    submission::bundle::dossier::{dossier_fields, penghargaan},
    view::PublishReceipt,
};

/// Where the catalogue goes, and what of the registry is in it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Publish {
    /// A folder that does not exist yet, or holds an earlier catalogue.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub out: String,
    /// Only the inovasi that are proposed under the instrument of the year.
    pub proposed: bool,
    /// Whether an earlier catalogue that lies there may be replaced: true only where
    /// whoever asks was told so.
    pub replace: bool,
}

/// Writes the public catalogue: complete, or not at all.
///
/// # Errors
/// The target exists and is no earlier catalogue, or may not be replaced; the disk
/// refuses; `watch` stopped it. Then what lay there lies there still.
pub(crate) fn publish(core: &Core, req: &Publish, watch: &mut dyn Watch) -> Result<PublishReceipt> {
    let out = PathBuf::from(&req.out);
    if req.replace && out.join(SIGN).is_file() && !is_catalogue(&out) {
        return Err(Error::invalid(Reason::CatalogueHoldsMore).arg("path", out.display()));
    }
    let place = output::folder_place(core, &out, req.replace, is_catalogue)?;
    let fault = |error: &io::Error| match is_cancelled(error) {
        true => Error::new(Code::Cancelled, Reason::Cancelled),
        false => Error::file(&out, error),
    };
    let mut sink = FolderSink::new(place).map_err(|it| fault(&it))?;
    // All of it is of one moment; only the flushing to disk comes behind.
    let (written, n) = core.read(|reader| {
        let chosen = Chosen::of(core, reader, req.proposed)?;
        let mut failed = None;
        let mut give = |at: usize| {
            chosen.public(core, reader, at).map_err(|error| {
                failed = Some(error);
                io::Error::other("the registry cannot be read")
            })
        };
        let written = write_catalogue(&chosen.head, chosen.ids.len(), &mut give, &mut sink, watch);
        match (written, failed) {
            (Ok(written), _) => Ok((written, chosen.ids.len())),
            (Err(_), Some(error)) => Err(error),
            (Err(error), None) => Err(fault(&error)),
        }
    })?;
    Box::new(sink).finish(watch).map_err(|it| fault(&it))?;
    let WrittenCatalogue { n_file, size, n_point } = written;
    Ok(PublishReceipt {
        path: out.display().to_string(),
        n_inovasi: count(n),
        n_point: count(n_point),
        n_file: count(n_file),
        size: size as f64,
    })
}

/// What is published, as far as it has to be known beforehand.
struct Chosen {
    head: PublicHead,
    parts: PublicParts,
    instrument: std::sync::Arc<Instrument>,
    ids: Vec<InovasiId>,
    kematangan: HashMap<InovasiId, Decimal>,
}

impl Chosen {
    fn of(core: &Core, reader: &Reader<'_>, proposed: bool) -> Result<Self> {
        let instrument = core.current_instrument_in(reader)?;
        let parts = super::parts(reader)?;
        let (wants_kematangan, wants_iid) =
            (parts.has_extra(PublicExtra::Kematangan), parts.has_extra(PublicExtra::Iid));
        let mut ids: Vec<InovasiId> = reader.all_inovasi_lines()?.into_iter().map(|it| it.id).collect();
        let (mut kematangan, mut iid) = (HashMap::new(), None);
        if proposed || wants_kematangan || wants_iid {
            let entries = entries(reader, &instrument)?;
            if proposed {
                let those: BTreeSet<InovasiId> = entries.iter().map(|it| it.id).collect();
                ids.retain(|it| those.contains(it));
            }
            if wants_kematangan {
                let skor = |answers| skor_of(&instrument, AnsweredBy::Inovasi, answers, Basis::Supported);
                kematangan = entries.iter().filter_map(|it| Some((it.id, skor(&it.answers)?))).collect();
            }
            if wants_iid {
                iid = score(&instrument, &daerah_answers(reader, &instrument)?, &entries, Basis::Supported).iid;
            }
        }
        let pemda = reader.pemda()?;
        let head = PublicHead {
            wilayah: wilayah_list().by_kode(&pemda.kode).map(|it| (it.titik, it.jangkauan_km)),
            pemda,
            tanggal: today(core.env.now_ms()),
            laman: reader.office()?.remove(&OfficeField::Laman),
            iid,
            columns: parts.fields().map(|it| (it, label(PublicPart::Field(it), &instrument))).collect(),
            extras: PublicExtra::ALL.into_iter().filter(|it| parts.has_extra(*it)).collect(),
            program: concat!("Prakarsa ", env!("CARGO_PKG_VERSION")).to_owned(),
        };
        Ok(Self { head, parts, instrument, ids, kematangan })
    }

    /// One inovasi, with nothing in it that was not chosen.
    fn public(&self, core: &Core, reader: &Reader<'_>, at: usize) -> Result<PublicInovasi> {
        let id = *self.ids.get(at).ok_or_else(|| Error::not_found(Reason::InovasiMissing).arg("id", at))?;
        let record = lookup::known(reader, id)?;
        let blot =
            |text: String| if self.parts.has_extra(PublicExtra::Kontak) { text } else { without_contacts(&text) };
        let known = dossier_fields(core, reader, &record, &self.instrument)?.into_iter().filter_map(|it| {
            let field = Field::by_name(&it.field)?;
            let shown = field != Field::Nama && self.parts.has_field(field);
            let text = it.text.filter(|_| shown)?;
            let text = if field == Field::Koordinat { place(&text) } else { blot(text) };
            Some(PublicValue { field: it.field, label: it.label, text })
        });
        let fields = known.collect();
        let koordinat = record.profile.get(&Field::Koordinat).filter(|_| self.parts.has_field(Field::Koordinat));
        let penghargaan = match self.parts.has_extra(PublicExtra::Penghargaan) {
            true => penghargaan(core, reader, Some(id))?.iter().map(|it| blot(award(it))).collect(),
            false => Vec::new(),
        };
        let bukti = match self.parts.has_extra(PublicExtra::Bukti) {
            true => documents(reader, id)?.into_iter().map(blot).collect(),
            false => Vec::new(),
        };
        Ok(PublicInovasi {
            id,
            nama: blot(record.profile.get(&Field::Nama).cloned().unwrap_or_default()),
            fields,
            koordinat: koordinat.and_then(|it| Koordinat::read(it).ok()),
            penghargaan,
            bukti,
            kematangan: self.kematangan.get(&id).copied(),
        })
    }
}

/// A koordinat in words, where it can be read.
fn place(text: &str) -> String {
    Koordinat::read(text).map_or_else(|_| without_contacts(text), Koordinat::in_words)
}

/// `Nama (2024), tingkat nasional, Penyelenggara`: what is blank is left out.
fn award(it: &DossierPenghargaan) -> String {
    let tahun = it.tahun.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
    let tingkat = it.tingkat.as_ref().map(|it| format!("tingkat {it}"));
    let rest = [tingkat, it.kategori.clone(), it.hasil.clone(), it.penyelenggara.clone()];
    [format!("{}{tahun}", it.nama)].into_iter().chain(rest.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

/// `SK nomor 050/12, 1 Februari 2024, tentang …`, once for each document. What nobody
/// said of it is not told, and never the name of a file.
fn documents(reader: &Reader<'_>, id: InovasiId) -> Result<Vec<String>> {
    let mut seen = BTreeSet::new();
    let links = reader.links(Subject::Inovasi(id))?.into_iter().filter(|it| seen.insert(it.bukti.id));
    let lines = links.filter_map(|it| {
        let it = it.bukti;
        let jenis = it.jenis_dokumen.map(|it| jenis_dokumen(&it, Language::Id));
        let nomor = it.nomor.map(|it| format!("nomor {it}"));
        let day = it.tanggal.map(|it| PartialDate::read(&it).map_or(it, PartialDate::in_words));
        let tentang = it.tentang.map(|it| format!("tentang {it}"));
        let parts: Vec<String> = [jenis, nomor, day, tentang].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    });
    Ok(lines.collect())
}
