//! Bringing laptops together: parcels out (`create`) and in (`accept`).

pub(crate) mod accept;
pub(crate) mod create;

use exchange::merge::parcel;

use crate::core::error::Error;

impl From<parcel::Error> for Error {
    fn from(error: parcel::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}
