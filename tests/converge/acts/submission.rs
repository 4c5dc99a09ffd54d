//! What would be sent, what is sent, and who signs.

use domain::{
    core::id::Subject,
    submission::{
        office::{OfficeField, Signer, SignerForm, SignerRole},
        snapshot::SnapshotField,
    },
};
use registry::{
    Basis, BestPin, BestSet, DocumentFormat, DocumentKind, ImportOfficial, ListInovasi, OfficialFigure, PortalState,
    SendSubmission, Simulate, SimulateChange, progress::Unwatched, view::ChangeKind,
};

use super::{Done, Turn, YEARS};
use crate::kit::whom;

fn scenario(it: &Turn<'_>) -> Option<Simulate> {
    let change = SimulateChange {
        kind: ChangeKind::Choose,
        subject: Some(whom(it.some_inovasi()?)),
        indikator: Some("bimtek".into()),
        parameter: it.one(&[1, 2, 3]),
        ..SimulateChange::default()
    };
    Some(Simulate { instrument: None, changes: vec![change] })
}

pub fn apply_scenario(it: &Turn<'_>) -> Done {
    let Some(state) = scenario(it) else { return Ok(None) };
    let view = it.apply_scenario(&state)?.view;
    Ok(Some(format!("{} chosen", view.n_chosen)))
}

pub fn keep_scenario(it: &Turn<'_>) -> Done {
    let Some(state) = scenario(it) else { return Ok(None) };
    it.keep_scenario("Kejar bimtek", &state)?;
    Ok(Some("Kejar bimtek".into()))
}

pub fn apply_best(it: &Turn<'_>) -> Done {
    let excluded = it.some_inovasi().filter(|_| it.dice.once_in(2)).map(|it| it.parse().unwrap());
    let (instrument, basis) = (YEARS[0].into(), Basis::Claimed);
    let req = BestSet { instrument, basis, pinned: Vec::new(), excluded: excluded.into_iter().collect() };
    it.apply_best(&req)?;
    Ok(Some(format!("without {:?}", req.excluded)))
}

pub fn pin_inovasi(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let say = it.one(&[None, Some(BestPin::Pinned), Some(BestPin::Excluded)]);
    it.pin_inovasi(&id, say, YEARS[0], Basis::Claimed.name())?;
    Ok(Some(id))
}

pub fn keep_snapshot(it: &Turn<'_>) -> Done {
    let nama = format!("Potret {}", it.serial);
    it.keep_snapshot(&nama, &mut Unwatched)?;
    Ok(Some(nama))
}

pub fn edit_snapshot(it: &Turn<'_>) -> Done {
    let snapshots = it.show_submission()?.snapshots;
    let Some(one) = it.pick(&snapshots) else { return Ok(None) };
    let (field, value) = it.one(&[
        (SnapshotField::Nama, Some("Kiriman pertama")),
        (SnapshotField::Nama, None),
        (SnapshotField::NomorRegistrasi, Some("IGA-1")),
        (SnapshotField::NomorRegistrasi, Some("IGA-2")),
        (SnapshotField::TanggalKirim, Some("2026-08-03")),
    ]);
    it.edit_snapshot(one.id, field, value)?;
    Ok(Some(format!("{} {field} {value:?}", one.id)))
}

pub fn send(it: &Turn<'_>) -> Done {
    let req = SendSubmission {
        nama: format!("Kiriman {}", it.serial),
        nama_lengkap: "Sri Ayu Lestari".into(),
        jabatan: "Kepala Bidang".into(),
        instansi: "BRIDA Kota Semarang".into(),
        nomor_hp: "0812".into(),
        email: "sri@semarang.go.id".into(),
        nomor_registrasi: it.one(&["", "IGA-3"]).into(),
        tanggal_kirim: "2026-08-03".into(),
        meant: true,
    };
    it.send_submission(&req, &mut Unwatched)?;
    Ok(Some(req.nama))
}

/// A year that was sent is opened again, for which it is sent where it is not: otherwise
/// everybody would soon stand still.
pub fn reopen(it: &Turn<'_>) -> Done {
    if !it.show_submission()?.snapshots.iter().any(|it| it.sent) {
        send(it)?;
    }
    it.reopen_submission("Portal meminta perbaikan")?;
    Ok(Some(String::new()))
}

pub fn set_official(it: &Turn<'_>) -> Done {
    let value = it.one(&[None, Some("60,79"), Some("65.8"), Some("87")]);
    let (subject, figure) = match it.some_inovasi().filter(|_| !it.dice.once_in(3)) {
        Some(id) => (whom(id), OfficialFigure::KematanganVerifikasi),
        None => (Subject::Daerah, OfficialFigure::IidVerifikasi),
    };
    it.set_official(subject, it.some_year(), figure, value)?;
    Ok(Some(format!("{subject} {figure} {value:?}")))
}

