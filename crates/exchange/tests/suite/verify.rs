//! Proving bags: valid ones of any kind pass, invalid ones are refused with the
//! right reason, and bagit-python agrees where it has an opinion.

use std::{
    fs,
    path::{Path, PathBuf},
};

use exchange::{core::port::Unwatched, submission::verify::Verdict};

use crate::{
    bundle::options,
    cast::dossier,
    handmade::{Bag, digest, prove, reasons},
    outside,
};

/// Digests of `halo`.
const MD5: &str = "57f842286171094855e51fc3a541c1e2";
const SHA1: &str = "3e8b1f5e5d5c4a6c0a25ffd2ee0be1dfc9a1bb9b";

fn remarks(verdict: &Verdict) -> Vec<&'static str> {
    verdict.remarks.iter().map(|it| it.reason).filter(|it| *it != "algorithm_weak").collect()
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let units = mark.encode_utf16().chain(text.encode_utf16()).collect::<Vec<_>>();
    units.into_iter().flat_map(|it| if little { it.to_le_bytes() } else { it.to_be_bytes() }).collect()
}

/// What bagit-python thinks of a bag.
#[derive(Clone, Copy, PartialEq)]
enum Judge {
    Agrees,
    /// It is known to differ, and why.
    Differs(&'static str),
}
use Judge::{Agrees, Differs};

/// Asks bagit-python about a whole table: does it agree where it should, and
/// differ where it is known to?
fn ask_bagit_python(dir: &Path, table: &[(&str, PathBuf, Judge)], ours: bool) {
    let bags: Vec<&Path> = table.iter().map(|it| it.1.as_path()).collect();
    for ((name, _, judge), (valid, words)) in table.iter().zip(outside::judge(&bags)) {
        let expected = match judge {
            Agrees => ours,
            Differs(_) => !ours,
        };
        assert_eq!(valid, expected, "{name} in {dir:?}: {words}");
        if let Differs(why) = judge {
            assert!(!why.is_empty());
        }
    }
}

#[test]
fn valid_bags_of_every_kind_are_accepted() {
    let declared =
        |version: &str, encoding: &str| format!("BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n");
    let md5 = digest("md5", b"halo");
    assert_eq!(md5, MD5);
    assert_ne!(digest("sha1", b"halo"), SHA1, "the constant is a wrong digest on purpose");
    let table: Vec<(&str, Bag, &[&str], Judge)> = vec![
        ("1.0", Bag::new("1.0"), &[], Agrees),
        ("0.97", Bag::new("0.97"), &[], Agrees),
        ("0.96", Bag::new("0.96"), &[], Agrees),
        ("0.95", Bag::new("0.95").put("package-info.txt", "Payload-Oxum: 4.1\n"), &[], Agrees),
        ("0.94", Bag::new("0.94"), &[], Agrees),
        ("0.93", Bag::new("0.93"), &[], Agrees),
        (
            "empty payload",
            Bag::new("1.0").without("data/a.txt").put("data/", "").put("manifest-md5.txt", ""),
            &[],
            Agrees,
        ),
        ("sha256", Bag::new("1.0").put("manifest-sha256.txt", "{sha256:data/a.txt} data/a.txt\n"), &[], Agrees),
        (
            "four manifests",
            Bag::new("1.0")
                .put("manifest-sha1.txt", "{sha1:data/a.txt} data/a.txt\n")
                .put("manifest-sha256.txt", "{sha256:data/a.txt} data/a.txt\n")
                .put("manifest-sha512.txt", "{sha512:data/a.txt} data/a.txt\n"),
            &[],
            Agrees,
        ),
        (
            "each file in one manifest, before 1.0",
            Bag::new("0.97").put("data/b.txt", "b").put("manifest-sha1.txt", "{sha1:data/b.txt} data/b.txt\n"),
            &[],
            Agrees,
        ),
        ("tabs and blanks", Bag::new("1.0").put("manifest-md5.txt", "{md5:data/a.txt} \t  data/a.txt\n"), &[], Agrees),
        ("binary mode", Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt} *data/a.txt\n"), &[], Agrees),
        ("leading ./", Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt}  ./data/a.txt\n"), &[], Agrees),
        (
            "upper-case digest",
            Bag::new("1.0").put("manifest-md5.txt", format!("{}  data/a.txt\n", md5.to_uppercase())),
            &[],
            Agrees,
        ),
        ("no last line end", Bag::new("1.0").put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt"), &[], Agrees),
        (
            "CRLF",
            Bag::new("1.0")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\r\n")
                .put("bagit.txt", declared("1.0", "UTF-8").replace('\n', "\r\n")),
            &[],
            Agrees,
        ),
        (
            "CR",
            Bag::new("1.0")
                .put("data/b.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\r{md5:data/b.txt}  data/b.txt\r"),
            &[],
            Agrees,
        ),
        ("blank lines", Bag::new("0.97").put("manifest-md5.txt", "\n{md5:data/a.txt}  data/a.txt\n\n"), &[], Agrees),
        (
            "comment",
            Bag::new("0.97").put("manifest-md5.txt", "# md5\n{md5:data/a.txt}  data/a.txt\n"),
            &["manifest_comment"],
            Agrees,
        ),
        (
            "blank in a name",
            Bag::new("1.0")
                .put("data/a b.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/a b.txt}  data/a b.txt\n"),
            &[],
            Agrees,
        ),
        (
            "percent, 1.0",
            Bag::new("1.0")
                .put("data/100%.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/100%.txt}  data/100%25.txt\n"),
            &[],
            Differs("does not decode %25"),
        ),
        (
            "percent, not encoded",
            Bag::new("1.0")
                .put("data/100%.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/100%.txt}  data/100%.txt\n"),
            &[],
            Agrees,
        ),
        (
            "percent before 1.0",
            Bag::new("0.97")
                .put("data/a%25.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/a%25.txt}  data/a%25.txt\n"),
            &[],
            Agrees,
        ),
        (
            "hidden file",
            Bag::new("1.0")
                .put("data/.a", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/.a}  data/.a\n"),
            &[],
            Agrees,
        ),
        (
            "bag in a bag",
            Bag::new("1.0")
                .put("data/bagit.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/bagit.txt}  data/bagit.txt\n"),
            &[],
            Agrees,
        ),
        (
            "two dots in a name",
            Bag::new("1.0")
                .put("data/a..b", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/a..b}  data/a..b\n"),
            &[],
            Agrees,
        ),
        (
            "listed twice alike, before 1.0",
            Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/a.txt}  data/a.txt\n"),
            &["duplicate_entry"],
            Agrees,
        ),
        ("oxum", Bag::new("1.0").put("bag-info.txt", "Payload-Oxum: 4.1\n"), &[], Agrees),
        ("oxum in small letters", Bag::new("1.0").put("bag-info.txt", "payload-oxum: 4.1\n"), &[], Agrees),
        (
            "folded info",
            Bag::new("1.0").put("bag-info.txt", "Source-Organization: Kota\n  Semarang: utara\nPayload-Oxum: 4.1\n"),
            &[],
            Agrees,
        ),
        (
            "repeated info",
            Bag::new("0.97").put("bag-info.txt", "Bagging-Date: 2016-02-26\nBagging-Date: 2016-03-10\n"),
            &[],
            Agrees,
        ),
        (
            "partial tag manifest",
            Bag::new("1.0").put("bag-info.txt", "A: b\n").put("tagmanifest-md5.txt", "{md5:bagit.txt}  bagit.txt\n"),
            &["tag_files_unlisted"],
            Agrees,
        ),
        (
            "whole tag manifest",
            Bag::new("1.0")
                .put("tagmanifest-md5.txt", "{md5:bagit.txt}  bagit.txt\n{md5:manifest-md5.txt}  manifest-md5.txt\n"),
            &[],
            Agrees,
        ),
        (
            "tag folder",
            Bag::new("1.0").put("meta/x.xml", "<a/>").put(
                "tagmanifest-md5.txt",
                "{md5:bagit.txt}  bagit.txt\n{md5:manifest-md5.txt}  manifest-md5.txt\n{md5:meta/x.xml}  meta/x.xml\n",
            ),
            &[],
            Agrees,
        ),
        (
            "unknown beside known",
            Bag::new("1.0").put("manifest-crc32.txt", "00000000  data/a.txt\n"),
            &["algorithm_unknown"],
            Agrees,
        ),
        (
            "fetched",
            Bag::new("1.0").put("fetch.txt", "https://a.example/a.txt 4 data/a.txt\n"),
            &["fetch_entries"],
            Agrees,
        ),
        (
            "fetch outside the payload, before 1.0",
            Bag::new("0.97").put("fetch.txt", "file:///home/a.png 42000 a.png\n"),
            &["fetch_outside_data", "fetch_entries"],
            Agrees,
        ),
        (
            "UTF-16BE",
            Bag::new("0.97")
                .put("bagit.txt", declared("0.97", "UTF-16BE"))
                .put("manifest-md5.txt", utf16(&format!("{md5}  data/a.txt\n"), false, false)),
            &[],
            Agrees,
        ),
        (
            "UTF-16LE",
            Bag::new("1.0")
                .put("bagit.txt", declared("1.0", "UTF-16LE"))
                .put("manifest-md5.txt", utf16(&format!("{md5}  data/a.txt\r\n"), true, false)),
            &[],
            Agrees,
        ),
        (
            "UTF-16 with a mark",
            Bag::new("1.0")
                .put("bagit.txt", declared("1.0", "UTF-16"))
                .put("manifest-md5.txt", utf16(&format!("{md5}  data/a.txt\n"), true, true)),
            &[],
            Agrees,
        ),
        (
            "UTF-16 with the other mark",
            Bag::new("1.0")
                .put("bagit.txt", declared("1.0", "utf-16"))
                .put("manifest-md5.txt", utf16(&format!("{md5}  data/a.txt\n"), false, true)),
            &[],
            Agrees,
        ),
        (
            "ISO-8859-1",
            Bag::new("0.97").put("bagit.txt", declared("0.97", "ISO-8859-1")).put("data/é.txt", "b").put(
                "manifest-md5.txt",
                [format!("{md5}  data/a.txt\n{}  data/", digest("md5", b"b")).as_bytes(), b"\xe9.txt\n"].concat(),
            ),
            &[],
            Agrees,
        ),
        (
            "mark in a UTF-8 manifest",
            Bag::new("1.0").put("manifest-md5.txt", "\u{feff}{md5:data/a.txt}  data/a.txt\n"),
            &[],
            Agrees,
        ),
        (
            "decomposed in the manifest",
            Bag::new("1.0")
                .put("data/é.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/é.txt}  data/e\u{301}.txt\n"),
            &["path_normalized"],
            Differs("matches the name, then opens the listed form"),
        ),
        (
            "composed in the manifest",
            Bag::new("1.0")
                .put("data/e\u{301}.txt", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/e\u{301}.txt}  data/é.txt\n"),
            &["path_normalized"],
            Agrees,
        ),
        ("doubled slash", Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt}  data//a.txt\n"), &[], Agrees),
    ];
    let dir = tempfile::tempdir().unwrap();
    let mut judged = Vec::new();
    for (at, (name, bag, expected, judge)) in table.iter().enumerate() {
        let folder = bag.folder_named(dir.path(), &format!("bag-{at}"));
        let verdict = prove(&folder);
        assert!(verdict.valid, "{name}: {verdict:#?}");
        assert_eq!(remarks(&verdict), *expected, "{name}");
        for top in ["", "Tas Saya/"] {
            let zipped = prove(&bag.zip(dir.path(), top));
            assert_eq!(zipped, verdict, "{name} in {top:?}");
        }
        judged.push((*name, folder, *judge));
    }
    ask_bagit_python(dir.path(), &judged, true);
}

#[cfg(unix)]
#[test]
fn names_with_line_ends_are_found() {
    let dir = tempfile::tempdir().unwrap();
    for (version, listed, remark) in
        [("1.0", "data/a%0Ab", None), ("1.0", "data/a%0ab", None), ("0.97", "data/a%0Ab", Some("path_decoded"))]
    {
        let bag = Bag::new(version)
            .put("data/a\nb", "b")
            .put("manifest-md5.txt", format!("{{md5:data/a.txt}}  data/a.txt\n{}  {listed}\n", digest("md5", b"b")));
        let verdict = prove(&bag.folder(dir.path()));
        assert!(verdict.valid, "{version} {listed}: {verdict:?}");
        assert_eq!(remarks(&verdict), Vec::from_iter(remark));
    }
}

#[test]
fn invalid_bags_are_refused_with_their_reason() {
    let fresh = || Bag::new("1.0");
    let old = || Bag::new("0.97");
    let manifest = |text: &str| fresh().put("manifest-md5.txt", text);
    let and = |line: &str| format!("{{md5:data/a.txt}}  data/a.txt\n{line}\n");
    let other = digest("md5", b"lain");
    let declared = |text: &str| fresh().put("bagit.txt", text);
    let fetch = |text: &str| fresh().put("fetch.txt", text);
    let good_fetch = format!("{other}  data/jauh.txt");
    let table: Vec<(&str, Bag, &str, Judge)> = vec![
        ("no declaration", fresh().without("bagit.txt"), "bagit_txt_missing", Agrees),
        ("no manifest", fresh().without("manifest-md5.txt"), "manifest_missing", Agrees),
        ("no payload folder", fresh().without("data/a.txt").put("manifest-md5.txt", ""), "data_missing", Agrees),
        (
            "only an unknown algorithm",
            fresh().without("manifest-md5.txt").put("manifest-crc32.txt", "0  data/a.txt\n"),
            "algorithms_unknown",
            Agrees,
        ),
        ("empty declaration", declared(""), "bagit_txt_malformed", Agrees),
        ("one line", declared("BagIt-Version: 1.0\n"), "bagit_txt_malformed", Agrees),
        (
            "other order",
            declared("Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n"),
            "bagit_txt_malformed",
            Differs("takes any order"),
        ),
        (
            "third line",
            declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nX: y\n"),
            "bagit_txt_malformed",
            Differs("takes more"),
        ),
        (
            "no number",
            declared("BagIt-Version: satu\nTag-File-Character-Encoding: UTF-8\n"),
            "bagit_txt_malformed",
            Agrees,
        ),
        (
            "three parts",
            declared("BagIt-Version: 1.0.0\nTag-File-Character-Encoding: UTF-8\n"),
            "bagit_txt_malformed",
            Agrees,
        ),
        (
            "blank before the colon",
            declared("BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n"),
            "bagit_txt_malformed",
            Differs("strips labels"),
        ),
        (
            "blank before the colon, 0.97",
            old().put("bagit.txt", "BagIt-Version : 0.97\nTag-File-Character-Encoding : UTF-8\n"),
            "bagit_txt_malformed",
            Differs("strips labels"),
        ),
        (
            "no blank after the colon",
            declared("BagIt-Version:1.0\nTag-File-Character-Encoding:UTF-8\n"),
            "bagit_txt_malformed",
            Differs("strips values"),
        ),
        (
            "other case",
            declared("bagit-version: 1.0\ntag-file-character-encoding: UTF-8\n"),
            "bagit_txt_malformed",
            Agrees,
        ),
        ("mark", declared("\u{feff}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), "bagit_txt_bom", Agrees),
        (
            "mark, 0.97",
            old().put("bagit.txt", "\u{feff}BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
            "bagit_txt_bom",
            Agrees,
        ),
        (
            "declaration in UTF-16",
            fresh().put("bagit.txt", utf16("BagIt-Version: 1.0\n", true, true)),
            "bagit_txt_malformed",
            Agrees,
        ),
        ("version 2.0", Bag::new("2.0"), "version_unknown", Agrees),
        ("version 0.92", Bag::new("0.92"), "version_unknown", Agrees),
        ("version 1.1", Bag::new("1.1"), "version_unknown", Differs("takes any 1.x")),
        (
            "unknown encoding",
            declared("BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC-7\n"),
            "encoding_unknown",
            Agrees,
        ),
        ("changed file", fresh().put("manifest-md5.txt", format!("{other}  data/a.txt\n")), "digest_wrong", Agrees),
        (
            "one of two digests wrong",
            fresh().put("manifest-sha1.txt", format!("{SHA1}  data/a.txt\n")),
            "digest_wrong",
            Agrees,
        ),
        ("missing file", manifest(&and(&format!("{other}  data/b.txt"))), "file_missing", Agrees),
        ("unlisted file", fresh().put("data/b.txt", "b"), "file_unlisted", Agrees),
        ("unlisted file, 0.97", old().put("data/b.txt", "b"), "file_unlisted", Agrees),
        ("unlisted hidden file", fresh().put("data/.DS_Store", "b"), "file_unlisted", Agrees),
        (
            "not in every manifest",
            fresh()
                .put("data/b.txt", "b")
                .put("manifest-sha1.txt", "{sha1:data/a.txt} data/a.txt\n{sha1:data/b.txt} data/b.txt\n"),
            "file_unlisted",
            Differs("takes the union in 1.0 too"),
        ),
        (
            "other case of a name",
            fresh().put("manifest-md5.txt", format!("{MD5}  data/A.txt\n")),
            "file_missing",
            Agrees,
        ),
        ("listed twice, differing", manifest(&and(&format!("{other}  data/a.txt"))), "duplicate_differs", Agrees),
        (
            "listed twice, differing, 0.97",
            old().put("manifest-md5.txt", and(&format!("{other}  data/a.txt"))),
            "duplicate_differs",
            Agrees,
        ),
        ("listed twice alike", manifest(&and("{md5:data/a.txt}  data/a.txt")), "duplicate_entry", Agrees),
        ("listed twice by ./", manifest(&and("{md5:data/a.txt}  ./data/a.txt")), "duplicate_entry", Agrees),
        ("no path", manifest(&and(&other)), "manifest_malformed", Differs("logs and goes on")),
        ("no digest", manifest("data/a.txt\n"), "manifest_malformed", Agrees),
        ("short digest", manifest("57f842  data/a.txt\n"), "manifest_malformed", Agrees),
        ("long digest", manifest(&format!("{MD5}00  data/a.txt\n")), "manifest_malformed", Agrees),
        ("no hex", manifest(&format!("zz{}  data/a.txt\n", &MD5[2..])), "manifest_malformed", Agrees),
        ("path first", manifest(&format!("data/a.txt  {MD5}\n")), "manifest_malformed", Agrees),
        ("escape", manifest(&and(&format!("{other}  ../../etc/passwd"))), "path_escapes", Agrees),
        ("escape from inside", manifest(&and(&format!("{other}  data/../../x"))), "path_escapes", Agrees),
        (
            "dots that stay inside",
            manifest(&format!("{MD5}  data/x/../a.txt\n")),
            "path_escapes",
            Differs("normalises"),
        ),
        ("absolute", manifest(&and(&format!("{other}  /etc/passwd"))), "path_escapes", Agrees),
        ("home", manifest(&and(&format!("{other}  ~/x"))), "path_escapes", Agrees),
        ("drive", manifest(&and(&format!("{other}  C:\\x"))), "path_escapes", Agrees),
        ("network", manifest(&and(&format!("{other}  \\\\host\\x"))), "path_escapes", Agrees),
        ("backslash escape", manifest(&and(&format!("{other}  data\\..\\..\\x"))), "path_escapes", Agrees),
        ("backslash for slash", manifest(&format!("{MD5}  data\\a.txt\n")), "file_missing", Agrees),
        (
            "payload manifest lists a tag file",
            manifest(&and("{md5:bagit.txt}  bagit.txt")),
            "path_outside_data",
            Differs("does not look"),
        ),
        ("not utf-8", fresh().put("manifest-md5.txt", b"\xff\xfe\xff  data/a.txt\n"), "tag_file_encoding", Agrees),
        (
            "encoded newline read raw",
            fresh()
                .put("data/a%0Ab", "b")
                .put("manifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n{md5:data/a%0Ab}  data/a%0Ab\n"),
            "file_unlisted",
            Agrees,
        ),
        ("oxum bytes", fresh().put("bag-info.txt", "Payload-Oxum: 5.1\n"), "oxum_wrong", Agrees),
        ("oxum files", fresh().put("bag-info.txt", "Payload-Oxum: 4.2\n"), "oxum_wrong", Agrees),
        ("oxum folded", fresh().put("bag-info.txt", "Payload-Oxum:\n 4.2\n"), "oxum_wrong", Agrees),
        ("oxum in 0.95", Bag::new("0.95").put("package-info.txt", "Payload-Oxum: 4.2\n"), "oxum_wrong", Agrees),
        ("no oxum", fresh().put("bag-info.txt", "Payload-Oxum: empat\n"), "oxum_malformed", Agrees),
        ("signed oxum", fresh().put("bag-info.txt", "Payload-Oxum: +4.1\n"), "oxum_malformed", Agrees),
        (
            "two oxums",
            fresh().put("bag-info.txt", "Payload-Oxum: 4.1\nPayload-Oxum: 5.1\n"),
            "oxum_repeated",
            Differs("takes the first"),
        ),
        ("info without a colon", fresh().put("bag-info.txt", "Kota Semarang\n"), "bag_info_malformed", Agrees),
        (
            "tag file changed",
            fresh().put("tagmanifest-md5.txt", format!("{other}  bagit.txt\n")),
            "digest_wrong",
            Agrees,
        ),
        (
            "tag file missing",
            fresh().put("tagmanifest-md5.txt", format!("{other}  bag-info.txt\n")),
            "file_missing",
            Agrees,
        ),
        (
            "tag manifest escapes",
            fresh().put("tagmanifest-md5.txt", format!("{other}  ../x\n")),
            "path_escapes",
            Agrees,
        ),
        (
            "tag manifest lists payload",
            fresh().put("tagmanifest-md5.txt", "{md5:data/a.txt}  data/a.txt\n"),
            "tag_manifest_lists_payload",
            Agrees,
        ),
        (
            "tag manifest malformed",
            fresh().put("tagmanifest-md5.txt", "kaput\n"),
            "manifest_malformed",
            Differs("logs and goes on"),
        ),
        (
            "not fetched",
            manifest(&and(&good_fetch)).put("fetch.txt", "https://a.example/x 4 data/jauh.txt\n"),
            "fetch_missing",
            Agrees,
        ),
        (
            "fetch not listed",
            fetch("https://a.example/x 4 data/jauh.txt\n"),
            "fetch_unlisted",
            Differs("does not look"),
        ),
        ("fetch malformed", fetch("https://a.example/x data/a.txt\n"), "fetch_malformed", Agrees),
        ("fetch escapes", fetch("https://a.example/x 4 ../x\n"), "path_escapes", Agrees),
        ("fetch without an address", fetch("x 4 data/a.txt\n"), "fetch_url_bad", Agrees),
        (
            "two forms of one name",
            fresh().put("data/é", "b").put("data/e\u{301}", "c").put(
                "manifest-md5.txt",
                "{md5:data/a.txt}  data/a.txt\n{md5:data/é}  data/é\n{md5:data/e\u{301}}  data/e\u{301}\n",
            ),
            "path_clash",
            Differs("does not look"),
        ),
        (
            "one name in two forms",
            fresh().put("data/é", "b").put(
                "manifest-md5.txt",
                "{md5:data/a.txt}  data/a.txt\n{md5:data/é}  data/é\n{md5:data/é}  data/e\u{301}\n",
            ),
            "path_clash",
            Agrees,
        ),
    ];
    assert!(table.len() >= 40);
    let dir = tempfile::tempdir().unwrap();
    let mut judged = Vec::new();
    for (at, (name, bag, reason, judge)) in table.iter().enumerate() {
        let folder = bag.folder_named(dir.path(), &format!("bag-{at}"));
        let verdict = prove(&folder);
        assert!(!verdict.valid && reasons(&verdict).contains(reason), "{name}: {verdict:#?}");
        let zipped = prove(&bag.zip(dir.path(), ""));
        assert!(reasons(&zipped).contains(reason), "{name}, zipped: {zipped:#?}");
        judged.push((*name, folder, *judge));
    }
    ask_bagit_python(dir.path(), &judged, false);
}

#[test]
fn a_bag_without_faults_has_only_the_expected_ones() {
    let dir = tempfile::tempdir().unwrap();
    let changed = Bag::new("1.0").put("manifest-md5.txt", format!("{}  data/a.txt\n", digest("md5", b"lain")));
    let verdict = prove(&changed.folder(dir.path()));
    assert_eq!(reasons(&verdict), ["digest_wrong"]);
    let args: Vec<&str> = verdict.faults[0].args.iter().map(|it| it.0).collect();
    assert_eq!(args, ["file", "algorithm", "expected", "found"]);
    let nothing = prove(&Bag(Vec::new()).folder(dir.path()));
    assert_eq!(reasons(&nothing), ["bagit_txt_missing", "data_missing", "manifest_missing"]);
}

#[test]
fn bags_of_bagit_python_are_accepted() {
    let dir = tempfile::tempdir().unwrap();
    for options in [&[][..], &["--md5", "--sha512"], &["--sha1", "--sha256"]] {
        let folder = dir.path().join("b");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("sub folder")).unwrap();
        fs::write(folder.join("a.txt"), "halo").unwrap();
        fs::write(folder.join("sub folder/é 100%.txt"), vec![7; 700_000]).unwrap();
        outside::make(&folder, options);
        let verdict = prove(&folder);
        assert!(verdict.valid, "{options:?}: {verdict:#?}");
        assert_eq!((verdict.n_file, verdict.size), (2, 700_004));
        fs::write(folder.join("data/a.txt"), "hale").unwrap();
        assert!(reasons(&prove(&folder)).contains(&"digest_wrong"));
    }
}

#[test]
fn our_bundle_is_valid_for_bagit_python() {
    let (dossier, blobs) = dossier();
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("b");
    let sink = Box::new(exchange::core::port::FolderSink::new(&target).unwrap());
    exchange::submission::bundle::write_bundle(&dossier, &options(), &blobs, sink, &mut Unwatched).unwrap();
    let said = outside::judge(&[&target]);
    assert!(said[0].0, "{}", said[0].1);
    let index = target.join("data/index.html");
    let mut html = fs::read(&index).unwrap();
    html[100] ^= 1;
    fs::write(index, html).unwrap();
    assert!(!outside::judge(&[&target])[0].0);
    assert_eq!(reasons(&prove(&target)), ["digest_wrong"]);
}
