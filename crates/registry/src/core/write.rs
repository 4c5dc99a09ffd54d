//! The single write path: every act of every use case passes here.

use store::{Ending, NewAct, Reader};

use crate::core::{error::Result, op::Op, pen::Pen, registry::Core};

impl Core {
    /// Runs one act in one transaction and history entry. `act` loads, decides
    /// and records through the pen; what it returns is read inside the same
    /// transaction, so no caller reads again.
    pub(crate) fn write<T>(&self, op: Op, act: impl FnOnce(&mut Pen<'_, '_>) -> Result<T>) -> Result<T> {
        self.write_or_drop(op, |pen| act(pen).map(Ending::Keep))
    }

    /// The same, for acts that can also run dry.
    pub(crate) fn write_or_drop<T>(
        &self,
        op: Op,
        act: impl FnOnce(&mut Pen<'_, '_>) -> Result<Ending<T>>,
    ) -> Result<T> {
        self.writable()?;
        let account = self.env.account();
        let history = NewAct { op: op.name(), at: self.env.now_ms(), account: &account };
        let mut fresh = None;
        let done = self.store.write(history, |writer| {
            let verdict = act(&mut Pen::new(self, writer));
            match &verdict {
                Ok(Ending::Keep(_)) => fresh = Some(self.rules_in(writer)?),
                // What was looked at inside comes to nothing.
                _ => self.rules.forget(),
            }
            verdict
        });
        match fresh.filter(|_| done.is_ok()) {
            Some(rules) => self.rules.commit(rules),
            None => self.rules.forget(),
        }
        done
    }

    /// Reads one moment.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.store.read(read)
    }
}
