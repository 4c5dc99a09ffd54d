//! An instrument as screens show it: texts, rules, sources and how sure they are.

use domain::assessment::{
    calculation::Calculation,
    check::CheckName,
    instrument::{Confidence, FactName, Formula, Status},
};
use serde::Serialize;

use crate::view::{ArgView, TickOptionView, view};

use domain::core::id::{IndikatorId, InputId, InstrumentId};

view! {
    /// An instrument's texts; read once, it never changes while the app runs.
    struct InstrumentView {
        /// The same for every version of these rules, such as `iga-2026`.
        id: InstrumentId,
        /// Of the award, with its year.
        nama: String,
        /// The year that the award counts from: T-0 of every window.
        tahun: i32,
        /// Not final: a draft, a forecast, or a year that is not wholly known.
        draft: bool,
        /// How much its rules can be relied on.
        status: Status,
        /// What to know before relying on it.
        note: Option<String>,
        /// How the total is made of the skor.
        formula: Formula,
        /// Regulations and letters that it rests on.
        dasar_hukum: Vec<String>,
        /// The parts its indikator are asked in.
        aspek: Vec<AspekView>,
        /// Every scored line, in the award's order.
        indikator: Vec<IndikatorView>,
        /// Sections of the proposal; empty where the award wants none.
        bagian: Vec<BagianView>,
        /// What prizes are given for; empty where there is but one.
        kategori: Vec<KategoriView>,
        /// Its rules beside the indikator.
        rule: Vec<RuleView>,
        /// The bands of the index, highest first; empty where the award has none.
        predikat: Vec<PredikatView>,
        /// The stages of its year, in order.
        kalender: Vec<KalenderView>,
        /// What the facts above name as their source.
        source: Vec<SourceView>,
        /// Fewest words of a rancang bangun; absent where no rule is known.
        minimum_kata: Option<u32>,
    }

    /// A part of the indikator, as the award names it.
    struct AspekView {
        /// What the pack calls it, such as `sid`.
        id: String,
        /// The letters before the number in a code, such as `SID`.
        code: String,
        /// As the award prints it.
        nama: String,
        /// Whether the region answers it; otherwise each inovasi does.
        daerah: bool,
        /// Highest skor of one subject, two places.
        maksimum: Option<String>,
        /// False where not all of its indikator are known.
        lengkap: bool,
    }

    /// One scored line with its ladder.
    struct IndikatorView {
        /// The same in every year: answers and bukti hang on it.
        id: IndikatorId,
        /// That year's number as officers say it, such as `SID-16`.
        code: String,
        /// As the award prints it.
        nama: String,
        /// The group it is sorted under; absent where that is not known.
        variabel: Option<String>,
        /// Whether the region answers it; otherwise each inovasi does.
        daerah: bool,
        /// Absent where no source tells it.
        bobot: Option<String>,
        /// Skor of its highest rung, two places.
        maksimum: Option<String>,
        /// Whether a submission without it is refused.
        wajib: bool,
        /// What the assessors want to see, in the guideline's words.
        bukti: Option<String>,
        /// Endings accepted, in lower case; empty: not known.
        file_types: Vec<String>,
        /// Largest file that the portal takes, in MB; none where that is not known.
        maksimum_mb: Option<u32>,
        /// The rungs, upwards; empty where they are not known, and nobody can answer.
        parameter: Vec<ParameterView>,
        /// Measuring bases to choose from; empty: there is but one.
        variant: Vec<VariantView>,
        /// First and last year of the bukti, in real years.
        window: Option<WindowView>,
        /// Numbers from which the rung follows.
        input: Vec<InputView>,
        /// Machine checks: the sentence `check.<kind>`.
        check: Vec<CheckView>,
        /// How the meaning differs from the years before.
        changed: Option<String>,
        /// What to know of it, in the pack's words.
        note: Option<String>,
        /// Facts that rest on less than two sources, and those in doubt all the same.
        uncertain: Vec<UncertainView>,
        /// Names of its sources.
        source: Vec<String>,
    }

    /// How sure a fact is: its name and the confidence.
    struct UncertainView {
        /// Key of the fact, such as `bobot`.
        name: String,
        /// Which fact that is; none where the pack made it up.
        known: Option<FactName>,
        /// How sure it is.
        value: Confidence,
        /// Whether a reader must be warned of it.
        in_doubt: bool,
        /// What the pack itself says of the doubt.
        reason: Option<SentenceView>,
    }

    /// What a pack itself says, in both languages.
    struct SentenceView {
        /// In Indonesian.
        id: String,
        /// In English.
        en: String,
    }

    /// The years that count, both included.
    struct WindowView {
        /// The first year.
        dari: i32,
        /// The last year.
        sampai: i32,
    }

    /// A number from which the parameter follows.
    struct InputView {
        /// Its name in history; the same in every year.
        id: InputId,
        /// As the form asks for it.
        nama: String,
        /// What one unit is, such as hari or orang.
        satuan: String,
        /// Id of the measuring basis it belongs to; absent: to all.
        variant: Option<String>,
        /// Which values stand for which rung, as printed.
        band: Vec<BandView>,
        /// How it may be worked out of two numbers.
        calculation: Vec<Calculation>,
    }

    /// The values of one parameter, decimals as text; a missing end is open.
    struct BandView {
        /// The rung that these values stand for.
        parameter: u8,
        /// Least value; absent: open below.
        minimum: Option<String>,
        /// Greatest value; absent: open above.
        maksimum: Option<String>,
        /// Whether the ends themselves belong to the band.
        minimum_inclusive: bool,
        /// Whether `maksimum` itself belongs to it.
        maksimum_inclusive: bool,
    }

    /// A machine check, and what it asks for.
    struct CheckView {
        /// What is checked; the sentence `check.<kind>`.
        kind: CheckName,
        /// The rungs it belongs to; empty for all.
        parameter: Vec<u8>,
        /// Ids of the measuring bases it belongs to; empty for all.
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
        /// What the pack calls it; the same in every year.
        id: String,
        /// As its heading is printed.
        nama: String,
        /// What it asks for, in the guideline's words.
        teks: Option<String>,
        /// Fewest words, where there is such a limit.
        minimum_kata: Option<u32>,
        /// Most words, where there is such a limit.
        maksimum_kata: Option<u32>,
        /// Most characters, where there is such a limit.
        maksimum_karakter: Option<u32>,
        /// Percent, where it is known.
        bobot: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        /// How sure the least sure of these facts is.
        confidence: Confidence,
        /// In the pack's words.
        note: Option<String>,
    }

    /// What prizes are given for.
    struct KategoriView {
        /// What the pack calls it.
        id: String,
        /// As the award announces it.
        nama: String,
        /// What the inovasi shown for it must be about.
        tema: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        /// How sure it is.
        confidence: Confidence,
    }

    /// A stage of the award's year.
    struct KalenderView {
        /// As the award names it.
        nama: String,
        /// First day, as precise as the source: a year, a month or a day.
        dari: Option<String>,
        /// Last day, just as precise; absent where no source tells.
        sampai: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        /// How sure the dates are.
        confidence: Confidence,
        /// In the pack's words.
        note: Option<String>,
        /// What a jury judges at this stage; empty where none does.
        kriteria: Vec<KriteriaView>,
    }

    /// A criterion of the jury; bobot in percent.
    struct KriteriaView {
        /// As the award announces it.
        nama: String,
        /// Percent; absent where no source tells.
        bobot: Option<u32>,
    }

    /// A rule of the instrument that is no indikator, with where it comes from.
    struct RuleView {
        /// Its key, for example `pembagi_minimum` or `minimum_kata`.
        key: String,
        /// Which fact that is; none where the pack made it up.
        known: Option<FactName>,
        /// As text; absent where no source tells it.
        value: Option<String>,
        /// Names of its sources.
        source: Vec<String>,
        /// How sure it is.
        confidence: Confidence,
        /// In the pack's words.
        note: Option<String>,
    }

    /// A predikat and the index from which it is given.
    struct PredikatView {
        /// As the award calls it.
        nama: String,
        /// Lowest index it is given for, two places.
        minimum: String,
        /// Highest index it is given for, two places.
        maksimum: String,
        /// How sure the band is; absent where the pack does not say.
        confidence: Option<Confidence>,
    }

    /// What a source is called, and where it is to be found.
    struct SourceView {
        /// Short, as a reader understands it; facts name it by this.
        nama: String,
        /// Title, number, date, place: so that somebody finds it.
        teks: String,
    }

    /// A rung of the ladder, from 1.
    struct ParameterView {
        /// Counted from 1; what a choice holds.
        nomor: u8,
        /// As the award prints it.
        teks: String,
    }

    /// One of several measuring bases of an indikator, with all that is asked on it.
    struct VariantView {
        /// What a choice holds beside the number.
        id: String,
        /// As the instrument words it.
        nama: String,
        /// Its rungs, upwards; equal numbers score alike on every basis.
        parameter: Vec<ParameterView>,
        /// Numbers that are asked for on this basis.
        input: Vec<InputView>,
    }
}
