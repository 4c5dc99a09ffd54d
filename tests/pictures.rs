//! What photos tell of place and persons is a finding, and a copy that tells nothing of
//! it can take their place. Its pixels are the same to the byte.

use std::io::{Cursor, Read};

use domain::{bukti::traces::Traces, core::finding::FindingCode};
use exchange::bukti::picture::{PictureFault, strip, traces};
use registry::{
    BuktiFacts, Code, DEFAULT_INSTRUMENT, Reason, Registry, Severity,
    progress::{Unwatched, WorkStep},
    view::{BuktiView, Outcome},
};

use crate::kit::{
    Laptop, assert_same,
    cli::{done, run},
    key,
    picture::{
        ARTIST, PLACE, SERIAL, exif, heic, jpeg, jpeg_pixels, png, png_part, png_pixels, segment, webp, webp_of,
        webp_part, webp_pixels,
    },
};

const DAY: &str = "2024:01:12 10:20:30";

fn stripped(bytes: &[u8]) -> Vec<u8> {
    let mut copy = Vec::new();
    strip(Cursor::new(bytes)).unwrap().read_to_end(&mut copy).unwrap();
    copy
}

fn told(bytes: &[u8]) -> Traces {
    traces(Cursor::new(bytes)).unwrap()
}

/// An Exif block of nothing but how the picture is turned.
fn turned() -> Vec<u8> {
    b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec()
}

#[test]
fn a_photo_tells_where_and_whose_in_words() {
    let it = told(&jpeg(DAY));
    assert_eq!(it.place().unwrap(), format!("{PLACE}; Semarang!"));
    assert_eq!(it.names, [ARTIST, "Pak Budi", "Bu Ani", "Pak Dwi"]);
    assert_eq!(it.serials, [SERIAL]);
    assert!(it.thumbnail && it.cleanable);
    let it = told(&png());
    assert_eq!((it.place().unwrap(), it.cleanable), (PLACE.to_owned(), true));
    assert_eq!(it.names, [ARTIST, "Mas Eko", "Pak Budi", "Bu Ani"]);
    let it = told(&webp());
    assert_eq!((it.place().unwrap(), it.cleanable), (PLACE.to_owned(), true));
    assert_eq!(it.names, [ARTIST, "Pak Budi", "Bu Ani"]);
    let it = told(&heic());
    assert_eq!((it.place().unwrap(), it.cleanable), (PLACE.to_owned(), false));
    // What is none, or tells nothing.
    let plain = [&b"\xFF\xD8"[..], &jpeg_pixels(), b"\xFF\xD9"].concat();
    for nothing in [&b"%PDF-1.7"[..], b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n", &plain] {
        assert!(told(nothing).is_empty(), "{nothing:?}");
    }
    let place = "<a exif:GPSLatitude='6,59.0000S' exif:GPSLongitude='110,24,33E' xmlns:exif='e'/>";
    let it = told(&webp_of(&[webp_pixels(), webp_part(b"XMP ", place.as_bytes())]));
    assert_eq!(it.place().unwrap(), PLACE);
}

#[test]
fn a_clean_copy_has_the_pixels_and_how_it_is_turned_and_nothing_else() {
    let head = segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0");
    let exif_of = segment(0xE1, &[b"Exif\0\0", &turned()[..]].concat());
    let wanted = [&b"\xFF\xD8"[..], &head, &exif_of, &jpeg_pixels(), b"\xFF\xD9"].concat();
    assert_eq!(stripped(&jpeg(DAY)), wanted);
    let [first, pixels, end] = png_pixels();
    let wanted = [&b"\x89PNG\r\n\x1a\n"[..], &first, &png_part(b"eXIf", &turned()), &pixels, &end].concat();
    assert_eq!(stripped(&png()), wanted);
    let wanted =
        webp_of(&[webp_part(b"VP8X", b"\x08\0\0\0\0\0\0\0\0\0"), webp_pixels(), webp_part(b"EXIF", &turned())]);
    assert_eq!(stripped(&webp()), wanted);
    for photo in [jpeg(DAY), png(), webp()] {
        let copy = stripped(&photo);
        assert!(told(&copy).is_empty() && copy.len() < photo.len());
        assert_eq!(stripped(&copy), copy, "once more changes nothing");
        for word in [ARTIST, SERIAL, "Budi", "Ani", "Dwi", "Eko", "film", "lagi"] {
            assert!(!copy.windows(word.len()).any(|it| it == word.as_bytes()), "{word}");
        }
    }
    // A small picture in the head of a JPEG goes, its resolution stays.
    let small = segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01abc");
    let photo = [&b"\xFF\xD8"[..], &small, &jpeg_pixels(), b"\xFF\xD9"].concat();
    let head = segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0");
    assert!(told(&photo).thumbnail);
    assert_eq!(stripped(&photo), [&b"\xFF\xD8"[..], &head, &jpeg_pixels(), b"\xFF\xD9"].concat());
}

