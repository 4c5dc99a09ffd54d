//! An instrument as screens show it: texts, rules, sources and how sure they are.

use domain::assessment::{
    calculation::Calculation,
    check::CheckName,
    instrument::{Confidence, Formula, Status},
};
use serde::Serialize;

use crate::view::{ArgView, TickOptionView, view};

use domain::core::id::{IndikatorId, InputId, InstrumentId};

view! {
    /// An instrument's texts; read once, it never changes while the app runs.
    struct InstrumentView {
        id: InstrumentId,
        nama: String,
        tahun: i32,
        /// Not final: a draft, a forecast, or a year that is not wholly known.
        draft: bool,
        status: Status,
        note: Option<String>,
        formula: Formula,
        dasar_hukum: Vec<String>,
        aspek: Vec<AspekView>,
        indikator: Vec<IndikatorView>,
        bagian: Vec<BagianView>,
        kategori: Vec<KategoriView>,
        rule: Vec<RuleView>,
        predikat: Vec<PredikatView>,
        kalender: Vec<KalenderView>,
        source: Vec<SourceView>,
        minimum_kata: Option<u32>,
    }

    /// A part of the indikator, as the award names it.
    struct AspekView {
        id: String,
        code: String,
        nama: String,
        daerah: bool,
        maksimum: Option<String>,
        /// False where not all of its indikator are known.
        lengkap: bool,
    }

    /// One scored line with its ladder.
    struct IndikatorView {
        id: IndikatorId,
        code: String,
        nama: String,
        variabel: Option<String>,
        daerah: bool,
        /// Absent where no source tells it.
        bobot: Option<String>,
        maksimum: Option<String>,
        wajib: bool,
        bukti: Option<String>,
        file_types: Vec<String>,
        /// Largest file that the portal takes, in MB; none where that is not known.
        maksimum_mb: Option<u32>,
        parameter: Vec<ParameterView>,
        variant: Vec<VariantView>,
        /// First and last year of the bukti, in real years.
        window: Option<WindowView>,
        input: Vec<InputView>,
        /// Machine checks: the sentence `check.<kind>`.
        check: Vec<CheckView>,
        /// How the meaning differs from the years before.
        changed: Option<String>,
        note: Option<String>,
        /// Facts that rest on less than two sources, and those in doubt all the same.
        uncertain: Vec<UncertainView>,
        /// Names of its sources.
        source: Vec<String>,
    }

    /// How sure a fact is: its name and the confidence.
    struct UncertainView {
        name: String,
        value: Confidence,
        /// Whether a reader must be warned of it.
        in_doubt: bool,
        /// What the pack itself says of the doubt.
        reason: Option<DoubtView>,
    }

    /// Why a fact is in doubt, in Indonesian and in English.
    struct DoubtView { id: String, en: String }

    /// The years that count, both included.
    struct WindowView { dari: i32, sampai: i32 }

    /// A number from which the parameter follows.
    struct InputView {
        id: InputId,
        nama: String,
        satuan: String,
        variant: Option<String>,
        band: Vec<BandView>,
        /// How it may be worked out of two numbers.
        calculation: Vec<Calculation>,
    }

    /// The values of one parameter, decimals as text; a missing end is open.
    struct BandView {
        parameter: u8,
        minimum: Option<String>,
        maksimum: Option<String>,
        /// Whether the ends themselves belong to the band.
        minimum_inclusive: bool,
        maksimum_inclusive: bool,
    }

    /// A machine check, and what it asks for.
    struct CheckView {
        kind: CheckName,
        /// The rungs it belongs to; empty for all.
        parameter: Vec<u8>,
        variant: Vec<String>,
        /// Told, but no ground to refuse.
        advice: bool,
        /// What can be ticked, where it counts ticks.
        option: Vec<TickOptionView>,
        /// Values of the sentence `wanted.<kind>`: what is asked for.
        wanted: Vec<ArgView>,
    }

    /// A narrative section of a proposal.
    struct BagianView {
        id: String,
        nama: String,
        teks: Option<String>,
        minimum_kata: Option<u32>,
        maksimum_kata: Option<u32>,
        maksimum_karakter: Option<u32>,
        /// Percent, where it is known.
        bobot: Option<String>,
        source: Vec<String>,
        confidence: Confidence,
        note: Option<String>,
    }

    /// What prizes are given for.
    struct KategoriView {
        id: String,
        nama: String,
        /// What the inovasi shown for it must be about.
        tema: Option<String>,
        source: Vec<String>,
        confidence: Confidence,
    }

    /// A stage of the award's year.
    struct KalenderView {
        nama: String,
        dari: Option<String>,
        sampai: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        confidence: Confidence,
        note: Option<String>,
        kriteria: Vec<KriteriaView>,
    }

    /// A criterion of the jury; bobot in percent.
    struct KriteriaView { nama: String, bobot: Option<u32> }

    /// A rule of the instrument that is no indikator, with where it comes from.
    struct RuleView {
        /// Its key, for example `pembagi_minimum` or `minimum_kata`.
        key: String,
        value: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        confidence: Confidence,
        note: Option<String>,
    }

    /// A predikat and the index from which it is given.
    struct PredikatView {
        nama: String,
        minimum: String,
        maksimum: String,
        confidence: Option<Confidence>,
    }

    /// What a source is called, and where it is to be found.
    struct SourceView { nama: String, teks: String }

    /// A rung of the ladder, from 1.
    struct ParameterView { nomor: u8, teks: String }

    /// One of several ladders of an indikator.
    struct VariantView {
        id: String,
        nama: String,
        parameter: Vec<ParameterView>,
    }
}
