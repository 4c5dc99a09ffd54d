//! The built-in templates; what an office changes is a copy of one of them.

use domain::submission::document::DocumentKind;

/// What templates import, by the path they name it by: what papers say alike; letterhead,
/// tables and signatures; one inovasi in the portal's skeleton; plots.
pub(crate) const SHARED: [(&str, &str); 4] = [
    ("/bersama.typ", include_str!("../templates/bersama.typ")),
    ("/dinas.typ", include_str!("../templates/dinas.typ")),
    ("/inovasi.typ", include_str!("../templates/inovasi.typ")),
    ("/bagan.typ", include_str!("../templates/bagan.typ")),
];

/// A page with nothing but the coat of arms.
pub(crate) fn logo_probe(ending: &str) -> String {
    format!("#set document(title: \"Lambang\")\n= Lambang\n#image(\"/logo.{ending}\", height: 2cm, alt: \"Lambang\")")
}

macro_rules! built_in {
    ($($kind:ident $file:literal),+ $(,)?) => {
        /// The text of a kind; None: it is no paper of pages.
        pub(crate) fn built_in(kind: DocumentKind) -> Option<&'static str> {
            match kind {
                $(DocumentKind::$kind => Some(include_str!(concat!("../templates/", $file, ".typ"))),)+
                DocumentKind::Rekap => None,
            }
        }
    };
}

built_in!(
    LaporanInovasi "laporan-inovasi",
    BukuInovasi "buku-inovasi",
    LembarRekomendasi "lembar-rekomendasi",
    BeritaAcaraVerifikasi "berita-acara-verifikasi",
    RekapPerangkatDaerah "rekap-perangkat-daerah",
    RekapUrusan "rekap-urusan",
    LaporanPimpinan "laporan-pimpinan",
    Paparan "paparan",
    SuratPermintaanData "surat-permintaan-data",
    SuratPernyataan "surat-pernyataan",
    PenetapanInovasi "lampiran-sk",
    SuratPengantar "surat-pengantar",
    Undangan "undangan",
    DaftarHadir "daftar-hadir",
    Piagam "piagam",
);
