//! How the value of each field is written: one pure rule, whoever writes it. What
//! hangs on what else stands in a registry is asked at its gate.

use crate::{
    assessment::{
        carry::CarryReason,
        given::{GivenError, asked_input, check_tick},
        instrument::{
            AnsweredBy, Instrument,
            vocabulary::{OptionError, Vocabulary},
        },
        score::{ChoiceError, read_choice},
    },
    bukti::BlobRef,
    core::{
        date::{DateError, PartialDate},
        id::InovasiId,
        number::{read_exact, read_number},
    },
    inovasi::{
        duplicate::DuplicateVerdict,
        koordinat::Koordinat,
        penghargaan::PenghargaanField,
        perangkat_daerah::PerangkatDaerahField,
        profile::{Field, FieldKind, TextError, clean, clean_text},
    },
    merge::change::FieldKey,
    submission::{
        office::OfficeField,
        official::figure::{FigureBounds, FigureError, read_figure},
        portal::PortalMark,
        snapshot::SnapshotField,
    },
};

/// Why a field cannot hold what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The text is too long, holds control characters, or is an empty name.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It cannot be read as a date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// It names no option of the list that the field chooses from.
    #[error(transparent)]
    Option(#[from] OptionError),
    /// The instrument asks no such answer, number or tick of this subject, or it cannot be
    /// read.
    #[error(transparent)]
    Given(#[from] GivenError),
    /// No id of an inovasi stands where one is wanted; holds what was written.
    #[error("{0:?} names no inovasi")]
    Inovasi(String),
    /// Not a whole number from 1945 to 2100; holds what was written.
    #[error("{0:?} is no year")]
    Year(String),
    /// Not names of [`CarryReason`]s, joined by commas; holds what was written.
    #[error("{0:?} is no reason to look again")]
    Review(String),
    /// Not the name of a [`DuplicateVerdict`]; holds what was written.
    #[error("{0:?} is not said of two that look alike")]
    Duplicate(String),
    /// No figure of the ministry.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// Not what names stored bytes; holds what was written.
    #[error("{0:?} names no bytes")]
    Blob(String),
    /// Not what can be done with a field of the portal; holds what was written.
    #[error("{0:?} is no mark of the portal")]
    PortalMark(String),
    /// No number of a parameter; holds what was written.
    #[error("{0:?} is no parameter")]
    Parameter(String),
}

impl From<ChoiceError> for FieldError {
    fn from(error: ChoiceError) -> Self {
        Self::Given(error.into())
    }
}

/// The list that the jenis of a perangkat daerah is chosen from.
pub const JENIS: &str = "jenis_perangkat_daerah";
/// The list that the jenis dokumen of a bukti is chosen from.
pub const JENIS_DOKUMEN: &str = "jenis_dokumen";
/// The list that the tingkat of a penghargaan is chosen from.
pub const TINGKAT: &str = "tingkat";

/// Longest key of a field that history keeps, in characters.
const MAX_KEY: usize = 512;

/// Longest former name, in characters: with what stands before it, the key of its field
/// has to fit into those that history keeps.
pub const MAX_NAMA_LAMA: usize = 480;

/// Longest head of a letter or address of the office, in characters: more fits on no paper.
const MAX_LETTERHEAD: usize = 1000;

/// Shortest growth note, in characters: a dash is no growth.
pub const MIN_GROWTH_NOTE: usize = 10;

/// What reading a value needs to know.
pub struct FieldReading<'a> {
    /// The option lists that `Option` and `Set` fields, jenis and tingkat choose from.
    pub vocabulary: &'a Vocabulary,
    /// Who answers, and under which rules; needed by answers alone.
    pub answers: Option<(AnsweredBy, &'a Instrument)>,
    /// The text comes from one of our own documents: numbers have a decimal point, and
    /// a koordinat and a former name stay as they were kept.
    pub exact: bool,
}

type FieldRead = (FieldKey, Option<String>);

impl FieldReading<'_> {
    /// Reads a value as it was typed into the one form it is kept in; blank is none.
    /// What the key names in free words (a member, an indikator by its code) is read
    /// as well.
    ///
    /// # Errors
    /// It cannot be read, or is too long.
    pub fn read(&self, field: &FieldKey, typed: Option<&str>) -> Result<FieldRead, FieldError> {
        let text = typed.unwrap_or_default();
        let present = || typed.is_some().then(|| "1".to_owned());
        let line = || clean(text, false);
        let named = || Ok::<_, TextError>(Some(line()?.ok_or(TextError::EmptyNama)?));
        let value = match field {
            FieldKey::Profile(it) => self.profile(*it, text)?,
            FieldKey::Member(it, member) if it.kind() == FieldKind::Set => {
                return Ok((FieldKey::Member(*it, self.vocabulary.read(*it, member)?), present()));
            }
            FieldKey::Member(it, nama) => {
                return Ok((self.former(nama, |nama| FieldKey::Member(*it, nama))?, present()));
            }
            FieldKey::PerangkatDaerahNamaLama(nama) => {
                return Ok((self.former(nama, FieldKey::PerangkatDaerahNamaLama)?, present()));
            }
            FieldKey::Choice { indikator, .. }
            | FieldKey::Input { indikator, .. }
            | FieldKey::Tick { indikator, .. } => {
                let Some((who, instrument)) = self.answers else {
                    return Err(ChoiceError::UnknownIndikator(indikator.to_string()).into());
                };
                return self.answer(field, who, instrument, typed);
            }
            FieldKey::Review { instrument, indikator } => {
                let why = line()?;
                if let Some(why) = why.as_ref().filter(|it| it.split(',').any(|it| CarryReason::by_name(it).is_none()))
                {
                    return Err(FieldError::Review(why.clone()));
                }
                let known = self.answers.and_then(|it| it.1.indikator(indikator));
                if known.is_none() && why.is_some() {
                    return Err(ChoiceError::UnknownIndikator(indikator.to_string()).into());
                }
                let indikator = known.map_or(indikator, |it| &it.id).clone();
                return Ok((FieldKey::Review { instrument: instrument.clone(), indikator }, why));
            }
            FieldKey::GrowthNote(_) | FieldKey::Sumber(_) | FieldKey::Keyakinan(_) => clean(text, true)?,
            FieldKey::Duplicate(_) if text.is_empty() => None,
            FieldKey::Duplicate(_) => {
                let verdict = DuplicateVerdict::by_name(text);
                Some(verdict.ok_or_else(|| FieldError::Duplicate(text.to_owned()))?.name().to_owned())
            }
            FieldKey::PerangkatDaerah(it) => match it {
                PerangkatDaerahField::Nama => named()?,
                PerangkatDaerahField::Jenis => self.option(JENIS, line()?)?,
                PerangkatDaerahField::Aktif => line()?.filter(|it| is_off(it)).map(|_| "0".to_owned()),
                PerangkatDaerahField::Kode | PerangkatDaerahField::Induk => line()?,
            },
            FieldKey::Penghargaan(it) => match it {
                PenghargaanField::Nama => named()?,
                PenghargaanField::Untuk => Some(line()?.ok_or_else(|| FieldError::Inovasi(String::new()))?),
                PenghargaanField::Tingkat => self.option(TINGKAT, line()?)?,
                PenghargaanField::Tahun => line()?.map(year).transpose()?,
                _ => line()?,
            },
            FieldKey::Snapshot(SnapshotField::Nama) => named()?,
            FieldKey::Snapshot(SnapshotField::TanggalKirim) => {
                line()?.map(|it| PartialDate::read(&it)).transpose()?.map(|it| it.to_string())
            }
            FieldKey::Snapshot(_) | FieldKey::PortalTurn(_) => line()?,
            FieldKey::Official { figure, .. } => {
                let bounds = FigureBounds::of(self.answers.map(|it| it.1));
                let read = |it: String| read_figure(*figure, &it, &bounds, self.exact);
                line()?.map(read).transpose()?.flatten()
            }
            FieldKey::OfficialParameter { instrument, indikator } => {
                // A year may have results and no rules here: then its indikator are taken as named.
                let known = self.answers.map(|(_, rules)| {
                    rules.indikator(indikator).ok_or_else(|| ChoiceError::UnknownIndikator(indikator.to_string()))
                });
                let known = known.transpose()?;
                let is_rung =
                    |it: u8| it == 0 || known.is_none_or(|of| of.parameter.iter().any(|rung| rung.nomor == it));
                let rung = |it: String| match it.parse::<u8>().ok().filter(|it| is_rung(*it)) {
                    Some(rung) => Ok(rung.to_string()),
                    None => Err(FieldError::Parameter(it)),
                };
                let value = line()?.map(rung).transpose()?;
                let indikator = known.map_or(indikator, |it| &it.id).clone();
                return Ok((FieldKey::OfficialParameter { instrument: instrument.clone(), indikator }, value));
            }
            FieldKey::Office(OfficeField::Kop | OfficeField::Alamat) => {
                clean(text, true)?.map(|it| at_most(MAX_LETTERHEAD, it)).transpose()?
            }
            FieldKey::Office(OfficeField::Publik) => clean(text, true)?,
            FieldKey::Office(OfficeField::Logo) => {
                line()?.map(|it| it.parse::<BlobRef>().map_err(FieldError::Blob)).transpose()?.map(|it| it.to_string())
            }
            FieldKey::Office(_) => line()?,
            FieldKey::Portal { .. } => {
                let mark = line()?.map(|it| it.parse::<PortalMark>().map_err(FieldError::PortalMark)).transpose()?;
                mark.map(|it| it.to_string())
            }
            FieldKey::Tanggal => line()?.map(|it| PartialDate::read(&it)).transpose()?.map(|it| it.to_string()),
            FieldKey::Nomor | FieldKey::Tentang => line()?,
            FieldKey::JenisDokumen => self.option(JENIS_DOKUMEN, line()?)?,
            // A link without pages is one all the same.
            FieldKey::Link { .. } if typed.is_some() => Some(line()?.unwrap_or_default()),
            FieldKey::Link { .. } => None,
            // Made by the program, never typed. Named one by one, so that a new field is
            // asked how it is read.
            FieldKey::Removed
            | FieldKey::Contoh
            | FieldKey::Usulan(_)
            | FieldKey::Archived(_)
            | FieldKey::Citation { .. }
            | FieldKey::Verdict { .. }
            | FieldKey::Verification(_)
            | FieldKey::Pack(_)
            | FieldKey::PemdaNama
            | FieldKey::PemdaKode
            | FieldKey::PemdaInstrument
            | FieldKey::Closed(_)
            | FieldKey::Signer(_)
            | FieldKey::Template(_)
            | FieldKey::Blob
            | FieldKey::NamaBerkas
            | FieldKey::Unknown(_) => typed.map(str::to_owned),
        };
        Ok((field.clone(), value))
    }

    fn profile(&self, field: Field, typed: &str) -> Result<Option<String>, FieldError> {
        let Some(text) = clean_text(field, typed)? else { return Ok(None) };
        Ok(Some(match field.kind() {
            // Any usual form becomes the one that is kept; what cannot be read stays for a finding.
            _ if field == Field::Koordinat && !self.exact => Koordinat::read(&text).map_or(text, |it| it.to_string()),
            FieldKind::Line | FieldKind::Paragraphs | FieldKind::Names => text,
            FieldKind::Date => PartialDate::read(&text)?.to_string(),
            FieldKind::Inovasi => text.parse::<InovasiId>().map_err(|_| FieldError::Inovasi(text))?.to_string(),
            FieldKind::Option | FieldKind::Set => self.vocabulary.read(field, &text)?,
        }))
    }

    /// The key of a former name. Older programs let through whatever history can keep:
    /// so long may one of our own documents name it.
    fn former(&self, typed: &str, key: impl Fn(String) -> FieldKey) -> Result<FieldKey, TextError> {
        if !self.exact {
            return Ok(key(former_name(typed)?));
        }
        let key = key(clean(typed, false)?.ok_or(TextError::EmptyNama)?);
        if key.to_string().chars().count() > MAX_KEY { Err(TextError::TooLong(MAX_NAMA_LAMA)) } else { Ok(key) }
    }

    fn option(&self, list: &str, text: Option<String>) -> Result<Option<String>, FieldError> {
        Ok(text.map(|it| self.vocabulary.read_in(list, &it)).transpose()?)
    }

    fn answer(
        &self,
        field: &FieldKey,
        who: AnsweredBy,
        rules: &Instrument,
        typed: Option<&str>,
    ) -> Result<FieldRead, FieldError> {
        let instrument = rules.id.clone();
        Ok(match field {
            FieldKey::Input { indikator, input, .. } => {
                let (found, asked) = asked_input(rules, who, indikator, input)?;
                let text = typed.map(str::trim).filter(|it| !it.is_empty());
                let read = |text: &str| if self.exact { read_exact(text) } else { read_number(text, &asked.satuan) };
                let value = text.map(|it| asked.signed(read(it)?)).transpose().map_err(GivenError::from)?;
                let (indikator, input) = (found.id.clone(), asked.id.clone());
                (FieldKey::Input { instrument, indikator, input }, value.map(|it| it.to_string()))
            }
            FieldKey::Tick { indikator, option, .. } => {
                let (indikator, option) = check_tick(rules, who, indikator, option)?;
                (FieldKey::Tick { instrument, indikator, option }, typed.map(|_| "1".to_owned()))
            }
            FieldKey::Choice { indikator, .. } => {
                let (indikator, choice) = read_choice(rules, who, indikator, typed.unwrap_or("0"))?;
                (FieldKey::Choice { instrument, indikator }, choice.map(|it| it.to_string()))
            }
            other => (other.clone(), typed.map(str::to_owned)),
        })
    }
}

