//! The recap as a workbook that reckons: every index in it is a formula over the rows
//! below, so that whoever doubts a number can follow it. Formulas are ours alone; what
//! people typed is written as text and stays it.

mod summary;

use domain::{
    Decimal,
    core::zip_origin::say_made_on_unix,
    submission::dossier::{Dossier, DossierAnswer, DossierInovasi},
};
use rust_xlsxwriter::{
    Chart, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};

use crate::Options;

struct Style {
    title: Format,
    head: Format,
    text: Format,
    number: Format,
    whole: Format,
    strong: Format,
}

impl Style {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x0099_9999));
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00EE_EEEE)),
            text: cell().set_text_wrap().set_align(FormatAlign::Top),
            number: cell().set_num_format("#,##0.00").set_align(FormatAlign::Top),
            whole: cell().set_num_format("#,##0").set_align(FormatAlign::Top),
            strong: cell().set_bold().set_num_format("#,##0.00"),
        }
    }
}

/// The whole workbook.
pub(crate) fn workbook(dossier: &Dossier, options: &Options) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut book = Workbook::new();
    let moment = ExcelDateTime::parse_from_str(&options.date.to_string())?;
    let title = format!("Rekapitulasi Inovasi {}", dossier.pemda.nama);
    book.set_properties(
        &DocProperties::new().set_title(&title).set_author(&dossier.pemda.nama).set_creation_datetime(&moment),
    );
    summary::summary(book.add_worksheet(), dossier, &title, &style)?;
    inovasi(book.add_worksheet(), dossier, &style)?;
    bodies(book.add_worksheet(), dossier, &style)?;
    urusan(book.add_worksheet(), dossier, &style)?;
    lines(book.add_worksheet(), dossier, &style)?;
    region(book.add_worksheet(), dossier, &style)?;
    let mut bytes = book.save_to_buffer()?;
    say_made_on_unix(&mut bytes).ok_or_else(|| XlsxError::ParameterError("no zip".to_owned()))?;
    Ok(bytes)
}

fn plain(value: Decimal) -> f64 {
    value.to_string().parse().unwrap_or_default()
}

fn counted(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Name, page and head of a sheet that lists something.
fn begin(sheet: &mut Worksheet, name: &str, head: &[(&str, f64)], n: usize, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    for ((label, wide), at) in head.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, *label, &style.head)?;
        sheet.set_column_width(at, *wide)?;
    }
    let (last, width) = (counted(n), u16::try_from(head.len()).unwrap_or(1).saturating_sub(1));
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last.max(1), width)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last.max(1), width)?;
    page(sheet);
    Ok(())
}

fn page(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&RHalaman &P dari &N");
}

/// A formula with what it comes to here, for programs that do not reckon.
fn reckon(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    formula: &str,
    result: Option<Decimal>,
    form: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula);
    let formula = match result {
        Some(it) => formula.set_result(it.to_string()),
        None => formula,
    };
    sheet.write_formula_with_format(row, column, formula, form).map(drop)
}

fn body_of<'a>(dossier: &'a Dossier, it: &DossierInovasi) -> &'a str {
    let bodies = &dossier.overview.perangkat_daerah;
    bodies.iter().find(|body| body.inovasi.contains(&it.id)).map_or("", |it| &it.nama)
}

fn urusan_of<'a>(dossier: &'a Dossier, it: &'a DossierInovasi) -> &'a str {
    let id = it.profile.iter().find(|it| it.field == "urusan_utama").and_then(|it| it.value.as_deref());
    let known = dossier.overview.urusan.iter().find(|it| Some(it.0.as_str()) == id);
    known.map_or("", |it| &it.1)
}

