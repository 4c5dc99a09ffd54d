//! Entering into the portal by hand. One line per verb.

use domain::core::id::Subject;

use crate::{Registry, Result, submission::portal, view::*};

impl Registry {
    /// What is entered into the portal of the region and of every proposed inovasi: how
    /// far it is, and who does which.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_portal(&self) -> Result<PortalView> {
        portal::list::show_portal(&self.core)
    }

    /// The fields of the portal of one subject, in its order, each with what is entered.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn show_portal_subject(&self, subject: Subject) -> Result<PortalSubjectView> {
        portal::list::show_portal_subject(&self.core, subject)
    }

    /// Ticks a field of the portal as entered, by the digest of what was copied; as it
    /// stands now when absent.
    ///
    /// # Errors
    /// There is no such inovasi or field.
    pub fn tick_portal(
        &self,
        subject: Subject,
        entry: &str,
        digest: Option<&str>,
    ) -> Result<Outcome<PortalSubjectView>> {
        portal::mark::tick_portal(&self.core, subject, entry, digest)
    }

    /// Takes back a tick or a reason: the field is to be entered again.
    ///
    /// # Errors
    /// There is no such inovasi or field.
    pub fn reopen_portal(&self, subject: Subject, entry: &str) -> Result<Outcome<PortalSubjectView>> {
        portal::mark::reopen_portal(&self.core, subject, entry)
    }

    /// Leaves a field of the portal, for a reason.
    ///
    /// # Errors
    /// There is no such inovasi or field; no reason is given.
    pub fn skip_portal(&self, subject: Subject, entry: &str, why: &str) -> Result<Outcome<PortalSubjectView>> {
        portal::skip::skip_portal(&self.core, subject, entry, why)
    }

    /// Says who enters a subject into the portal; None: nobody any more.
    ///
    /// # Errors
    /// There is no such inovasi; the name cannot stand.
    pub fn turn_portal(&self, subject: Subject, person: Option<&str>) -> Result<Outcome<PortalSubjectView>> {
        portal::turn::turn_portal(&self.core, subject, person)
    }
}
