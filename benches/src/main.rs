//! `cargo xtask bench [SIZE …]`: the benchmark suite. Sizes are numbers of
//! inovasi; 1,000 and 10,000 unless told otherwise, 184,000 for the nation.
//!
//! It measures the acts that an officer waits for, through the same registry that
//! the app uses, on real files. See README.md beside it for how to read it.

#![allow(
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)] // a benchmark that cannot run says so and ends

mod best;
mod board;
mod files;
mod load;
mod measure;
mod merge;
mod openpyxl;
mod recaps;
mod search;
mod submission;
mod workbook;

use std::path::Path;

use measure::{Line, exponent, peak_mb, print_head, time};
use registry::{
    Basis, ChooseParameter, DEFAULT_INSTRUMENT, InovasiId, ListInovasi, Registry, Start, Subject, SystemEnv,
    progress::Unwatched,
};

/// Inovasi read in at once; the interchange document of one batch stays small.
const BATCH: usize = 5_000;

fn main() {
    let mut sizes: Vec<usize> =
        std::env::args().skip(1).filter_map(|it| it.replace(['.', ',', '_'], "").parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000];
    }
    let folder = or_end(tempfile::tempdir(), "a temporary folder");
    // `--at FOLDER`: search alone, in a registry that is there (it is indexed anew).
    let mut args = std::env::args().skip_while(|it| it != "--at");
    if let (Some(_), Some(folder)) = (args.next(), args.next()) {
        drop(search::measure(Path::new(&folder)));
        return;
    }
    // `--best`: the best sets alone, which need no registry.
    if std::env::args().any(|it| it == "--best") {
        best::measure();
        return;
    }
    // `--merge`: parcels alone.
    if std::env::args().any(|it| it == "--merge") {
        merge::measure(folder.path());
        return;
    }
    // `--workbooks [ROWS]`: recaps and forms alone; 1,000, 10,000 and 37,000 rows.
    if std::env::args().any(|it| it == "--workbooks") {
        let told = sizes.get(..).filter(|_| std::env::args().len() > 2).unwrap_or(&workbook::SIZES);
        workbook::measure(folder.path(), told);
        return;
    }
    // `--recaps [N] [FROM]`: how recaps as offices keep them come in; 2,000 from the first.
    if std::env::args().any(|it| it == "--recaps") {
        let told = sizes.get(..).filter(|_| std::env::args().len() > 2).unwrap_or_default();
        recaps::measure(told.first().copied().unwrap_or(2_000), told.get(1).copied().unwrap_or(1));
        return;
    }
    // `--submission [FILES]`: bundles and papers alone; 6,000 files are 7 GB, 0: papers.
    if std::env::args().any(|it| it == "--submission") {
        let n_file = sizes.first().copied().filter(|_| std::env::args().len() > 2).unwrap_or(6_000);
        submission::measure(folder.path(), n_file);
        return;
    }
    // `--words`: search and comparison alone, on a catalogue without answers.
    let words_only = std::env::args().any(|it| it == "--words");
    let mut by_size = Vec::new();
    for size in sizes {
        println!("\n## {size} inovasi\n");
        let folder = folder.path().join(size.to_string());
        let mut lines = if words_only { words_catalogue(&folder, size) } else { catalogue(&folder, size) };
        lines.extend(search::measure(&folder));
        by_size.push((size, lines));
    }
    if let [.., (small, before), (large, after)] = by_size.as_slice() {
        println!("\n## Growth from {small} to {large} (exponent of size)\n");
        for (a, b) in before.iter().zip(after) {
            println!("- {}: {:.2}", a.nama, exponent((*small, a.median()), (*large, b.median())));
        }
    }
    if !words_only {
        println!("\n## Workbooks\n");
        workbook::measure(folder.path(), &workbook::SIZES);
        println!("\n## Parcels\n");
        merge::measure(folder.path());
        println!("\n## Best sets\n");
        best::measure();
        println!("\n## Files\n");
        files::measure(folder.path());
    }
    if let Some(peak) = peak_mb() {
        println!("\nhighest memory of this process: {peak} MB");
    }
}

