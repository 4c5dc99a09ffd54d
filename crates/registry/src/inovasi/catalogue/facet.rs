//! What a list is narrowed down by, and what each line has of it.

use domain::{assessment::verification::State, core::finding::FindingCode};

use super::{Catalogue, Filter, line::Line};
use crate::view::{Facet, LineState};

impl Facet {
    /// Whether its values are texts of the profile: any may be asked for, and 0 is the
    /// place of the blank one.
    pub(super) fn is_of_profile(self) -> bool {
        self <= Facet::Tahun
    }
}

impl Filter {
    /// What is chosen of a facet, each by its name.
    pub(super) fn chosen(&self, facet: Facet) -> Vec<&str> {
        fn texts(list: &[String]) -> Vec<&str> {
            list.iter().map(String::as_str).collect()
        }
        match facet {
            Facet::PerangkatDaerah => texts(&self.perangkat_daerah),
            Facet::UrusanUtama => texts(&self.urusan_utama),
            Facet::Tahapan => texts(&self.tahapan),
            Facet::Jenis => texts(&self.jenis),
            Facet::Bentuk => texts(&self.bentuk),
            Facet::Tahun => texts(&self.tahun),
            Facet::Usulan => self.usulan.iter().map(|it| it.as_str()).collect(),
            Facet::State => self.state.iter().map(|it| it.name()).collect(),
            Facet::Finding => self.finding.iter().map(|it| it.name()).collect(),
            Facet::Verification => self.verification.iter().map(|it| it.name()).collect(),
        }
    }
}

/// Every value of a facet has a place, from 0.
impl Catalogue {
    /// How many values of a facet have a place.
    pub(super) fn n_values(&self, facet: Facet) -> usize {
        match facet {
            Facet::PerangkatDaerah => self.bodies.n_folded(),
            Facet::UrusanUtama | Facet::Tahapan | Facet::Jenis | Facet::Bentuk | Facet::Tahun => self.names.len(),
            Facet::Usulan => self.instruments.len(),
            Facet::State => LineState::ALL.len(),
            Facet::Finding => FindingCode::ALL.len(),
            Facet::Verification => State::ALL.len(),
        }
    }

    /// The place of a value that an inovasi can have.
    pub(super) fn place_of(&self, facet: Facet, value: &str) -> Option<usize> {
        match facet {
            Facet::PerangkatDaerah => self.bodies.chosen(value).map(|it| it as usize),
            Facet::UrusanUtama | Facet::Tahapan | Facet::Jenis | Facet::Bentuk | Facet::Tahun => {
                self.names.find(value).map(|it| it as usize)
            }
            Facet::Usulan => self.instruments.iter().position(|it| it == value),
            Facet::State => LineState::by_name(value).map(|it| it as usize),
            Facet::Finding => FindingCode::by_name(value).map(|it| it as usize),
            Facet::Verification => State::by_name(value).map(|it| it as usize),
        }
    }

    /// Goes through the places of what a line has of a facet.
    pub(super) fn each_value(&self, facet: Facet, it: &Line, mut each: impl FnMut(usize)) {
        let [urusan_utama, tahapan, jenis, bentuk, ..] = it.words;
        match facet {
            Facet::PerangkatDaerah => match self.bodies.body(it.body) {
                Some(body) if it.body > 0 => body.up.iter().for_each(|up| each(*up as usize)),
                _ => each(0),
            },
            Facet::UrusanUtama => each(urusan_utama as usize),
            Facet::Tahapan => each(tahapan as usize),
            Facet::Jenis => each(jenis as usize),
            Facet::Bentuk => each(bentuk as usize),
            Facet::Tahun => each(it.tahun as usize),
            Facet::Usulan => it.usulan.iter().for_each(each),
            Facet::State => {
                let remarks = self.remarks(it);
                let is = |state: &LineState| match state {
                    LineState::Ready => remarks.n_blocking == 0,
                    LineState::Incomplete => remarks.n_blocking > 0,
                    LineState::Conflict => remarks.n_conflict > 0,
                    LineState::Example => it.contoh,
                    LineState::WithoutBukti => it.n_bukti == 0,
                };
                LineState::ALL.into_iter().filter(is).for_each(|state| each(state as usize));
            }
            Facet::Finding => self.remarks(it).codes.iter().for_each(|code| each(code as usize)),
            Facet::Verification => each(it.state as usize),
        }
    }
}
