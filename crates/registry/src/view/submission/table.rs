//! Tables.

use domain::submission::table::TableKind;
use serde::Serialize;

use crate::view::view;

view! {
    /// A table that was written.
    struct TableReceipt {
        /// Where it lies.
        path: String,
        /// Which.
        table: TableKind,
        /// Rows in it, the head left out.
        n_row: u32,
        /// Bytes.
        size: f64,
    }
}
