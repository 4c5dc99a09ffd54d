//! The checks of a pack that need every file: numbers, counts, sums, sources.
//!
//! A sum is checked wherever all its parts are known; where one is not, the
//! known ones must at least fit into what the pack declares.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::assessment::instrument::{
    file::{Faults, PackFile, is_slug},
    shape::*,
    *,
};

pub(crate) fn check_whole(main: &PackFile<'_>, head: &InstrumentToml, indikator: &[Indikator], faults: &mut Faults) {
    if !is_slug(head.id.get_ref()) {
        faults.add(main, head.id.span().start, reason!(IdNoSlug));
    }
    let mut codes = BTreeSet::new();
    for it in indikator {
        if !codes.insert(&it.code) {
            faults.add(main, 0, reason!(CodeTwice, code = it.code));
        }
    }
    for aspek in &head.aspek {
        let own: Vec<&Indikator> =
            indikator.iter().filter(|it| it.answered_by == aspek.get_ref().answered_by).collect();
        check_aspek(main, aspek.span().start, aspek.get_ref(), &own, faults);
    }
    check_skor(main, head, indikator, faults);
    check_predikat(main, head, faults);
    check_bagian(main, head, faults);
    check_source(main, head, faults);
}

fn check_aspek(main: &PackFile<'_>, at: usize, aspek: &AspekToml, own: &[&Indikator], faults: &mut Faults) {
    let code = &aspek.code;
    if let Some([first, last]) = aspek.nomor {
        let numbers: BTreeSet<u16> = own.iter().filter_map(|it| it.nomor).collect();
        let missing: Vec<String> = (first..=last).filter(|it| !numbers.contains(it)).map(|it| it.to_string()).collect();
        if aspek.lengkap && !missing.is_empty() {
            faults.add(main, at, reason!(NomorMissing, aspek = code, nomor = missing.join(", ")));
        }
        if let Some(extra) = numbers.iter().find(|it| **it < first || **it > last) {
            faults.add(main, at, reason!(NomorOutside, aspek = code, nomor = extra));
        }
    }
    if let Some(baris) = aspek.baris.filter(|it| *it != own.len()) {
        faults.add(main, at, reason!(LinesDiffer, aspek = code, n = own.len(), declared = baris));
    }
    let sum = |fact: &str, of: fn(&Indikator) -> Option<Decimal>, declared: Option<&Exact>, faults: &mut Faults| {
        let known: Decimal = own.iter().filter_map(|it| of(it)).sum();
        let all = aspek.lengkap && own.iter().all(|it| of(it).is_some());
        match declared.map(|it| it.0) {
            Some(declared) if all && known != declared => {
                faults.add(main, at, reason!(SumDiffers, aspek = code, fact = fact, sum = known, declared = declared));
            }
            Some(declared) if known > declared => {
                let reason = reason!(SumAbove, aspek = code, fact = fact, sum = known, declared = declared);
                faults.add(main, at, reason);
            }
            None if all => {
                faults.add(main, at, reason!(SumUndeclared, aspek = code, fact = fact, sum = known));
            }
            _ => {}
        }
    };
    sum("bobot", |it| it.bobot, aspek.bobot.as_ref(), faults);
    sum("maksimum", Indikator::maksimum, aspek.maksimum.as_ref(), faults);
}

fn check_skor(main: &PackFile<'_>, head: &InstrumentToml, indikator: &[Indikator], faults: &mut Faults) {
    let at = head.skor.span().start;
    let skor = head.skor.get_ref();
    let computed = [skor.nomor.is_some(), skor.code.is_some(), skor.nama.is_some()];
    let counted = computed.contains(&true);
    if counted && computed.contains(&false) {
        faults.add(main, at, reason!(ComputedByHalf));
    }
    if let (Some(nomor), Some(code)) = (skor.nomor, &skor.code) {
        let next = indikator.iter().filter_map(|it| it.nomor).max().unwrap_or(0).saturating_add(1);
        let prefix = head.aspek.last().map_or("", |it| &it.get_ref().code);
        if nomor != next || *code != format!("{prefix}-{nomor:02}") {
            faults.add(main, at, reason!(ComputedCode, right = format!("{prefix}-{next:02}")));
        }
    }
    let parts: Option<Decimal> = head.aspek.iter().map(|it| it.get_ref().maksimum.as_ref().map(|it| it.0)).sum();
    let count = match (&skor.per_inovasi, skor.batas_inovasi) {
        _ if !counted => Some(Decimal::ZERO),
        (Some(Exact(each)), Some(most)) => Some(each * Decimal::from(most)),
        _ => None,
    };
    if let (Formula::Iid, Some(parts), Some(count), Some(Exact(maksimum))) =
        (skor.formula, parts, count, &skor.maksimum)
        && parts + count != *maksimum
    {
        let reachable = parts + count;
        faults.add(main, at, reason!(MaksimumDiffers, sum = reachable, declared = maksimum));
    }
    if skor.maksimum.as_ref().is_some_and(|it| it.0 <= Decimal::ZERO) {
        faults.add(main, at, reason!(MaksimumZero));
    }
    let too_many = |it: u32| it as usize > skor.urusan_dasar.len();
    let odd = |it: Option<[u32; 2]>| it.is_some_and(|[least, most]| least > most);
    if skor.pembagi_minimum == Some(0)
        || skor.minimum_urusan_dasar.is_some_and(too_many)
        || skor.minimum_urusan_dasar_between.is_some_and(|it| too_many(it[1]))
        || skor.pembagi_minimum_between.is_some_and(|it| it[0] == 0)
        || odd(skor.pembagi_minimum_between)
        || odd(skor.minimum_urusan_dasar_between)
    {
        faults.add(main, at, reason!(ConstantOutOfRange));
    }
    if (skor.pembagi_minimum.is_some() && skor.pembagi_minimum_between.is_some())
        || (skor.minimum_urusan_dasar.is_some() && skor.minimum_urusan_dasar_between.is_some())
    {
        faults.add(main, at, reason!(MinimumTwice));
    }
}

