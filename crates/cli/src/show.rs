//! Answers on the terminal: JSON as the views are, or short lines for people.

use registry::{
    Code, Error, LossCause, Reason, Result, Severity,
    text::{Language, sentence, without_invisible},
    view::*,
};
use serde::Serialize;

use crate::{Done, write::write_out};

/// How answers are shown.
pub struct Show {
    pub json: bool,
    pub language: Language,
}

impl Show {
    /// Prints the view as JSON, or its lines.
    pub fn print(&self, view: &impl Serialize, lines: impl FnOnce() -> Vec<String>) -> Result<Done> {
        if self.json {
            let text = serde_json::to_string_pretty(view)
                .map_err(|error| Error::new(Code::Bug, Reason::ValueUnwritable).arg("detail", error))?;
            write_out(&text)?;
        } else {
            write_out(&lines().join("\n"))?;
        }
        Ok(Done::Clean)
    }

    pub fn say(&self, key: &str, args: &[ArgView]) -> String {
        let args: Vec<(&str, String)> = args.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
        sentence(key, &args, self.language)
    }

    /// A number, or that it cannot be computed.
    pub fn known(&self, value: &Option<impl ToString>) -> String {
        value.as_ref().map_or_else(|| self.say("explain.unknown", &[]), |it| self.number(&it.to_string()))
    }

    /// A number with the decimal sign of the language; other texts pass through.
    pub fn number(&self, text: &str) -> String {
        let is_number = text.chars().all(|it| it.is_ascii_digit() || it == '.');
        if is_number && self.language == Language::Id { text.replacen('.', ",", 1) } else { text.to_owned() }
    }

    pub fn registry(&self, it: &RegistryView) -> Result<Done> {
        self.print(it, || {
            vec![
                format!("{} ({})", it.pemda_nama, it.pemda_kode),
                it.folder.clone(),
                format!("inovasi: {} (contoh: {})", it.n_inovasi, it.n_contoh),
            ]
        })
    }

    /// A loss, a sentence a line.
    pub fn told(&self, it: &LossView) -> Vec<String> {
        it.told.iter().map(|it| self.say(&format!("notice.{}", it.code), &it.args)).collect()
    }

    pub fn losses(&self, all: &[LossView]) -> Result<Done> {
        self.print(&all, || match all {
            [] => vec![self.say("cli.no_losses", &[])],
            all => {
                let read = |it: &LossView| match (it.cause, it.confirmed) {
                    // Nobody has to read what ends when it is mended.
                    (LossCause::Unsound, _) => None,
                    (_, true) => Some("cli.loss_read"),
                    (_, false) => Some("cli.loss_unread"),
                };
                let said = |it| read(it).map(|key| self.say(key, &[]));
                all.iter().flat_map(|it| self.told(it).into_iter().chain(said(it))).collect()
            }
        })?;
        Ok(if all.iter().any(|it| !it.confirmed) { Done::WithLosses } else { Done::Clean })
    }

    pub fn page(&self, it: &InovasiPage) -> Result<Done> {
        self.print(it, || {
            let row = |row: &InovasiRow| {
                let skor = |it: &Option<String>| self.number(it.as_deref().unwrap_or("?"));
                let (claimed, supported, verified) = (skor(&row.claimed), skor(&row.supported), skor(&row.verified));
                let official = row.official.as_deref().map(|it| format!(" / {:>7}", self.number(it)));
                let official = official.unwrap_or_default();
                format!("{}  {claimed:>7} / {supported:>7} / {verified:>7}{official}  {}", row.id, clean(&row.nama))
            };
            let mut lines: Vec<String> = it.rows.iter().map(row).collect();
            lines.push(format!("inovasi: {}", it.total));
            lines
        })
    }

    pub fn facets(&self, it: &FacetsView) -> Result<Done> {
        self.print(it, || {
            let mut lines = Vec::new();
            for facet in &it.facets {
                lines.push(facet.facet.to_string());
                let choice = |it: &FacetChoice| {
                    let mark = if it.chosen { '*' } else { ' ' };
                    let value = if it.value.is_empty() { "–".to_owned() } else { clean(&it.value) };
                    format!("{mark} {:>7}  {value}", it.n)
                };
                lines.extend(facet.choices.iter().map(choice));
            }
            lines.push(format!("inovasi: {}", it.total));
            lines
        })
    }