pub fn set_official_parameter(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    let value = it.one(&[None, Some("1"), Some("2"), Some("3")]);
    it.set_official_parameter(whom(&id), YEARS[0], &"bimtek".into(), value)?;
    Ok(Some(format!("{id} {value:?}")))
}

/// The portal's export, with somebody who is known here under that name.
pub fn import_official(it: &Turn<'_>) -> Done {
    let rows = it.list_inovasi(&ListInovasi { limit: 100, ..ListInovasi::default() })?.rows;
    let Some(nama) = it.pick(&rows).map(|it| it.nama.clone()) else { return Ok(None) };
    let kematangan = it.one(&["80", "91,5"]);
    let table = format!("No;Judul Inovasi;Pemda;Kematangan\n1;\"{nama}\";Kota Semarang;{kematangan}\n");
    let path = it.file("ekspor.csv", table).display().to_string();
    let req = ImportOfficial { path, instrument: YEARS[0].into(), ..ImportOfficial::default() };
    it.import_official(&req, false, &mut Unwatched)?;
    Ok(Some(format!("{nama} {kematangan}")))
}

/// One who can be entered, and a field of his in one of these states.
fn some_entry(it: &Turn<'_>, states: &[PortalState]) -> registry::Result<Option<(Subject, String)>> {
    let lines = it.show_portal()?.lines;
    let Some(line) = it.pick(&lines) else { return Ok(None) };
    let entries = it.show_portal_subject(line.subject)?.entries;
    let fitting: Vec<_> = entries.into_iter().filter(|it| states.contains(&it.state)).collect();
    Ok(it.pick(&fitting).map(|entry| (line.subject, entry.name.clone())))
}

pub fn tick_portal(it: &Turn<'_>) -> Done {
    let states = [PortalState::Open, PortalState::Changed];
    let Some((subject, entry)) = some_entry(it, &states)? else { return Ok(None) };
    it.tick_portal(subject, &entry, None)?;
    Ok(Some(format!("{subject} {entry}")))
}

pub fn skip_portal(it: &Turn<'_>) -> Done {
    let Some((subject, entry)) = some_entry(it, &[PortalState::Open])? else { return Ok(None) };
    it.skip_portal(subject, &entry, it.one(&["Tidak diminta", "Menunggu dinas"]))?;
    Ok(Some(format!("{subject} {entry}")))
}

/// A field is to be entered again, for which one is entered where none is.
pub fn reopen_portal(it: &Turn<'_>) -> Done {
    let states = [PortalState::Entered, PortalState::Changed, PortalState::Skipped];
    if some_entry(it, &states)?.is_none() {
        tick_portal(it)?;
    }
    let Some((subject, entry)) = some_entry(it, &states)? else { return Ok(None) };
    it.reopen_portal(subject, &entry)?;
    Ok(Some(format!("{subject} {entry}")))
}

pub fn turn_portal(it: &Turn<'_>) -> Done {
    let lines = it.show_portal()?.lines;
    let Some(line) = it.pick(&lines) else { return Ok(None) };
    let who = it.one(&[None, Some("Sri"), Some("Budi")]);
    it.turn_portal(line.subject, who)?;
    Ok(Some(format!("{} {who:?}", line.subject)))
}

pub fn edit_office(it: &Turn<'_>) -> Done {
    let (field, value) = it.one(&[
        (OfficeField::Tempat, Some("Semarang")),
        (OfficeField::Tempat, None),
        (OfficeField::Kop, Some("PEMERINTAH KOTA SEMARANG")),
        (OfficeField::Laman, Some("brida.semarangkota.go.id")),
        (OfficeField::Laman, Some("inovasi.semarangkota.go.id")),
    ]);
    it.edit_office(field, value)?;
    Ok(Some(format!("{field} {value:?}")))
}

pub fn give_template(it: &Turn<'_>) -> Done {
    let kind = it.one(&[DocumentKind::Undangan, DocumentKind::SuratPengantar]);
    let form = it.path(&format!("{kind}.docx"));
    it.copy_template(kind, DocumentFormat::Docx, &form, true)?;
    it.laptop.give_template(kind, &form)?;
    Ok(Some(format!("{kind}")))
}

pub fn remove_template(it: &Turn<'_>) -> Done {
    it.laptop.remove_template(DocumentKind::Undangan, DocumentFormat::Docx)?;
    Ok(Some("undangan".into()))
}

pub fn set_signer(it: &Turn<'_>) -> Done {
    let signer = |nama: &str| Signer {
        nama: nama.into(),
        jabatan: "Kepala Badan".into(),
        pangkat: String::new(),
        nip: String::new(),
        form: SignerForm::Sendiri,
        untuk: String::new(),
    };
    let who = it.one(&[None, Some("Sri Ayu Lestari"), Some("Hadi Wibowo")]);
    let role = it.one(&[SignerRole::KepalaBrida, SignerRole::SekretarisDaerah]);
    it.laptop.set_signer(Subject::Daerah, role, who.map(signer).as_ref())?;
    Ok(Some(format!("{role} {who:?}")))
}
