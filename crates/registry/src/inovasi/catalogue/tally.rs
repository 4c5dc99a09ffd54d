//! What the inovasi of the catalogue come to, by urusan, by kind of finding and by
//! perangkat daerah.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::{
    assessment::score::Basis,
    core::{
        finding::{FindingCode, Severity},
        id::InovasiId,
        span::Span,
    },
};

use super::{Catalogue, line::Line, names::Nomor};

/// What one perangkat daerah has.
#[derive(Debug, Clone)]
pub(crate) struct BodyTally {
    /// As the list names it today; empty for inovasi that name none.
    pub nama: String,
    pub listed: bool,
    /// Listed, and it still exists; a body that is not on the list is taken to.
    pub aktif: bool,
    pub n_inovasi: u32,
    pub n_proposed: u32,
    /// Parameters chosen for its proposed inovasi.
    pub n_chosen: u32,
    /// Sum of the kematangan of its proposed inovasi, in the order of [`Basis::ALL`].
    pub jumlah: [Span; Basis::ALL.len()],
}

impl BodyTally {
    fn of(nama: &str, listed: bool, aktif: bool) -> Self {
        let jumlah = [Span::ZERO; Basis::ALL.len()];
        Self { nama: nama.to_owned(), listed, aktif, n_inovasi: 0, n_proposed: 0, n_chosen: 0, jumlah }
    }

    fn add(&mut self, it: &Line, proposed: bool) {
        self.n_inovasi += 1;
        if proposed {
            self.n_proposed += 1;
            self.n_chosen += it.n_chosen;
            for (sum, basis) in self.jumlah.iter_mut().zip(Basis::ALL) {
                *sum = *sum + it.kematangan(basis);
            }
        }
    }
}

/// One inovasi of a body: id, name, whether it is proposed, and its kematangan in
/// the order of [`Basis::ALL`].
pub(crate) type OfBody = (InovasiId, String, bool, [Span; Basis::ALL.len()]);

impl Catalogue {
    /// The proposed inovasi of each of some urusan: their number, and the first
    /// `most` by name.
    pub(crate) fn of_urusan(&self, urusan: &[String], most: usize) -> Vec<(u32, Vec<(InovasiId, String)>)> {
        let mut found = vec![(0, Vec::new()); urusan.len()];
        let places: BTreeMap<Nomor, usize> =
            urusan.iter().enumerate().filter_map(|(at, it)| Some((self.names.find(it)?, at))).collect();
        for it in self.proposed() {
            let at = it.words.first().and_then(|word| places.get(word));
            if let Some((n, named)) = at.and_then(|at| found.get_mut(*at)) {
                *n += 1;
                if named.len() < most {
                    named.push((it.id, it.nama.to_string()));
                }
            }
        }
        found
    }

    /// What is remarked on the proposed inovasi: by code and severity the number of
    /// findings, and of inovasi that have one.
    pub(crate) fn kinds(&self) -> BTreeMap<(FindingCode, Severity), (u32, u32)> {
        let mut counted: BTreeMap<(FindingCode, Severity), (u32, u32)> = BTreeMap::new();
        let mut add = |code: FindingCode, severity: Severity, n: u32| {
            let (n_finding, n_inovasi) = counted.entry((code, severity)).or_default();
            *n_finding += n;
            *n_inovasi += 1;
        };
        for (_, it) in self.slots().filter(|it| self.is_proposed(it.1)) {
            let by_list = self.bodies.body(it.body).and_then(|it| it.finding.as_ref()).map(|it| (it.code, it.severity));
            let pattern = self.kinds.pattern(it.kinds);
            let same = |kind: &(FindingCode, Severity)| pattern.iter().any(|it| (it.code, it.severity) == *kind);
            if let Some((code, severity)) = by_list.filter(|it| !same(it)) {
                add(code, severity, 1);
            }
            for kind in pattern {
                let more = u32::from(by_list == Some((kind.code, kind.severity)));
                add(kind.code, kind.severity, kind.n + more);
            }
        }
        counted
    }

    /// Every perangkat daerah that has inovasi, and the active ones of the list that
    /// have none. Those with the most proposed come first.
    pub(crate) fn by_body(&self) -> Vec<BodyTally> {
        let mut used = vec![false; self.bodies.written.len()];
        for (_, it) in self.slots() {
            if let Some(used) = used.get_mut(it.body as usize) {
                *used = true;
            }
        }
        let labels = self.bodies.labels(&used);
        // By folded name: a body that no inovasi names has no number.
        let mut found: BTreeMap<String, BodyTally> = BTreeMap::new();
        for (body, folded) in self.bodies.listed() {
            match found.entry(folded) {
                Entry::Vacant(it) => drop(it.insert(BodyTally::of(&body.nama, true, body.aktif))),
                // Twins that two laptops made: one of them that exists is enough.
                Entry::Occupied(mut it) => it.get_mut().aktif |= body.aktif,
            }
        }
        for (_, it) in self.slots() {
            let nomor = self.own_body(it);
            let label = labels.get(&nomor).map_or("", String::as_str);
            let folded = self.bodies.folded(nomor).to_owned();
            let tally = found.entry(folded).or_insert_with(|| BodyTally::of(label, false, true));
            tally.add(it, self.is_proposed(it));
        }
        let mut found: Vec<BodyTally> = found.into_values().filter(|it| it.aktif || it.n_inovasi > 0).collect();
        found.sort_by(|a, b| {
            let most = |it: &BodyTally| (it.n_proposed, it.n_inovasi);
            most(b).cmp(&most(a)).then_with(|| a.nama.to_lowercase().cmp(&b.nama.to_lowercase()))
        });
        found
    }

    /// The inovasi of one perangkat daerah by name, without those of bodies below
    /// it: how many there are, and the first `most`. Empty is blank.
    pub(crate) fn of_body(&self, nama: &str, most: usize) -> (u32, Vec<OfBody>) {
        let Some(nomor) = self.bodies.chosen(nama) else { return (0, Vec::new()) };
        let (mut n, mut found) = (0, Vec::new());
        for it in self.order.iter().filter_map(|it| self.line_at(*it)).filter(|it| self.own_body(it) == nomor) {
            n += 1;
            if found.len() < most {
                let skor = Basis::ALL.map(|basis| it.kematangan(basis));
                found.push((it.id, it.nama.to_string(), self.is_proposed(it), skor));
            }
        }
        (n, found)
    }

    /// Number of the folded name of the body itself; 0 for none.
    fn own_body(&self, it: &Line) -> Nomor {
        let body = self.bodies.body(it.body).filter(|_| it.body > 0);
        body.and_then(|it| it.up.first().copied()).unwrap_or(0)
    }
}
