//! The koordinat inside the address of a map, as browsers and phones give it.

use super::{Koordinat, KoordinatError as Error, read::plain};

/// Hosts that only forward; their addresses hold no numbers.
const SHORT: [&str; 6] = ["maps.app.goo.gl", "goo.gl/", "g.co/", "bit.ly/", "s.id/", "share.google"];

/// Whether a text is, or holds, an address.
pub(super) fn is_one(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("://")
        || lower.starts_with("geo:")
        || lower.starts_with("www.")
        || lower.contains("goo.gl/")
        || lower.starts_with("maps.")
        || lower.starts_with("google.")
}

/// The place an address points at. The pin goes before what was searched for, and
/// that before the middle of the picture, which moves when the map is dragged.
pub(super) fn read(text: &str) -> Result<Koordinat, Error> {
    let text = decoded(text);
    let kinds: [fn(&str) -> Vec<String>; 5] = [pins, searched, path, middle, |text| between(text, "!2d", "!3d", true)];
    for kind in kinds {
        let mut found: Vec<Koordinat> = kind(&text).iter().filter_map(|it| plain(it).ok()).collect();
        found.sort();
        found.dedup();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            _ => return Err(Error::Several),
        }
    }
    let short = SHORT.iter().any(|it| text.to_lowercase().contains(it));
    Err(if short { Error::ShortLink } else { Error::Unreadable })
}

/// `%2C` and `+` as the characters that they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|it| std::str::from_utf8(it).ok());
        let code = code.filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()));
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The number that a text begins with.
fn number(text: &str) -> &str {
    text.split(|it: char| !it.is_ascii_digit() && it != '.' && it != '-').next().unwrap_or_default()
}

/// Pairs of numbers behind two marks that follow each other.
fn between(text: &str, first: &str, second: &str, turned: bool) -> Vec<String> {
    let pair = |behind: &str| {
        let a = number(behind);
        let b = number(behind.strip_prefix(a)?.strip_prefix(second)?);
        Some(if turned { format!("{b}; {a}") } else { format!("{a}; {b}") })
    };
    text.split(first).skip(1).filter_map(pair).collect()
}

/// `!3d-6.98!4d110.40`: where the pin stands.
fn pins(text: &str) -> Vec<String> {
    between(text, "!3d", "!4d", false)
}

/// `?q=-6.98,110.40` and its kin; `mlat` and `mlon` of OpenStreetMap.
fn searched(text: &str) -> Vec<String> {
    let values = |name: &str| -> Vec<String> {
        let fields = text.split(['?', '&', '#']).skip(1).filter_map(|it| it.split_once('='));
        fields.filter(|it| it.0 == name).map(|it| it.1.to_owned()).collect()
    };
    let mut found: Vec<String> = ["q", "query", "ll", "destination", "daddr"].into_iter().flat_map(values).collect();
    for it in &mut found {
        let value = it.strip_prefix("loc:").unwrap_or(it);
        *it = value.split('(').next().unwrap_or(value).to_owned();
    }
    if let ([lat], [lng]) = (values("mlat").as_slice(), values("mlon").as_slice()) {
        found.push(format!("{lat}; {lng}"));
    }
    found
}

/// `geo:-6.98,110.40;u=35`, `/maps/place/-6.98,110.40/`, `/maps/search/…`.
fn path(text: &str) -> Vec<String> {
    if let Some((scheme, rest)) = text.split_at_checked(4)
        && scheme.eq_ignore_ascii_case("geo:")
    {
        let body = rest.split([';', '?']).next().unwrap_or_default();
        // A third number is the height.
        return vec![body.splitn(3, ',').take(2).collect::<Vec<_>>().join("; ")];
    }
    let segments = || text.split(['?', '#']).next().unwrap_or_default().split('/');
    let named = segments().zip(segments().skip(1)).filter(|it| matches!(it.0, "place" | "search"));
    named.map(|it| it.1.to_owned()).collect()
}

/// `@-6.98,110.40,17z` and `#map=17/-6.98/110.40`.
fn middle(text: &str) -> Vec<String> {
    let two = |it: &str, sign: char| {
        let mut numbers = it.split(sign);
        Some(format!("{}; {}", number(numbers.next()?), number(numbers.next()?)))
    };
    let google = text.split('@').skip(1).filter_map(|it| two(it, ','));
    let street = text.split("#map=").skip(1).filter_map(|it| two(it.split_once('/')?.1, '/'));
    google.chain(street).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, Error>) {
        let read = Koordinat::read(text).map(|it| it.to_string());
        assert_eq!(read.as_deref(), expected.as_ref().copied(), "{text:?}");
    }

    #[test]
    fn addresses_of_maps_are_read() {
        for text in [
            "https://www.google.com/maps/@-6.9833,110.4091,17z",
            "https://www.google.co.id/maps/place/Balai+Kota/@-6.99,110.42,17z/data=!3m1!4b1!4m6!3m5!1s0x2e:0x1!8m2!3d-6.9833!4d110.4091!16s%2Fg",
            "https://maps.google.com/?q=-6.9833,110.4091",
            "https://maps.google.com/maps?q=-6.9833%2C110.4091&z=17",
            "maps.google.com/maps?q=loc:-6.9833,110.4091",
            "https://www.google.com/maps?q=-6.9833,+110.4091",
            "https://www.google.com/maps/search/?api=1&query=-6.9833,110.4091",
            "https://www.google.com/maps/search/-6.9833,+110.4091?entry=tts",
            "https://www.google.com/maps/place/-6.9833,110.4091/@-7,111,15z",
            "https://www.google.com/maps/place/Kantor/@-6.9833,110.4091,17z/data=!3m1",
            "geo:-6.9833,110.4091",
            "geo:-6.9833,110.4091;u=35",
            "geo:-6.9833,110.4091,12.5?z=17",
            "geo:0,0?q=-6.9833,110.4091(Balai%20Kota)",
            "https://www.openstreetmap.org/?mlat=-6.9833&mlon=110.4091#map=17/-6.9/110.4",
            "https://www.openstreetmap.org/#map=17/-6.9833/110.4091",
            "Lokasi: https://maps.google.com/?q=-6.9833,110.4091",
            "https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3960.1!2d110.4091!3d-6.9833!2m3!1f0",
        ] {
            check(text, Ok("-6.983300, 110.409100"));
        }
        check(
            "https://www.google.com/maps/place/6%C2%B059'00.0%22S+110%C2%B024'33.0%22E/@-6.9,110.3,17z",
            Ok("-6.983333, 110.409167"),
        );
    }

    #[test]
    fn addresses_without_one_place_are_refused() {
        check("https://maps.app.goo.gl/AbCdEf123", Err(Error::ShortLink));
        check("https://goo.gl/maps/AbCdEf123", Err(Error::ShortLink));
        check("https://www.google.com/maps/place/Balai+Kota+Semarang", Err(Error::Unreadable));
        check("https://semarangkota.go.id", Err(Error::Unreadable));
        check("geo:", Err(Error::Unreadable));
        check("https://x/%", Err(Error::Unreadable));
        check("https://x/%é@é,é", Err(Error::Unreadable));
        check("https://x/!3d-6.98!4d110.40!3d-7.01!4d110.45", Err(Error::Several));
    }
}
