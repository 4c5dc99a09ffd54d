//! Scoring: answers and an instrument in, exact decimals out.
//!
//! The named formulas, as the 2026 instrument states them (see the sources in
//! its `[skor]` table; the constants are data):
//!
//! * skor of a line = bobot × parameter;
//! * kematangan of an inovasi = sum of its lines;
//! * average = sum of kematangan ÷ MAX(`pembagi_minimum`, n);
//! * count skor = MIN(n, `batas_inovasi`) × `per_inovasi`, but 0 when fewer than
//!   `minimum_urusan_dasar` of the basic-service urusan are covered;
//! * total = region's lines + average + count skor;
//! * IID = total ÷ `maksimum` × 100, rounded half up to two places, and only
//!   then placed in a band.
//!
//! An instrument names its formula (`iid`, `sum`, `none`) and may not know all of
//! its constants. Whatever hangs on an unknown one is None, never a guess; what is
//! certain all the same is told as [`Bounds`].

use std::collections::{BTreeMap, BTreeSet};

mod choice;
pub use choice::{Choice, ChoiceError, check_choice, read_choice};

use rust_decimal::Decimal;

use crate::{
    assessment::instrument::{AnsweredBy, Formula, Gate, Indikator, Instrument},
    core::{
        id::{IndikatorId, InovasiId},
        number::count,
        span::Span,
    },
    named, two_places,
};

/// One subject's answer to one indikator, with the rung that counts on each basis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What the officer chose, which is claimed.
    pub choice: Choice,
    /// The highest rung up to the chosen one that the bukti support; 0 for none.
    pub supported: u8,
    /// What a verdict that still stands accepted; 0 for none.
    pub verified: u8,
}

impl Answer {
    /// An answer that nothing supports yet.
    pub fn claimed(choice: Choice) -> Self {
        Self { choice, supported: 0, verified: 0 }
    }

    /// An answer that its bukti support wholly.
    pub fn supported(choice: Choice) -> Self {
        Self { supported: choice.parameter, ..Self::claimed(choice) }
    }
}

/// The answers of one subject, by indikator id. Ids that an instrument does not
/// know are left out of its scores, so answers survive a change of year.
pub type Answers = BTreeMap<IndikatorId, Answer>;

named! {
    /// Which of the three honest scores is meant.
    #[derive(Default)]
    pub enum Basis {
        /// What the officer chose.
        #[default]
        Claimed = "claimed",
        /// What the bukti support by the machine checks.
        Supported = "supported",
        /// What a verifier accepted.
        Verified = "verified",
    }
}

impl Basis {
    /// The parameter of an answer that counts on this basis; 0 for none.
    pub fn parameter(self, answer: &Answer) -> u8 {
        match self {
            Basis::Claimed => answer.choice.parameter,
            Basis::Supported => answer.supported,
            Basis::Verified => answer.verified,
        }
    }
}

/// One inovasi as scoring sees it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Tells it from others of the same name.
    pub id: InovasiId,
    /// Its present name, which the standing repeats.
    pub nama: String,
    /// Slug of its urusan utama.
    pub urusan_utama: Option<String>,
    /// Its own answers under the instrument.
    pub answers: Answers,
}

/// Between which values the skor of one subject lies: every line that can be
/// computed, and what the others may add.
pub fn skor_span(instrument: &Instrument, who: AnsweredBy, answers: &Answers, basis: Basis) -> Span {
    let line = |it: &Indikator| {
        let parameter = answers.get(&it.id).map_or(0, |answer| basis.parameter(answer));
        it.skor(parameter).map_or(Span::UNKNOWN, Span::exact)
    };
    let lines: Span = instrument.indikator_of(who).map(line).sum();
    match instrument.aspek_of(who) {
        Some(aspek) if !aspek.lengkap || lines.high.is_none() => {
            // The whole aspek bounds what its unknown lines can be worth.
            Span { low: lines.low, high: aspek.maksimum }
        }
        _ => lines,
    }
}