fn inovasi(sheet: &mut Worksheet, dossier: &Dossier, style: &Style) -> Result<(), XlsxError> {
    let head = [
        ("No", 6.0),
        ("Inovasi", 48.0),
        ("Perangkat Daerah", 34.0),
        ("Urusan Utama", 28.0),
        ("Kematangan isian", 13.0),
        ("Kematangan didukung bukti", 13.0),
        ("Kematangan terverifikasi", 13.0),
    ];
    let n = dossier.inovasi.len();
    begin(sheet, "Inovasi", &head, n, style)?;
    let last = n_lines(dossier).max(1) + 1;
    for (it, row) in dossier.inovasi.iter().zip(1_u32..) {
        sheet.write_number_with_format(row, 0, f64::from(row), &style.whole)?;
        sheet.write_string_with_format(row, 1, &it.nama, &style.text)?;
        sheet.write_string_with_format(row, 2, body_of(dossier, it), &style.text)?;
        sheet.write_string_with_format(row, 3, urusan_of(dossier, it), &style.text)?;
        for ((skor, letter), column) in
            [it.claimed, it.supported, it.verified].into_iter().zip(['E', 'F', 'G']).zip(4..)
        {
            if skor.is_some() {
                let formula =
                    format!("=SUMIF(Rincian!$A$2:$A${last},$A{},Rincian!{letter}$2:{letter}${last})", row + 1);
                reckon(sheet, (row, column), &formula, skor, &style.number)?;
            } else {
                sheet.write_blank(row, column, &style.number)?;
            }
        }
    }
    Ok(())
}

/// How many there are of each name, and their averages: names are compared, never read
/// as a condition.
fn counted_by(
    sheet: &mut Worksheet,
    (row, first): (u32, u16),
    (name, by): (char, char),
    own: &[&DossierInovasi],
    (last, style): (usize, &Style),
) -> Result<(), XlsxError> {
    let cell = row + 1;
    let same = format!("(Inovasi!${by}$2:${by}${last}=$A{cell})");
    reckon(sheet, (row, first), &format!("=SUMPRODUCT(--{same})"), Some(Decimal::from(own.len())), &style.whole)?;
    for ((letter, skor), column) in ['E', 'F', 'G']
        .into_iter()
        .zip([|it: &DossierInovasi| it.claimed, |it: &DossierInovasi| it.supported, |it: &DossierInovasi| it.verified])
        .zip(first + 1..)
    {
        let formula =
            format!("=IF({name}{cell}=0,\"\",SUMPRODUCT({same}*Inovasi!${letter}$2:${letter}${last})/{name}{cell})");
        let sum = own.iter().map(|it| skor(it).unwrap_or_default()).sum::<Decimal>();
        let average = (!own.is_empty()).then(|| sum / Decimal::from(own.len()));
        reckon(sheet, (row, column), &formula, average, &style.number)?;
    }
    Ok(())
}

fn bodies(sheet: &mut Worksheet, dossier: &Dossier, style: &Style) -> Result<(), XlsxError> {
    let head = [
        ("Perangkat Daerah", 48.0),
        ("Inovasi", 10.0),
        ("Rata-rata isian", 13.0),
        ("Rata-rata didukung bukti", 13.0),
        ("Rata-rata terverifikasi", 13.0),
    ];
    let bodies: Vec<_> = dossier.overview.perangkat_daerah.iter().filter(|it| !it.nama.is_empty()).collect();
    begin(sheet, "Perangkat Daerah", &head, bodies.len(), style)?;
    let last = dossier.inovasi.len().max(1) + 1;
    for (it, row) in bodies.iter().zip(1_u32..) {
        let own: Vec<_> = dossier.inovasi.iter().filter(|inovasi| it.inovasi.contains(&inovasi.id)).collect();
        sheet.write_string_with_format(row, 0, &it.nama, &style.text)?;
        counted_by(sheet, (row, 1), ('B', 'C'), &own, (last, style))?;
    }
    bars(sheet, "Perangkat Daerah", 1, bodies.len(), "Banyaknya inovasi per perangkat daerah")
}

