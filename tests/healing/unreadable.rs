//! Acts of a parcel in which something cannot be read.

use super::*;

#[test]
fn one_act_that_cannot_be_read_keeps_nobody_from_the_others() {
    let id = "019f0000-0000-7000-8000-00000000beef";
    let subject = format!("inovasi:{id}");
    let long = "x".repeat(600);
    let with = |place: &str, value: serde_json::Value| {
        let mut bad = act(50, &subject, "nama", "buruk");
        *bad.pointer_mut(place).unwrap() = value;
        bad
    };
    for bad in [
        with("/changes/0/subject", "".into()),
        with("/changes/0/subject", long.clone().into()),
        with("/changes/0/subject", "inovasi:\u{1b}[31m".into()),
        with("/changes/0/subject", 7.into()),
        with("/changes/0/field", "".into()),
        with("/changes/0/field", long.clone().into()),
        with("/changes/0/value", "v".repeat((4 << 20) + 1).into()),
        with("/changes/0/value", serde_json::json!({ "lain": 1 })),
        with("/changes/0/replaces", serde_json::json!(["99@019f0000-0000-7000-8000-00000000dead"])),
        with("/changes/0/replaces", serde_json::json!(["bukan stempel"])),
        with("/changes/0", serde_json::Value::Null),
        with("/op", "".into()),
        with("/op", long.clone().into()),
        with("/at", "kemarin".into()),
        with("/person", long.clone().into()),
        with("/person", serde_json::Value::Null),
    ] {
        let laptop = Laptop::new(1);
        let path = laptop.path("paket.prakarsa");
        let acts = [act(1, &subject, "nama", "Dari jauh"), bad.clone(), act(90, &subject, "tujuan", "jujur")];
        forge(&path, &acts, &[]);
        let told = laptop.accept(&path).unwrap_or_else(|error| panic!("{bad:.200}: {error}"));
        let unfit = said(&told.notices, NoticeCode::ParcelActsUnfit);
        assert!(unfit.len() == 1 && unfit[0].starts_with("1 ") && unfit[0].len() < 100, "{unfit:?}");
        assert_eq!(laptop.value(id, "nama").as_deref(), Some("Dari jauh"));
        assert_eq!(laptop.value(id, "tujuan").as_deref(), Some("jujur"), "what stands behind it counts too");
        // What is passed on can be read by others.
        let other = Laptop::new(2);
        laptop.carry_to(&other);
        assert_eq!(other.value(id, "tujuan").as_deref(), Some("jujur"));
    }
}
