//! Verdicts and the way from draf to terkirim, on real registries.

mod laptops;
mod meant;
mod queue;
mod verdicts;
mod way;

use registry::{
    BuktiFacts, GiveVerdict, Reason, Result,
    progress::Unwatched,
    view::{AnswerView, AssessmentView, Outcome},
};

use crate::kit::{Laptop, key, pdf};

/// Two indikator of inovasi without measuring bases.
pub const ONE: &str = "SID-16";
pub const OTHER: &str = "SID-17";

pub fn year() -> registry::InstrumentId {
    registry::DEFAULT_INSTRUMENT.trim().into()
}

impl Laptop {
    pub fn is(&self, role: &str) -> &Self {
        self.set_role(role).unwrap();
        self
    }

    /// A proposed inovasi with one answer that has a bukti.
    pub fn answered(&self, nama: &str) -> String {
        let id = self.register(nama);
        self.propose_inovasi(std::slice::from_ref(&id), &year(), "").unwrap();
        self.choose(&id, ONE, 2).unwrap();
        self.attach_named(&id, &format!("sk {nama}.pdf"), nama);
        id
    }

    /// A Perkada about it, which supports the answer.
    pub fn attach_named(&self, id: &str, nama_berkas: &str, words: &str) {
        let file = self.file(nama_berkas, pdf(words));
        let facts = BuktiFacts {
            jenis_dokumen: Some("perkada".into()),
            tanggal: Some("2024-08-17".into()),
            tentang: Some(words.into()),
            ..BuktiFacts::default()
        };
        self.attach_bukti(&key(id, ONE), &[file], &facts, &mut Unwatched).unwrap();
    }

    pub fn answer(&self, id: &str, indikator: &str) -> AnswerView {
        let texts = self.show_instrument(&year()).unwrap();
        let wanted = texts.indikator.iter().find(|it| it.code == indikator).unwrap().id.clone();
        let view = self.show_assessment(id, &year()).unwrap();
        view.indikator.into_iter().find(|it| it.indikator == wanted).unwrap()
    }

    pub fn judge(&self, id: &str, indikator: &str, parameter: u8, note: &str) -> Result<Outcome<AssessmentView>> {
        self.give_verdict(&GiveVerdict {
            subject: self.subject(id)?,
            instrument: year(),
            indikator: indikator.into(),
            parameter,
            note: note.into(),
            fingerprint: Some(self.answer(id, indikator).fingerprint),
            meant: false,
        })
    }

    pub fn move_to(&self, id: &str, to: &str, note: &str) -> Result<Outcome<AssessmentView>> {
        self.move_answers(id, &year(), to, note, false)
    }

    pub fn state(&self, id: &str) -> String {
        self.show_assessment(id, &year()).unwrap().state.to_string()
    }

    pub fn verdict_count(&self, id: &str) -> u8 {
        self.answer(id, ONE).verified_parameter
    }
}

/// The reason of a refusal.
pub fn why<T>(refused: Result<T>) -> Reason {
    refused.err().expect("it is refused").reason
}