/// Builds a catalogue and measures what officers do in it.
fn catalogue(folder: &Path, size: usize) -> Vec<Line> {
    let registry = started(folder);
    let instrument = DEFAULT_INSTRUMENT.trim();
    let texts = or_end(registry.show_instrument(instrument), "the instrument");
    let codes: Vec<String> = texts.indikator.iter().filter(|it| !it.daerah).map(|it| it.code.clone()).collect();
    print_head();
    let import = import(&registry, folder, size, &codes);

    let page = |text: &str, offset: u32| {
        let req = ListInovasi { text: text.into(), offset, limit: 100, ..ListInovasi::default() };
        or_end(registry.list_inovasi(&req), "the list")
    };
    let all = page("", 0);
    let ids: Vec<InovasiId> = all.rows.iter().map(|it| it.id).collect();
    let id = |at: usize| or_end(ids.get(at % ids.len().max(1)).copied().ok_or("the list is empty"), "an inovasi");
    let code = |at: usize| codes.get(at % codes.len().max(1)).cloned().unwrap_or_default();
    let words = ["sehat", "pel", "sampah warga", "sipandu", "literasi digital", "jembatan"];

    let mut lines = vec![
        import,
        time("choose_parameter", 200, |at| {
            let req = ChooseParameter {
                subject: Subject::Inovasi(id(at)),
                instrument: instrument.into(),
                indikator: code(at).into(),
                parameter: u8::try_from(at % 3).unwrap_or(0) + 1,
                variant: None,
            };
            or_end(registry.choose_parameter(&req), "the choice");
        })
        .note("durable: synced to disk each time"),
        time("edit_inovasi", 100, |at| {
            or_end(registry.edit_inovasi(id(at), "tujuan", Some(&format!("tujuan ke-{at}"))), "the edit");
        })
        .note("durable: synced to disk each time"),
        time("list, first page of 100", 30, |_| drop(page("", 0))),
        time("list, a page in the middle", 30, |_| drop(page("", u32::try_from(size / 2).unwrap_or(0)))),
        time("search as you type, 100 rows", 60, |at| {
            drop(page(words.get(at % words.len()).copied().unwrap_or("a"), 0));
        }),
        time("show one worksheet", 50, |at| drop(or_end(registry.show_inovasi(id(at)), "the worksheet"))),
        time("score the region", 10, |_| drop(or_end(registry.score(instrument, Basis::Claimed), "the score"))),
        time("open the registry", 5, |_| drop(or_end(Registry::open_to_read(folder, Box::new(SystemEnv)), "opening"))),
    ];
    lines.extend(board::measure(&registry, folder, &ids));
    for line in &lines {
        line.print();
    }
    lines
}

/// A catalogue in which nothing has been answered.
fn words_catalogue(folder: &Path, size: usize) -> Vec<Line> {
    let registry = started(folder);
    print_head();
    let line = import(&registry, folder, size, &[]);
    line.print();
    vec![line]
}

fn import(registry: &Registry, folder: &Path, size: usize, codes: &[String]) -> Line {
    let line = time("import the catalogue", 1, |_| {
        for from in (0..size).step_by(BATCH) {
            let document = load::batch(from, BATCH.min(size - from), DEFAULT_INSTRUMENT.trim(), codes);
            let path = folder.join("batch.json");
            or_end(std::fs::write(&path, document.to_string()), "a batch");
            or_end(registry.import_registry(&path, false, &mut Unwatched), "the import");
        }
    });
    let per_second = size as f64 / line.median().as_secs_f64().max(1e-9);
    line.note(format!("{per_second:.0} inovasi/s"))
}

/// A registry in a new folder.
pub fn started(folder: &Path) -> Registry {
    let start = Start { nama: "Kabupaten Beban".into(), kode: "33.99".into(), person: "Penguji".into() };
    or_end(Registry::start(folder, &start, Box::new(SystemEnv)), "the registry")
}

/// A benchmark that cannot run is no benchmark.
pub fn or_end<T, E: std::fmt::Display>(result: Result<T, E>, what: &str) -> T {
    result.unwrap_or_else(|error| panic!("{what}: {error}"))
}
