//! `ro-crate-metadata.json`: what lies in the payload, for programs that have never heard
//! of this one (RO-Crate 1.1).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Error, pages::json, view::PageHead};
use crate::core::{names, port::Written};

/// Where it lies.
pub(super) const PATH: &str = "data/ro-crate-metadata.json";

/// What of a bundle is told to programs.
pub(super) struct Described<'a> {
    pub head: &'a PageHead<'a>,
    /// Name of each folder below `data/` that is about somebody, by its path.
    pub folders: BTreeMap<&'a str, &'a str>,
    /// What people call each file, by its path; others go by their own name.
    pub names: BTreeMap<&'a str, &'a str>,
    /// The same of papers, by their path below `data/`.
    pub papers: BTreeMap<&'a str, &'a str>,
}

/// The description of a payload, whole but for itself.
pub(super) fn metadata(told: &Described<'_>, payload: &[(String, Written)]) -> Result<String, Error> {
    let head = told.head;
    let nama = if head.pemda.nama.is_empty() { "Pemerintah daerah" } else { head.pemda.nama };
    let tahun = head.instrument.nama;
    let mut inside: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut files = Vec::with_capacity(payload.len());
    let mut sorted: Vec<&(String, Written)> = payload.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, written) in sorted {
        let Some(below) = path.strip_prefix("data/") else { continue };
        let id = names::link(below);
        let folder = told.folders.keys().find(|it| path.strip_prefix(**it).is_some_and(|it| it.starts_with('/')));
        inside.entry(folder.copied().unwrap_or("")).or_default().push(json!({ "@id": id }));
        let own = below.rsplit('/').next().unwrap_or(below);
        files.push(json!({
            "@id": id,
            "@type": "File",
            "name": told.names.get(path.as_str()).or_else(|| told.papers.get(below)).copied().unwrap_or(own),
            "contentSize": written.size.to_string(),
            "encodingFormat": media_type(own),
            "sha256": written.sha256.as_str(),
        }));
    }
    let mut root = inside.get("").cloned().unwrap_or_default();
    let mut folders = Vec::new();
    for (path, nama) in &told.folders {
        let Some(files) = inside.get(path) else { continue };
        let id = format!("{}/", names::link(path.strip_prefix("data/").unwrap_or(path)));
        root.push(json!({ "@id": id }));
        let description = format!("{nama}: jawaban dan bukti dukung");
        folders.push(json!({
            "@id": id, "@type": "Dataset", "name": nama, "description": description, "hasPart": files,
        }));
    }
    let mut dataset = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": format!("{tahun}, {nama}"),
        "description": format!("Bundel pengajuan {tahun} dari {nama}: jawaban, bukti dukung, dan kekurangannya."),
        "datePublished": head.tanggal,
        "identifier": format!("{}/{}", head.pemda.kode, head.instrument.id),
        "license": { "@id": "#ketentuan" },
        "author": { "@id": "#daerah" },
        "publisher": { "@id": "#daerah" },
        "inLanguage": "id",
        "hasPart": root,
    });
    let mut graph = vec![json!({
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": { "@id": "./" },
        "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
    })];
    let mut people = vec![
        json!({ "@id": "#daerah", "@type": "Organization", "name": nama, "identifier": head.pemda.kode }),
        json!({
            "@id": "#ketentuan",
            "@type": "CreativeWork",
            "name": "Ketentuan pemakaian",
            "description": format!(
                "Diserahkan untuk penilaian {tahun}. Pemakaian lain memerlukan izin {nama}, sepanjang tidak ditentukan \
                 lain oleh peraturan."
            ),
        }),
    ];
    if let (Some(penyusun), Some(dataset)) = (&head.penyusun, dataset.as_object_mut()) {
        dataset.insert("creator".into(), json!({ "@id": "#penyusun" }));
        people.push(json!({
            "@id": "#penyusun", "@type": "Person", "name": penyusun, "affiliation": { "@id": "#daerah" },
        }));
    }
    graph.push(dataset);
    graph.extend(people);
    graph.extend(folders);
    graph.extend(files);
    json(&json!({
        "@context": ["https://w3id.org/ro/crate/1.1/context", { "sha256": "https://schema.org/sha256" }],
        "@graph": graph,
    }))
}

/// The media type of a name's ending, as IANA registers it.
fn media_type(name: &str) -> &'static str {
    match domain::bukti::ending_of(name).as_str() {
        "pdf" => "application/pdf",
        "html" => "text/html",
        "json" => "application/json",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "mp4" => "video/mp4",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
