use super::*;

fn sketch(row: i64, nama: &str, kepanjangan: &str, office: &str, narrative: &str) -> Sketch {
    Sketch::new(&Compared {
        row,
        nama,
        kepanjangan: Some(kepanjangan).filter(|it| !it.is_empty()),
        perangkat_daerah: Some(office).filter(|it| !it.is_empty()),
        narrative,
        ..Compared::default()
    })
}

/// Reasons for a pair among two names.
fn reasons(one: (&str, &str, &str), two: (&str, &str, &str)) -> Vec<PairReason> {
    let index = Index::new(vec![sketch(1, one.0, one.1, one.2, ""), sketch(2, two.0, two.1, two.2, "")]);
    let found = find(&index);
    let asked = similar_to(&sketch(2, two.0, two.1, two.2, ""), &index);
    let turned: Vec<Pair> = asked.into_iter().map(|it| Pair { a: it.b, b: it.a, ..it }).collect();
    assert_eq!(found, turned, "{one:?} {two:?}: both ways of asking");
    found.into_iter().flat_map(|it| it.reasons).collect()
}

#[test]
fn the_same_name_is_known_however_it_is_written() {
    for (one, two) in [
        ("Posyandu Digital Desa Sehat", "Desa Sehat Posyandu Digital"),
        ("SI PINTER Sistem Informasi Pelayanan Terpadu", "Sistem Informasi Pelayanan Terpadu (SIPINTER)"),
        ("Lapor Hendi", "LAPOR HENDI"),
        ("Lapor Hendi", "LaporHendi"),
        ("Lapor Hendi / P3M", "Lapor Hendi"),
        ("KADO MBAK ITA", "Kado Mbak Ita 2024"),
        ("Pelayanan Jemput Bola Lansia", "Layanan Jemput Bola Lansia"),
        ("Daycare Rumah Pelita", "Daycare Rumah Pelitta"),
        ("IJOLKE", "Ijolke"),
    ] {
        let found = reasons((one, "", ""), (two, "", ""));
        assert!(matches!(found.as_slice(), [PairReason::SameNama(SAME_NAMA..)]), "{one} / {two}: {found:?}");
    }
}

#[test]
fn names_of_two_things_are_no_pair() {
    for (one, two) in [
        (("Bank Sampah Digital", "", "Dinas Lingkungan Hidup"), ("Bank Darah Digital", "", "Dinas Lingkungan Hidup")),
        (("SIGAP", "", "BPBD"), ("SIAP", "", "BPBD")),
        (("Lomba Kampung Tahap 1", "", "BPBD"), ("Lomba Kampung Tahap 2", "", "BPBD")),
        (("Sistem Informasi", "", ""), ("Informasi Sistem", "", "")),
        (("Posyandu (Tembalang)", "", ""), ("Kelas Ibu (Tembalang)", "", "")),
        (("SIPANDU", "Sistem Pelayanan Terpadu", "A"), ("SIPANDU", "Siaga Pandu Remaja", "B")),
        (("SIPANDU", "", "A"), ("SIPADU", "", "B")),
        (("Pak Rahman", "Pasar Pangan Rakyat Murah dan Aman", ""), ("Pasar Murah", "", "")),
        (("Sapa Warga", "", "A"), ("Sapa Lansia", "", "B")),
        (("Aplikasi Hendi", "", "A"), ("Aplikasi Semar", "", "A")),
    ] {
        assert_eq!(reasons(one, two), [], "{one:?} {two:?}");
    }
}

#[test]
fn a_new_name_is_known_by_its_rare_word_and_office() {
    let found = reasons(("Lapor Hendi", "", "Diskominfo"), ("Lapor Semar", "", "Diskominfo"));
    assert_eq!(found, [PairReason::RenamedNama("lapor".into())]);
    let found = reasons(("SIPANDU", "", "BPBD"), ("SIPADU", "", "BPBD"));
    assert!(matches!(found.as_slice(), [PairReason::SameNama(_)]), "{found:?}");
    // A word that many have is nobody's.
    let many = (0..30).map(|n| sketch(n, &format!("Lapor Warga{n}"), "", "Diskominfo", "")).collect();
    assert_eq!(find(&Index::new(many)), []);
}

