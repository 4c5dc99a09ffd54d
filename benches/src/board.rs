//! The catalogue in memory: filters with counts, orders, scrolling.

use std::path::Path;

use registry::{Filter, InovasiId, ListInovasi, Registry, Sort, SystemEnv, view::LineState};

use crate::{
    measure::{Line, time},
    or_end,
};

/// Measures what officers do with a long list; `ids` are some of its inovasi.
pub fn measure(registry: &Registry, folder: &Path, ids: &[InovasiId]) -> Vec<Line> {
    let narrow = || Filter {
        perangkat_daerah: vec!["Perangkat Daerah 7".into(), "Perangkat Daerah 8".into()],
        state: vec![LineState::Incomplete],
        ..Filter::default()
    };
    let ask = |filter: Filter, sort: &str, offset: u32| {
        let sort = Sort::by_name(sort);
        ListInovasi { offset, limit: 100, sort, filter, ..ListInovasi::default() }
    };
    let list = |req: &ListInovasi| or_end(registry.list_inovasi(req), "the list");
    let facets = |req: &ListInovasi| drop(or_end(registry.show_facets(req), "the facets"));
    let id = |at: usize| or_end(ids.get(at % ids.len().max(1)).copied().ok_or("the list is empty"), "an inovasi");
    let columns = ["claimed", "perangkat_daerah", "n_warning", "waktu_penerapan", "touched_at", "urusan_utama"];
    let total = list(&ask(narrow(), "claimed", 0)).total;
    vec![
        time("gather the catalogue", 3, |_| {
            let beside = or_end(Registry::open_to_read(folder, Box::new(SystemEnv)), "opening");
            or_end(beside.prepare_catalogue(), "the catalogue");
        })
        .note("once, after opening; nothing waits for it but filters"),
        time("counts of all filters", 20, |_| facets(&ask(Filter::default(), "", 0))),
        time("counts, two filters set", 20, |_| facets(&ask(narrow(), "", 0))),
        time("filter by two, first page", 20, |at| {
            // Another order each time: nothing is remembered.
            drop(list(&ask(narrow(), if at % 2 == 0 { "n_bukti" } else { "n_chosen" }, 0)));
        })
        .note(format!("{total} fit")),
        time("order all by a column", 30, |at| {
            drop(list(&ask(Filter::default(), columns.get(at % columns.len()).copied().unwrap_or("claimed"), 0)));
        }),
        time("scroll the ordered list", 50, |at| {
            drop(list(&ask(Filter::default(), "claimed", u32::try_from(at * 97).unwrap_or(0))));
        }),
        time("an edit, then list and counts", 20, |at| {
            or_end(registry.edit_inovasi(id(at), "hasil", Some(&format!("hasil ke-{at}"))), "the edit");
            drop(list(&ask(narrow(), "claimed", 0)));
            facets(&ask(narrow(), "claimed", 0));
        }),
        time("standing on every basis", 20, |_| {
            drop(or_end(registry.standing(registry::DEFAULT_INSTRUMENT.trim()), "the standing"))
        }),
        time("the 1000 most severe findings", 5, |_| drop(or_end(registry.show_findings(1000), "the findings"))),
    ]
}