#[test]
fn what_is_cut_off_or_unknown_is_not_cleaned() {
    assert!(matches!(strip(Cursor::new(heic())), Err(PictureFault::Unknown)));
    assert!(matches!(strip(Cursor::new(b"%PDF")), Err(PictureFault::Unknown)));
    for photo in [jpeg(DAY), png(), webp()] {
        for end in 0..photo.len() {
            // Never a copy that is larger, whatever is missing.
            if let Ok(mut copy) = strip(Cursor::new(&photo[..end])) {
                let mut bytes = Vec::new();
                copy.read_to_end(&mut bytes).unwrap();
                assert!(bytes.len() <= end && told(&bytes).is_empty(), "{end}");
            }
        }
    }
    // A file that is cut off tells what it still holds, and is not cleaned.
    let whole = jpeg(DAY);
    let pixels = whole.windows(2).position(|it| it == b"\xFF\xDA").unwrap();
    let it = told(&whole[..pixels]);
    assert_eq!((it.place().unwrap(), it.cleanable), (format!("{PLACE}; Semarang!"), false));
    // Bytes between two parts, as some cameras leave them, are passed over and go.
    let first = 4 + usize::from(u16::from_be_bytes([whole[4], whole[5]]));
    let padded = [&whole[..first], &[0, 0], &whole[first..]].concat();
    assert!(told(&padded).cleanable && told(&padded).place() == told(&whole).place());
    assert_eq!(stripped(&padded), stripped(&whole));
    let gone = [&b"\xFF\xD8"[..], &segment(0xE1, &exif(DAY))[..50]].concat();
    assert!(matches!(strip(Cursor::new(gone)), Err(PictureFault::Broken(_))));
}

fn bukti(laptop: &Laptop, id: &str, code: &str) -> BuktiView {
    let texts = laptop.show_instrument(DEFAULT_INSTRUMENT.trim()).unwrap();
    let indikator = texts.indikator.into_iter().find(|it| it.code == code).unwrap().id;
    let view = laptop.show_inovasi(id).unwrap().assessment;
    view.indikator.into_iter().find(|it| it.indikator == indikator).unwrap().bukti.remove(0)
}

fn telling<T>(it: &Outcome<T>) -> Vec<FindingCode> {
    use FindingCode as F;
    let of = [F::FileTellsPlace, F::FileTellsPerson, F::FileTellsThumbnail, F::FileUncleanable, F::FileCleaned];
    it.findings.iter().map(|it| it.code).filter(|it| of.contains(it)).collect()
}

