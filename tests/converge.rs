//! Three laptops, whatever they do and in whatever order parcels arrive, late,
//! twice or never: in the end all show the same and nothing is lost.

use domain::bukti::BuktiField;
use std::{collections::BTreeSet, path::PathBuf};

use proptest::prelude::*;
use registry::Reason;

use crate::kit::{Cast, Laptop, NOON, YEAR, assert_same};

/// What one laptop does. Numbers choose among what it has at that moment.
#[derive(Debug, Clone)]
enum Act {
    Register,
    Edit {
        inovasi: usize,
        field: usize,
        value: u8,
    },
    Clear {
        inovasi: usize,
        field: usize,
    },
    Choose {
        inovasi: usize,
        indikator: usize,
        parameter: u8,
    },
    Member {
        inovasi: usize,
        urusan: usize,
        present: bool,
    },
    Attach {
        inovasi: usize,
        indikator: usize,
        content: u8,
    },
    Detach {
        inovasi: usize,
        nth: usize,
    },
    Describe {
        inovasi: usize,
        nth: usize,
        value: u8,
    },
    Remove {
        inovasi: usize,
    },
    Restore {
        inovasi: usize,
    },
    Resolve {
        nth: usize,
        head: usize,
    },
    SetClock {
        years: i64,
    },
    Restart,
    /// A parcel is packed and put on the pile, where it may lie for long.
    Pack,
    /// The disk is saved as an image.
    Image,
    /// An image is put back, of this laptop or of another: both go on under one name.
    PutBack {
        image: usize,
    },
    /// A parcel from the pile is taken in: any, again, or one's own.
    Accept {
        parcel: usize,
    },
}

const FIELDS: [(&str, &[&str]); 6] = [
    ("nama", &["Satu", "Dua", "Tiga"]),
    ("tujuan", &["naik", "turun", "tetap"]),
    ("waktu_penerapan", &["2024", "2024-05", "17/08/2024"]),
    ("urusan_utama", &["Kesehatan", "Sosial", "Pendidikan"]),
    ("rancang_bangun", &["a\nb", "satu dua tiga", "<b>&\"'"]),
    ("tahapan", &["inisiatif", "penerapan", "uji coba"]),
];
const URUSAN: [&str; 3] = ["kesehatan", "sosial", "pendidikan"];

fn act() -> impl Strategy<Value = Act> {
    let n = || 0..6_usize;
    prop_oneof![
        2 => Just(Act::Register),
        6 => (n(), n(), 0..3_u8).prop_map(|(inovasi, field, value)| Act::Edit { inovasi, field, value }),
        1 => (n(), 1..6_usize).prop_map(|(inovasi, field)| Act::Clear { inovasi, field }),
        3 => (n(), n(), 0..4_u8)
            .prop_map(|(inovasi, indikator, parameter)| Act::Choose { inovasi, indikator, parameter }),
        2 => (n(), 0..3_usize, any::<bool>())
            .prop_map(|(inovasi, urusan, present)| Act::Member { inovasi, urusan, present }),
        2 => (n(), n(), 0..3_u8)
            .prop_map(|(inovasi, indikator, content)| Act::Attach { inovasi, indikator, content }),
        1 => (n(), n()).prop_map(|(inovasi, nth)| Act::Detach { inovasi, nth }),
        1 => (n(), n(), 0..3_u8).prop_map(|(inovasi, nth, value)| Act::Describe { inovasi, nth, value }),
        2 => n().prop_map(|inovasi| Act::Remove { inovasi }),
        1 => n().prop_map(|inovasi| Act::Restore { inovasi }),
        3 => (n(), n()).prop_map(|(nth, head)| Act::Resolve { nth, head }),
        1 => (-60..60_i64).prop_map(|years| Act::SetClock { years }),
        1 => Just(Act::Restart),
        3 => Just(Act::Pack),
        1 => Just(Act::Image),
        1 => (0..8_usize).prop_map(|image| Act::PutBack { image }),
        6 => (0..64_usize).prop_map(|parcel| Act::Accept { parcel }),
    ]
}

fn pick<T>(all: &[T], n: usize) -> Option<&T> {
    all.get(n.checked_rem(all.len())?)
}

