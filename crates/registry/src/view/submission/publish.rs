//! The public catalogue.

use serde::Serialize;

use crate::view::view;

view! {
    /// One part that can be public.
    struct PublicPartView {
        /// Its name.
        part: String,
        /// What the form calls it, in Indonesian.
        label: String,
        /// Whether it is public.
        public: bool,
        /// Whether it is where nobody has chosen.
        usual: bool,
        /// Inovasi in which it is filled in; absent for what is no field.
        n_filled: Option<u32>,
    }

    /// What is public.
    struct PublicationView {
        /// In the order of the form; the name is public in any case and not here.
        parts: Vec<PublicPartView>,
        /// Inovasi in the registry.
        n_inovasi: u32,
        /// Those that are proposed under the instrument of the year.
        n_proposed: u32,
    }

    /// A catalogue that was written.
    struct PublishReceipt {
        /// The folder.
        path: String,
        /// Inovasi in it, each a page.
        n_inovasi: u32,
        /// Points on its map.
        n_point: u32,
        /// Files of it.
        n_file: u32,
        /// Bytes of all of them.
        size: f64,
    }
}