#[test]
fn a_telling_photo_is_a_hint_and_is_replaced_by_one_act_that_can_be_undone() {
    use FindingCode as F;
    let (laptop, other) = (Laptop::new(1), Laptop::new(2));
    let id = laptop.register("Kado");
    laptop.choose(&id, "SID-19", 2).unwrap();
    let file = laptop.file("kegiatan.jpg", jpeg(DAY));
    let facts =
        BuktiFacts { jenis_dokumen: Some("foto".into()), tanggal: Some("2025".into()), ..BuktiFacts::default() };
    let attached = laptop.attach_bukti(&key(&id, "SID-19"), &[file], &facts, &mut Unwatched).unwrap();
    assert_eq!(telling(&attached), [F::FileTellsPlace, F::FileTellsPerson], "attach says so at once");
    assert!(attached.findings.iter().filter(|it| it.code.is_of_file()).all(|it| it.severity == Severity::Hint));
    let (before, score) = (bukti(&laptop, &id, "SID-19"), attached.view.supported.clone());
    let tells = before.traces.clone().unwrap();
    assert_eq!((tells.place.unwrap(), tells.cleanable), (format!("{PLACE}; Semarang!"), true));

    let year = DEFAULT_INSTRUMENT.trim();
    let subject = key(&id, "SID-19").subject;
    let cleaned = laptop.clean_bukti(subject, year, Some(before.id)).unwrap();
    assert_eq!(telling(&cleaned), [F::FileCleaned]);
    assert_eq!(cleaned.view.supported, score, "a clean photo supports what it did");
    let after = bukti(&laptop, &id, "SID-19");
    assert_eq!((after.id, &after.nama_berkas, after.traces), (before.id, &before.nama_berkas, None));
    let copy = laptop.open_bukti(before.id, &laptop.path("buka")).unwrap();
    assert_eq!(std::fs::read(copy.path).unwrap(), stripped(&jpeg(DAY)));
    // Once more: there is nothing to do, and it is said.
    let refused = laptop.clean_bukti(subject, year, Some(before.id)).unwrap_err();
    assert_eq!(refused.reason, Reason::PhotoClean);
    assert_eq!(telling(&laptop.clean_bukti(subject, year, None).unwrap()), []);
    // What is noted of the copy is what it is, for the health check too.
    laptop.assert_healthy();

    // It travels, is told of by the history, and the photo comes back.
    laptop.carry_to(&other);
    assert_eq!(bukti(&other, &id, "SID-19").sha256, after.sha256);
    laptop.undo().unwrap();
    let again = bukti(&laptop, &id, "SID-19");
    assert_eq!((again.sha256, again.traces), (before.sha256, before.traces));
    laptop.redo().unwrap();
    assert_eq!(bukti(&laptop, &id, "SID-19").sha256, after.sha256);
    laptop.carry_to(&other);
    other.carry_to(&laptop);
    assert_same(&laptop.dump(), &other.dump(), "a photo cleaned here");
    laptop.assert_healthy();
}

#[test]
fn what_cannot_be_cleaned_says_so_and_stays() {
    use FindingCode as F;
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.choose(&id, "SID-19", 2).unwrap();
    let files = [laptop.file("ponsel.heic", heic()), laptop.file("kegiatan.png", png())];
    for file in files {
        laptop.attach(&id, "SID-19", &file).unwrap();
    }
    let year = DEFAULT_INSTRUMENT.trim();
    let subject = key(&id, "SID-19").subject;
    let first = bukti(&laptop, &id, "SID-19");
    assert_eq!(first.nama_berkas, "ponsel.heic");
    let refused = laptop.clean_bukti(subject, year, Some(first.id)).unwrap_err();
    assert_eq!(refused.reason, Reason::PhotoUncleanable);
    // All of it at once: what can be is, and the rest is told as before.
    let cleaned = laptop.clean_bukti(subject, year, None).unwrap();
    assert_eq!(telling(&cleaned)[0], F::FileCleaned);
    let left = [F::FileTellsPlace, F::FileTellsPerson, F::FileUncleanable];
    assert_eq!(telling(&cleaned)[1..], left);
    assert_eq!(bukti(&laptop, &id, "SID-19").sha256, first.sha256);
}

