//! Parcels: what is packed is unpacked; what is hostile is refused.

use std::{convert::Infallible, fs, io::Read, path::Path};

use disk::OutputPlace;
use domain::{
    bukti::BlobRef,
    core::{id::DeviceId, reason::Reason},
    merge::{
        chain::{ActHash, ChainedAct},
        change::{Act, Change, MAX_COUNTER, Stamp},
    },
    submission::dossier::Pemda,
};
use exchange::{
    core::port::{MemoryBlobs, Sink, Unwatched, WorkStep, ZipSink},
    merge::parcel::{AbsentFile, Error, MAX_ABSENT, Parcel, ParcelFrom, ParcelLimits, write_parcel},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

fn device() -> DeviceId {
    DeviceId(Uuid::from_u128(7))
}

fn stamp(counter: u64) -> Stamp {
    Stamp { counter, device: device() }
}

pub(crate) fn act(first: u64, n: u64) -> Act {
    let change = |i: u64| Change {
        stamp: stamp(first + i),
        subject: format!("inovasi:{}", Uuid::from_u128(u128::from(i))),
        field: "nama".into(),
        value: i.is_multiple_of(2).then(|| format!("Kado \"Mbak\" Ita\n{i} \u{202e}é")),
        replaces: if first > 1 { vec![stamp(first - 1)] } else { Vec::new() },
    };
    Act {
        first: stamp(first),
        op: "edit_inovasi".into(),
        at: 1_764_000_000_000,
        person: "Bu Sari".into(),
        changes: (0..n).map(change).collect(),
    }
}

pub(crate) fn from() -> ParcelFrom {
    ParcelFrom {
        pemda: Pemda { nama: "Kota Semarang".into(), kode: "33.74".into() },
        device: device(),
        person: "Bu Sari".into(),
        made_at: "2026-11-22T10:00:00Z".into(),
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The acts as one device does them, one behind the other.
fn chained(acts: &[Act]) -> Vec<ChainedAct> {
    let mut previous = ActHash::NONE;
    let behind = |it: &Act| {
        let act = ChainedAct::new(it.clone(), previous, sha256);
        previous = act.hash;
        act
    };
    acts.iter().map(behind).collect()
}

pub(crate) fn ok(acts: &[Act]) -> impl Iterator<Item = Result<ChainedAct, Infallible>> {
    chained(acts).into_iter().map(Ok)
}

pub(crate) fn blob(blobs: &mut MemoryBlobs, bytes: &[u8]) -> BlobRef {
    let sha256 = blobs.put(bytes).unwrap();
    BlobRef { sha256, size: bytes.len() as u64, ending: "pdf".into() }
}

pub(crate) fn read_all(path: &Path) -> Result<(Vec<ChainedAct>, usize), Error> {
    let mut parcel = Parcel::open(path, ParcelLimits::default())?;
    let acts = parcel.acts()?.collect::<Result<Vec<_>, _>>()?;
    let blobs: Vec<_> = parcel.blobs().collect();
    let mut n = 0;
    for blob in blobs {
        let mut bytes = Vec::new();
        let _ = parcel.blob(&blob.sha256)?.read_to_end(&mut bytes);
        n += bytes.len();
    }
    Ok((acts, n))
}

#[test]
fn a_parcel_gives_back_what_was_packed() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("a.prakarsa");
    let acts = [act(1, 3), act(4, 1), act(9, 0), act(20, 40)];
    let mut blobs = MemoryBlobs::default();
    let one = blob(&mut blobs, &[9; 300_000]);
    let two = blob(&mut blobs, b"");
    let refs = [one.clone(), two.clone(), one.clone()];
    let receipt = write_parcel(
        &from(),
        ok(&acts),
        refs.into_iter(),
        &[],
        &blobs,
        OutputPlace::free(&target).unwrap(),
        &mut Unwatched,
    )
    .unwrap();
    assert_eq!((receipt.n_act, receipt.n_change, receipt.n_blob), (4, 44, 2));
    assert_eq!(receipt.size, fs::metadata(&target).unwrap().len());

    let mut parcel = Parcel::open(&target, ParcelLimits::default()).unwrap();
    assert_eq!(parcel.header().from, from());
    assert_eq!(parcel.header().changes_sha256, receipt.changes_sha256);
    let read: Vec<ChainedAct> = parcel.acts().unwrap().map(Result::unwrap).collect();
    assert_eq!(read, chained(&acts));
    let mut bytes = Vec::new();
    parcel.blob(&one.sha256).unwrap().read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, [9; 300_000]);
    // Read again: nothing is used up.
    assert_eq!(parcel.acts().unwrap().count(), 4);

    let again = dir.path().join("b.prakarsa");
    let refs = [one, two];
    write_parcel(&from(), ok(&acts), refs.into_iter(), &[], &blobs, OutputPlace::free(&again).unwrap(), &mut Unwatched)
        .unwrap();
    assert_eq!(fs::read(&target).unwrap(), fs::read(&again).unwrap());
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(names.len(), 2);
}

#[test]
fn what_cannot_be_packed_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("a.prakarsa");
    let mut blobs = MemoryBlobs::default();
    let known = blob(&mut blobs, b"x");
    let mut damaged = MemoryBlobs::default();
    damaged.damage(&known.sha256, b"y");
    let none = MemoryBlobs::default();
    let acts = [act(1, 2)];
    let reason = |acts: Vec<Result<ChainedAct, &str>>, source: &MemoryBlobs, cancel: bool| {
        let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| !cancel;
        let blobs = [known.clone()].into_iter();
        let place = OutputPlace::free(&target).unwrap();
        write_parcel(&from(), acts.into_iter(), blobs, &[], source, place, &mut watch).unwrap_err().reason()
    };
    let good = || chained(&acts).into_iter().map(Ok).collect::<Vec<_>>();
    assert_eq!(reason(good(), &none, false), Reason::BlobMissing);
    assert_eq!(reason(good(), &damaged, false), Reason::BlobDamaged);
    assert_eq!(reason(vec![Err("kaput")], &blobs, false), Reason::HistoryUnreadable);
    assert_eq!(
        reason(chained(&[act(MAX_COUNTER, 1)]).into_iter().map(Ok).collect(), &blobs, false),
        Reason::ParcelActBad
    );
    assert_eq!(reason(good(), &blobs, true), Reason::Cancelled);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_parcel_tells_which_bytes_its_sender_lacks() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("a.prakarsa");
    let absent: Vec<AbsentFile> = (0..MAX_ABSENT + 7)
        .map(|n| AbsentFile { sha256: format!("{n:064}"), nama_berkas: format!("SK\u{202e}{n}.pdf") })
        .collect();
    let (none, place) = (MemoryBlobs::default(), OutputPlace::free(&target).unwrap());
    write_parcel(&from(), ok(&[act(1, 1)]), [].into_iter(), &absent, &none, place, &mut Unwatched).unwrap();
    let parcel = Parcel::open(&target, ParcelLimits::default()).unwrap();
    let told = &parcel.header().absent;
    assert_eq!((told.n, told.first.len()), (MAX_ABSENT as u64 + 7, MAX_ABSENT));
    assert_eq!(told.first[3].nama_berkas, "SK\u{fffd}3.pdf", "nothing unseen comes in");
}

