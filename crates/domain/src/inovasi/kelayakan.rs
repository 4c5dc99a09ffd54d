//! Whether an inovasi may enter: what is missing or wrong in its profile, under
//! the rules of one instrument. Only findings come out; nothing here can fail.

use crate::{
    assessment::instrument::{Instrument, Kelayakan, profil::Need},
    core::{
        date::PartialDate,
        finding::{self, Finding},
        id::Subject,
    },
    inovasi::profile::{Field, Profile, RANCANG_BANGUN_PARTS, count_rancang_bangun},
};

/// What is missing or wrong in a profile, under an award's rules.
pub fn check_profile(subject: Subject, profile: &Profile, instrument: &Instrument) -> Vec<Finding> {
    let n_word = count_rancang_bangun(profile);
    let mut findings = check_asked(subject, profile, instrument);
    findings.extend(check_rules(subject, profile, &instrument.kelayakan, n_word));
    findings
}

/// Fields that the year's form asks for and that are blank.
pub fn check_asked(subject: Subject, profile: &Profile, instrument: &Instrument) -> Vec<Finding> {
    let filled = |field: Field| {
        profile.contains_key(&field)
            // The design may stand in its parts alone.
            || (field == Field::RancangBangun
                && RANCANG_BANGUN_PARTS.iter().any(|it| profile.contains_key(it)))
    };
    instrument
        .profil
        .isian
        .iter()
        .filter(|it| it.need != Need::Optional && !filled(it.field))
        .map(|it| finding::field_missing(subject, it.field.name(), it.need == Need::Wajib))
        .collect()
}

/// Remarks on what is filled in. `n_word` is [`count_rancang_bangun`], counted
/// once by whoever knows it.
pub fn check_rules(subject: Subject, profile: &Profile, rules: &Kelayakan, n_word: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(minimum) = rules.minimum_kata
        && n_word > 0
        && n_word < minimum as usize
    {
        findings.push(finding::rancang_bangun_short(subject, n_word, minimum));
    }
    let missing = missing_parts(profile, rules);
    if n_word > 0 && !missing.is_empty() {
        findings.push(finding::part_missing(subject, &missing));
    }
    if let (Some(wanted), Some(tahapan)) = (&rules.tahapan, profile.get(&Field::Tahapan))
        && wanted != tahapan
    {
        findings.push(finding::tahapan_not_counted(subject, wanted));
    }
    if profile.contains_key(&Field::PengembanganDari) && !profile.contains_key(&Field::WaktuPengembangan) {
        findings.push(finding::pengembangan_undated(subject));
    }
    check_dates(subject, profile, rules, &mut findings);
    findings
}

/// Parts the form wants that are neither filled in nor a heading of the whole
/// text. A year's list is matched to the six parts by its order.
fn missing_parts<'a>(profile: &Profile, rules: &'a Kelayakan) -> Vec<&'a str> {
    let whole = profile.get(&Field::RancangBangun).map(|it| it.to_lowercase()).unwrap_or_default();
    rules
        .bagian_rancang_bangun
        .iter()
        .zip(RANCANG_BANGUN_PARTS)
        .filter(|(label, field)| {
            let said = [label.as_str(), field.label()]
                .into_iter()
                .any(|it| it.split('/').any(|it| whole.contains(&it.trim().to_lowercase())));
            !profile.contains_key(field) && !said
        })
        .map(|(label, _)| label.as_str())
        .collect()
}