/// The bands must cover 0.00 to 100.00 without gap or overlap, highest first.
fn check_predikat(main: &PackFile<'_>, head: &InstrumentToml, faults: &mut Faults) {
    let step = Decimal::new(1, 2);
    let mut ceiling = Decimal::ONE_HUNDRED;
    for it in &head.predikat {
        let band = it.get_ref();
        if band.maksimum != ceiling || band.minimum > band.maksimum {
            faults.add(main, it.span().start, reason!(PredikatGap, predikat = band.nama, ceiling = ceiling));
        }
        ceiling = band.minimum - step;
    }
    if !head.predikat.is_empty() && ceiling != -step {
        faults.add(main, 0, reason!(PredikatLowest));
    }
}

fn check_bagian(main: &PackFile<'_>, head: &InstrumentToml, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    for it in &head.bagian {
        let bagian = it.get_ref();
        if !is_slug(&bagian.id) || !ids.insert(bagian.id.as_str()) {
            faults.add(main, it.span().start, reason!(BagianIdBad, id = bagian.id));
        }
        if let (Some(least), Some(most)) = (bagian.minimum_kata, bagian.maksimum_kata)
            && least > most
        {
            faults.add(main, it.span().start, reason!(BagianWords));
        }
    }
    let bobot: Decimal = head.bagian.iter().filter_map(|it| it.get_ref().bobot.as_ref()).map(|it| it.0).sum();
    let all = head.bagian.iter().all(|it| it.get_ref().bobot.is_some());
    if bobot > Decimal::ONE_HUNDRED || (all && !head.bagian.is_empty() && bobot != Decimal::ONE_HUNDRED) {
        faults.add(main, 0, reason!(BagianSum, sum = bobot));
    }
    let mut ids = BTreeSet::new();
    for it in &head.kategori {
        if !is_slug(&it.get_ref().id) || !ids.insert(it.get_ref().id.as_str()) {
            let reason = reason!(KategoriIdBad, id = it.get_ref().id);
            faults.add(main, it.span().start, reason);
        }
    }
}

/// Every source that a fact names is listed under `[source]`.
fn check_source(main: &PackFile<'_>, head: &InstrumentToml, faults: &mut Faults) {
    let skor = head.skor.get_ref();
    let mut named: Vec<(usize, &String)> = Vec::new();
    let whole = head.skor.span().start;
    named.extend(skor.source.iter().map(|it| (whole, it)));
    named.extend(skor.fact.values().flat_map(|it| &it.source).map(|it| (whole, it)));
    named.extend(head.kelayakan.fact.values().flat_map(|it| &it.source).map(|it| (0, it)));
    named.extend(head.kalender.iter().flat_map(|it| &it.source).map(|it| (0, it)));
    for it in &head.aspek {
        named.extend(it.get_ref().source.iter().map(|id| (it.span().start, id)));
    }
    for it in &head.predikat {
        named.extend(it.get_ref().source.iter().map(|id| (it.span().start, id)));
    }
    for it in &head.bagian {
        named.extend(it.get_ref().source.iter().map(|id| (it.span().start, id)));
    }
    for it in &head.kategori {
        named.extend(it.get_ref().source.iter().map(|id| (it.span().start, id)));
    }
    for (at, id) in named {
        if !head.source.contains_key(id) {
            faults.add(main, at, reason!(SourceUnknown, source = id));
        }
    }
}