#[test]
fn an_older_registry_learns_what_its_photos_tell_beside_the_first_screen() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let files: Vec<_> =
        (0..70).map(|n| laptop.file(&format!("kegiatan {n}.jpg"), [jpeg(DAY), vec![n]].concat())).collect();
    laptop.attach_bukti(&key(&id, "SID-19"), &files, &BuktiFacts::default(), &mut Unwatched).unwrap();
    let tell = |registry: &Registry| {
        registry.list_findings().unwrap().iter().filter(|it| it.code == FindingCode::FileTellsPlace).count()
    };
    assert_eq!(tell(&laptop), 70);
    laptop.close();
    // A program that knew bukti and not what they tell; and one that knew neither.
    for forget in ["DELETE FROM blob_traces", "DELETE FROM blob_traces; DELETE FROM blob_content"] {
        let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
        database.execute_batch(forget).unwrap();
        drop(database);

        laptop.open().unwrap();
        assert!(laptop.show_registry().unwrap().has_unseen);
        assert_eq!(tell(&laptop), 0, "opening looks at nothing");
        let reading = Registry::open_to_read(&laptop.folder(), Box::new(registry::SystemEnv)).unwrap();
        assert!(!reading.show_registry().unwrap().has_unseen);
        reading.look_at_bukti(&mut Unwatched).unwrap();
        assert_eq!(tell(&reading), 0, "what is only read stays as it is");
        drop(reading);

        // Another act goes between two steps, and a stop keeps what was done until then.
        let mut n = 0;
        let mut stop = |_: WorkStep, _: &str, _: u64, _: u64| {
            n += 1;
            laptop.edit(&id, "tujuan", &format!("{forget} {n}"));
            n < 67
        };
        assert_eq!(laptop.look_at_bukti(&mut stop).unwrap_err().code, Code::Cancelled);
        assert_eq!(tell(&laptop), 64);
        laptop.close();

        laptop.open().unwrap();
        assert!(laptop.show_registry().unwrap().has_unseen);
        let mut left = 0;
        let mut count = |_: WorkStep, _: &str, _: u64, _: u64| {
            left += 1;
            true
        };
        assert!(!laptop.look_at_bukti(&mut count).unwrap().view.has_unseen);
        assert_eq!((left, tell(&laptop)), (6, 70), "it goes on where it was stopped");
        laptop.undo().unwrap();
        assert_eq!(tell(&laptop), 70, "looking is no act");
        laptop.assert_healthy();
        laptop.close();
    }
}

#[test]
fn a_day_that_the_camera_cannot_mean_is_no_date() {
    let folder = tempfile::tempdir().unwrap();
    for (day, tanggal, clock) in [
        (DAY, Some("2024-01-12"), None),
        ("2050:12:31 23:59:59", None, Some("2050-12-31")),
        ("1970:01:01 00:00:00", None, Some("1970-01-01")),
        ("1980:01:01 00:00:00", None, Some("1980-01-01")),
    ] {
        let path = folder.path().join("foto.jpg");
        std::fs::write(&path, jpeg(day)).unwrap();
        let view = Registry::read_photo(&path).unwrap();
        assert_eq!((view.tanggal.as_deref(), view.clock.as_deref()), (tanggal, clock), "{day}");
        assert_eq!(view.koordinat.as_deref(), Some("-6.983333, 110.409167"));
    }
}

#[test]
fn the_command_line_tells_and_cleans() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registri");
    let file = |name: &str, bytes: Vec<u8>| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (photo, heic) = (file("kegiatan.jpg", jpeg("2050:12:31 10:20:30")), file("ponsel.heic", heic()));
    let told = done(&registry, ["photo", &photo]).stdout;
    assert!(told.contains(PLACE) && told.contains("31/12/2050") && told.contains(ARTIST), "{told}");
    assert!(!told.contains("2050-12-31"), "{told}");
    done(&registry, ["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Bu Sari"]);
    let id = done(&registry, ["register", "Kado", "--json"]).json()["id"].as_str().unwrap().to_owned();
    done(&registry, ["attach", &id, "SID-19", &photo]);
    let cleaned = run(&registry, ["clean", &id, "--bukti", "kegiatan.jpg"]);
    assert_eq!(cleaned.code, Some(0), "{cleaned:?}");
    assert!(cleaned.stdout.contains("kegiatan.jpg"));
    assert_eq!(run(&registry, ["clean", &id]).code, Some(0), "nothing is left to do");
    done(&registry, ["attach", &id, "SID-19", &heic]);
    let left = run(&registry, ["clean", &id]);
    assert_eq!(left.code, Some(1), "what still tells something is a finding: {left:?}");
    assert_eq!(run(&registry, ["clean", &id, "--bukti", "ponsel.heic"]).code, Some(3));
    assert_eq!(run(&registry, ["clean", &id, "--bukti", "tiada.jpg"]).code, Some(3));
}
