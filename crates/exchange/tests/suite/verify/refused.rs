//! Bags that are not, each with the reason why.

use super::{
    Judge::{self, Agrees, Differs},
    MD5, SHA1, ask_bagit_python, utf16,
};
use crate::handmade::{Bag, codes, digest, prove};

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
        assert!(!verdict.is_valid() && codes(&verdict).contains(reason), "{name}: {verdict:#?}");
        let zipped = prove(&bag.zip(dir.path(), ""));
        assert!(codes(&zipped).contains(reason), "{name}, zipped: {zipped:#?}");
        judged.push((*name, folder, *judge));
    }
    ask_bagit_python(dir.path(), &judged, false);
}
