//! A recap out of a number.

use super::{
    Dice, FileKind, Recap, RecapSheet, TrueInovasi, Value,
    columns::{self, Column, Habits, Indikator},
    foot,
    layout::{BodyPlace, Group, Rows, SheetMaker, Table, TablePlan},
    names,
};

const KINDS: [(FileKind, usize); 11] = [
    (FileKind::Xlsx, 42),
    (FileKind::Ods, 8),
    (FileKind::Fods, 5),
    (FileKind::Xml2003, 6),
    (FileKind::Html, 9),
    (FileKind::Semicolons, 9),
    (FileKind::Commas, 6),
    (FileKind::Tabs, 4),
    (FileKind::Pipes, 3),
    (FileKind::Windows1252, 4),
    (FileKind::Utf16, 4),
];

fn weighted<T: Copy>(dice: &mut Dice, from: &[(T, usize)]) -> T {
    let mut at = dice.roll(from.iter().map(|it| it.1).sum());
    for (one, weight) in from {
        if at < *weight {
            return *one;
        }
        at -= weight;
    }
    from[0].0
}

/// The recap of a number. `instrument` tells the key of the answer to an indikator by
/// its code, in the year that the registry works on.
pub fn make(seed: u64, instrument: &[(String, String)]) -> Recap {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let kind = weighted(dice, &KINDS);
    let mut body = weighted(
        dice,
        &[
            (BodyPlace::Column, 46),
            (BodyPlace::FirstRow, 5),
            (BodyPlace::MergedDown, 8),
            (BodyPlace::Merged, 8),
            (BodyPlace::InNames, 9),
            (BodyPlace::InFirst, 6),
            (BodyPlace::Sheet, 10),
            (BodyPlace::Nowhere, 8),
        ],
    );
    if body == BodyPlace::Sheet && !kind.has_sheets() {
        body = BodyPlace::Column;
    }
    let in_column = matches!(body, BodyPlace::Column | BodyPlace::FirstRow | BodyPlace::MergedDown);
    let rows = weighted(dice, &[(Rows::One, 80), (Rows::Repeated, 8), (Rows::MergedDown, 6), (Rows::BlankBelow, 6)]);
    let habits = Habits {
        kind,
        has_counter: dice.happens(86),
        has_body: in_column,
        body_first: dice.happens(30),
        names: weighted(dice, &[(0, 80), (1, 12), (2, 8)]),
        rows: if rows == Rows::One { 0 } else { 1 + dice.roll(2) },
        month_first: dice.happens(12),
        indikator: weighted(
            dice,
            &[(None, 78), (Some(Indikator::Answers), 10), (Some(Indikator::Flags), 6), (Some(Indikator::Weights), 6)],
        ),
        n_other: weighted(dice, &[(0, 30), (1, 25), (2, 20), (3, 15), (5, 10)]),
        typed: dice.happens(30),
    };
    let groups = groups(dice, body);
    let bodies = if dice.happens(35) { groups.iter().map(|it| it.body.clone()).collect() } else { Vec::new() };
    let mut recap = Recap { seed, kind, sheets: Vec::new(), inovasi: Vec::new(), bodies, habits: Vec::new() };
    let note = |recap: &mut Recap, habit: &str| recap.habits.push(habit.to_owned());
    note(&mut recap, &format!("{kind:?}"));
    note(&mut recap, &format!("body {body:?}"));
    if rows != Rows::One {
        note(&mut recap, &format!("rows {rows:?}"));
    }
    if let Some(it) = habits.indikator {
        note(&mut recap, &format!("{it:?}"));
    }
    let columns = columns::columns(dice, &habits);
    let plan = plan(dice, &habits, columns, body, rows, groups.iter().map(|it| it.inovasi.len()).sum());
    for (is, name) in [
        (plan.depth > 1, "header of several rows"),
        (plan.numbering.is_some(), "numbered columns"),
        (plan.instruction, "instructions"),
        (plan.example, "example"),
        (plan.units, "units"),
        (plan.group_total, "totals of groups"),
        (plan.shared.is_some(), "several names"),
        (habits.month_first, "month first"),
    ] {
        if is {
            note(&mut recap, name);
        }
    }
    let merges = kind.has_merges();
    if body == BodyPlace::Sheet {
        let several = groups.len() > 1;
        for group in groups {
            let short = names_of_tab(dice, &group.body);
            let mut sheet = SheetMaker::new(&short, merges);
            let title = Some(group.body.as_str()).filter(|_| dice.happens(50)).map(str::to_owned);
            foot::titles(dice, &mut sheet, plan.columns.len(), title.as_deref());
            let mut found =
                Table { dice, sheet: &mut sheet, plan: &plan, instrument }.lay(std::slice::from_ref(&group));
            for it in found.iter_mut().flat_map(|it| it.values.get_mut("perangkat_daerah")) {
                it.accepted.push(short.clone());
                // A single tab may be called anything.
                it.wanted = several;
            }
            recap.inovasi.extend(found);
            recap.sheets.push(sheet.sheet);
        }
    } else {
        let mut sheet =
            SheetMaker::new(dice.pick(&["Sheet1", "Rekap", "Data Inovasi", "REKAP 2025", "Lembar1"]), merges);
        let title = foot::titles(dice, &mut sheet, plan.columns.len(), None);
        note(&mut recap, title);
        let cut = if groups.len() > 2 && dice.happens(7) { groups.len() / 2 } else { groups.len() };
        recap.inovasi.extend(Table { dice, sheet: &mut sheet, plan: &plan, instrument }.lay(&groups[..cut]));
        if cut < groups.len() {
            note(&mut recap, "two tables");
            sheet.skip();
            if dice.happens(60) {
                let row = sheet.next();
                sheet.put(row, 0, Value::text("B. INOVASI PERANGKAT DAERAH LAINNYA"));
            }
            let columns = columns::columns(dice, &habits);
            let other = TablePlan { columns, shared: None, left: 0, ..plan.clone() };
            recap.inovasi.extend(Table { dice, sheet: &mut sheet, plan: &other, instrument }.lay(&groups[cut..]));
        }
        let notes = foot::notes(dice, &mut sheet, plan.columns.len());
        note(&mut recap, notes);
        recap.sheets.push(sheet.sheet);
    }
    if kind.has_sheets() {
        beside(dice, &mut recap);
    } else {
        let stem = recap.stem();
        recap.inovasi.iter_mut().for_each(|it| it.sheet.clone_from(&stem));
        recap.sheets.iter_mut().for_each(|it| it.name.clone_from(&stem));
    }
    key_answers(&mut recap.inovasi, instrument);
    recap
}

