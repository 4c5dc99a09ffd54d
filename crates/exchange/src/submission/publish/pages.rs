//! The pages of the catalogue: templates filled with what is public. Everything is
//! escaped by the engine, as in the bundle; the templates use `safe` nowhere.

use domain::{
    inovasi::{
        koordinat::Koordinat,
        profile::{Field, without_invisible},
    },
    submission::publish::{PublicExtra, PublicHead, PublicInovasi},
    two_places,
};
use minijinja::{Environment, Error, Value, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

use super::{distinct, filters, is_paragraphs, map::Map};

const TEMPLATES: [(&str, &str); 3] = [
    ("dasar.html", include_str!("../../../templates/katalog/dasar.html")),
    ("index.html", include_str!("../../../templates/katalog/index.html")),
    ("inovasi.html", include_str!("../../../templates/katalog/inovasi.html")),
];

/// The templates, ready.
pub(super) struct CataloguePages(Environment<'static>);

/// One line of the list; all that is held of an inovasi while the rest is written.
pub(super) struct CatalogueLine {
    pub alamat: String,
    pub nama: String,
    pub koordinat: Option<Koordinat>,
    kepanjangan: String,
    perangkat_daerah: String,
    urusan_utama: String,
    tahapan: String,
    jenis: String,
}

/// What every page says of the whole.
#[derive(Serialize)]
struct CatalogueHead<'a> {
    pemda: &'a str,
    tanggal: String,
    laman: Option<&'a str>,
    iid: Option<String>,
    program: &'a str,
}

#[derive(Serialize)]
struct PageFilter<'a> {
    field: &'a str,
    label: &'a str,
    values: Vec<&'a str>,
}

#[derive(Serialize)]
struct ListedView<'a> {
    alamat: &'a str,
    nama: &'a str,
    kepanjangan: &'a str,
    /// Its values in the order of the filters.
    nilai: Vec<PageChosen<'a>>,
}

#[derive(Serialize)]
struct PageChosen<'a> {
    field: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct PageValue<'a> {
    label: &'a str,
    text: &'a str,
    panjang: bool,
}

/// Where the page of an inovasi lies: by its id, which stays when its name changes.
pub(super) fn address(it: &PublicInovasi) -> String {
    format!("inovasi/{}.html", it.id)
}

impl CatalogueLine {
    pub(super) fn of(it: &PublicInovasi) -> Self {
        let text = |field| it.text(field).to_owned();
        Self {
            alamat: address(it),
            nama: it.nama.clone(),
            koordinat: it.koordinat,
            kepanjangan: text(Field::Kepanjangan),
            perangkat_daerah: text(Field::PerangkatDaerah),
            urusan_utama: text(Field::UrusanUtama),
            tahapan: text(Field::Tahapan),
            jenis: text(Field::Jenis),
        }
    }

    fn text(&self, field: Field) -> &str {
        match field {
            Field::PerangkatDaerah => &self.perangkat_daerah,
            Field::UrusanUtama => &self.urusan_utama,
            Field::Tahapan => &self.tahapan,
            Field::Jenis => &self.jenis,
            _ => "",
        }
    }
}

impl CataloguePages {
    pub(super) fn new() -> Result<Self, Error> {
        let mut env = Environment::new();
        env.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        env.add_filter("angka", |it: &str| it.replace('.', ","));
        for (name, text) in TEMPLATES {
            env.add_template(name, text)?;
        }
        Ok(Self(env))
    }

    fn render(&self, page: &str, values: Value) -> Result<String, Error> {
        let text = self.0.get_template(page)?.render(values)?;
        // As in the bundle: `/` needs no escape, and nothing may turn the line around.
        let mut text = without_invisible(&text.replace("&#x2f;", "/"));
        text.truncate(text.trim_end().len());
        text.push('\n');
        Ok(text)
    }

    pub(super) fn index(&self, head: &PublicHead, rows: &[CatalogueLine], map: Option<&Map>) -> Result<String, Error> {
        let shown: Vec<&(Field, String)> = filters(head).collect();
        let filters: Vec<PageFilter<'_>> = shown
            .iter()
            .map(|(field, label)| PageFilter {
                field: field.name(),
                label,
                values: distinct(rows.iter().map(|it| it.text(*field))),
            })
            .filter(|it| it.values.len() > 1)
            .collect();
        let list: Vec<ListedView<'_>> = rows
            .iter()
            .map(|it| ListedView {
                alamat: &it.alamat,
                nama: &it.nama,
                kepanjangan: &it.kepanjangan,
                nilai: shown
                    .iter()
                    .map(|(field, _)| PageChosen { field: field.name(), text: it.text(*field) })
                    .filter(|it| !it.text.is_empty())
                    .collect(),
            })
            .collect();
        self.render(
            "index.html",
            context! {
                katalog => Value::from(Serde(page_head(head))),
                saringan => Value::from(Serde(filters)),
                daftar => Value::from(Serde(list)),
                peta => map.map(|it| Value::from(Serde(it))),
                akar => "",
            },
        )
    }

    pub(super) fn inovasi(&self, head: &PublicHead, it: &PublicInovasi) -> Result<String, Error> {
        let headed = Field::Kepanjangan.name();
        // What heads the page is not told again.
        let fields = it.fields.iter().filter(|it| it.field != headed).map(|it| PageValue {
            label: &it.label,
            text: &it.text,
            panjang: is_paragraphs(&it.field),
        });
        let fields: Vec<PageValue<'_>> = fields.collect();
        self.render(
            "inovasi.html",
            context! {
                katalog => Value::from(Serde(page_head(head))),
                nama => it.nama.as_str(),
                kepanjangan => it.text(Field::Kepanjangan),
                isian => Value::from(Serde(fields)),
                penghargaan => Value::from(Serde(&it.penghargaan)),
                bukti => Value::from(Serde(&it.bukti)),
                kematangan => it.kematangan.map(|it| two_places(it).to_string()),
                akar => "../",
            },
        )
    }
}

fn page_head(head: &PublicHead) -> CatalogueHead<'_> {
    let iid = head.iid.filter(|_| head.extras.contains(&PublicExtra::Iid));
    CatalogueHead {
        pemda: &head.pemda.nama,
        tanggal: domain::core::date::PartialDate::read(&head.tanggal.to_string())
            .map_or_else(|_| head.tanggal.to_string(), domain::core::date::PartialDate::in_words),
        laman: head.laman.as_deref(),
        iid: iid.map(|it| two_places(it).to_string()),
        program: &head.program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_stands_trusts_nobody_and_asks_no_network() {
        CataloguePages::new().unwrap();
        for (name, text) in TEMPLATES {
            let trusting = text.contains("| safe") || text.contains("|safe") || text.contains("autoescape");
            assert!(!trusting, "{name}");
            assert!(!text.contains("http://") && !text.contains("https://"), "{name}");
        }
    }
}
