//! What the clocks of a region show.

/// Minutes that the clocks of a region are before those of Greenwich, by its kode: 420
/// (WIB), 480 (WITA) or 540 (WIT). Keputusan Presiden 41/1987; provinces that were
/// founded since lie in the zone of the one that they were part of. WIB for a kode that
/// tells no province.
pub fn zone_minutes(kode: &str) -> i32 {
    match kode.get(..2).and_then(|it| it.parse::<u8>().ok()) {
        // Bali, Nusa Tenggara; Kalimantan Selatan, Timur and Utara; Sulawesi.
        Some(51..=53 | 63..=65 | 71..=76) => 480,
        // Maluku, Papua.
        Some(81..=82 | 91..=97) => 540,
        _ => 420,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_the_clock_of_its_province() {
        for (kode, minutes) in [
            ("33.74", 420),
            ("61", 420),
            ("62.01", 420),
            ("63.71", 480),
            ("51", 480),
            ("73.71", 480),
            ("91.71", 540),
            ("", 420),
        ] {
            assert_eq!(zone_minutes(kode), minutes, "{kode}");
        }
    }
}
