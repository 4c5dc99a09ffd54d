//! Reminders: what is open, until when, what it is worth.

use std::{collections::BTreeSet, fs};

use registry::{Basis, NextSteps, Reason, Remind, ReminderChannel, view::RemindersView};

use crate::kit::{Laptop, cli, pdf};

fn req(channel: ReminderChannel) -> Remind {
    Remind { channel, perangkat_daerah: None, batas: None }
}

/// Two bodies, one inovasi of nobody, and one answer without bukti.
fn furnished() -> Laptop {
    let laptop = Laptop::new(1);
    for (nama, body) in
        [("Kado *Mbak* Ita", "Dinas Kesehatan"), ("Pak Rahman", "dinas  kesehatan"), ("Tuai", "Dinas Pertanian")]
    {
        let id = laptop.register(nama);
        laptop.edit(&id, "perangkat_daerah", body);
        laptop.choose(&id, "bimtek", 2).unwrap();
    }
    let lone = laptop.register("Tanpa Induk");
    laptop.choose(&lone, "bimtek", 2).unwrap();
    laptop
}

fn remind(laptop: &Laptop, req: &Remind) -> RemindersView {
    laptop.remind(req).unwrap()
}

#[test]
fn every_body_that_has_proposed_inovasi_gets_one_message_that_fits_a_phone() {
    let laptop = furnished();
    for channel in ReminderChannel::ALL {
        let view = remind(&laptop, &req(channel));
        let names: Vec<&str> = view.reminders.iter().map(|it| it.perangkat_daerah.as_str()).collect();
        assert_eq!((names, view.n_without), (vec!["Dinas Kesehatan", "Dinas Pertanian"], 1));
        let [kesehatan, pertanian] = view.reminders.as_slice() else { panic!("{view:?}") };
        assert_eq!((kesehatan.n_inovasi, pertanian.n_inovasi), (2, 1));
        assert!(kesehatan.n_item > pertanian.n_item && pertanian.n_item > 5);
        for it in &view.reminders {
            assert!(it.text.chars().count() <= 900, "{}", it.text);
            assert!(it.text.contains(&format!("dan {} lagi.", it.n_item - 5)), "{}", it.text);
            assert!(!it.text.contains('{') && !it.text.contains("remind."), "{}", it.text);
            assert!(it.gain.is_some());
            assert_eq!(it.subject.is_some(), channel == ReminderChannel::Email);
        }
        assert!(!pertanian.text.contains("Pak Rahman"));
        let bold = kesehatan.text.contains("*Mbak*");
        assert_eq!(bold, channel == ReminderChannel::Email, "a name makes nothing bold in a chat");
    }
}

#[test]
fn a_message_names_the_end_of_the_stage_that_runs_or_what_the_office_says() {
    let laptop = furnished();
    for (day, tahap, says) in [
        ("2026-05-20", Some("Penjaringan (pelaporan inovasi)"), "berakhir pada *Agustus 2026*"),
        ("2026-07-01", Some("Penjaringan (pelaporan inovasi)"), "berakhir pada *Agustus 2026*"),
        ("2026-10-01", None, "Bila sudah dikirim"),
    ] {
        let noon = format!("{day}T05:00:00Z").parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        laptop.env.set_clock(noon.timestamp_millis());
        let view = remind(&laptop, &req(ReminderChannel::WhatsApp));
        assert_eq!(view.tahap.as_deref(), tahap, "{day}");
        assert!(view.reminders[0].text.contains(says), "{day}: {}", view.reminders[0].text);
        assert_eq!(view.reminders[0].text.contains("dilengkapi sebelum"), tahap.is_some());
    }
    let own = Remind { batas: Some(" Jumat, 7 Agustus ".into()), ..req(ReminderChannel::Email) };
    assert!(remind(&laptop, &own).reminders[0].text.contains("paling lambat Jumat, 7 Agustus."));
}

