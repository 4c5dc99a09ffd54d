//! Which inovasi each row is: by its id where it is one of ours; else the one of the
//! same name, and of the same perangkat daerah where several have that name; else a new
//! one. Ids of other databases, which exports carry, are no ids here.

use std::collections::{HashMap, HashSet};

use domain::{
    core::id::InovasiId,
    inovasi::{
        perangkat_daerah::{PerangkatDaerahList, fold_name},
        profile::Field,
    },
};
use store::Reader;

use super::given::{GivenRow, GivenTable};
use crate::core::{
    error::{Error, Reason, Result},
    registry::Core,
};

/// A row's inovasi.
#[derive(Clone, Copy)]
pub(super) struct Identity {
    pub id: InovasiId,
    pub is_new: bool,
    /// It came with its id and this registry does not know it: what a form says of
    /// it is all that is known.
    pub restored: bool,
}

/// What stands here under one name.
struct StandsHere {
    id: InovasiId,
    body: String,
    claimed: bool,
}

/// Names of what stands here and what the workbook brings.
#[derive(Default)]
pub(super) struct BookNames {
    by_nama: HashMap<String, Vec<InovasiId>>,
    pub ids: HashSet<InovasiId>,
}

impl BookNames {
    fn add(&mut self, id: InovasiId, nama: &str) {
        self.ids.insert(id);
        let known = self.by_nama.entry(fold(nama)).or_default();
        if !known.contains(&id) {
            known.push(id);
        }
    }

    /// The inovasi that a text names, by its id or by its name.
    ///
    /// # Errors
    /// None or several fit.
    pub(super) fn find(&self, text: &str) -> Result<InovasiId> {
        let missing = || Error::not_found(Reason::InovasiMissing).arg("id", text);
        if let Ok(id) = text.trim().parse() {
            return if self.ids.contains(&id) { Ok(id) } else { Err(missing()) };
        }
        match self.by_nama.get(&fold(text)).map(Vec::as_slice) {
            Some([one]) => Ok(*one),
            None | Some([]) => Err(missing()),
            Some(several) => Err(Error::invalid(Reason::InovasiAmbiguous).arg("id", text).arg("n", several.len())),
        }
    }

    /// A name that leads back to this inovasi alone.
    pub(super) fn is_telling(&self, nama: &str, id: InovasiId) -> bool {
        nama.trim().parse::<InovasiId>().is_err() && self.find(nama).ok() == Some(id)
    }

    /// Everything that stands here.
    pub(super) fn of(reader: &Reader<'_>) -> Result<Self> {
        let mut names = Self::default();
        for (id, nama, _) in reader.scored_inovasi()? {
            names.add(id, &nama);
        }
        Ok(names)
    }
}

/// A name as it is compared: signs alone are kept, since nothing else is left.
pub(crate) fn fold(nama: &str) -> String {
    let folded = fold_name(nama);
    if folded.is_empty() { nama.trim().to_owned() } else { folded }
}