/// A parcel with the given entries; `{digest}` in the header becomes right.
fn forge(dir: &Path, entries: &[(&str, &str)]) -> std::path::PathBuf {
    let path = dir.join("forged.prakarsa");
    let mut sink = Box::new(ZipSink::new(OutputPlace::replacing(&path).unwrap()).unwrap());
    let mut digest = String::new();
    for (name, content) in entries {
        let content = content.replace("{digest}", &digest);
        let written = sink.file(name, &mut content.as_bytes(), None).unwrap();
        if *name == "changes.jsonl" {
            digest = written.sha256.to_string();
        }
    }
    sink.finish(&mut Unwatched).unwrap();
    path
}

const HEADER: &str = r#"{"format":"prakarsa-parcel","version":1,"pemda":{"nama":"Kota","kode":"1"},
"device":"00000000-0000-0000-0000-000000000007","person":"A","made_at":"2026","n_act":1,"n_change":1,
"n_blob":0,"changes_sha256":"{digest}","signature":{"later":true}}"#;
const LINE: &str = r#"{"first":"5@00000000-0000-0000-0000-000000000007","op":"o","at":1,"person":"","changes":[{"subject":"s","field":"f","value":"v","replaces":["4@00000000-0000-0000-0000-000000000007"],"kelak":1}],"kelak":2}
"#;

fn refused(entries: &[(&str, &str)]) -> (Reason, String) {
    let dir = tempfile::tempdir().unwrap();
    let error = read_all(&forge(dir.path(), entries)).unwrap_err();
    let last = error.args().last().map(|it| it.1.clone()).unwrap_or_default();
    (error.reason(), last)
}

