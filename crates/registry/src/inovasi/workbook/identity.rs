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

/// Identities of the rows of all tables of a workbook.
pub(super) struct Identities {
    standing: HashMap<String, Vec<StandsHere>>,
    /// What rows of recaps have brought so far, by name.
    brought: HashMap<String, Vec<Brought>>,
    n_table: usize,
}

/// What a row brought under a name.
#[derive(Clone)]
struct Brought {
    identity: Identity,
    body: String,
    table: usize,
    row: u32,
    counter: Option<String>,
}

impl Identities {
    /// Beginning with what stands here.
    pub(super) fn of(reader: &Reader<'_>, list: &PerangkatDaerahList) -> Result<Self> {
        let mut standing: HashMap<String, Vec<StandsHere>> = HashMap::new();
        for it in reader.all_inovasi_lines()? {
            let body = fold_body(list, it.perangkat_daerah.as_deref());
            standing.entry(fold(&it.nama)).or_default().push(StandsHere { id: it.id, body, claimed: false });
        }
        // Whoever was registered first is the first of a name.
        standing.values_mut().for_each(|it| it.sort_by_key(|it| it.id));
        Ok(Self { standing, brought: HashMap::new(), n_table: 0 })
    }

    /// One identity for each row of a table, in their order; `Err` for a row that
    /// cannot be any. Names that the rows bring are added to `names`. Rows of a recap
    /// that are the same inovasi have the same one.
    pub(super) fn identify(
        &mut self,
        core: &Core,
        reader: &Reader<'_>,
        given: &GivenTable,
        list: &PerangkatDaerahList,
        names: &mut BookNames,
    ) -> Result<Vec<Result<Identity>>> {
        self.n_table += 1;
        let in_form: HashSet<InovasiId> = match given.own {
            true => given.rows.iter().filter_map(|it| it.id.as_deref()?.parse().ok()).collect(),
            false => HashSet::new(),
        };
        for it in self.standing.values_mut().flatten().filter(|it| in_form.contains(&it.id)) {
            it.claimed = true;
        }
        // What this program has written has a row for each, and says of each what is known.
        let one_each = given.own || given.ours;
        let bodies = bodies_of(given, list, one_each);
        let mut bodies_of_nama: HashMap<String, BodiesOfNama> = HashMap::new();
        for (row, body) in given.rows.iter().zip(&bodies).filter(|it| given.own || it.0.continues.is_none()) {
            let Some(nama) = given.text(row, Field::Nama.name()) else { continue };
            bodies_of_nama.entry(fold(nama)).or_default().add(body, one_each);
        }
        let mut taken: HashSet<InovasiId> = HashSet::new();
        let mut found: Vec<Result<Identity>> = Vec::with_capacity(given.rows.len());
        let mut by_row: HashMap<u32, Identity> = HashMap::new();
        for (row, body) in given.rows.iter().zip(bodies) {
            let nama = given.text(row, Field::Nama.name());
            let folded = nama.map(fold).unwrap_or_default();
            let goes_on = row.continues.and_then(|it| by_row.get(&it)).copied();
            let of_nama = bodies_of_nama.get(&folded);
            let is_lone = of_nama.is_some_and(BodiesOfNama::are_one);
            let n_body = of_nama.map_or(0, |it| it.bodies.len());
            // An id of somebody else's database says nothing here; a form of ours carries ours.
            let ours = match row.id.as_deref().filter(|_| !given.own) {
                Some(id) => is_ours(reader, id, names)?,
                None => true,
            };
            let identity = match (row.id.as_deref().filter(|_| ours), goes_on) {
                (Some(id), _) => by_id(reader, id, given.own, names, &mut taken)?,
                (None, Some(it)) => Ok(it),
                (None, None) => match self.brought(given, row, &folded, &body, is_lone) {
                    Some(it) => Ok(it),
                    // Which of several inovasi of that name it goes on with, nobody knows.
                    None if !one_each && body.is_empty() && n_body > 1 => {
                        Err(Error::invalid(Reason::RowOfSeveral).arg("n", n_body))
                    }
                    None => Ok(self.by_nama(core, given, row, &folded, &body, is_lone)),
                },
            };
            if let (Ok(it), Some(nama)) = (&identity, nama) {
                names.add(it.id, nama);
                if let Some(known) = self.standing.get_mut(&folded) {
                    known.iter_mut().filter(|known| known.id == it.id).for_each(|it| it.claimed = true);
                }
                if !given.own {
                    let (table, counter) = (self.n_table, row.counter.clone());
                    let it = Brought { identity: *it, body, table, row: row.number, counter };
                    self.brought.entry(folded).or_default().push(it);
                }
            }
            if let Ok(it) = &identity {
                by_row.insert(row.number, *it);
            }
            found.push(identity);
        }
        Ok(found)
    }