fn urusan(sheet: &mut Worksheet, dossier: &Dossier, style: &Style) -> Result<(), XlsxError> {
    let head = [
        ("Urusan", 48.0),
        ("Pelayanan dasar", 12.0),
        ("Inovasi", 10.0),
        ("Rata-rata isian", 13.0),
        ("Rata-rata didukung bukti", 13.0),
        ("Rata-rata terverifikasi", 13.0),
    ];
    let all = &dossier.overview.urusan;
    begin(sheet, "Urusan", &head, all.len(), style)?;
    let last = dossier.inovasi.len().max(1) + 1;
    for ((id, nama), row) in all.iter().zip(1_u32..) {
        let own: Vec<_> = dossier.inovasi.iter().filter(|it| urusan_of(dossier, it) == nama).collect();
        let basic = if dossier.instrument.rules.urusan_dasar.contains(id) { "Ya" } else { "Tidak" };
        sheet.write_string_with_format(row, 0, nama, &style.text)?;
        sheet.write_string_with_format(row, 1, basic, &style.text)?;
        counted_by(sheet, (row, 2), ('C', 'D'), &own, (last, style))?;
    }
    bars(sheet, "Urusan", 2, all.len(), "Banyaknya inovasi per urusan")
}

/// A chart beside a list, as high as the list.
fn bars(sheet: &mut Worksheet, name: &str, column: u16, n: usize, title: &str) -> Result<(), XlsxError> {
    if n == 0 {
        return Ok(());
    }
    let last = counted(n);
    let mut chart = Chart::new(ChartType::Bar);
    chart
        .add_series()
        .set_categories((name, 1, 0, last, 0))
        .set_values((name, 1, column, last, column))
        .set_name("Inovasi");
    chart.title().set_name(title);
    chart.legend().set_hidden();
    chart.x_axis().set_reverse();
    chart.set_alt_text(title).set_height(last.saturating_mul(20).clamp(260, 1600));
    sheet.insert_chart(1, column + 5, &chart).map(drop)
}

fn n_lines(dossier: &Dossier) -> usize {
    dossier.inovasi.iter().map(|it| it.answers.len()).sum()
}

/// Code, name and skor of one answer, from a column on.
fn answer(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    dossier: &Dossier,
    it: &DossierAnswer,
    style: &Style,
) -> Result<(), XlsxError> {
    let indikator = dossier.instrument.indikator_by_id(it.indikator.as_str());
    let (code, nama) = indikator.map_or(("", ""), |it| (&it.code, &it.nama));
    sheet.write_string_with_format(row, column, code, &style.text)?;
    sheet.write_string_with_format(row, column + 1, nama, &style.text)?;
    for (skor, at) in [it.claimed, it.supported, it.verified].into_iter().zip(column + 2..) {
        match skor {
            Some(it) => sheet.write_number_with_format(row, at, plain(it), &style.number)?,
            None => sheet.write_blank(row, at, &style.number)?,
        };
    }
    Ok(())
}

fn lines(sheet: &mut Worksheet, dossier: &Dossier, style: &Style) -> Result<(), XlsxError> {
    let head = [
        ("No", 6.0),
        ("Inovasi", 44.0),
        ("Kode", 10.0),
        ("Indikator", 40.0),
        ("Skor isian", 11.0),
        ("Skor didukung bukti", 11.0),
        ("Skor terverifikasi", 11.0),
    ];
    begin(sheet, "Rincian", &head, n_lines(dossier), style)?;
    let each =
        dossier.inovasi.iter().zip(1_u32..).flat_map(|(it, no)| it.answers.iter().map(move |answer| (it, no, answer)));
    for ((it, no, line), row) in each.zip(1_u32..) {
        sheet.write_number_with_format(row, 0, f64::from(no), &style.whole)?;
        sheet.write_string_with_format(row, 1, &it.nama, &style.text)?;
        answer(sheet, (row, 2), dossier, line, style)?;
    }
    Ok(())
}

fn region(sheet: &mut Worksheet, dossier: &Dossier, style: &Style) -> Result<(), XlsxError> {
    let head = [
        ("Kode", 10.0),
        ("Indikator", 52.0),
        ("Skor isian", 11.0),
        ("Skor didukung bukti", 11.0),
        ("Skor terverifikasi", 11.0),
    ];
    begin(sheet, "Daerah", &head, dossier.daerah.len(), style)?;
    for (it, row) in dossier.daerah.iter().zip(1_u32..) {
        answer(sheet, (row, 0), dossier, it, style)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "tests/rekap.rs"]
mod tests;
