//! Exchange: a parcel of many acts, written and taken in.

use std::path::Path;

use registry::{DEFAULT_INSTRUMENT, InovasiId, Registry, Subject, progress::Unwatched};

use crate::{
    measure::{Line, print_head, time},
    or_end, started,
};

/// Acts in the parcel: a year of an office.
const ACTS: usize = 30_000;

/// Inovasi that they are about.
const SIZE: usize = 300;

/// Makes the acts one by one, as people do, and sends them to an empty copy.
pub fn measure(folder: &Path) {
    let folder = folder.join("merge");
    let office = started(&folder.join("office"));
    let instrument = or_end(office.show_instrument(DEFAULT_INSTRUMENT.trim()), "the instrument");
    let codes: Vec<String> = instrument.indikator.iter().filter(|it| !it.daerah).map(|it| it.code.clone()).collect();
    crate::import(&office, &folder, SIZE, &[]);
    let rows = or_end(office.list_inovasi(&registry::ListInovasi::default()), "the list").rows;
    let ids: Vec<InovasiId> = rows.iter().map(|it| it.id).collect();
    for at in 0..ACTS {
        let req = registry::ChooseParameter {
            subject: Subject::Inovasi(ids[at % ids.len()]),
            instrument: DEFAULT_INSTRUMENT.trim().into(),
            indikator: codes[at / ids.len() % codes.len()].clone().into(),
            // Another one in each turn, so that no act says what stands already.
            parameter: u8::try_from(at / ids.len() / codes.len() % 3).unwrap_or(0) + 1,
            variant: None,
        };
        or_end(office.choose_parameter(&req), "a choice");
    }
    let parcel = folder.join("acts.prakarsa");
    print_head();
    let write = time("parcel: write", 3, |_| drop(or_end(office.create_parcel(&parcel, true, &mut Unwatched), "it")));
    let empty: Vec<Registry> = (0..4).map(|at| started(&folder.join(at.to_string()))).collect();
    let accept =
        time("parcel: take in", 3, |at| drop(or_end(empty[at].accept_parcel(&parcel, false, &mut Unwatched), "it")));
    let again = time("parcel: take in again", 3, |_| {
        drop(or_end(empty[0].accept_parcel(&parcel, false, &mut Unwatched), "it"));
    });
    for line in [write, accept, again] {
        Line::print(&line.note(format!("{ACTS} acts of {SIZE} inovasi")));
    }
}