/// Does what can be done; an inovasi that is removed here refuses to be edited,
/// which is right and no failure.
fn perform(laptop: &mut Laptop, act: &Act, pile: &mut Vec<PathBuf>, images: &mut Vec<PathBuf>) {
    let ids = laptop.inovasi_ids();
    let subject = |n: &usize| pick(&ids, *n).cloned();
    let refused_only_if_removed = |result: registry::Result<()>| {
        if let Err(error) = result {
            assert_eq!(error.reason, Reason::InovasiRemoved, "{error}");
        }
    };
    match act {
        Act::Register => drop(laptop.register("Baru")),
        Act::Edit { inovasi, field, value } => {
            let (Some(id), (field, values)) = (subject(inovasi), FIELDS[*field]) else { return };
            let value = values[usize::from(*value)];
            refused_only_if_removed(laptop.edit_inovasi(&id, field, Some(value)).map(drop));
        }
        Act::Clear { inovasi, field } => {
            let Some(id) = subject(inovasi) else { return };
            refused_only_if_removed(laptop.edit_inovasi(&id, FIELDS[*field].0, None).map(drop));
        }
        Act::Choose { inovasi, indikator, parameter } => {
            // The region answers too: one more subject beside the inovasi.
            let daerah = *inovasi == 5;
            let texts = laptop.show_instrument(registry::DEFAULT_INSTRUMENT.trim()).unwrap();
            let code = texts.indikator.iter().filter(|it| it.daerah == daerah).nth(*indikator).unwrap().code.clone();
            let subject = if daerah { Some("daerah".to_owned()) } else { subject(inovasi) };
            let Some(subject) = subject else { return };
            refused_only_if_removed(laptop.choose(&subject, &code, *parameter).map(drop));
        }
        Act::Member { inovasi, urusan, present } => {
            let Some(id) = subject(inovasi) else { return };
            let result = laptop.set_member(&id, "urusan_beririsan", URUSAN[*urusan], *present);
            refused_only_if_removed(result.map(drop));
        }
        Act::Attach { inovasi, indikator, content } => {
            let Some(id) = subject(inovasi) else { return };
            let file = laptop.file(&format!("bukti-{content}.pdf"), [*content; 9]);
            refused_only_if_removed(laptop.attach(&id, &format!("SID-{}", indikator + 16), &file).map(drop));
        }
        Act::Detach { inovasi, nth } => {
            let Some((id, indikator, bukti)) = linked(laptop, &ids, *inovasi, *nth) else { return };
            let key = crate::kit::key(&id, &indikator);
            refused_only_if_removed(laptop.detach_bukti(&key, &bukti).map(drop));
        }
        Act::Describe { inovasi, nth, value } => {
            let Some((id, _, bukti)) = linked(laptop, &ids, *inovasi, *nth) else { return };
            let instrument = registry::DEFAULT_INSTRUMENT.trim();
            let nomor = format!("{value}/2024");
            let result = laptop.edit_bukti(&id, instrument, &bukti, BuktiField::Nomor, Some(&nomor));
            refused_only_if_removed(result.map(drop));
        }
        Act::Remove { inovasi } => {
            let Some(id) = subject(inovasi) else { return };
            laptop.remove_inovasi(&id).unwrap();
        }
        Act::Restore { inovasi } => {
            let Some(id) = subject(inovasi) else { return };
            laptop.restore_inovasi(&id).unwrap();
        }
        Act::Resolve { nth, head } => {
            let conflicts = laptop.list_conflicts().unwrap();
            let Some(conflict) = pick(&conflicts, *nth) else { return };
            let head = pick(&conflict.heads, *head).unwrap();
            laptop.resolve_conflict(conflict.subject, &conflict.field, &head.stamp).unwrap();
            // Ended here: the same conflict is not there any more.
            let left = laptop.list_conflicts().unwrap();
            assert!(!left.iter().any(|it| it.subject == conflict.subject && it.field == conflict.field));
        }
        Act::SetClock { years } => laptop.env.set_clock(NOON + years * YEAR),
        Act::Restart => laptop.open().unwrap(),
        Act::Pack => pile.push(laptop.write_parcel()),
        Act::Image => images.push(laptop.image()),
        Act::PutBack { image } => {
            if let Some(image) = pick(images, *image) {
                laptop.put_back(image);
            }
        }
        Act::Accept { parcel } => {
            if let Some(parcel) = pick(pile, *parcel) {
                laptop.accept(parcel).unwrap();
            }
        }
    }
}

/// One of the bukti of an inovasi: inovasi, indikator, bukti.
fn linked(laptop: &Laptop, ids: &[String], inovasi: usize, nth: usize) -> Option<(String, String, String)> {
    let id = pick(ids, inovasi)?.clone();
    let view = laptop.show_inovasi(&id).unwrap();
    let all: Vec<(String, String)> = view
        .assessment
        .indikator
        .iter()
        .flat_map(|it| it.bukti.iter().map(|bukti| (it.indikator.to_string(), bukti.id.to_string())))
        .collect();
    pick(&all, nth).map(|(indikator, bukti)| (id, indikator.clone(), bukti.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_shrink_iters: 400,
        ..crate::kit::proptest_config(24, "converge.regressions")
    })]

    #[test]
    fn three_laptops_converge_whatever_happens(acts in prop::collection::vec((0..3_usize, act()), 10..60)) {
        let mut cast = Cast::new();
        let (mut pile, mut images) = (Vec::new(), Vec::new());
        for (who, act) in &acts {
            let laptop = match who {
                0 => &mut cast.office,
                1 => &mut cast.laptop_a,
                _ => &mut cast.laptop_b,
            };
            perform(laptop, act, &mut pile, &mut images);
        }
        let union: BTreeSet<String> = cast.all().iter().flat_map(|it| it.hashes()).collect();
        cast.exchange_all();

        let dumps = cast.all().map(Laptop::dump);
        assert_same(&dumps[0], &dumps[1], "office and laptop a");
        assert_same(&dumps[0], &dumps[2], "office and laptop b");
        for laptop in cast.all() {
            prop_assert_eq!(laptop.hashes(), union.clone(), "no act is lost, none is made up");
            laptop.assert_healthy();
        }
    }
}
