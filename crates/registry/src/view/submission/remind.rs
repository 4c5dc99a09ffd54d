//! Reminders to perangkat daerah.

use serde::Serialize;

use crate::view::view;

view! {
    /// One message, ready to be sent.
    struct ReminderView {
        /// Whom it goes to, by name.
        perangkat_daerah: String,
        /// Inovasi of that body that are proposed.
        n_inovasi: u32,
        /// Answers that are open.
        n_item: u32,
        /// Points of the index that all of them bring at most, two places; absent where
        /// one of them cannot be computed.
        gain: Option<String>,
        /// Of a letter; absent in a chat.
        subject: Option<String>,
        /// Indonesian, lines parted by `\n`, at most 900 characters.
        text: String,
    }

    /// A message for every body that has proposed inovasi.
    struct RemindersView {
        /// In the order of their names, those of which nothing is open too.
        reminders: Vec<ReminderView>,
        /// The stage whose end they name; absent where no end is known that is ahead.
        tahap: Option<String>,
        /// That end, ISO, as precise as it is known.
        sampai: Option<String>,
        /// Proposed inovasi of which nobody said whose they are: they are in no message.
        n_without: u32,
    }

    /// Reminders that were written.
    struct RemindersReceipt {
        /// Where they lie.
        path: String,
        /// How many messages.
        n_reminder: u32,
        /// Bytes.
        size: f64,
    }
}
