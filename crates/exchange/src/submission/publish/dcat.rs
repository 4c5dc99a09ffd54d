//! The catalogue described for portals of open data: DCAT in its European profile
//! (DCAT-AP), the core fields. Addresses are relative, so that they hold wherever the
//! folder is put.

use domain::submission::publish::PublicHead;
use serde_json::{Value, json};

/// `catalog.jsonld`; sizes are bytes of the two distributions.
pub(super) fn catalog(head: &PublicHead, n: usize, csv: u64, json: u64) -> Result<String, serde_json::Error> {
    let pemda = &head.pemda.nama;
    let publisher = {
        let mut it = json!({ "@type": "foaf:Agent", "foaf:name": pemda });
        if let (Some(laman), Some(agent)) = (&head.laman, it.as_object_mut()) {
            agent.insert("foaf:homepage".into(), json!({ "@id": laman }));
        }
        it
    };
    let day = json!({ "@type": "xsd:date", "@value": head.tanggal.to_string() });
    let say = |text: String| json!({ "@language": "id", "@value": text });
    let distribution = |path: &str, title: &str, media: &str, format: &str, size: u64| {
        json!({
            "@id": path,
            "@type": "dcat:Distribution",
            "dct:title": say(title.to_owned()),
            "dcat:accessURL": { "@id": path },
            "dcat:downloadURL": { "@id": path },
            "dcat:mediaType": { "@id": format!("https://www.iana.org/assignments/media-types/{media}") },
            "dct:format": { "@id": format!("http://publications.europa.eu/resource/authority/file-type/{format}") },
            "dcat:byteSize": { "@type": "xsd:nonNegativeInteger", "@value": size.to_string() },
        })
    };
    let keywords = ["inovasi daerah", "Indeks Inovasi Daerah", "pemerintah daerah"].map(|it| say(it.to_owned()));
    let mut dataset = json!({
        "@id": "data/",
        "@type": "dcat:Dataset",
        "dct:identifier": "data/inovasi",
        "dct:title": say(format!("Inovasi Daerah {pemda}")),
        "dct:description": say(format!(
            "Daftar {n} inovasi daerah {pemda} per {}; hanya isian yang dinyatakan publik.", head.tanggal
        )),
        "dct:publisher": publisher,
        "dct:issued": day,
        "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/IND" },
        "dcat:keyword": keywords,
        "dcat:theme": { "@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE" },
        "dcat:landingPage": { "@id": "index.html" },
        "dcat:distribution": [
            distribution("data/inovasi.csv", "CSV (UTF-8, pemisah titik koma)", "text/csv", "CSV", csv),
            distribution("data/inovasi.json", "JSON", "application/json", "JSON", json),
        ],
    });
    if let (Some((titik, _)), Some(it)) = (head.wilayah, dataset.as_object_mut()) {
        it.insert("dct:spatial".into(), place(head, &titik));
    }
    let whole = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "locn": "http://www.w3.org/ns/locn#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "gsp": "http://www.opengis.net/ont/geosparql#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
        },
        "@id": "",
        "@type": "dcat:Catalog",
        "dct:title": say(format!("Katalog Inovasi Daerah {pemda}")),
        "dct:description": say(format!("Katalog publik inovasi daerah {pemda}, diterbitkan dari registrinya.")),
        "dct:publisher": publisher,
        "dct:issued": day,
        "dct:language": { "@id": "http://publications.europa.eu/resource/authority/language/IND" },
        "foaf:homepage": { "@id": "index.html" },
        "dcat:dataset": [dataset],
    });
    Ok(serde_json::to_string_pretty(&whole)? + "\n")
}

fn place(head: &PublicHead, titik: &domain::inovasi::koordinat::Koordinat) -> Value {
    json!({
        "@type": "dct:Location",
        "skos:prefLabel": head.pemda.nama,
        "dct:identifier": head.pemda.kode,
        "dcat:centroid": {
            "@type": "gsp:wktLiteral",
            "@value": format!("POINT({} {})", titik.bujur(), titik.lintang()),
        },
    })
}