fn names_of_tab(dice: &mut Dice, body: &str) -> String {
    let all = names::bodies(dice, usize::MAX);
    let short = all.into_iter().find(|it| it.0 == body).map_or_else(|| body.to_owned(), |it| it.1);
    // A tab holds 31 letters.
    if body.len() <= 31 && dice.happens(35) { body.to_owned() } else { short }
}

fn groups(dice: &mut Dice, body: BodyPlace) -> Vec<Group> {
    let n_body = dice.between(if body == BodyPlace::Column { 2 } else { 1 }, 5);
    let bodies = names::bodies(dice, n_body);
    let sizes: Vec<usize> = bodies.iter().map(|_| dice.between(1, 4)).collect();
    let mut inovasi = names::inovasi(dice, sizes.iter().sum()).into_iter();
    let mut all: Vec<Group> = bodies
        .into_iter()
        .zip(&sizes)
        .map(|(body, n)| Group { body: body.0, inovasi: inovasi.by_ref().take(*n).collect(), nihil: false })
        .collect();
    if body == BodyPlace::Column && dice.happens(12) {
        let nihil = Group { body: "Badan Kesatuan Bangsa dan Politik".into(), inovasi: Vec::new(), nihil: true };
        let at = dice.between(1, all.len());
        all.insert(at, nihil);
    }
    all
}

fn plan(dice: &mut Dice, habits: &Habits, columns: Vec<Column>, body: BodyPlace, rows: Rows, n: usize) -> TablePlan {
    let grouped = matches!(body, BodyPlace::Merged | BodyPlace::InNames | BodyPlace::InFirst);
    let has_two = columns.iter().any(|it| it.two.is_some());
    let depth = match (has_two, habits.kind.has_merges()) {
        (true, true) => weighted(dice, &[(1, 68), (2, 22), (3, 10)]),
        (true, false) => weighted(dice, &[(1, 90), (2, 10)]),
        (false, _) => 1,
    };
    let single = habits.names == 0 && rows == Rows::One;
    let (shared, listed) = (dice.happens(5), dice.roll(3));
    // Pipes hold one line.
    let listed = if habits.kind == FileKind::Pipes { 2 } else { listed };
    TablePlan {
        depth,
        left: if dice.happens(10) { 1 } else { 0 },
        numbering: dice.happens(20).then(|| dice.roll(4)),
        units: dice.happens(5),
        instruction: dice.happens(5),
        example: dice.happens(5),
        body,
        group_number: dice.roll(4),
        group_total: (grouped || body == BodyPlace::Column) && dice.happens(12),
        restarts: grouped && dice.happens(60),
        counter: if grouped { dice.roll(5) } else { [0, 0, 0, 1, 2, 4][dice.roll(6)] },
        rows,
        again: (n > 6 && dice.happens(8)).then(|| dice.between(3, 5)),
        gaps: if dice.happens(15) { 15 } else { 0 },
        total: dice.happens(25),
        blanks: [0, 5, 15][dice.roll(3)],
        shared: (single && shared && n > 1).then(|| (dice.roll(n - 1), listed)),
        columns,
    }
}

