//! Bags of every kind that are as they should be.

use super::{
    Judge::{self, Agrees, Differs},
    MD5, SHA1, ask_bagit_python, remarks, utf16,
};
use crate::handmade::{Bag, digest, prove};

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
        (
            "binary mode",
            Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt} *data/a.txt\n"),
            &["path_marked"],
            Agrees,
        ),
        (
            "leading ./",
            Bag::new("0.97").put("manifest-md5.txt", "{md5:data/a.txt}  ./data/a.txt\n"),
            &["path_marked"],
            Agrees,
        ),
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
        assert!(verdict.is_valid(), "{name}: {verdict:#?}");
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
        assert!(verdict.is_valid(), "{version} {listed}: {verdict:?}");
        assert_eq!(remarks(&verdict), Vec::from_iter(remark));
    }
}
