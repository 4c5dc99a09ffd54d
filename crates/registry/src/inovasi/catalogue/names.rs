//! Texts that many inovasi share, each held once and known by a small number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    core::{
        finding::Finding,
        id::{PerangkatDaerahId, Subject},
        number::count,
    },
    inovasi::perangkat_daerah::{PerangkatDaerah, PerangkatDaerahList, fold_name},
};

use crate::show::finding;

/// Number of a text. 0 is the empty one: blank.
pub(crate) type Nomor = u32;

/// Texts by number.
#[derive(Debug)]
pub(crate) struct Names {
    texts: Vec<Box<str>>,
    known: HashMap<Box<str>, Nomor>,
}

impl Default for Names {
    fn default() -> Self {
        Self { texts: vec!["".into()], known: HashMap::from([("".into(), 0)]) }
    }
}

impl Names {
    /// The number of a text, given to it now if it had none.
    pub(crate) fn nomor(&mut self, text: &str) -> Nomor {
        if let Some(nomor) = self.known.get(text) {
            return *nomor;
        }
        let nomor = Nomor::try_from(self.texts.len()).unwrap_or(Nomor::MAX);
        self.texts.push(text.into());
        self.known.insert(text.into(), nomor);
        nomor
    }

    /// The number of a text, if it has one.
    pub(crate) fn find(&self, text: &str) -> Option<Nomor> {
        self.known.get(text).copied()
    }

    pub(crate) fn text(&self, nomor: Nomor) -> &str {
        self.texts.get(nomor as usize).map_or("", |it| it)
    }

    /// How many numbers are given.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|it| &**it)
    }

    /// The place of each text when all are put in order by `key`.
    pub(crate) fn places<K: Ord>(&self, key: impl Fn(&str) -> K) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.texts.len()).collect();
        order.sort_by_cached_key(|at| self.texts.get(*at).map(|it| key(it)));
        let mut places = vec![0; order.len()];
        for (place, at) in order.into_iter().enumerate() {
            if let Some(it) = places.get_mut(at) {
                *it = count(place);
            }
        }
        places
    }
}

/// Perangkat daerah as they are written in profiles, and what the list makes of
/// each writing. When the list changes, only this is read anew, and no inovasi.
#[derive(Debug, Default)]
pub(crate) struct NumberedBodies {
    pub written: Names,
    /// By the number of the writing.
    known: Vec<NumberedBody>,
    /// Folded names: one for each body, and for each writing that is no body.
    folded: Names,
    list: PerangkatDaerahList,
}

/// What one writing is.
#[derive(Debug, Default, Clone)]
pub(crate) struct NumberedBody {
    /// As it is shown: the body's name today, or the writing itself.
    pub nama: String,
    pub listed: bool,
    /// What the list has to say about it.
    pub finding: Option<Finding>,
    /// Numbers of the folded names of the body and of those above it, itself first.
    pub up: Vec<Nomor>,
}

impl NumberedBodies {
    pub(crate) fn new(list: PerangkatDaerahList) -> Self {
        // The blank one is nobody.
        Self { list, known: vec![NumberedBody::default()], ..Self::default() }
    }

    /// Takes another list.
    pub(crate) fn learn(&mut self, list: PerangkatDaerahList) {
        self.list = list;
        self.folded = Names::default();
        self.known.truncate(1);
        let texts: Vec<String> = self.written.iter().skip(1).map(str::to_owned).collect();
        for it in texts {
            self.know(&it);
        }
    }

    /// The number of a writing.
    pub(crate) fn nomor(&mut self, text: &str) -> Nomor {
        let nomor = self.written.nomor(text);
        if nomor as usize >= self.known.len() {
            self.know(text);
        }
        nomor
    }

