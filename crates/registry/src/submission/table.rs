//! Everything as CSV, for whoever wants only that: one table of what the dossier holds,
//! written as every table is, so that nothing in it begins a formula.

use std::path::Path;

use domain::{
    Decimal,
    assessment::score::Basis,
    core::number::count,
    inovasi::profile::Field,
    submission::{
        dossier::{Dossier, DossierAnswer, DossierBukti, DossierFinding, DossierInovasi},
        official::OfficialFigure,
        table::TableKind,
    },
    two_places,
};
use exchange::inovasi::workbook::{ColumnOut, KindOut, RowOut, SheetOut, write_csv};

use crate::{
    core::{
        error::Result,
        output,
        progress::Watch,
        registry::Core,
        text::{Language, sentence},
    },
    submission::{
        bundle::dossier::dossier,
        steps::{MOST, NextSteps, export::work_list, next_steps},
    },
    view::TableReceipt,
};

/// Which table is written, and where.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportTable {
    /// Which.
    pub table: TableKind,
    /// A file name.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub out: String,
    /// Whether a file that lies there may be replaced: true only where whoever asks was
    /// told so.
    pub replace: bool,
}

/// Writes a table of the year that is worked under as CSV. It appears whole or not at
/// all.
///
/// # Errors
/// Something stands there and `replace` is not said; the disk refuses; `watch` stopped it.
pub(crate) fn export_table(core: &Core, req: &ExportTable, watch: &mut dyn Watch) -> Result<TableReceipt> {
    let out = Path::new(&req.out);
    let place = output::place(core, out, req.replace)?;
    let sheet = if req.table == TableKind::Steps {
        let steps = NextSteps {
            instrument: core.current_instrument()?.id.clone(),
            basis: Basis::Supported,
            limit: MOST,
            ..NextSteps::default()
        };
        work_list(&next_steps(core, &steps)?, Language::Id)
    } else {
        let dossier = core.read(|reader| {
            let instrument = core.current_instrument_in(reader)?;
            Ok::<_, crate::Error>(dossier(core, reader, &instrument, |_| true, watch)?.0)
        })?;
        table(req.table, &dossier)
    };
    let receipt = write_csv(&sheet, place)?;
    Ok(TableReceipt {
        path: out.display().to_string(),
        table: req.table,
        n_row: count(receipt.n_row),
        size: receipt.size as f64,
    })
}

fn say(key: &str) -> String {
    sentence(key, &[] as &[(&str, String)], Language::Id)
}

/// The tables that are made of a dossier; in Indonesian, as offices hand them on.
fn table(kind: TableKind, of: &Dossier) -> SheetOut {
    let (columns, rows): (&[(&str, KindOut)], _) = match kind {
        TableKind::Scores => (&SCORES, scores(of)),
        TableKind::Answers => (&ANSWERS, answers(of)),
        TableKind::Findings => (&FINDINGS, findings(of)),
        TableKind::Official => (&OFFICIAL, official(of)),
        TableKind::Bukti => (&BUKTI, bukti(of)),
        TableKind::Steps => (&[], Vec::new()),
    };
    let column = |(key, kind): &(&str, KindOut)| ColumnOut {
        key: (*key).to_owned(),
        label: say(&format!("table.column_{key}")),
        kind: kind.clone(),
        ..ColumnOut::default()
    };
    SheetOut {
        name: kind.name().to_owned(),
        columns: columns.iter().map(column).collect(),
        rows: rows.into_iter().map(|values| RowOut { id: None, values }).collect(),
        spare_rows: 0,
    }
}

type Cells = Vec<Option<String>>;

const TEXT: KindOut = KindOut::Line;
const NUMBER: KindOut = KindOut::Locked;

const SCORES: [(&str, KindOut); 8] = [
    ("subject", TEXT),
    ("perangkat_daerah", TEXT),
    ("urusan", TEXT),
    ("measure", TEXT),
    ("claimed", NUMBER),
    ("supported", NUMBER),
    ("verified", NUMBER),
    ("official", NUMBER),
];

const ANSWERS: [(&str, KindOut); 9] = [
    ("subject", TEXT),
    ("perangkat_daerah", TEXT),
    ("code", TEXT),
    ("indikator", TEXT),
    ("parameter", NUMBER),
    ("n_bukti", NUMBER),
    ("claimed", NUMBER),
    ("supported", NUMBER),
    ("verified", NUMBER),
];

const FINDINGS: [(&str, KindOut); 5] =
    [("severity", TEXT), ("subject", TEXT), ("perangkat_daerah", TEXT), ("about", TEXT), ("finding", TEXT)];

const OFFICIAL: [(&str, KindOut); 3] = [("subject", TEXT), ("figure", TEXT), ("value", TEXT)];

const BUKTI: [(&str, KindOut); 12] = [
    ("subject", TEXT),
    ("perangkat_daerah", TEXT),
    ("for", TEXT),
    ("nama_berkas", TEXT),
    ("jenis_dokumen", TEXT),
    ("nomor", TEXT),
    ("tanggal", TEXT),
    ("tentang", TEXT),
    ("pages", TEXT),
    ("size", NUMBER),
    ("sha256", TEXT),
    ("present", TEXT),
];

fn number(it: Option<Decimal>) -> Option<String> {
    it.map(|it| two_places(it).to_string())
}