    /// What an earlier row of the file brought under the same name: for the same body;
    /// for none where all rows of that name that say one say the same, or where the rows
    /// stand together and are not counted apart; and from another table where each has
    /// one of that name.
    fn brought(&self, given: &GivenTable, row: &GivenRow, folded: &str, body: &str, is_lone: bool) -> Option<Identity> {
        let known = self.brought.get(folded).filter(|_| !given.own && !folded.is_empty())?;
        let same = known.iter().find(|it| !body.is_empty() && it.body == body);
        let together = || {
            let last = known.last()?;
            let counted = row.counter.is_some() && row.counter != last.counter;
            let one_blank = body.is_empty() || last.body.is_empty();
            let next = last.table == self.n_table && last.row < row.number && row.number <= last.row + 1;
            Some(last).filter(|_| next && one_blank && !counted)
        };
        let only = || known.iter().find(|it| is_lone && it.table == self.n_table);
        let elsewhere = || {
            let first = known.first()?;
            let one = known.iter().all(|it| it.identity.id == first.identity.id && it.table != self.n_table);
            Some(first).filter(|_| one && is_lone)
        };
        same.or_else(only).or_else(together).or_else(elsewhere).map(|it| it.identity)
    }

    fn by_nama(
        &mut self,
        core: &Core,
        given: &GivenTable,
        row: &GivenRow,
        folded: &str,
        body: &str,
        is_lone: bool,
    ) -> Identity {
        let said = given.text(row, Field::PerangkatDaerah.name());
        if let Some(known) = self.standing.get_mut(folded) {
            let same_body = known.iter().position(|it| !it.claimed && it.body == body);
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
}

/// The bodies that the rows of one name in a table say.
#[derive(Default)]
struct BodiesOfNama {
    bodies: HashSet<String>,
    n_blank: usize,
}

impl BodiesOfNama {
    /// Where this program wrote the rows, each is one of its own.
    fn add(&mut self, body: &str, one_each: bool) {
        match one_each {
            true => self.bodies.insert(format!("{body}\n{}", self.bodies.len())),
            false if body.is_empty() => {
                self.n_blank += 1;
                true
            }
            false => self.bodies.insert(body.to_owned()),
        };
    }

    /// Whether all rows are one inovasi: several rows of one name and body are, and one
    /// that does not say its body is the one that does.
    fn are_one(&self) -> bool {
        self.bodies.len() == 1 || (self.bodies.is_empty() && self.n_blank == 1)
    }
}

/// The body of each row as it is compared; blank where none is said. Where most rows say
/// none, as in a recap that names it once for a block of rows, it is the one above. One
/// that nobody knows is like no other.
fn bodies_of(given: &GivenTable, list: &PerangkatDaerahList, one_each: bool) -> Vec<String> {
    let key = Field::PerangkatDaerah.name();
    let n_said = given.rows.iter().filter(|it| given.says(it, key)).count();
    let in_blocks = !one_each && n_said > 0 && n_said * 2 < given.rows.len();
    let mut above = String::new();
    let body_of = |row: &GivenRow| {
        let body = match given.text(row, key) {
            None if given.says(row, key) => format!("\n{}", row.number),
            text => fold_body(list, text),
        };
        if in_blocks && body.is_empty() {
            return above.clone();
        }
        above.clone_from(&body);
        body
    };
    given.rows.iter().map(body_of).collect()
}

/// Whether an id is one of an inovasi here, be it taken out.
fn is_ours(reader: &Reader<'_>, text: &str, names: &BookNames) -> Result<bool> {
    Ok(match text.trim().parse::<InovasiId>() {
        Ok(id) => names.ids.contains(&id) || reader.inovasi(id)?.is_some(),
        Err(_) => false,
    })
}

fn fold_body(list: &PerangkatDaerahList, text: Option<&str>) -> String {
    text.map_or_else(String::new, |it| fold_name(list.current_name(it)))
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
