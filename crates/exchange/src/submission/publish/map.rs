//! The map: points as they lie to each other, without tiles and without a network. The
//! circle is how far the wilayah reaches from its seat of government.

use domain::{inovasi::koordinat::Koordinat, submission::publish::PublicHead};
use serde::Serialize;

use super::pages::CatalogueLine;

/// What the template draws: a square of so many units.
#[derive(Serialize)]
pub(super) struct Map {
    pub points: Vec<Point>,
    /// The seat of government and the reach, where they are known.
    pub wilayah: Option<Circle>,
    /// Points too far away to be drawn.
    pub n_outside: usize,
    /// Length of the scale in units, and what it is in km.
    pub skala: Scale,
    pub sisi: u32,
}

#[derive(Serialize)]
pub(super) struct Point {
    pub x: String,
    pub y: String,
    pub nama: String,
    pub alamat: String,
}

#[derive(Serialize)]
pub(super) struct Circle {
    pub x: String,
    pub y: String,
    pub r: String,
}

#[derive(Serialize)]
pub(super) struct Scale {
    pub panjang: String,
    pub km: u32,
}

const SIDE: u32 = 600;
/// Km of one degree of latitude.
const KM: f64 = 111.195;
/// Steps of the scale, in km.
const SCALES: [u32; 10] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/// None where there is nothing to draw.
pub(super) fn map(head: &PublicHead, rows: &[CatalogueLine]) -> Option<Map> {
    let all: Vec<(&CatalogueLine, Koordinat)> = rows.iter().filter_map(|it| Some((it, it.koordinat?))).collect();
    let first = all.first()?.1;
    let middle = head.wilayah.map_or_else(|| mean(&all).unwrap_or(first), |it| it.0);
    let far = |it: &Koordinat| middle.distance_km(it);
    // Half a side in km: the reach and a little more, or as far as the points go.
    let most = all.iter().map(|it| far(&it.1)).fold(0.5, f64::max);
    let half = head.wilayah.map_or(most, |it| f64::from(it.1)) * 1.1;
    let inside: Vec<&(&CatalogueLine, Koordinat)> = all.iter().filter(|it| far(&it.1) <= half).collect();
    let unit = f64::from(SIDE) / 2.0 / half;
    let narrow = degrees(middle.lintang()).to_radians().cos();
    let place = |it: &Koordinat| {
        let x = (degrees(it.bujur()) - degrees(middle.bujur())) * KM * narrow;
        let y = (degrees(middle.lintang()) - degrees(it.lintang())) * KM;
        (tenth(f64::from(SIDE) / 2.0 + x * unit), tenth(f64::from(SIDE) / 2.0 + y * unit))
    };
    let km = SCALES.into_iter().rev().find(|it| f64::from(*it) <= half / 2.0).unwrap_or(1);
    Some(Map {
        n_outside: all.len() - inside.len(),
        points: inside
            .into_iter()
            .map(|(row, at)| {
                let (x, y) = place(at);
                Point { x, y, nama: row.nama.clone(), alamat: row.alamat.clone() }
            })
            .collect(),
        wilayah: head.wilayah.map(|(titik, km)| {
            let (x, y) = place(&titik);
            Circle { x, y, r: tenth(f64::from(km) * unit) }
        }),
        skala: Scale { panjang: tenth(f64::from(km) * unit), km },
        sisi: SIDE,
    })
}

fn mean(all: &[(&CatalogueLine, Koordinat)]) -> Option<Koordinat> {
    let n = domain::Decimal::from(all.len());
    let sum = |of: fn(Koordinat) -> domain::Decimal| all.iter().map(|it| of(it.1)).sum::<domain::Decimal>();
    Koordinat::new(sum(Koordinat::lintang).checked_div(n)?, sum(Koordinat::bujur).checked_div(n)?)
}

fn degrees(it: domain::Decimal) -> f64 {
    f64::try_from(it).unwrap_or_default()
}

fn tenth(it: f64) -> String {
    format!("{it:.1}")
}