fn field(of: &DossierInovasi, field: Field) -> Option<String> {
    of.profile.iter().find(|it| it.field == field.name()).and_then(|it| it.text.clone())
}

/// Who a row is about, and whose it is.
fn whose(of: &Dossier, inovasi: Option<&DossierInovasi>) -> [Option<String>; 2] {
    match inovasi {
        None => [Some(of.pemda.nama.clone()), None],
        Some(it) => [Some(it.nama.clone()), field(it, Field::PerangkatDaerah)],
    }
}

/// The region, then every inovasi.
fn subjects(of: &Dossier) -> impl Iterator<Item = (Option<&DossierInovasi>, &[DossierAnswer])> {
    let each = of.inovasi.iter().map(|it| (Some(it), it.answers.as_slice()));
    std::iter::once((None, of.daerah.as_slice())).chain(each)
}

fn scores(of: &Dossier) -> Vec<Cells> {
    let official = |figures: &std::collections::BTreeMap<OfficialFigure, String>, it| figures.get(&it).cloned();
    let daerah = vec![
        Some(of.pemda.nama.clone()),
        None,
        None,
        Some(say("table.iid")),
        number(of.claimed.iid),
        number(of.supported.iid),
        number(of.verified.iid),
        official(&of.official, OfficialFigure::IidVerifikasi),
    ];
    let each = of.inovasi.iter().map(|it| {
        vec![
            Some(it.nama.clone()),
            field(it, Field::PerangkatDaerah),
            field(it, Field::UrusanUtama),
            Some(say("table.kematangan")),
            number(it.claimed),
            number(it.supported),
            number(it.verified),
            official(&it.official, OfficialFigure::KematanganVerifikasi),
        ]
    });
    std::iter::once(daerah).chain(each).collect()
}

fn answers(of: &Dossier) -> Vec<Cells> {
    let row = |inovasi: Option<&DossierInovasi>, it: &DossierAnswer| {
        let indikator = of.instrument.indikator(&it.indikator);
        let own = [
            indikator.map(|it| it.code.clone()),
            indikator.map(|it| it.nama.clone()),
            it.choice.as_ref().map(|it| it.parameter.to_string()),
            Some(it.bukti.len().to_string()),
            number(it.claimed),
            number(it.supported),
            number(it.verified),
        ];
        whose(of, inovasi).into_iter().chain(own).collect()
    };
    subjects(of)
        .flat_map(|(inovasi, answers)| answers.iter().map(move |it| (inovasi, it)))
        .map(|it| row(it.0, it.1))
        .collect()
}

fn findings(of: &Dossier) -> Vec<Cells> {
    let row = |inovasi: Option<&DossierInovasi>, it: &DossierFinding| {
        let [subject, body] = whose(of, inovasi);
        vec![
            Some(say(&format!("table.severity_{}", it.severity))),
            subject,
            body,
            it.label.clone(),
            Some(it.text.clone()),
        ]
    };
    let each = of.inovasi.iter().flat_map(|one| one.findings.iter().map(move |it| (Some(one), it)));
    of.findings.iter().map(|it| (None, it)).chain(each).map(|it| row(it.0, it.1)).collect()
}

fn official(of: &Dossier) -> Vec<Cells> {
    let daerah = of.official.iter().map(|it| (&of.pemda.nama, it));
    let each = of.inovasi.iter().flat_map(|one| one.official.iter().map(move |it| (&one.nama, it)));
    let row = |(nama, (figure, value)): (&String, (&OfficialFigure, &String))| {
        let is_number = value.contains('.') && value.parse::<Decimal>().is_ok();
        let value = if is_number { value.replace('.', ",") } else { value.clone() };
        vec![Some(nama.clone()), Some(say(&format!("official_figure.{figure}"))), Some(value)]
    };
    daerah.chain(each).map(row).collect()
}

fn bukti(of: &Dossier) -> Vec<Cells> {
    let row = |inovasi: Option<&DossierInovasi>, under: &str, it: &DossierBukti| {
        let own = [
            Some(under.to_owned()),
            Some(it.nama_berkas.clone()),
            it.jenis_dokumen.clone(),
            it.nomor.clone(),
            it.tanggal.clone(),
            it.tentang.clone(),
            it.pages.clone(),
            Some(it.size.to_string()),
            Some(it.sha256.clone()),
            Some(say(if it.present { "table.yes" } else { "table.no" })),
        ];
        whose(of, inovasi).into_iter().chain(own).collect::<Cells>()
    };
    let mut rows = Vec::new();
    for (inovasi, answers) in subjects(of) {
        let code =
            |it: &DossierAnswer| of.instrument.indikator(&it.indikator).map_or_else(String::new, |it| it.code.clone());
        let of_answers = answers.iter().flat_map(|answer| answer.bukti.iter().map(move |it| (code(answer), it)));
        let berkas = inovasi.map_or(&[][..], |it| &it.berkas);
        let of_berkas = berkas.iter().flat_map(|each| each.bukti.iter().map(|it| (each.nama.clone(), it)));
        let prizes = inovasi.map_or(&of.penghargaan, |it| &it.penghargaan);
        let of_prizes = prizes.iter().flat_map(|each| each.bukti.iter().map(|it| (each.nama.clone(), it)));
        rows.extend(of_answers.chain(of_berkas).chain(of_prizes).map(|it| row(inovasi, &it.0, it.1)));
    }
    rows
}
