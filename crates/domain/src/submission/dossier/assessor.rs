//! What an assessor may see of a dossier.

use super::{Dossier, LeftOut, LeftOutKind};

impl Dossier {
    /// The dossier as an assessor gets it: what is claimed and what supports it. What the
    /// region remarks on its own work, and who of it checked what, stays with the region
    /// and is listed as left out.
    pub fn for_assessor(mut self) -> Self {
        self.findings.clear();
        self.passage = None;
        let answers = self.inovasi.iter_mut().flat_map(|it| &mut it.answers).chain(&mut self.daerah);
        for verdict in answers.filter_map(|it| it.verdict.as_mut()) {
            verdict.person.clear();
            verdict.note.clear();
        }
        for inovasi in &mut self.inovasi {
            inovasi.findings.clear();
            inovasi.passage = None;
        }
        // Counts of what somebody notes for himself are told to nobody else.
        self.left_out.retain(|it| it.kind != LeftOutKind::Note);
        self.left_out.insert(0, LeftOut { kind: LeftOutKind::Internal, inovasi: None, n: None, nama: Vec::new() });
        self
    }
}
