//! What took acknowledged work out of sight.

use crate::named;

named! {
    /// Why changes are missing, or were. Written down in a setting, and told.
    pub enum LossCause {
        /// The database was damaged and set aside.
        Damaged = "damaged",
        /// The database was gone.
        Gone = "gone",
        /// This folder had given or seen later changes than its database has.
        BehindLock = "behind_lock",
        /// A parcel that was made here has later changes.
        BehindParcel = "behind_parcel",
        /// A backup has later changes.
        BehindBackup = "behind_backup",
        /// Acts of a device are gone that later ones of it stand behind.
        Hollow = "hollow",
        /// Acts are not whole, or gone from under their changes: never written down, told
        /// as long as it is so.
        Unsound = "unsound",
    }
}