/// Skor of one subject, in the range 0 to the aspek's maksimum; None where a
/// bobot or the rungs of a line that matters are not known.
pub fn skor_of(instrument: &Instrument, who: AnsweredBy, answers: &Answers, basis: Basis) -> Option<Decimal> {
    skor_span(instrument, who, answers, basis).known()
}

/// The region's standing on one basis. Every number is exact; [`two_places`] is
/// for showing. None is "cannot be computed": a rule of that year is not known,
/// or the award has no such number.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which parameter of each answer was counted.
    pub basis: Basis,
    /// Sum of the region's own lines.
    pub spd: Option<Decimal>,
    /// How many inovasi were added up.
    pub n_inovasi: u32,
    /// What the sum of the kematangan is divided by: `n_inovasi`, but not below
    /// `pembagi_minimum`. None where that is not known, or nothing is averaged.
    pub divisor: Option<u32>,
    /// Sum of the kematangan of all of them.
    pub jumlah_kematangan: Option<Decimal>,
    /// The sum divided by the divisor; None where nothing is averaged.
    pub rata_kematangan: Option<Decimal>,
    /// The count skor, 0 behind a shut gate; None where nothing is counted.
    pub skor_jumlah_inovasi: Option<Decimal>,
    /// What the inovasi bring: average and count skor, or the plain sum.
    pub skor_sid: Option<Decimal>,
    /// `spd` and `skor_sid` together.
    pub skor_total: Option<Decimal>,
    /// Rounded half up to two places, 0.00 to 100.00.
    pub iid: Option<Decimal>,
    /// Name of the band that `iid` falls in; None where the award has none.
    pub predikat: Option<String>,
    /// Between which values the total and the index lie, where they are not known.
    pub bounds: Option<Bounds>,
    /// Whether enough urusan dasar are covered for the count skor.
    pub gate: Gate,
    /// Slugs of the urusan dasar that are the urusan utama of an inovasi, in the rules' order.
    pub urusan_dasar_tercakup: Vec<String>,
    /// Slugs of the other urusan dasar, in the rules' order.
    pub urusan_dasar_kosong: Vec<String>,
    /// Inovasi that are missing to the smallest divisor, each a zero in the average; None where
    /// that divisor is not known.
    pub kursi_kosong: Option<u32>,
    /// Kematangan of each inovasi, in the order given.
    pub inovasi: Vec<(InovasiId, String, Option<Decimal>)>,
}

/// What is certain of a total that cannot be computed: the known lines, and the
/// most that the unknown ones can add.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Between which values the total lies; not rounded.
    pub skor_total: Span,
    /// Rounded half up to two places; None where the award has no index.
    pub iid: Option<Span>,
}

/// What the inovasi of a region come to together, on one basis.
#[derive(Clone, Debug)]
pub struct Together {
    /// How many there are.
    pub n: u32,
    /// Sum of their kematangan.
    pub jumlah: Span,
    /// Slugs of the urusan that are the urusan utama of at least one.
    pub urusan_utama: BTreeSet<String>,
}

/// Scores a region. Cannot fail: an empty registry has an index of 0, and what
/// the instrument does not tell is None.
pub fn score(instrument: &Instrument, daerah: &Answers, inovasi: &[Entry], basis: Basis) -> Standing {
    let spans: Vec<Span> =
        inovasi.iter().map(|it| skor_span(instrument, AnsweredBy::Inovasi, &it.answers, basis)).collect();
    let together = Together {
        n: count(inovasi.len()),
        jumlah: spans.iter().copied().sum(),
        urusan_utama: inovasi.iter().filter_map(|it| it.urusan_utama.clone()).collect(),
    };
    let scored = inovasi.iter().zip(&spans).map(|(it, span)| (it.id, it.nama.clone(), span.known())).collect();
    Standing { inovasi: scored, ..score_together(instrument, daerah, &together, basis) }
}

