//! What pages and JSON files tell beside profile and rungs: documents of the profile,
//! penghargaan, the way of the answers, what they stand on, and what is left out.

use std::collections::BTreeMap;

use domain::submission::dossier::{
    Dossier, DossierAnswer, DossierBerkas, DossierBukti, DossierPassage, DossierPenghargaan, DossierVerdict,
    LeftOutKind,
};
use serde::Serialize;

use super::{
    file::{PageBukti, PageCopy, Telling, each_bukti},
    layout::PlannedSubject,
    view::{BundleView, InovasiView, PageField},
};

/// `profil.json`.
#[derive(Serialize)]
pub(super) struct ProfilView<'v, 'a> {
    id: &'v str,
    nama: &'a str,
    profile: &'v [PageField<'a>],
    berkas: &'v [PageBerkas<'a>],
    growth_note: Option<&'a str>,
    penghargaan: &'v [PagePenghargaan<'a>],
}

impl<'a> InovasiView<'a> {
    pub(super) fn profil(&self) -> ProfilView<'_, 'a> {
        ProfilView {
            id: &self.id,
            nama: self.nama,
            profile: &self.profile,
            berkas: &self.berkas,
            growth_note: self.growth_note,
            penghargaan: &self.answers.penghargaan,
        }
    }
}

/// A document that the form asks for.
#[derive(Serialize)]
pub(super) struct PageBerkas<'a> {
    pub id: &'a str,
    pub nama: &'a str,
    pub bukti: Vec<PageBukti<'a>>,
}

#[derive(Serialize)]
pub(super) struct PagePenghargaan<'a> {
    pub id: &'a str,
    pub nama: &'a str,
    pub tingkat: Option<&'a str>,
    pub tahun: Option<&'a str>,
    pub penyelenggara: Option<&'a str>,
    pub kategori: Option<&'a str>,
    pub hasil: Option<&'a str>,
    pub sumber: Option<&'a str>,
    pub keyakinan: Option<&'a str>,
    pub bukti: Vec<PageBukti<'a>>,
}

/// Where answers lie, and who brought them there.
#[derive(Serialize)]
pub(super) struct PagePassage<'a> {
    pub state: &'static str,
    pub role: &'static str,
    pub person: &'a str,
    /// RFC 3339.
    pub at: &'a str,
    /// Its day.
    pub tanggal: &'a str,
    pub note: &'a str,
}

#[derive(Serialize)]
pub(super) struct PageVerdict<'a> {
    /// 0: returned.
    pub parameter: u8,
    pub role: &'static str,
    pub person: &'a str,
    /// RFC 3339.
    pub at: &'a str,
    /// Its day.
    pub tanggal: &'a str,
    pub note: &'a str,
    /// What was seen has changed since: it counts no more.
    pub lapsed: bool,
}

/// A number that was given.
#[derive(Serialize)]
pub(super) struct PageInput<'a> {
    pub input: &'a str,
    pub nama: &'a str,
    pub satuan: &'a str,
    pub value: &'a str,
}

/// Something that was ticked.
#[derive(Serialize)]
pub(super) struct PageTick<'a> {
    pub option: &'a str,
    pub nama: &'a str,
}

/// Something that is not here.
#[derive(Serialize)]
pub(super) struct PageLeftOut<'a> {
    pub kind: LeftOutKind,
    /// None: of the region, or of all.
    pub inovasi: Option<&'a str>,
    /// Of that inovasi.
    pub nama_inovasi: Option<&'a str>,
    pub n: Option<u32>,
    pub nama: &'a [String],
}

/// A row of the list of all files.
#[derive(Serialize)]
pub(super) struct ListedBukti<'v> {
    #[serde(flatten)]
    bukti: &'v PageBukti<'v>,
    /// Of the inovasi; None: the region.
    inovasi: Option<&'v str>,
    /// From the bag's root.
    folder: &'v str,
    /// What it belongs to: codes of indikator, names of documents and penghargaan.
    under: Vec<&'v str>,
}

/// All files by nomor, then by day; what has none comes last.
pub(super) fn all_bukti<'v>(view: &'v BundleView<'v>) -> Vec<ListedBukti<'v>> {
    listed(view, |_| None)
}

/// The same, a file once for each of what is `apart`.
fn listed<'v>(view: &'v BundleView<'v>, apart: impl Fn(&'v PageBukti<'v>) -> Option<&'v str>) -> Vec<ListedBukti<'v>> {
    let mut list = Vec::new();
    let subjects = view.inovasi.iter().map(|it| (Some(it.nama), it.folder, &it.answers, it.berkas.as_slice()));
    for (inovasi, folder, subject, berkas) in subjects.chain([(None, "data/daerah", &view.daerah, [].as_slice())]) {
        let mut own: BTreeMap<(&str, Option<&str>), ListedBukti<'v>> = BTreeMap::new();
        let answers = subject.answers.iter().map(|it| (it.code, &it.bukti));
        let berkas = berkas.iter().map(|it| (it.nama, &it.bukti));
        let penghargaan = subject.penghargaan.iter().map(|it| (it.nama, &it.bukti));
        for (under, bukti) in answers.chain(berkas).chain(penghargaan) {
            for bukti in bukti {
                let row = ListedBukti { bukti, inovasi, folder, under: Vec::new() };
                own.entry((bukti.id, apart(bukti))).or_insert(row).under.push(under);
            }
        }
        list.extend(own.into_values());
    }
    list.sort_by_key(|it| {
        let bukti = it.bukti;
        (bukti.nomor.is_none(), bukti.nomor, bukti.tanggal.is_none(), bukti.tanggal, it.inovasi, bukti.id)
    });
    list
}