    fn know(&mut self, text: &str) {
        let found = self.list.find(text).map(|it| (it.id, it.nama.clone()));
        let own = found.as_ref().map_or(text, |it| &it.1);
        let mut up = vec![self.folded_nomor(&fold_name(own))];
        for nama in found.as_ref().map(|it| above(&self.list, it.0)).unwrap_or_default() {
            let nomor = self.folded_nomor(&fold_name(&nama));
            if !up.contains(&nomor) {
                up.push(nomor);
            }
        }
        self.known.push(NumberedBody {
            nama: own.to_owned(),
            listed: found.is_some(),
            // Whose finding it is does not matter here.
            finding: finding::of_perangkat_daerah(Subject::Daerah, text, &self.list),
            up,
        });
    }

    /// Folded names are marked, so that one of punctuation alone is not the blank.
    fn folded_nomor(&mut self, folded: &str) -> Nomor {
        self.folded.nomor(&format!("/{folded}"))
    }

    /// The number of the folded name that somebody chose by a name of today, or a
    /// former one; 0 for blank.
    pub(crate) fn chosen(&self, text: &str) -> Option<Nomor> {
        if text.is_empty() {
            return Some(0);
        }
        self.folded.find(&format!("/{}", fold_name(self.list.current_name(text))))
    }

    /// The bodies of the list, each with its folded name.
    pub(crate) fn listed(&self) -> impl Iterator<Item = (&PerangkatDaerah, String)> {
        self.list.bodies.iter().map(|it| (it, format!("/{}", fold_name(&it.nama))))
    }

    /// A folded name by its number.
    pub(crate) fn folded(&self, nomor: Nomor) -> &str {
        self.folded.text(nomor)
    }

    pub(crate) fn n_folded(&self) -> usize {
        self.folded.len()
    }

    pub(crate) fn body(&self, nomor: Nomor) -> Option<&NumberedBody> {
        self.known.get(nomor as usize)
    }

    /// The name of each folded name: of the body today, or the first of its
    /// writings among those that are `used`.
    pub(crate) fn labels(&self, used: &[bool]) -> BTreeMap<Nomor, String> {
        let mut labels = BTreeMap::new();
        for it in &self.list.bodies {
            if let Some(nomor) = self.folded.find(&format!("/{}", fold_name(&it.nama))) {
                labels.entry(nomor).or_insert_with(|| it.nama.clone());
            }
        }
        let unlisted: BTreeSet<(&str, Nomor)> = self
            .known
            .iter()
            .zip(used)
            .filter(|it| *it.1 && !it.0.listed)
            .filter_map(|it| Some((it.0.nama.as_str(), *it.0.up.first()?)))
            .collect();
        for (nama, nomor) in unlisted {
            labels.entry(nomor).or_insert_with(|| nama.to_owned());
        }
        labels
    }

    /// The place of each writing when all are put in order by the name shown.
    pub(crate) fn places(&self) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.known.len()).collect();
        let lower: Vec<String> = self.known.iter().map(|it| it.nama.to_ascii_lowercase()).collect();
        order.sort_by_key(|at| lower.get(*at));
        let mut places = vec![0; order.len()];
        let mut before: Option<(&String, u32)> = None;
        for (place, at) in order.iter().enumerate() {
            let Some(nama) = lower.get(*at) else { continue };
            // Two writings of one body stand at one place.
            let place = match before {
                Some((same, place)) if same == nama => place,
                _ => count(place),
            };
            before = Some((nama, place));
            if let Some(it) = places.get_mut(*at) {
                *it = place;
            }
        }
        places
    }
}

/// Names of the bodies above one. A ring that was merged ends where it closes.
fn above(list: &PerangkatDaerahList, id: PerangkatDaerahId) -> Vec<String> {
    let mut names = Vec::new();
    let mut seen = BTreeSet::from([id]);
    let mut at = list.by_id(id).and_then(|it| it.induk);
    while let Some(body) = at.filter(|it| seen.insert(*it)).and_then(|it| list.by_id(it)) {
        names.push(body.nama.clone());
        at = body.induk;
    }
    names
}