    pub fn worksheet(&self, it: &WorksheetView, texts: &InstrumentView) -> Result<Done> {
        self.print(it, || {
            let mut lines = vec![it.id.to_string()];
            for field in &it.profile {
                let value = field.value.clone().unwrap_or_else(|| field.members.join(", "));
                if !value.is_empty() {
                    lines.push(format!("{}: {}", field.field, clean(&value)));
                }
            }
            for answer in &it.assessment.indikator {
                let code = texts
                    .indikator
                    .iter()
                    .find(|it| it.id == answer.indikator)
                    .map_or(answer.indikator.as_str(), |it| it.code.as_str());
                lines.push(format!(
                    "{code}  parameter {}  {} / {} / {}  bukti: {}",
                    answer.parameter,
                    self.known(&answer.claimed),
                    self.known(&answer.supported),
                    self.known(&answer.verified),
                    answer.bukti.len()
                ));
            }
            lines.push(format!(
                "skor: {} / {} / {}",
                self.known(&it.assessment.claimed),
                self.known(&it.assessment.supported),
                self.known(&it.assessment.verified)
            ));
            lines
        })
    }

    pub fn changed(&self, it: &Outcome<WorksheetView>) -> Result<Done> {
        let nama = it.view.profile.iter().find(|it| it.field.name() == "nama").and_then(|it| it.value.clone());
        self.print(&it.view, || vec![format!("{}  {}", it.view.id, clean(&nama.unwrap_or_default()))])
    }

    pub fn assessment(&self, it: &AssessmentView) -> Result<Done> {
        self.print(it, || {
            let answered = it.indikator.iter().filter(|it| it.parameter > 0 || !it.bukti.is_empty());
            let mut lines: Vec<String> = answered
                .map(|it| format!("{}  parameter {}  bukti: {}", it.indikator, it.parameter, it.bukti.len()))
                .collect();
            lines.push(format!(
                "skor: {} / {} / {} ({})",
                self.known(&it.claimed),
                self.known(&it.supported),
                self.known(&it.verified),
                self.known(&it.maksimum)
            ));
            lines
        })
    }

    pub fn score(&self, it: &ScoreView) -> Result<Done> {
        self.print(it, || {
            let unjudged =
                it.iid_unjudged.as_ref().map(|it| self.say("score.unjudged", &[arg("points", &self.number(it))]));
            let basis = self.say(&format!("basis.{}", it.basis), &[]);
            let covered = it.urusan_dasar_tercakup.len();
            let lines = [
                self.say(
                    "cli.score_iid",
                    &[
                        arg("iid", &self.known(&it.iid)),
                        arg("predikat", &self.known(&it.predikat)),
                        arg("basis", &basis),
                    ],
                ),
                self.say("cli.score_spd", &[arg("spd", &self.known(&it.spd))]),
                self.say(
                    "cli.score_rata",
                    &[
                        arg("rata", &self.known(&it.rata_kematangan)),
                        arg("n_inovasi", &it.n_inovasi),
                        arg("divisor", &self.known(&it.divisor)),
                    ],
                ),
                self.say(
                    "cli.score_jumlah",
                    &[
                        arg("jumlah", &self.known(&it.skor_jumlah_inovasi)),
                        arg("n", &covered),
                        arg("of", &(covered + it.urusan_dasar_kosong.len())),
                    ],
                ),
                self.say(
                    "cli.score_total",
                    &[arg("total", &self.known(&it.skor_total)), arg("maksimum", &self.known(&it.maksimum))],
                ),
            ];
            let official = it.official.as_ref().map(|it| {
                let words = [it.iid.as_deref().map(|it| self.number(it)), it.predikat.as_deref().map(clean)];
                let words = words.into_iter().flatten().collect::<Vec<_>>();
                self.say("score.official", &[arg("iid", &words.join(" · "))])
            });
            lines.into_iter().chain(unjudged).chain(official).collect()
        })
    }

    pub fn findings(&self, findings: &[FindingView]) -> Result<Done> {
        self.print(&findings, || {
            findings
                .iter()
                .map(|it| {
                    let mark = match it.severity {
                        Severity::Blocking => "✗",
                        Severity::Warning => "!",
                        Severity::Hint => "·",
                    };
                    let nama = it.subject_nama.as_ref().map_or_else(|| it.subject.to_string(), |it| clean(it));
                    format!("{mark} {nama}: {}", self.say(&format!("finding.{}", it.code), &it.args))
                })
                .collect()
        })?;
        let blocking = findings.iter().any(|it| it.severity == Severity::Blocking);
        Ok(if blocking { Done::WithFindings } else { Done::Clean })
    }

    pub fn receipt(&self, it: &BundleReceipt) -> Result<Done> {
        // A receipt is JSON for people too: it is kept and compared.
        Show { json: true, language: self.language }.print(it, Vec::new)
    }

    pub fn years(&self, it: &YearsView) -> Result<Done> {
        self.print(it, || {
            let line = |it: &YearView| {
                let (closed, draft) = (self.say("cli.year_closed", &[]), self.say("cli.year_draft", &[]));
                let marks = [(it.current, "*".to_owned()), (it.closed, closed), (it.draft, draft)];
                let marks: Vec<String> = marks.into_iter().filter(|it| it.0).map(|it| it.1).collect();
                format!("{}  {}  inovasi: {}  {}", it.instrument, it.nama, it.n_proposed, marks.join(" "))
            };
            it.years.iter().map(line).collect()
        })
    }

