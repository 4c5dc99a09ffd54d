//! Who takes part: the scores of each perangkat daerah, and of its inovasi.

use domain::{Decimal, assessment::score::Basis, core::number::count};

use crate::{
    core::{error::Result, registry::Core},
    inovasi::catalogue::{self, BodyTally, Catalogue},
    show::score::shown,
    view::{
        BasisSkorView, BodiesStandingView, BodyInovasiView, BodyStandingView, InovasiStandingView, ParticipationView,
    },
};

/// Rows of the first screen.
const FIRST: usize = 12;
/// Inovasi of one body that are told; the list has them all.
const MOST: usize = 500;

/// Every perangkat daerah with its inovasi, its answers and its kematangan on
/// every basis; also the bodies of the list that have none.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn standing_by_perangkat_daerah(core: &Core) -> Result<BodiesStandingView> {
    catalogue::look(core, |look| {
        Ok(BodiesStandingView { rows: look.catalogue.by_body().into_iter().map(row).collect() })
    })
}

/// Why the scores of one perangkat daerah are what they are: its inovasi with
/// their kematangan on every basis. An empty name means those that name none.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn standing_of_perangkat_daerah(core: &Core, nama: &str) -> Result<BodyInovasiView> {
    catalogue::look(core, |look| {
        let (n_inovasi, found) = look.catalogue.of_body(nama, MOST);
        let inovasi = found.into_iter().map(|(id, nama, proposed, skor)| InovasiStandingView {
            id,
            nama,
            proposed,
            skor: skor.into_iter().map(|it| shown(it.known())).collect(),
        });
        Ok(BodyInovasiView { nama: nama.to_owned(), n_inovasi, inovasi: inovasi.collect() })
    })
}

pub(super) fn participation_view(catalogue: &Catalogue) -> ParticipationView {
    let bodies = catalogue.by_body();
    ParticipationView {
        n_body: count(bodies.len()),
        n_without: count(bodies.iter().filter(|it| it.n_inovasi == 0).count()),
        rows: bodies.into_iter().take(FIRST).map(row).collect(),
    }
}

fn row(it: BodyTally) -> BodyStandingView {
    let n = Some(Decimal::from(it.n_proposed)).filter(|it| !it.is_zero());
    let skor = Basis::ALL.iter().zip(it.jumlah).map(|(basis, jumlah)| BasisSkorView {
        basis: *basis,
        jumlah: shown(jumlah.known()),
        rata: shown(jumlah.known().zip(n).map(|(jumlah, n)| jumlah / n)),
    });
    BodyStandingView {
        skor: skor.collect(),
        nama: it.nama,
        listed: it.listed,
        n_inovasi: it.n_inovasi,
        n_proposed: it.n_proposed,
        n_chosen: it.n_chosen,
    }
}
