//! What the portal takes of a file, and what it would refuse: type and size, as far as
//! an instrument knows them and as sure as it is.

use crate::{
    assessment::{
        instrument::{Confidence, Indikator, Instrument, profil::Berkas},
        worksheet::{Support, Worksheet},
    },
    bukti::{
        content::{Content, Unfit, is_mislabelled, unfit},
        fit::Accepted,
    },
    core::{
        finding::{self, Finding, FindingCode},
        id::{IndikatorId, Subject},
    },
};

/// What an MB is at the most. The sources do not say whether the portal counts
/// 1,000,000 or 1,048,576 bytes; no file is blamed that may pass.
const MB_AT_MOST: u64 = 1 << 20;
/// What an MB is at the least: how much must go is told by this, so that it is enough.
const MB_AT_LEAST: u64 = 1_000_000;

/// What is taken at one place of the portal: an indikator, or a document of the profile.
#[derive(Clone, Copy, Debug)]
pub struct Limit<'a> {
    /// What links of bukti name there.
    pub id: &'a str,
    /// The indikator's code, or what the form calls the document.
    pub nama: &'a str,
    /// Lower-case endings; empty means not known.
    pub file_types: &'a [String],
    /// Largest file, in MB; None where that is not known.
    pub maksimum_mb: Option<u32>,
    /// How sure the types are.
    pub types: Confidence,
    /// How sure the largest size is.
    pub size: Confidence,
}

impl Indikator {
    /// What the portal takes as bukti of it.
    pub fn limit(&self) -> Limit<'_> {
        let sure = |fact: &str| self.uncertain.iter().find(|it| it.fact == fact).map(|it| it.confidence);
        Limit {
            id: self.id.as_str(),
            nama: &self.code,
            file_types: &self.file_types,
            maksimum_mb: self.maksimum_mb,
            // Whatever is not accepted supports nothing: no doubt makes that less.
            types: Confidence::Confirmed,
            size: sure("maksimum_mb").unwrap_or(Confidence::Confirmed),
        }
    }
}

impl Berkas {
    /// What the portal takes for it.
    pub fn limit(&self) -> Limit<'_> {
        Limit {
            id: &self.id,
            nama: &self.nama,
            file_types: &self.file_types,
            maksimum_mb: self.maksimum_mb,
            types: self.confidence_of("file_types"),
            size: self.confidence_of("maksimum_mb"),
        }
    }

    /// How sure one of its facts is.
    pub fn confidence_of(&self, fact: &str) -> Confidence {
        self.fact.get(fact).map_or(self.confidence, |it| it.confidence)
    }
}

impl Limit<'_> {
    /// How many bytes too much a file has; None where it may pass.
    pub fn over(&self, size: u64) -> Option<u64> {
        let mb = u64::from(self.maksimum_mb?);
        (size > mb * MB_AT_MOST).then(|| size - mb * MB_AT_LEAST)
    }

    /// Largest file in bytes that passes however an MB is counted; None where no size is
    /// known.
    pub fn max_bytes(&self) -> Option<u64> {
        self.maksimum_mb.map(|it| u64::from(it) * MB_AT_LEAST)
    }

    /// What a copy has to be. Of an MB only what it is at the least counts, so that the
    /// copy passes however the portal counts.
    pub fn accepted(&self) -> Accepted {
        Accepted { file_types: self.file_types.to_vec(), max_bytes: self.max_bytes() }
    }

    /// Whether the portal is known to refuse a file as it stands, so that a copy of it is
    /// worth making: by its type or its size. What is no document at all is none as a copy
    /// either, and is told elsewhere.
    pub fn wants_copy(&self, nama_berkas: &str, content: Option<Content>, size: u64) -> bool {
        let mislabelled = content.is_some_and(|it| is_mislabelled(nama_berkas, it));
        match unfit(nama_berkas, content, self.file_types) {
            Some(Unfit::Program | Unfit::Pointer | Unfit::Temporary) => false,
            Some(Unfit::NotAccepted) => true,
            Some(Unfit::Damaged | Unfit::Encrypted) | None => mislabelled || self.over(size).is_some(),
        }
    }

    /// What is to be remarked on a file there.
    pub fn check(&self, subject: Subject, file: &Support) -> Vec<Finding> {
        let bytes = match (file.present, file.damaged) {
            (true, _) => None,
            (false, false) => Some(finding::bytes_missing(subject, self.id, &file.nama_berkas)),
            (false, true) => Some(finding::bytes_damaged(subject, self.id, &file.nama_berkas)),
        };
        self.unsound(subject, file).into_iter().chain(self.too_large(subject, file)).chain(bytes).collect()
    }

    /// What is wrong with a file itself, so that it supports nothing, or misleads.
    fn unsound(&self, subject: Subject, file: &Support) -> Option<Finding> {
        let told = |code| finding::file_unsound(code, subject, self, &file.nama_berkas);
        Some(match file.unfit(self.file_types) {
            Some(Unfit::Program) => told(FindingCode::FileProgram),
            Some(Unfit::Pointer) => told(FindingCode::FilePointer),
            Some(Unfit::Temporary) => told(FindingCode::FileTemporary),
            Some(Unfit::Damaged) => told(FindingCode::FileDamaged),
            Some(Unfit::Encrypted) => told(FindingCode::FileEncrypted),
            Some(Unfit::NotAccepted) => {
                let sure = self.types == Confidence::Confirmed;
                finding::file_type_unexpected(subject, self, &file.nama_berkas, sure)
            }
            None if file.content.is_some_and(|content| is_mislabelled(&file.nama_berkas, content)) => {
                told(FindingCode::FileMislabelled)
            }
            None => return None,
        })
    }

    fn too_large(&self, subject: Subject, file: &Support) -> Option<Finding> {
        let (over, maksimum) = (self.over(file.size)?, self.maksimum_mb?);
        let sure = self.size == Confidence::Confirmed;
        Some(finding::file_too_large(subject, self, &file.nama_berkas, [file.size, over], maksimum, sure))
    }
}

