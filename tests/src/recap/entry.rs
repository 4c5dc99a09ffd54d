//! The rows of one inovasi in a table.

use std::collections::BTreeMap;

use super::{
    TrueInovasi, TrueValue, Value,
    columns::Holds,
    layout::{BodyPlace, Rows, Table},
    values,
};

impl Table<'_> {
    /// All rows of one inovasi.
    pub(super) fn entry(
        &mut self,
        inovasi: &(String, String),
        body: &str,
        (n, number, n_group): (usize, usize, usize),
        first: bool,
    ) -> TrueInovasi {
        let n_row = if self.plan.rows == Rows::One { 1 } else { self.dice.between(1, 3) };
        let top = self.sheet.sheet.lines.len();
        let point = values::point(self.dice);
        let (nama, long) = inovasi;
        let short = self.column(Holds::Singkatan).is_some();
        let mut true_one =
            TrueInovasi { sheet: self.sheet.sheet.name.clone(), nama: vec![nama.clone()], ..TrueInovasi::default() };
        let mut values = BTreeMap::new();
        let mut cells: Vec<Value> = Vec::new();
        let said = |accepted: &str, column: Option<usize>| TrueValue {
            accepted: vec![accepted.to_owned()],
            column,
            wanted: true,
        };
        for (at, column) in self.plan.columns.iter().enumerate() {
            let place = self.plan.left + at;
            cells.push(match column.holds {
                Holds::Counter => counted(self.plan.counter, number, n_group),
                Holds::Nama if short => {
                    values.insert("kepanjangan".to_owned(), said(long, Some(place)));
                    Value::text(long.clone())
                }
                Holds::Nama | Holds::Singkatan => Value::text(nama.clone()),
                Holds::Kepanjangan => {
                    values.insert("kepanjangan".to_owned(), said(long, Some(place)));
                    Value::text(long.clone())
                }
                Holds::Body => {
                    let shown = first || self.plan.body == BodyPlace::Column;
                    values.insert("perangkat_daerah".to_owned(), said(body, Some(place)));
                    if shown { Value::text(body) } else { Value::Blank }
                }
                _ if self.dice.happens(self.plan.blanks) && !column.is_month_first() => {
                    let dash = self.dice.pick(&["", "", "-", "–"]);
                    Value::text(dash)
                }
                _ => {
                    let filled = column.fill(self.dice, n, point);
                    if !filled.key.is_empty() && filled.value != Value::Blank {
                        let one = TrueValue { accepted: filled.accepted, column: Some(place), wanted: filled.wanted };
                        values.insert(filled.key, one);
                    }
                    filled.value
                }
            });
        }
        // One part of a point alone is none.
        if cells.iter().zip(&self.plan.columns).any(|it| {
            matches!(it.1.holds, Holds::Bujur(_)) && matches!(it.0, Value::Blank | Value::Text(_)) && !is_part(it.0)
        }) {
            values.remove("koordinat");
        }
        if self.is_grouped() || self.plan.body == BodyPlace::Sheet {
            values.insert("perangkat_daerah".to_owned(), said(body, None));
        }
        for of_row in 0..n_row {
            let row = self.sheet.next();
            true_one.rows.push(row as u32 + 1);
            for (at, column) in self.plan.columns.iter().enumerate() {
                let value = match column.holds {
                    Holds::Bukti => Value::Text(format!("https://contoh.go.id/bukti/{n}/{of_row}.pdf")),
                    Holds::BudgetYear => Value::Number((2022 + of_row).to_string()),
                    Holds::BudgetSum => Value::Number(((1 + self.dice.roll(90)) * 500_000).to_string()),
                    _ if of_row == 0 || self.plan.rows == Rows::Repeated => cells[at].clone(),
                    _ => continue,
                };
                self.sheet.put(row, self.plan.left + at, value);
            }
        }
        if self.plan.rows == Rows::MergedDown && n_row > 1 {
            for (at, column) in self.plan.columns.iter().enumerate() {
                let own = matches!(column.holds, Holds::Bukti | Holds::BudgetYear | Holds::BudgetSum);
                let merged_body = column.holds == Holds::Body && self.plan.body == BodyPlace::MergedDown;
                if !own && !merged_body {
                    self.sheet.merge((top, top + n_row - 1), (self.plan.left + at, self.plan.left + at));
                }
            }
        }
        true_one.values = values;
        true_one
    }
}

fn is_part(value: &Value) -> bool {
    matches!(value, Value::Text(it) if it.bytes().any(|it| it.is_ascii_digit()))
}

fn counted(style: usize, number: usize, group: usize) -> Value {
    match style {
        0 => Value::Number(number.to_string()),
        1 => Value::Text(format!("{number}.")),
        2 => Value::Text(format!("({number})")),
        3 => Value::Text(format!("{group}.{number}")),
        _ => Value::Text(number.to_string()),
    }
}