/// What became of portal copies.
#[derive(Serialize)]
pub(super) struct ToldCopies<'v> {
    dibuat: usize,
    apa_adanya: usize,
    gagal: usize,
    /// Those that were made or cannot be.
    daftar: Vec<ListedBukti<'v>>,
}

impl<'v> ToldCopies<'v> {
    pub(super) fn of(view: &'v BundleView<'v>) -> Self {
        // Two indikator of one file may take other types, or other sizes.
        let mut daftar = listed(view, |it| match it.portal_copy.as_ref()? {
            PageCopy::Made { path, .. } => Some(path),
            PageCopy::Unfitted { why } => Some(why.name()),
            PageCopy::Unneeded => Some(""),
        });
        let n = |list: &[ListedBukti<'_>], wanted: fn(&PageCopy<'_>) -> bool| {
            list.iter().filter(|it| it.bukti.portal_copy.as_ref().is_some_and(wanted)).count()
        };
        let dibuat = n(&daftar, |it| matches!(it, PageCopy::Made { .. }));
        let apa_adanya = n(&daftar, |it| matches!(it, PageCopy::Unneeded));
        let gagal = n(&daftar, |it| matches!(it, PageCopy::Unfitted { .. }));
        daftar.retain(|it| it.bukti.portal_copy.as_ref().is_some_and(|it| !matches!(it, PageCopy::Unneeded)));
        Self { dibuat, apa_adanya, gagal, daftar }
    }
}

pub(super) fn berkas<'a>(list: &'a [DossierBerkas], plan: &'a PlannedSubject, telling: Telling) -> Vec<PageBerkas<'a>> {
    let each = list.iter().zip(&plan.berkas);
    each.map(|(it, paths)| PageBerkas {
        id: &it.id,
        nama: &it.nama,
        bukti: each_bukti(&it.bukti, &plan.folder, paths, telling),
    })
    .collect()
}

pub(super) fn penghargaan<'a>(
    list: &'a [DossierPenghargaan],
    plan: &'a PlannedSubject,
    telling: Telling,
) -> Vec<PagePenghargaan<'a>> {
    let each = list.iter().zip(&plan.penghargaan);
    each.map(|(it, paths)| PagePenghargaan {
        id: &it.id,
        nama: &it.nama,
        tingkat: it.tingkat.as_deref(),
        tahun: it.tahun.as_deref(),
        penyelenggara: it.penyelenggara.as_deref(),
        kategori: it.kategori.as_deref(),
        hasil: it.hasil.as_deref(),
        sumber: it.sumber.as_deref(),
        keyakinan: it.keyakinan.as_deref(),
        bukti: each_bukti(&it.bukti, &plan.folder, paths, telling),
    })
    .collect()
}

/// The day of an RFC 3339 time.
fn day(at: &str) -> &str {
    at.split_once('T').map_or(at, |it| it.0)
}

pub(super) fn passage(it: &DossierPassage) -> PagePassage<'_> {
    PagePassage {
        state: it.state.name(),
        role: it.role.name(),
        person: &it.person,
        at: &it.at,
        tanggal: day(&it.at),
        note: &it.note,
    }
}

pub(super) fn verdict(it: &DossierVerdict) -> PageVerdict<'_> {
    PageVerdict {
        parameter: it.parameter,
        role: it.role.name(),
        person: &it.person,
        at: &it.at,
        tanggal: day(&it.at),
        note: &it.note,
        lapsed: it.lapsed,
    }
}

pub(super) fn inputs(answer: &DossierAnswer) -> Vec<PageInput<'_>> {
    let each = answer.inputs.iter();
    each.map(|it| PageInput { input: &it.input, nama: &it.nama, satuan: &it.satuan, value: &it.value }).collect()
}

pub(super) fn ticks(answer: &DossierAnswer) -> Vec<PageTick<'_>> {
    answer.ticks.iter().map(|(option, nama)| PageTick { option, nama }).collect()
}

pub(super) fn left_out(dossier: &Dossier) -> Vec<PageLeftOut<'_>> {
    let nama: BTreeMap<String, &str> = dossier.inovasi.iter().map(|it| (it.id.to_string(), it.nama.as_str())).collect();
    let each = dossier.left_out.iter();
    each.map(|it| PageLeftOut {
        kind: it.kind,
        inovasi: it.inovasi.as_deref(),
        nama_inovasi: it.inovasi.as_ref().and_then(|it| nama.get(it).copied()),
        n: it.n,
        nama: &it.nama,
    })
    .collect()
}

/// Files beside the answers, by the name of what they belong to.
pub(super) fn files_beside<'a>(
    berkas: &'a [DossierBerkas],
    penghargaan: &'a [DossierPenghargaan],
) -> Vec<(&'a str, &'a [DossierBukti])> {
    let berkas = berkas.iter().map(|it| (it.nama.as_str(), it.bukti.as_slice()));
    berkas.chain(penghargaan.iter().map(|it| (it.nama.as_str(), it.bukti.as_slice()))).collect()
}
