//! The single write path: every act of every use case passes here.

use store::{Ending, NewAct, Reader, Writer};

use crate::core::{error::Result, op::Op, registry::Core};

impl Core {
    /// Runs one act in one transaction and history entry. `act` loads, decides
    /// and records through the writer; what it returns is read inside the same
    /// transaction, so no caller reads again.
    pub(crate) fn write<T>(&self, op: Op, act: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        self.write_or_drop(op, |writer| act(writer).map(Ending::Keep))
    }

    /// The same, for acts that can also run dry.
    pub(crate) fn write_or_drop<T>(&self, op: Op, act: impl FnOnce(&mut Writer<'_>) -> Result<Ending<T>>) -> Result<T> {
        let person = self.read(|reader| Ok(reader.setting("person")?))?.unwrap_or_default();
        let history = NewAct { op: op.name(), at: self.env.now_ms(), person: &person };
        let mut fresh = None;
        let done = self.store.write(history, |writer| {
            let verdict = act(writer);
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
