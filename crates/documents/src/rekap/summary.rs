//! The first sheet: the index on each basis, line by line, and the rules it hangs on.

use domain::{
    Decimal,
    assessment::{
        instrument::{Formula as Rule, Gate},
        score::Standing,
    },
    submission::dossier::Dossier,
};
use rust_xlsxwriter::{Chart, ChartType, Worksheet, XlsxError};

use super::{Style, page, plain, reckon};

/// What the three bases are called.
const BASES: [&str; 3] = ["Isian", "Didukung bukti", "Terverifikasi"];
/// Columns of the three bases on the summary.
const COLUMNS: [char; 3] = ['B', 'C', 'D'];

/// The index on each basis, with the rules it hangs on.
pub(super) fn summary(sheet: &mut Worksheet, dossier: &Dossier, title: &str, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name("Ringkasan")?;
    sheet.set_column_width(0, 46)?;
    sheet.set_column_range_width(1, 3, 17)?;
    sheet.write_string_with_format(0, 0, title, &style.title)?;
    sheet.write_string(1, 0, &dossier.instrument.nama)?;
    sheet.write_string_with_format(3, 0, "Aturan", &style.head)?;
    sheet.write_string_with_format(3, 1, "Nilai", &style.head)?;
    let rules = &dossier.instrument.rules;
    let whole = |it: Option<u32>| it.map(Decimal::from);
    let per = rules.computed.as_ref().and(rules.per_inovasi);
    for ((label, value), row) in [
        ("Pembagi paling sedikit", whole(rules.pembagi_minimum)),
        ("Skor setiap inovasi", per),
        ("Inovasi yang dihitung paling banyak", whole(rules.batas_inovasi)),
        ("Urusan wajib pelayanan dasar paling sedikit", whole(rules.minimum_urusan_dasar)),
        ("Skor total tertinggi", rules.maksimum),
    ]
    .into_iter()
    .zip(4..)
    {
        sheet.write_string_with_format(row, 0, label, &style.text)?;
        match value {
            Some(it) => sheet.write_number_with_format(row, 1, plain(it), &style.number)?,
            None => sheet.write_string_with_format(row, 1, "–", &style.text)?,
        };
    }
    sheet.write_string_with_format(10, 0, "Perhitungan", &style.head)?;
    for (label, at) in BASES.iter().zip(1..) {
        sheet.write_string_with_format(10, at, *label, &style.head)?;
    }
    for (label, row) in [
        "Banyaknya inovasi",
        "Jumlah skor kematangan",
        "Pembagi",
        "Rata-rata kematangan",
        "Urusan wajib pelayanan dasar yang tercakup",
        "Skor jumlah inovasi",
        "Skor satuan pemerintah daerah",
        "Skor total",
        "Indeks Inovasi Daerah",
    ]
    .iter()
    .zip(11..)
    {
        sheet.write_string_with_format(row, 0, *label, &style.text)?;
    }
    for (standing, at) in [&dossier.claimed, &dossier.supported, &dossier.verified].into_iter().zip(0_u16..) {
        basis(sheet, dossier, standing, at, style)?;
    }
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_categories(("Ringkasan", 10, 1, 10, 3))
        .set_values(("Ringkasan", 19, 1, 19, 3))
        .set_name("Indeks Inovasi Daerah");
    chart.title().set_name("Indeks Inovasi Daerah");
    chart.legend().set_hidden();
    chart.y_axis().set_min(0).set_max(100);
    chart.set_alt_text("Indeks Inovasi Daerah menurut isian, didukung bukti, dan terverifikasi");
    sheet.insert_chart(21, 0, &chart)?;
    sheet.set_freeze_panes(3, 0)?;
    sheet.set_print_area(0, 0, 38, 7)?;
    page(sheet);
    Ok(())
}

fn basis(
    sheet: &mut Worksheet,
    dossier: &Dossier,
    standing: &Standing,
    at: u16,
    style: &Style,
) -> Result<(), XlsxError> {
    let letter = COLUMNS.get(usize::from(at)).copied().unwrap_or('B');
    let skor = ['E', 'F', 'G'].get(usize::from(at)).copied().unwrap_or('E');
    let own = ['C', 'D', 'E'].get(usize::from(at)).copied().unwrap_or('C');
    let last = dossier.inovasi.len().max(1) + 1;
    let last_urusan = dossier.overview.urusan.len().max(1) + 1;
    let last_region = dossier.daerah.len().max(1) + 1;
    let rules = &dossier.instrument.rules;
    let sums = rules.formula == Rule::Sum;
    let column = at + 1;
    let covered = Decimal::from(standing.urusan_dasar_tercakup.len());
    let gate = match (rules.minimum_urusan_dasar, standing.gate) {
        (Some(_), _) => format!("IF({letter}16>=$B$8,MIN({letter}12,N($B$7))*N($B$6),0)"),
        (None, Gate::Open) => format!("MIN({letter}12,N($B$7))*N($B$6)"),
        (None, _) => "0".to_owned(),
    };
    let total = if sums { format!("={letter}18+{letter}13") } else { format!("={letter}18+{letter}17+{letter}15") };
    // The inner rounding takes away what binary fractions leave.
    let iid = format!("=ROUND(ROUND({letter}19/$B$9*100,9),2)");
    for (row, formula, result, form) in [
        (11, format!("=COUNT(Inovasi!$A$2:$A${last})"), Some(Decimal::from(standing.n_inovasi)), &style.whole),
        (12, format!("=SUM(Inovasi!{skor}$2:{skor}${last})"), standing.jumlah_kematangan, &style.number),
        (13, format!("=MAX({letter}12,N($B$5),1)"), standing.divisor.map(Decimal::from), &style.whole),
        (14, format!("={letter}13/{letter}14"), standing.rata_kematangan, &style.number),
        (
            15,
            format!("=SUMPRODUCT((Urusan!$B$2:$B${last_urusan}=\"Ya\")*(Urusan!$C$2:$C${last_urusan}>0))"),
            Some(covered),
            &style.whole,
        ),
        (16, format!("={gate}"), standing.skor_jumlah_inovasi, &style.number),
        (17, format!("=SUM(Daerah!{own}$2:{own}${last_region})"), standing.spd.or(Some(Decimal::ZERO)), &style.number),
        (18, total, standing.skor_total, &style.number),
        (19, iid, standing.iid, &style.strong),
    ] {
        // What hangs on something that nobody knows is not reckoned.
        let unknown = row >= 18 && standing.iid.is_none() || row == 12 && standing.jumlah_kematangan.is_none();
        if unknown {
            sheet.write_string_with_format(row, column, "–", &style.text)?;
        } else {
            reckon(sheet, (row, column), &formula, result, form)?;
        }
    }
    Ok(())
}
