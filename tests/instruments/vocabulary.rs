//! The option lists, and how a text finds its option.

use domain::{
    assessment::instrument::vocabulary::{Vocabulary, list_name, option_fields},
    inovasi::profile::Field,
};
use registry::Library;

fn vocabulary() -> std::sync::Arc<Vocabulary> {
    Library::embedded().unwrap().vocabulary
}

#[test]
fn there_are_38_urusan_of_which_six_are_basic() {
    let vocabulary = vocabulary();
    let list = vocabulary.list_of(Field::UrusanUtama).unwrap();
    assert_eq!(list.option.len(), 38);
    let basic: Vec<&str> = list
        .option
        .iter()
        .filter(|it| it.group.as_deref() == Some("wajib-pelayanan-dasar"))
        .map(|it| it.id.as_str())
        .collect();
    let library = Library::embedded().unwrap();
    // An award that counts no urusan names none.
    for it in library.instruments.values().filter(|it| it.rules.computed.is_some()) {
        assert_eq!(it.rules.urusan_dasar, basic, "{}", it.id);
    }
    assert_eq!(basic.len(), 6);
}

#[test]
fn every_field_of_options_has_a_list_whose_groups_exist() {
    let vocabulary = vocabulary();
    for field in option_fields() {
        let list = vocabulary.list_of(field).unwrap_or_else(|| panic!("no list for {}", field.name()));
        assert!(!list.option.is_empty() && !list.source.is_empty(), "{}", field.name());
        for option in &list.option {
            if let Some(group) = &option.group {
                assert!(list.group.iter().any(|it| it.id == *group), "{group} of {}", option.id);
            }
        }
    }
}

#[test]
fn every_id_name_and_known_spelling_means_its_own_option() {
    let vocabulary = vocabulary();
    for field in option_fields() {
        for option in &vocabulary.list_of(field).unwrap().option {
            let spellings = [&option.id, &option.nama].into_iter().chain(&option.alias);
            for text in spellings {
                for typed in [text.clone(), text.to_uppercase(), format!("  {text} ")] {
                    assert_eq!(
                        vocabulary.read(field, &typed).as_ref(),
                        Ok(&option.id),
                        "{typed:?} in {}",
                        list_name(field)
                    );
                }
            }
        }
    }
}

#[test]
fn both_spellings_of_pelindungan_are_one_word() {
    let vocabulary = vocabulary();
    for (typed, id) in [
        (
            "Ketenteraman, Ketertiban Umum, dan Perlindungan Masyarakat",
            "ketenteraman-ketertiban-umum-dan-pelindungan-masyarakat",
        ),
        (
            "ketentraman ketertiban umum & pelindungan masyarakat",
            "ketenteraman-ketertiban-umum-dan-pelindungan-masyarakat",
        ),
        ("Pemberdayaan Perempuan dan Perlindungan Anak", "pemberdayaan-perempuan-dan-pelindungan-anak"),
    ] {
        assert_eq!(vocabulary.read(Field::UrusanUtama, typed).as_deref(), Ok(id), "{typed}");
    }
}

#[test]
fn an_unknown_option_is_refused_with_the_nearest() {
    let vocabulary = vocabulary();
    for (field, typed, nearest) in [
        (Field::UrusanUtama, "Kesehtan", "Kesehatan"),
        (Field::UrusanUtama, "Pendidikann", "Pendidikan"),
        (Field::UrusanUtama, "Statistika", "Statistik"),
        (Field::Tahapan, "penerapn", "Penerapan"),
    ] {
        let error = vocabulary.read(field, typed).unwrap_err();
        assert_eq!((error.text.as_str(), error.nearest.as_str()), (typed, nearest));
    }
    // Whatever is typed, however long, an answer comes, and what is far is not proposed.
    for typed in ["x", "😀", "Perizinan", &"panjang ".repeat(10_000)] {
        assert_eq!(vocabulary.read(Field::UrusanUtama, typed).unwrap_err().nearest, "", "{typed:.20}");
    }
}
