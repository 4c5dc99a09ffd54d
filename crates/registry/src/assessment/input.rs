//! Numbers and ticks: what an officer gives an answer beside the choice.

pub(crate) mod give;
pub(crate) mod tick;
pub(crate) mod work_out;

pub use give::GiveInput;
pub use tick::TickOption;