#[test]
fn one_body_is_reminded_by_name_and_one_that_has_none_is_refused() {
    let laptop = furnished();
    let of = |nama: &str| Remind { perangkat_daerah: Some(nama.into()), ..req(ReminderChannel::WhatsApp) };
    let view = remind(&laptop, &of("DINAS PERTANIAN"));
    assert_eq!(view.reminders.len(), 1);
    assert_eq!(laptop.remind(&of("Dinas Perikanan")).unwrap_err().reason, Reason::PerangkatDaerahMissing);
}

#[test]
fn what_is_open_is_what_the_next_steps_of_that_body_say() {
    let laptop = furnished();
    for it in remind(&laptop, &req(ReminderChannel::WhatsApp)).reminders {
        let asked = NextSteps {
            instrument: "iga-2026".into(),
            basis: Basis::Supported,
            inovasi: None,
            perangkat_daerah: Some(it.perangkat_daerah.clone()),
            limit: 10_000,
        };
        let steps = laptop.next_steps(&asked).unwrap().steps;
        let open = steps.iter().filter(|it| serde_json::to_value(it.kind).unwrap() != "raise");
        let answers: BTreeSet<String> = open.map(|it| format!("{} {:?}", it.subject, it.indikator)).collect();
        assert_eq!(it.n_item as usize, answers.len(), "{}", it.perangkat_daerah);
    }
}

#[test]
fn bukti_that_cannot_be_judged_are_no_blame() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.edit(&id, "perangkat_daerah", "Dinas Kesehatan");
    laptop.choose(&id, "bimtek", 2).unwrap();
    let open = |laptop: &Laptop| remind(laptop, &req(ReminderChannel::WhatsApp)).reminders.remove(0);
    let before = open(&laptop);
    laptop.attach(&id, "bimtek", &laptop.file("sk.pdf", pdf("SK 050/12"))).unwrap();
    let after = open(&laptop);
    assert_eq!(before.n_item, after.n_item);
    let text = |it: &str| it.to_owned();
    assert!(!text(&after.text).contains("belum lengkap"), "{}", after.text);
}

#[test]
fn a_whole_list_is_written_as_text_or_as_a_table_that_begins_no_formula() {
    let laptop = furnished();
    let id = laptop.register("Rumus");
    laptop.edit(&id, "perangkat_daerah", "=HYPERLINK(\"x\")");
    laptop.choose(&id, "bimtek", 2).unwrap();
    let write =
        |name: &str, replace| laptop.export_reminders(&req(ReminderChannel::Email), &laptop.path(name), replace);
    assert_eq!(write("pengingat.txt", false).unwrap().n_reminder, 3);
    let text = fs::read_to_string(laptop.path("pengingat.txt")).unwrap();
    assert_eq!(text.matches("=== ").count(), 3);
    assert!(!text.replace("\r\n", "").contains('\n') && text.contains("Perihal: Kelengkapan"));
    assert_eq!(write("pengingat.txt", false).unwrap_err().reason, Reason::TargetExists);
    write("pengingat.txt", true).unwrap();
    write("pengingat.csv", false).unwrap();
    let table = fs::read_to_string(laptop.path("pengingat.csv")).unwrap();
    assert!(table.starts_with("\u{feff}Perangkat daerah;Yang masih terbuka;"), "{table}");
    assert!(table.contains("\"'=HYPERLINK"), "{table}");
}

#[test]
fn the_command_line_shows_and_writes_reminders() {
    let mut laptop = furnished();
    laptop.close();
    let shown = cli::done(&laptop.folder(), ["remind", "--perangkat-daerah", "dinas pertanian", "--email"]);
    assert!(shown.stdout.contains("=== Dinas Pertanian ===\nPerihal: "), "{}", shown.stdout);
    let json = cli::done(&laptop.folder(), ["remind", "--json"]).json();
    assert_eq!(json["reminders"].as_array().unwrap().len(), 2);
    let out = laptop.path("p.csv").display().to_string();
    assert_eq!(cli::done(&laptop.folder(), ["remind", "--out", &out]).json()["n_reminder"], 2);
    assert_eq!(cli::run(&laptop.folder(), ["remind", "--perangkat-daerah", "x"]).code, Some(3));
}