#[test]
fn a_hand_made_parcel_with_later_keys_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = forge(dir.path(), &[("changes.jsonl", LINE), ("parcel.json", HEADER)]);
    assert_eq!(read_all(&path).unwrap().0.len(), 1);
}

#[test]
fn parcels_that_are_not_as_written_are_refused() {
    let header = |from: &str, to: &str| {
        assert!(HEADER.contains(from), "{from}");
        HEADER.replacen(from, to, 1)
    };
    for (name, header, reason, detail) in [
        ("newer", header(r#""version":1"#, r#""version":3"#), Reason::ParcelNewer, "2"),
        ("older", header(r#""version":1"#, r#""version":0"#), Reason::ParcelDamaged, "version"),
        ("other", header("prakarsa-parcel", "zip"), Reason::ParcelNotAParcel, "format is not prakarsa-parcel"),
        ("digest", header("{digest}", &"a".repeat(64)), Reason::ParcelDamaged, "digest"),
        ("digest form", header("{digest}", "zz"), Reason::ParcelDamaged, "changes_sha256"),
        ("count", header(r#""n_act":1"#, r#""n_act":2"#), Reason::ParcelDamaged, "count"),
        ("changes", header(r#""n_change":1"#, r#""n_change":0"#), Reason::ParcelDamaged, "count"),
        ("blobs", header(r#""n_blob":0"#, r#""n_blob":3"#), Reason::ParcelDamaged, "count"),
        ("no device", header(r#""device""#, r#""devise""#), Reason::ParcelDamaged, "header"),
        ("escape", header(r#""person":"A""#, r#""person":"\u001b[2J""#), Reason::ParcelDamaged, "person"),
        ("cut", header("later", "later\""), Reason::ParcelDamaged, "not_json"),
    ] {
        let got = refused(&[("changes.jsonl", LINE), ("parcel.json", &header)]);
        assert_eq!(got, (reason, detail.into()), "{name}");
    }
    assert_eq!(refused(&[("changes.jsonl", LINE)]).0, Reason::ParcelNotAParcel);
    assert_eq!(refused(&[("parcel.json", HEADER.replace("{digest}", &"a".repeat(64)).as_str())]).1, "missing");
    for extra in ["catatan.txt", "blobs/abc", "blobs/x/y", "changes.json"] {
        let got = refused(&[("changes.jsonl", LINE), (extra, ""), ("parcel.json", HEADER)]);
        assert_eq!(got, (Reason::ParcelEntryUnexpected, extra.into()));
    }
}

#[test]
fn acts_that_no_honest_program_writes_are_refused_or_are_no_acts() {
    let line = |from: &str, to: &str| {
        assert!(LINE.contains(from), "{from}");
        LINE.replacen(from, to, 1)
    };
    let max = (MAX_COUNTER + 1).to_string();
    for (name, line, detail) in [
        ("no json", "kaput\n".to_owned(), "not_json"),
        ("empty line", "\n".to_owned(), "not_json"),
        ("deep", format!("{}\n", "[".repeat(100_000)), "not_an_act"),
        ("deep value", line("\"v\"", &"[".repeat(100_000)), "not_an_act"),
        ("not utf-8", line("\"v\"", "\"\\ud800\""), "not_json"),
        ("no changes", line("changes", "changed"), "not_an_act"),
        ("counter 0", line("5@", "0@"), "not_an_act"),
        ("counter beyond", line("5@", &format!("{max}@")), "not_an_act"),
        ("counter at the end", line("5@", &format!("{MAX_COUNTER}@")), "counter"),
        ("no stamp", line("5@", "5-"), "not_an_act"),
        (
            "device in braces",
            line("5@00000000-0000-0000-0000-000000000007", "5@{00000000-0000-0000-0000-000000000007}"),
            "not_an_act",
        ),
        ("counter with a sign", line("5@", "+5@"), "not_an_act"),
    ] {
        let got = refused(&[("changes.jsonl", &line), ("parcel.json", HEADER)]);
        assert_eq!(got, (Reason::ParcelActBad, detail.into()), "{name}");
    }
    // Of what cannot be read in it an act is read as a place: who has it whole takes the
    // others in all the same.
    for (name, line, fault) in [
        ("replaces itself", line("4@", "5@"), "replaces_later"),
        ("replaces later", line("4@", "6@"), "replaces_later"),
        ("subject empty", line("\"s\"", "\"\""), "subject"),
        ("subject control", line("\"s\"", "\"a\\u0000\""), "subject"),
        ("field long", line("\"f\"", &format!("\"{}\"", "f".repeat(513))), "field"),
        ("op control", line("\"o\"", "\"\\n\""), "op"),
        ("person long", line("\"person\":\"\"", &format!("\"person\":\"{}\"", "p".repeat(513))), "person"),
        ("value long", line("\"v\"", &format!("\"{}\"", "v".repeat((4 << 20) + 1))), "value_too_long"),
        ("twice", line("\"at\":1", "\"at\":1,\"at\":2"), "op"),
        (
            "replaces many",
            line(
                "[\"4@00000000-0000-0000-0000-000000000007\"]",
                &format!("[{}]", vec!["\"4@00000000-0000-0000-0000-000000000007\""; 1_000_001].join(",")),
            ),
            "replaces_too_many",
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (acts, _) = read_all(&forge(dir.path(), &[("changes.jsonl", &line), ("parcel.json", HEADER)])).unwrap();
        assert_eq!(acts[0].act.fault(), Some(fault), "{name}");
    }
    let cut = LINE.trim_end();
    assert_eq!(refused(&[("changes.jsonl", cut), ("parcel.json", HEADER)]).1, "truncated");
    let dir = tempfile::tempdir().unwrap();
    let path = forge(dir.path(), &[("changes.jsonl", LINE), ("parcel.json", HEADER)]);
    let limits = ParcelLimits { max_line: LINE.len() - 2, ..ParcelLimits::default() };
    let error = Parcel::open(&path, limits).unwrap().acts().unwrap().find_map(Result::err).unwrap();
    assert_eq!(error.reason(), Reason::ParcelTooLarge);
}

#[test]
fn files_that_are_no_parcel_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x");
    for bytes in [&b""[..], b"PK", b"{}", b"PK\x05\x06", &[0; 100_000]] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(read_all(&path).unwrap_err().reason(), Reason::ParcelNotAParcel);
    }
    assert_eq!(read_all(&dir.path().join("tidak-ada")).unwrap_err().reason(), Reason::FileMissing);
    assert!(read_all(dir.path()).is_err());
}

#[test]
fn bombs_and_crowds_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let bomb = "\n".repeat(80 << 20);
    let path = forge(dir.path(), &[("changes.jsonl", &bomb), ("parcel.json", HEADER)]);
    assert_eq!(read_all(&path).unwrap_err().reason(), Reason::ZipRatio);
    let path = forge(dir.path(), &[("changes.jsonl", LINE), ("parcel.json", HEADER)]);
    for (limits, reason) in [
        (ParcelLimits { max_entries: 1, ..ParcelLimits::default() }, Reason::ZipTooManyEntries),
        (ParcelLimits { max_changes: 10, ..ParcelLimits::default() }, Reason::ParcelTooLarge),
        (ParcelLimits { max_total: 10, ..ParcelLimits::default() }, Reason::ZipTooLarge),
    ] {
        assert_eq!(Parcel::open(&path, limits).unwrap_err().reason(), reason);
    }
}

#[test]
fn damage_anywhere_never_panics() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("a.prakarsa");
    let mut blobs = MemoryBlobs::default();
    let refs = [blob(&mut blobs, &[3; 2000]), blob(&mut blobs, b"x")];
    let acts = [act(1, 3), act(4, 2), act(20, 5)];
    write_parcel(
        &from(),
        ok(&acts),
        refs.into_iter(),
        &[],
        &blobs,
        OutputPlace::free(&target).unwrap(),
        &mut Unwatched,
    )
    .unwrap();
    let good = fs::read(&target).unwrap();
    let expected = read_all(&target).unwrap().0;
    let mut seed: u64 = 42;
    let mut random = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let mut n_refused = 0;
    for round in 0..2_000 {
        let mut bad = good.clone();
        for _ in 0..=random(3) {
            let at = random(bad.len());
            bad[at] ^= 1 << random(8);
        }
        if round % 5 == 0 {
            bad.truncate(random(bad.len()));
        }
        fs::write(&target, &bad).unwrap();
        match read_all(&target) {
            // Damage inside a blob is found by the caller's hash, not here.
            Ok((acts, _)) => assert_eq!(acts, expected),
            Err(error) => {
                n_refused += 1;
                assert!(error.args().len() < 10);
            }
        }
    }
    assert!(n_refused > 1_000, "{n_refused}");
}
