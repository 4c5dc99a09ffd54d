//! Numbers and ticks of an answer, beside what [`crate::view::AnswerView`] says of them.

use serde::Serialize;

use crate::view::view;

use domain::core::id::OptionId;

view! {
    /// Something that can be ticked.
    struct TickOptionView {
        /// What is written down when it is ticked.
        id: OptionId,
        /// As the instrument words it.
        nama: String,
    }

    /// A number worked out of two, not given yet.
    struct WorkedOutView {
        /// A decimal as text, with a point; at most two places.
        value: String,
        /// Whether something was left out: places, or days beyond the months.
        rounded: bool,
        /// Days beyond the whole months.
        days: Option<u32>,
    }
}
