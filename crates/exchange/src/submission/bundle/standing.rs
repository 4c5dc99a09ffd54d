//! Where the region stands, as the first page and `registri.json` tell it.

use std::collections::BTreeMap;

use domain::{
    assessment::{instrument::Gate, score::Standing},
    submission::official::OfficialFigure,
};
use serde::Serialize;

use super::{BundleOptions, view::two};

/// What the ministry made of a subject, by the name of the figure; left out where nobody
/// has said any, and of the region below its answers, since it stands at the head.
#[derive(Clone, Copy, Serialize)]
#[serde(transparent)]
pub(super) struct PageOfficial<'a>(pub Option<&'a BTreeMap<OfficialFigure, String>>);

impl PageOfficial<'_> {
    pub(super) fn is_unsaid(&self) -> bool {
        self.0.is_none_or(BTreeMap::is_empty)
    }
}

#[derive(Serialize)]
pub(super) struct PageStanding {
    pub spd: Option<String>,
    pub n_inovasi: u32,
    pub divisor: Option<u32>,
    pub rata_kematangan: Option<String>,
    pub skor_jumlah_inovasi: Option<String>,
    pub skor_sid: Option<String>,
    pub skor_total: Option<String>,
    pub iid: Option<String>,
    pub predikat: Option<String>,
    pub urusan_dasar_tercakup: Vec<String>,
    pub urusan_dasar_kosong: Vec<String>,
    /// None where it hangs on a rule that is not known.
    pub gate_open: Option<bool>,
    pub kursi_kosong: Option<u32>,
}

pub(super) fn standing(it: &Standing, options: &BundleOptions) -> PageStanding {
    let names = |slugs: &[String]| slugs.iter().map(|it| options.nama_urusan.get(it).unwrap_or(it).clone()).collect();
    PageStanding {
        spd: two(it.spd),
        n_inovasi: it.n_inovasi,
        divisor: it.divisor,
        rata_kematangan: two(it.rata_kematangan),
        skor_jumlah_inovasi: two(it.skor_jumlah_inovasi),
        skor_sid: two(it.skor_sid),
        skor_total: two(it.skor_total),
        iid: two(it.iid),
        predikat: it.predikat.clone(),
        gate_open: match it.gate {
            Gate::Open => Some(true),
            Gate::Shut => Some(false),
            Gate::Unknown => None,
        },
        urusan_dasar_tercakup: names(&it.urusan_dasar_tercakup),
        urusan_dasar_kosong: names(&it.urusan_dasar_kosong),
        kursi_kosong: it.kursi_kosong,
    }
}