/// Remarks on the documents of an inovasi's profile, in the form's order.
pub fn check_berkas(subject: Subject, instrument: &Instrument, sheet: &Worksheet) -> Vec<Finding> {
    let files = |id: &str| sheet.bukti.get(&IndikatorId::from(id)).into_iter().flatten();
    let each = instrument.profil.berkas.iter();
    each.flat_map(|it| files(&it.id).flat_map(|file| it.limit().check(subject, file))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_portal_would_refuse_is_told_as_sure_as_its_limit_is() {
        use Confidence::{Confirmed, Inferred, OneSource};
        let types = ["pdf".to_owned()];
        // file, its bytes, the limit, how sure types and size are, what is remarked
        let table = [
            ("a.pdf", 3_400_000, Some(2), Confirmed, Confirmed, "file_too_large warning 3400000 1400000 2"),
            ("a.pdf", 3_400_000, Some(2), Confirmed, OneSource, "file_maybe_too_large hint 3400000 1400000 2"),
            ("a.pdf", 3_400_000, Some(2), Confirmed, Inferred, "file_maybe_too_large hint 3400000 1400000 2"),
            ("a.pdf", 2_097_152, Some(2), Confirmed, Confirmed, ""),
            ("a.pdf", 2_097_153, Some(2), Confirmed, Confirmed, "file_too_large warning 2097153 97153 2"),
            // What is not known blames nobody.
            ("a.pdf", 900_000_000, None, Confirmed, Confirmed, ""),
            ("a.png", 10, Some(2), Confirmed, Confirmed, "file_type_unexpected warning pdf"),
            ("a.png", 10, Some(2), OneSource, Confirmed, "file_type_doubtful hint pdf"),
            (
                "a.png",
                4_000_000,
                Some(2),
                OneSource,
                Confirmed,
                "file_type_doubtful hint pdf; file_too_large warning 4000000 2000000 2",
            ),
        ];
        for (nama, size, maksimum_mb, sure_types, sure_size, expected) in table {
            let limit = Limit {
                id: "profil-anggaran",
                nama: "Anggaran",
                file_types: &types,
                maksimum_mb,
                types: sure_types,
                size: sure_size,
            };
            let content = if nama.ends_with("pdf") { "pdf//" } else { "png//" };
            let content = content.parse().ok();
            let file = Support { nama_berkas: nama.into(), size, present: true, content, ..Support::default() };
            let found: Vec<String> = limit.check(Subject::Daerah, &file).into_iter().map(told).collect();
            assert_eq!(found.join("; "), expected, "{nama} {size} {maksimum_mb:?} {sure_types} {sure_size}");
        }
    }

    #[test]
    fn a_copy_is_made_of_what_the_portal_refuses_and_of_nothing_else() {
        let pdf = ["pdf".to_owned()];
        let pictures = ["pdf".to_owned(), "jpg".to_owned()];
        for (nama, content, size, types, mb, expected) in [
            ("a.pdf", "pdf//", 3_400_000, &pdf[..], Some(2), true),
            ("a.pdf", "pdf//", 2_097_152, &pdf[..], Some(2), false),
            ("a.pdf", "pdf//", 900_000_000, &pdf[..], None, false),
            ("a.jpg", "jpeg//", 10, &pdf[..], Some(2), true),
            ("a.jpg", "jpeg//", 10, &pictures[..], Some(2), false),
            ("a.jpg", "jpeg//", 10, &[][..], None, false),
            // A scan that is called otherwise misleads whoever opens it.
            ("a.pdf", "jpeg//", 10, &pictures[..], Some(2), true),
            ("a.exe", "program//", 9_000_000, &pdf[..], Some(2), false),
            ("a.docx", "document//", 10, &pdf[..], Some(2), true),
        ] {
            let limit = Limit {
                id: "a",
                nama: "A",
                file_types: types,
                maksimum_mb: mb,
                types: Confidence::Confirmed,
                size: Confidence::Confirmed,
            };
            assert_eq!(limit.wants_copy(nama, content.parse().ok(), size), expected, "{nama} {content} {size}");
            assert_eq!(limit.accepted().max_bytes, mb.map(|it| u64::from(it) * 1_000_000));
        }
    }

    fn told(it: Finding) -> String {
        let args: Vec<String> = it.args.into_iter().skip(2).map(|it| it.1).collect();
        format!("{} {} {}", it.code, it.severity, args.join(" "))
    }
}
