//! Sending: the registry is frozen, somebody states that its data are true, and the year
//! closes, in one act. The portal takes a report once and no revision afterwards.

use domain::{
    core::id::Subject,
    inovasi::profile::clean,
    merge::change::FieldKey,
    submission::snapshot::{SnapshotField, Statement},
};

use super::{
    freeze::freezing,
    list::{Ready, readiness, submission_view},
    nama_of, put,
};
use crate::{
    core::{
        env::today,
        error::{Code, Error, Reason, Result},
        op::Op,
        progress::Watch,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, SubmissionView},
};

/// What is sent, and by whom.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct SendSubmission {
    /// What the snapshot is called; blank: by the year.
    pub nama: String,
    /// Name of whoever states that the data are true, in full.
    pub nama_lengkap: String,
    /// His position and rank.
    pub jabatan: String,
    /// His office.
    pub instansi: String,
    /// His telephone.
    pub nomor_hp: String,
    /// His e-mail.
    pub email: String,
    /// What the portal gave; blank: it is written down later.
    pub nomor_registrasi: String,
    /// The day it was sent on, as it was typed; blank: today.
    pub tanggal_kirim: String,
    /// Whoever sends was told that findings block it, and that the portal took it.
    pub meant: bool,
}

/// Sends the submission of the year that is worked under.
///
/// # Errors
/// It is sent already; nothing is proposed; the statement lacks something; findings block
/// it and it is not said to be meant; the disk is full; `watch` stopped it. Then nothing is
/// kept and the year stays open.
pub(crate) fn send_submission(
    core: &Core,
    req: &SendSubmission,
    watch: &mut dyn Watch,
) -> Result<Outcome<SubmissionView>> {
    let instrument = core.current_instrument()?;
    let statement = stated(req)?;
    let ready = readiness(core)?;
    let check = |reader: &store::Reader<'_>| {
        let all = reader.snapshots()?;
        match all.iter().find(|it| it.is_sent_for(&instrument.id)) {
            Some(it) => {
                Err(Error::invalid(Reason::YearSent).arg("instrument", &instrument.id).arg("nama", nama_of(it)))
            }
            None => Ok(()),
        }
    };
    // Told before anything is asked, and before gigabytes are looked at.
    core.read(check)?;
    check_ready(&ready, req.meant)?;
    let nama = clean(&req.nama, false)?.unwrap_or_else(|| instrument.nama.clone());
    let day = today(core.env.now_ms()).to_string();
    let tanggal = clean(&req.tanggal_kirim, false)?.unwrap_or(day);
    let nomor = clean(&req.nomor_registrasi, false)?;
    let view = freezing(core, Op::SendSubmission, watch, |pen, id| {
        check(pen)?;
        put(pen, id, SnapshotField::Nama, Some(&nama))?;
        for (field, text) in &statement.0 {
            put(pen, id, *field, Some(text))?;
        }
        put(pen, id, SnapshotField::TanggalKirim, Some(&tanggal))?;
        put(pen, id, SnapshotField::NomorRegistrasi, nomor.as_deref())?;
        pen.put(Subject::Daerah, &FieldKey::Closed(instrument.id.clone()), Some("1"))?;
        pen.settle()?;
        submission_view(core, pen, &ready)
    })?;
    Ok(outcome(Op::SendSubmission, view, Findings::default()))
}

/// The five facts of the statement, none of them blank.
fn stated(req: &SendSubmission) -> Result<Statement> {
    let given = [&req.nama_lengkap, &req.jabatan, &req.instansi, &req.nomor_hp, &req.email];
    let mut all = Vec::new();
    for (field, typed) in Statement::FIELDS.into_iter().zip(given) {
        let missing = || Error::invalid(Reason::StatementIncomplete).arg("field", field.name().replace('_', " "));
        all.push((field, clean(typed, false)?.ok_or_else(missing)?));
    }
    if !req.email.contains('@') {
        return Err(Error::invalid(Reason::EmailUnreadable).arg("text", &req.email));
    }
    Ok(Statement(all))
}

fn check_ready(ready: &Ready, meant: bool) -> Result<()> {
    if ready.n_chosen == 0 {
        return Err(Error::invalid(Reason::SubmissionEmpty));
    }
    if ready.n_blocking > 0 && !meant {
        return Err(Error::new(Code::Conflict, Reason::SubmissionBlocked).arg("n", ready.n_blocking));
    }
    Ok(())
}