/// Sheets that hold no inovasi, or those of another year.
fn beside(dice: &mut Dice, recap: &mut Recap) {
    let lines = |name: &str, lines: Vec<Vec<Value>>| RecapSheet { name: name.into(), lines, ..RecapSheet::default() };
    let t = |it: &str| Value::text(it);
    let n = |it: usize| Value::Number(it.to_string());
    if dice.happens(14) {
        let mut all = vec![vec![t("No"), t("Perangkat Daerah"), t("Jumlah Inovasi")]];
        let bodies = names::bodies(dice, 4);
        all.extend(bodies.iter().enumerate().map(|(at, it)| vec![n(at + 1), t(&it.0), n(dice.between(1, 9))]));
        all.push(vec![t(""), t("Jumlah"), n(17)]);
        let at = if dice.happens(50) { 0 } else { recap.sheets.len() };
        recap.sheets.insert(at, lines("Rekapitulasi OPD", all));
        recap.habits.push("summary sheet".into());
    }
    if dice.happens(7) {
        let mut all = vec![vec![t("No"), t("Nama"), t("NIP"), t("Jabatan")]];
        all.extend(
            (0..4)
                .map(|at| vec![n(at + 1), t(names::person(dice)), t(&format!("19800101200501{at}001")), t("Anggota")]),
        );
        recap.sheets.push(lines("Tim Penilai", all));
        recap.habits.push("sheet of people".into());
    }
    if dice.happens(7) {
        let mut all = vec![vec![t("No"), t("Nama OPD"), t("Alamat"), t("Operator"), t("No HP")]];
        let bodies = names::bodies(dice, 5);
        all.extend(bodies.iter().enumerate().map(|(at, it)| {
            vec![n(at + 1), t(&it.0), t("Jl. Pemuda No. 148"), t(names::person(dice)), t("081234567890")]
        }));
        recap.sheets.push(lines("Daftar OPD", all));
        recap.habits.push("sheet of bodies".into());
    }
    if dice.happens(6) {
        let all = vec![
            vec![t("Jenis Inovasi"), t("Bentuk Inovasi"), t("Urusan")],
            vec![t("Digital"), t("Inovasi Pelayanan Publik"), t("Kesehatan")],
            vec![t("Non Digital"), t("Inovasi Tata Kelola Pemerintahan Daerah"), t("Pendidikan")],
            vec![t(""), t("Inovasi Daerah Lainnya"), t("Sosial")],
            vec![t(""), t(""), t("Pangan")],
        ];
        recap.sheets.push(lines("Referensi", all));
        recap.habits.push("sheet of options".into());
    }
    if dice.happens(6) {
        let all = vec![
            vec![t("PETUNJUK PENGISIAN")],
            vec![n(1), t("Nama Inovasi diisi sesuai SK penetapan.")],
            vec![n(2), t("Perangkat Daerah diisi nama lengkap.")],
            vec![n(3), t("Waktu Penerapan ditulis hh/bb/tttt.")],
        ];
        recap.sheets.insert(0, lines("Petunjuk", all));
        recap.habits.push("sheet of instructions".into());
    }
    if dice.happens(5) {
        let mut all = vec![vec![t("No"), t("Nama Inovasi"), t("Perangkat Daerah"), t("Jenis Inovasi")]];
        all.push(vec![n(1), t("INOVASI LAMA SATU"), t("Dinas Lama"), t("Digital")]);
        all.push(vec![n(2), t("INOVASI LAMA DUA"), t("Dinas Lama"), t("Digital")]);
        recap.sheets.push(RecapSheet { hidden: true, ..lines("Arsip 2021", all) });
        recap.habits.push("hidden sheet".into());
    }
}

/// Answers are known by the code of their indikator until here.
fn key_answers(inovasi: &mut [TrueInovasi], instrument: &[(String, String)]) {
    for one in inovasi {
        for (code, key) in instrument {
            if let Some(value) = one.values.remove(&format!("indikator/{code}")) {
                one.values.insert(key.clone(), value);
            }
        }
        one.values.retain(|key, _| !key.starts_with("indikator/"));
    }
}
