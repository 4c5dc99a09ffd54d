//! Penghargaan and perangkat daerah.

use registry::{PenghargaanId, PerangkatDaerahId, progress::Unwatched};

use super::{Done, Turn};
use crate::kit::pdf;

const BODIES: [&str; 5] = ["Dinas Kesehatan", "Puskesmas Tugu", "Kecamatan Tugu", "Badan Riset", "Dinas Sosial"];

fn some_penghargaan(it: &Turn<'_>) -> registry::Result<Option<PenghargaanId>> {
    let all: Vec<_> = it.list_penghargaan(None)?.penghargaan.into_iter().map(|it| it.id).collect();
    Ok(it.pick(&all).copied())
}

pub fn register_penghargaan(it: &Turn<'_>) -> Done {
    let Some(whose) = it.some_subject() else { return Ok(None) };
    it.register_penghargaan(&whose, "Top 99")?;
    Ok(Some(whose))
}

pub fn edit_penghargaan(it: &Turn<'_>) -> Done {
    let Some(id) = some_penghargaan(it)? else { return Ok(None) };
    let (field, value) = it.one(&[
        ("nama", "IGA"),
        ("tahun", "2024"),
        ("tahun", "2023"),
        ("penyelenggara", "BSKDN"),
        ("hasil", "Juara"),
    ]);
    it.edit_penghargaan(id, field, Some(value))?;
    Ok(Some(format!("{id} {field} {value}")))
}

pub fn remove_penghargaan(it: &Turn<'_>) -> Done {
    let Some(id) = some_penghargaan(it)? else { return Ok(None) };
    it.remove_penghargaan(id)?;
    Ok(Some(id.to_string()))
}

pub fn attach_penghargaan(it: &Turn<'_>) -> Done {
    let Some(id) = some_penghargaan(it)? else { return Ok(None) };
    let file = it.file("piagam.pdf", pdf(it.one(&["piagam", "sertifikat"])));
    it.attach_penghargaan(id, &[file], &mut Unwatched)?;
    Ok(Some(id.to_string()))
}

pub fn detach_penghargaan(it: &Turn<'_>) -> Done {
    let all = it.list_penghargaan(None)?.penghargaan;
    let linked: Vec<_> = all.iter().flat_map(|won| won.bukti.iter().map(|bukti| (won.id, bukti.id))).collect();
    let Some((id, bukti)) = it.pick(&linked) else { return Ok(None) };
    it.detach_penghargaan(*id, *bukti)?;
    Ok(Some(format!("{id} {bukti}")))
}

fn some_body(it: &Turn<'_>) -> registry::Result<Option<PerangkatDaerahId>> {
    let all: Vec<_> = it.list_perangkat_daerah()?.perangkat_daerah.into_iter().map(|it| it.id).collect();
    Ok(it.pick(&all).copied())
}

pub fn register_perangkat_daerah(it: &Turn<'_>) -> Done {
    let (nama, induk) = (it.one(&BODIES), some_body(it)?.map(|it| it.to_string()));
    it.register_perangkat_daerah(nama, None, induk.as_deref().filter(|_| it.dice.once_in(2)))?;
    Ok(Some(nama.into()))
}

pub fn adopt_perangkat_daerah(it: &Turn<'_>) -> Done {
    let unlisted = it.list_perangkat_daerah()?.unlisted;
    let Some(one) = it.pick(&unlisted) else { return Ok(None) };
    it.adopt_perangkat_daerah(std::slice::from_ref(&one.nama))?;
    Ok(Some(one.nama.clone()))
}

pub fn edit_perangkat_daerah(it: &Turn<'_>) -> Done {
    let Some(id) = some_body(it)? else { return Ok(None) };
    match it.below(4) {
        0 => {
            // Rings come about when two laptops do it apart.
            let induk = some_body(it)?.map(|it| it.to_string());
            it.edit_perangkat_daerah(id, "induk", induk.as_deref(), false)?;
            Ok(Some(format!("{id} induk {induk:?}")))
        }
        1 => {
            let present = !it.dice.once_in(3);
            it.set_perangkat_daerah_nama_lama(id, "DKK", present)?;
            Ok(Some(format!("{id} nama_lama {present}")))
        }
        2 => {
            let aktif = it.one(&["ya", "tidak"]);
            it.edit_perangkat_daerah(id, "aktif", Some(aktif), false)?;
            Ok(Some(format!("{id} aktif {aktif}")))
        }
        _ => {
            let nama = it.one(&["Dinas Kesehatan Kota", "Dinas Kesehatan", "Badan Riset dan Inovasi"]);
            it.edit_perangkat_daerah(id, "nama", Some(nama), it.dice.once_in(2))?;
            Ok(Some(format!("{id} {nama}")))
        }
    }
}

pub fn remove_perangkat_daerah(it: &Turn<'_>) -> Done {
    let Some(id) = some_body(it)? else { return Ok(None) };
    it.remove_perangkat_daerah(id)?;
    Ok(Some(id.to_string()))
}