#[test]
fn a_narrative_tells_the_name_of_before() {
    for (narrative, expected) in [
        ("Layanan ini semula bernama Kado Bunda dan sejak 2022 diperluas.", true),
        ("Dahulu dikenal dengan nama aplikasi \"Kado Bunda\".", true),
        ("Berganti nama dari Kado Bunda menjadi Hadiah Remaja.", true),
        ("Berganti nama menjadi Kado Bunda pada tahun 2023", true),
        ("Kado Bunda adalah tetangga kami.", false),
        ("Semula bernama Kado Ayah.", false),
    ] {
        let list = vec![sketch(1, "Kado Bunda", "", "A", ""), sketch(2, "Hadiah Remaja", "", "B", narrative)];
        let found = find(&Index::new(list));
        let told = Pair { a: 1, b: 2, reasons: vec![PairReason::RenamedNama("kado bunda".into())] };
        assert_eq!(found, if expected { vec![told] } else { Vec::new() }, "{narrative}");
    }
    let former = Compared { row: 1, nama: "Lapor Semar", nama_lama: &["P3M Hendi".to_owned()], ..Compared::default() };
    let list = vec![Sketch::new(&former), sketch(2, "P3M Hendi", "", "", "")];
    assert_eq!(find(&Index::new(list)).len(), 1, "a former name is a name");
}

/// Words that look random and are the same everywhere.
fn text(seed: u64, n: usize, vocabulary: u64) -> Vec<String> {
    (0..n as u64).map(|at| format!("kata{}", mix(seed.wrapping_mul(7919) ^ (at << 20)) % vocabulary)).collect()
}

/// Every `nth` word replaced.
fn edited(text: &[String], nth: usize) -> String {
    let list: Vec<String> =
        text.iter().enumerate().map(|(at, it)| if at % nth == 5 { format!("baru{at}") } else { it.clone() }).collect();
    list.join(" ")
}

#[test]
fn copied_narratives_are_found_and_standard_sentences_are_not() {
    let standard =
        "Inovasi ini disusun berdasarkan Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah ".repeat(2);
    let mut list = Vec::new();
    let n = 500;
    for row in 0..n {
        let own = text(row, 120, 4_000).join(" ");
        list.push(sketch(row.cast_signed(), &format!("Asli{row} Nama{row}"), "", "", &format!("{standard}{own}")));
    }
    for copy in 0..100_u64 {
        let own = edited(&text(copy * 5, 120, 4_000), 12);
        list.push(sketch(
            (n + copy).cast_signed(),
            &format!("Salin{copy} Lain{copy}"),
            "",
            "",
            &format!("{standard}{own}"),
        ));
    }
    // Short ones that are nothing but the sentence.
    for short in 0..100_i64 {
        list.push(sketch(10_000 + short, &format!("Pendek{short} Beda{short}"), "", "", &standard));
    }
    let found = find(&Index::new(list));
    let planted = |it: &&Pair| it.a % 5 == 0 && it.b == n.cast_signed() + it.a / 5;
    let right = found.iter().filter(planted).count();
    assert!(right >= 90, "{right} of 100 copies were found");
    assert_eq!(found.len(), right, "{:?}", found.iter().find(|it| !planted(it)));
    for pair in &found {
        assert!(matches!(pair.reasons.as_slice(), [PairReason::SameNarrative(SAME_NARRATIVE..)]), "{pair:?}");
    }
}

#[test]
fn many_copies_of_one_narrative_are_not_paired_all_with_all() {
    let same = text(1, 100, 4_000).join(" ");
    let list: Vec<Sketch> =
        (0..300).map(|row| sketch(row, &format!("Sendiri{row} Nama{row}"), "", "", &same)).collect();
    let index = Index::new(list);
    let found = find(&index);
    assert!(found.len() >= 300 && found.len() <= 300 * (NEIGHBOURS + 1), "{}", found.len());
    assert!(found.is_sorted());
    assert!(!similar_to(&sketch(-1, "Baru Sekali", "", "", &same), &index).is_empty());
}

#[test]
fn hostile_texts_are_bounded() {
    let long = "a".repeat(100_000);
    let many = "nama ".repeat(50_000);
    let list =
        vec![sketch(1, &long, &many, &many, &many), sketch(2, &many, &long, "", &long), sketch(3, "()/(", "", "", "")];
    let _ = find(&Index::new(list));
    assert!(find(&Index::new(Vec::new())).is_empty());
}