/// A former name, which is part of its key.
///
/// # Errors
/// It is blank, too long, or holds control characters.
pub fn former_name(typed: &str) -> Result<String, TextError> {
    let nama = clean(typed, false)?.ok_or(TextError::EmptyNama)?;
    if nama.chars().count() > MAX_NAMA_LAMA { Err(TextError::TooLong(MAX_NAMA_LAMA)) } else { Ok(nama) }
}

fn at_most(limit: usize, text: String) -> Result<String, TextError> {
    if text.chars().count() > limit { Err(TextError::TooLong(limit)) } else { Ok(text) }
}

/// Whether a word says that a body is no more.
fn is_off(text: &str) -> bool {
    ["0", "false", "tidak"].contains(&text.to_lowercase().as_str())
}

fn year(text: String) -> Result<String, FieldError> {
    match text.parse::<u16>() {
        Ok(year) if (1945..=2100).contains(&year) => Ok(year.to_string()),
        _ => Err(FieldError::Year(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str, typed: Option<&str>) -> Result<(String, Option<String>), FieldError> {
        let mut vocabulary = Vocabulary::default();
        let list = "source = \"s\"\nconfidence = \"confirmed\"\n[[option]]\nid = \"dinas\"\nnama = \"Dinas Daerah\"\n";
        vocabulary.add(JENIS, list).unwrap();
        let reading = FieldReading { vocabulary: &vocabulary, answers: None, exact: false };
        reading.read(&FieldKey::read(key), typed).map(|(field, value)| (field.to_string(), value))
    }

    #[test]
    fn each_field_is_read_in_its_own_way() {
        for (key, typed, value) in [
            ("nama", " Lapor\u{200b} Semar ", Some("Lapor Semar")),
            ("waktu_penerapan", "Mei 2024", Some("2024-05")),
            ("perangkat_daerah/jenis", "DINAS daerah", Some("dinas")),
            ("perangkat_daerah/aktif", "Tidak", Some("0")),
            ("perangkat_daerah/aktif", "ya", None),
            ("penghargaan/tahun", " 2024 ", Some("2024")),
            ("tanggal", "17 Agustus 2024", Some("2024-08-17")),
            ("link/daerah/visi-dan-misi", " ", Some("")),
            ("growth_note/iga-2026", " \n", None),
        ] {
            assert_eq!(read(key, Some(typed)), Ok((key.to_owned(), value.map(str::to_owned))), "{key} {typed:?}");
        }
        assert_eq!(read("nama", None), Err(TextError::EmptyNama.into()));
        assert_eq!(read("penghargaan/tahun", Some("1824")), Err(FieldError::Year("1824".into())));
        assert!(matches!(read("perangkat_daerah/jenis", Some("kapal")), Err(FieldError::Option(_))));
        assert!(matches!(read("assessment/iga-2026/x", Some("1")), Err(FieldError::Given(_))));
    }

    #[test]
    fn a_former_name_is_read_and_fits_its_key() {
        let key = |nama: &str| format!("nama_lama/{nama}");
        assert_eq!(read(&key(" Lapor\u{200b}"), Some("1")), Ok((key("Lapor"), Some("1".into()))));
        assert_eq!(read(&key("Lapor"), None), Ok((key("Lapor"), None)));
        assert!(read(&key(&"é".repeat(MAX_NAMA_LAMA)), Some("1")).is_ok());
        let long = Err(TextError::TooLong(MAX_NAMA_LAMA).into());
        assert_eq!(read(&key(&"é".repeat(MAX_NAMA_LAMA + 1)), Some("1")), long);
        assert_eq!(read("perangkat_daerah/nama_lama/ ", Some("1")), Err(TextError::EmptyNama.into()));
    }
}