/// The same for whoever has added the inovasi up already; the standing names none
/// of them.
pub fn score_together(instrument: &Instrument, daerah: &Answers, together: &Together, basis: Basis) -> Standing {
    let rules = &instrument.rules;
    let spd = skor_span(instrument, AnsweredBy::Daerah, daerah, basis);
    let (n, sum) = (together.n, together.jumlah);
    let (tercakup, kosong): (Vec<String>, Vec<String>) =
        rules.urusan_dasar.iter().cloned().partition(|it| together.urusan_utama.contains(it));
    let gate = rules.gate(tercakup.len());

    let mut standing = Standing {
        basis,
        spd: spd.known().filter(|_| instrument.aspek_of(AnsweredBy::Daerah).is_some()),
        n_inovasi: n,
        divisor: None,
        jumlah_kematangan: sum.known(),
        rata_kematangan: None,
        skor_jumlah_inovasi: None,
        skor_sid: None,
        skor_total: None,
        iid: None,
        predikat: None,
        bounds: None,
        gate,
        urusan_dasar_tercakup: tercakup,
        urusan_dasar_kosong: kosong,
        kursi_kosong: None,
        inovasi: Vec::new(),
    };
    match rules.formula {
        Formula::Iid => add_up_iid(instrument, &mut standing, spd, sum),
        Formula::Sum => {
            standing.skor_sid = sum.known();
            conclude(instrument, &mut standing, spd + sum, Decimal::ONE);
        }
        Formula::None => {}
    }
    standing
}

/// The formula `iid`: region's lines + average + count skor.
fn add_up_iid(instrument: &Instrument, standing: &mut Standing, spd: Span, sum: Span) {
    let (rules, n) = (&instrument.rules, standing.n_inovasi);
    let full = rules.count(n).map_or(Span::UNKNOWN, Span::exact);
    let count = match standing.gate {
        Gate::Open => full,
        Gate::Shut => Span::ZERO,
        Gate::Unknown => Span { low: Decimal::ZERO, high: full.high },
    };
    let (least, most) = rules.divisor(n);
    let divisor = most.filter(|it| *it == least);
    standing.divisor = divisor;
    standing.kursi_kosong = match (rules.pembagi_minimum, rules.pembagi_minimum_between) {
        (Some(minimum), _) => Some(minimum.saturating_sub(n)),
        (None, Some([_, most])) if n >= most => Some(0),
        _ => None,
    };
    standing.skor_jumlah_inovasi = count.known();

    if let Some(divisor) = divisor.map(Decimal::from) {
        standing.rata_kematangan = sum.known().map(|it| it / divisor);
        standing.skor_sid = sum.known().zip(count.known()).map(|(sum, count)| (count * divisor + sum) / divisor);
        // One division at the very end keeps the index exact where it can be.
        conclude(instrument, standing, (spd + count).scaled(divisor, Decimal::ONE) + sum, divisor);
    } else {
        let rata = Span {
            low: most.map_or(Decimal::ZERO, |it| sum.low / Decimal::from(it)),
            high: sum.high.map(|it| it / Decimal::from(least)),
        };
        standing.rata_kematangan = rata.known();
        standing.skor_sid = (rata + count).known();
        conclude(instrument, standing, spd + rata + count, Decimal::ONE);
    }
}

/// Total and index from a total that was multiplied by `divisor`.
fn conclude(instrument: &Instrument, standing: &mut Standing, times_divisor: Span, divisor: Decimal) {
    let maksimum = instrument.rules.maksimum;
    let total = times_divisor.scaled(Decimal::ONE, divisor);
    let index = |total: Decimal, maksimum: Decimal| two_places(total * Decimal::ONE_HUNDRED / (maksimum * divisor));
    let iid = maksimum
        .map(|it| Span { low: index(times_divisor.low, it), high: times_divisor.high.map(|high| index(high, it)) });
    match times_divisor.known() {
        Some(_) => {
            standing.skor_total = total.known();
            standing.iid = iid.map(|it| it.low);
            standing.predikat = standing.iid.and_then(|it| instrument.predikat(it)).map(|it| it.nama.clone());
        }
        None => standing.bounds = Some(Bounds { skor_total: total, iid }),
    }
}