    pub fn compared(&self, it: &CompareView) -> Result<Done> {
        self.print(it, || {
            let side = |it: &Option<String>| clean(it.as_deref().unwrap_or("–")).chars().take(80).collect::<String>();
            let fields = it.profile.iter().filter(|it| !it.same);
            let mut lines: Vec<String> =
                fields.map(|it| format!("{}: {} → {}", it.label, side(&it.before), side(&it.after))).collect();
            for it in &it.answers {
                let parameter = |it: &Option<AnswerView>| it.as_ref().map_or(0, |it| it.parameter);
                let why = it.review.iter().map(|it| it.name()).collect::<Vec<_>>().join(",");
                lines.push(format!("{}: {} → {}  {why}", it.nama, parameter(&it.before), parameter(&it.after)));
            }
            lines
        })
    }

    pub fn penghargaan(&self, it: &PenghargaanListView) -> Result<Done> {
        self.print(it, || {
            let line = |it: &PenghargaanView| {
                let tahun = it.tahun.as_deref().unwrap_or("–");
                let hasil = clean(it.hasil.as_deref().unwrap_or(""));
                format!("{}  {tahun}  {}  {hasil}", it.id, clean(&it.nama))
            };
            it.penghargaan.iter().map(line).collect()
        })
    }

    pub fn perangkat_daerah(&self, it: &PerangkatDaerahListView) -> Result<Done> {
        self.print(it, || {
            let listed = it.perangkat_daerah.iter().map(|it| {
                let indent = "  ".repeat(it.depth as usize);
                format!("{}  {indent}{}  inovasi: {}", it.id, clean(&it.nama), it.n_inovasi)
            });
            let unlisted = it.unlisted.iter().map(|it| format!("?  {}  inovasi: {}", clean(&it.nama), it.n_inovasi));
            listed.chain(unlisted).collect()
        })
    }

    pub fn wilayah(&self, found: &[WilayahView]) -> Result<Done> {
        self.print(&found, || found.iter().map(|it| format!("{}  {}", it.kode, it.nama)).collect())
    }

    pub fn photo(&self, it: &PhotoView) -> Result<Done> {
        self.print(it, || {
            let told = |key, value: &Option<String>| {
                value.as_ref().map(|it| self.say(key, &[arg("told", it), arg("at", &format!("{it}T00:00:00"))]))
            };
            let traces = it.traces.as_ref();
            let thumbnail = traces.filter(|it| it.thumbnail).map(|_| self.say("cli.photo_thumbnail", &[]));
            let lines = [
                told("cli.photo_place", &traces.and_then(|it| it.place.clone())),
                told("cli.photo_day", &it.tanggal),
                told("cli.photo_clock", &it.clock),
                told("cli.photo_person", &traces.and_then(|it| it.person.clone())),
                thumbnail,
            ];
            let lines: Vec<String> = lines.into_iter().flatten().collect();
            if lines.is_empty() { vec![self.say("cli.photo_nothing", &[])] } else { lines }
        })
    }

    pub fn path(&self, path: &std::path::Path) -> Result<Done> {
        self.print(&path.display().to_string(), || vec![path.display().to_string()])
    }

    pub fn doctor(&self, it: &DoctorView) -> Result<Done> {
        self.print(it, || {
            let key = if it.healthy { "cli.doctor_healthy" } else { "cli.doctor_unwell" };
            let args = [
                ArgView { name: "n_inovasi".into(), value: it.n_inovasi.to_string() },
                ArgView { name: "n_change".into(), value: it.n_change.to_string() },
                ArgView { name: "n_blob".into(), value: it.n_blob.to_string() },
            ];
            let mut lines = vec![self.say(key, &args)];
            for notice in it.problems.iter().chain(&it.remarks) {
                lines.push(format!("- {}", self.say(&format!("notice.{}", notice.code), &notice.args)));
            }
            lines
        })?;
        Ok(if it.healthy { Done::Clean } else { Done::WithFindings })
    }
}

/// What fills a place of a sentence.
pub fn arg(name: &str, value: &impl ToString) -> ArgView {
    ArgView { name: name.to_owned(), value: value.to_string() }
}

/// One line without anything that could move the cursor, turn the line around or hide.
pub fn clean(text: &str) -> String {
    without_invisible(&text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect::<String>())
}

/// Longest text of others that stands in one line, in characters.
const BRIEF: usize = 160;

/// The same, cut where it would fill the screen.
pub fn brief(text: &str) -> String {
    let line = clean(text);
    match line.char_indices().nth(BRIEF) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(&line)),
        None => line,
    }
}