fn check_dates(subject: Subject, profile: &Profile, rules: &Kelayakan, findings: &mut Vec<Finding>) {
    let date = |field| profile.get(&field).and_then(|it: &String| PartialDate::read(it).ok());
    let dates = [Field::WaktuUjiCoba, Field::WaktuPenerapan, Field::WaktuPengembangan];
    for field in dates {
        if let Some(known) = date(field).filter(|it| !it.is_complete()) {
            findings.push(finding::date_imprecise(subject, field.name(), known));
        }
    }
    for (earlier, later) in dates.into_iter().zip(dates.into_iter().skip(1)) {
        if let (Some(first), Some(second)) = (date(earlier), date(later))
            && first.first_day() > second.last_day()
        {
            findings.push(finding::dates_reversed(subject, earlier.name(), later.name()));
        }
    }
    let (Some(dari), Some(sampai)) = (rules.dari, rules.sampai) else { return };
    let counted: Vec<PartialDate> =
        [date(Field::WaktuPenerapan), date(Field::WaktuPengembangan)].into_iter().flatten().collect();
    if counted.is_empty() {
        return;
    }
    let inside = |it: &PartialDate| dari <= it.first_day() && it.last_day() <= sampai;
    let maybe = |it: &PartialDate| it.first_day() <= sampai && dari <= it.last_day();
    if counted.iter().any(inside) {
    } else if counted.iter().any(maybe) {
        findings.push(finding::window_uncertain(subject, dari, sampai));
    } else {
        findings.push(finding::outside_window(subject, dari, sampai));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::id::InovasiId;

    fn rules() -> Kelayakan {
        Kelayakan {
            dari: chrono::NaiveDate::from_ymd_opt(2024, 1, 1),
            sampai: chrono::NaiveDate::from_ymd_opt(2025, 12, 31),
            minimum_kata: Some(3),
            bagian_rancang_bangun: Vec::new(),
            tahapan: Some("penerapan".into()),
            ..Kelayakan::default()
        }
    }

    fn check(fields: &[(Field, &str)], expected: &[&str]) {
        let profile: Profile = fields.iter().map(|(f, v)| (*f, (*v).to_owned())).collect();
        let subject = Subject::Inovasi(InovasiId(uuid::Uuid::nil()));
        let found: Vec<String> = check_rules(subject, &profile, &rules(), count_rancang_bangun(&profile))
            .into_iter()
            .map(|it| format!("{} {}", it.code, it.about.unwrap_or_default()))
            .collect();
        assert_eq!(found, expected, "{fields:?}");
    }

    #[test]
    fn the_window_is_met_by_penerapan_or_by_pengembangan() {
        use Field::{WaktuPenerapan as P, WaktuPengembangan as K};
        check(&[(P, "2024-01-01")], &[]);
        check(&[(P, "2025-12-31")], &[]);
        check(&[(P, "2023-12-31")], &["outside_window waktu_penerapan"]);
        check(&[(P, "2026-01-01")], &["outside_window waktu_penerapan"]);
        check(&[(P, "2020-05-05"), (K, "2025-03-01")], &[]);
        check(&[(P, "2024")], &["date_imprecise waktu_penerapan"]);
        check(
            &[(P, "2020-05-05"), (K, "2020-01-01")],
            &["dates_reversed waktu_pengembangan", "outside_window waktu_penerapan"],
        );
        check(&[], &[]);
    }

    #[test]
    fn words_and_tahapan_are_remarked_on() {
        check(&[(Field::RancangBangun, "satu dua")], &["rancang_bangun_short rancang_bangun"]);
        check(&[(Field::RancangBangun, "satu dua tiga")], &[]);
        check(&[(Field::Tahapan, "uji-coba")], &["tahapan_not_counted tahapan"]);
    }

    #[test]
    fn six_parts_are_looked_for_as_fields_and_as_headings() {
        let rules = Kelayakan {
            bagian_rancang_bangun: [
                "Dasar Hukum",
                "Permasalahan",
                "Isu Strategis",
                "Metode Pembaharuan",
                "Keunggulan dan Kebaharuan",
                "Tahapan Inovasi/Penggunaan Produk",
            ]
            .map(str::to_owned)
            .into(),
            ..rules()
        };
        let missing = |fields: &[(Field, &str)]| {
            let profile: Profile = fields.iter().map(|(f, v)| (*f, (*v).to_owned())).collect();
            missing_parts(&profile, &rules).join(", ")
        };
        use Field::{CaraKerja, DasarHukum, RancangBangun as R};
        assert_eq!(
            missing(&[(
                R,
                "DASAR HUKUM: Perwal. Permasalahan … isu strategis … metode pembaharuan … keunggulan dan kebaharuan … penggunaan produk"
            )]),
            ""
        );
        assert_eq!(
            missing(&[(
                R,
                "dasar hukum, permasalahan, isu strategis, metode pembaharuan, keunggulan dan kebaharuan, cara kerja"
            )]),
            ""
        );
        assert_eq!(
            missing(&[(DasarHukum, "Perwal"), (CaraKerja, "Langkah"), (R, "permasalahan; isu strategis")]),
            "Metode Pembaharuan, Keunggulan dan Kebaharuan"
        );
    }
}