/// One identity for each row, in their order; `Err` for a row that cannot be
/// any. Names that the rows bring are added to `names`.
pub(super) fn identify(
    core: &Core,
    reader: &Reader<'_>,
    given: &GivenTable,
    list: &PerangkatDaerahList,
    names: &mut BookNames,
) -> Result<Vec<Result<Identity>>> {
    let mut standing: HashMap<String, Vec<StandsHere>> = HashMap::new();
    let body = |text: Option<&str>| text.map_or_else(String::new, |it| fold_name(list.current_name(it)));
    let in_form: HashSet<&str> = match given.own {
        true => given.rows.iter().filter_map(|it| it.id.as_deref()).collect(),
        false => HashSet::new(),
    };
    for it in reader.all_inovasi_lines()? {
        let claimed = in_form.contains(it.id.to_string().as_str());
        let body = body(it.perangkat_daerah.as_deref());
        standing.entry(fold(&it.nama)).or_default().push(StandsHere { id: it.id, body, claimed });
    }
    // Whoever was registered first is the first of a name.
    standing.values_mut().for_each(|it| it.sort_by_key(|it| it.id));
    let mut n_of_nama: HashMap<String, usize> = HashMap::new();
    for nama in given.rows.iter().filter_map(|it| given.text(it, Field::Nama.name())) {
        *n_of_nama.entry(fold(nama)).or_default() += 1;
    }
    let mut taken: HashSet<InovasiId> = HashSet::new();
    let mut found = Vec::with_capacity(given.rows.len());
    for row in &given.rows {
        let nama = given.text(row, Field::Nama.name());
        // An id of somebody else's database says nothing here; a form of ours carries ours.
        let ours = match row.id.as_deref().filter(|_| !given.own) {
            Some(id) => is_ours(reader, id, names)?,
            None => true,
        };
        let identity = match row.id.as_deref().filter(|_| ours) {
            Some(id) => by_id(reader, id, given.own, names, &mut taken)?,
            None => Ok(by_nama(core, given, row, nama, &mut standing, &n_of_nama, &body)),
        };
        if let (Ok(it), Some(nama)) = (&identity, nama) {
            names.add(it.id, nama);
            if let Some(known) = standing.get_mut(&fold(nama)) {
                known.iter_mut().filter(|known| known.id == it.id).for_each(|it| it.claimed = true);
            }
        }
        found.push(identity);
    }
    Ok(found)
}

/// Whether an id is one of an inovasi here, be it taken out.
fn is_ours(reader: &Reader<'_>, text: &str, names: &BookNames) -> Result<bool> {
    Ok(match text.trim().parse::<InovasiId>() {
        Ok(id) => names.ids.contains(&id) || reader.inovasi(id)?.is_some(),
        Err(_) => false,
    })
}

fn by_nama(
    core: &Core,
    given: &GivenTable,
    row: &GivenRow,
    nama: Option<&str>,
    standing: &mut HashMap<String, Vec<StandsHere>>,
    n_of_nama: &HashMap<String, usize>,
    body: &dyn Fn(Option<&str>) -> String,
) -> Identity {
    let folded = nama.map(fold).unwrap_or_default();
    let said = given.text(row, Field::PerangkatDaerah.name());
    let is_lone = n_of_nama.get(&folded) == Some(&1);
    if let Some(known) = standing.get_mut(&folded) {
        let own_body = body(said);
        let same_body = known.iter().position(|it| !it.claimed && it.body == own_body);
        // One alone of its name here and there is the same, whoever runs it now; in
        // a form it would have come back with its id.
        let lone = (known.len() == 1 && is_lone && !given.own).then_some(0);
        let unsaid = (said.is_none() && !given.own).then(|| known.iter().position(|it| !it.claimed)).flatten();
        let at = same_body.or(lone).or(unsaid);
        if let Some(it) = at.and_then(|at| known.get_mut(at)).filter(|it| !it.claimed) {
            it.claimed = true;
            return Identity { id: it.id, is_new: false, restored: false };
        }
    }
    Identity { id: InovasiId(core.env.fresh_id()), is_new: true, restored: false }
}

fn by_id(
    reader: &Reader<'_>,
    text: &str,
    own: bool,
    names: &BookNames,
    taken: &mut HashSet<InovasiId>,
) -> Result<Result<Identity>> {
    let Ok(id) = text.trim().parse::<InovasiId>() else {
        return Ok(Err(Error::not_found(Reason::InovasiMissing).arg("id", text)));
    };
    if !taken.insert(id) {
        return Ok(Err(Error::invalid(Reason::RowTwice).arg("id", text)));
    }
    if names.ids.contains(&id) {
        return Ok(Ok(Identity { id, is_new: false, restored: false }));
    }
    Ok(match reader.inovasi(id)? {
        Some(it) => {
            let nama = it.profile.get(&Field::Nama).cloned().unwrap_or_default();
            Err(Error::invalid(Reason::InovasiRemoved).arg("nama", nama))
        }
        None => Ok(Identity { id, is_new: true, restored: own }),
    })
}
