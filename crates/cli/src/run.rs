//! Each command as one act of the registry.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use registry::{
    AnswerKey, BagAnswer, Basis, BuktiFacts, ChooseParameter, Code, Error, InovasiId, InstrumentId, ListInovasi,
    Portable, Reason, Registry, Result, Sort, Start, Subject, TerminalEnv, progress::Unwatched, view::*,
};

use crate::{
    Done,
    args::{ChoiceArgs, Command, CommandLine, Daerah, PenghargaanCommand, PerangkatDaerahCommand, Year},
    assessment::{input, instrument, verification},
    bukti,
    inovasi::workbook,
    merge::{ParcelCommand, backup},
    show::Show,
    submission::{best, document, official, portal, publish, remind, snapshot, template},
    write::write_aside,
};

/// Runs the command.
///
/// # Errors
/// The act did not happen.
pub fn run(args: CommandLine) -> Result<Done> {
    let show = Show { json: args.json, language: args.language() };
    // How many losses have been told.
    let told = Cell::new(0);
    let confirms = matches!(args.command, Command::Losses { .. });
    let tell = |registry: Registry| {
        let unread = if confirms { Vec::new() } else { registry.unread_losses()? };
        let n = unread.len();
        unread.into_iter().skip(told.get()).for_each(|it| {
            show.told(&it).iter().for_each(|line| write_aside(line));
        });
        told.set(n.max(told.get()));
        Ok(registry)
    };
    let judged = Cell::new(BagAnswer::Valid);
    let look = |path: &Path| crate::submission::verify::look(&show, path, &env(), &judged);
    let done = answer(args, &show, &tell, &look)?;
    Ok(match judged.get() {
        BagAnswer::Valid if told.get() > 0 && !matches!(done, Done::Refused) => Done::WithLosses,
        BagAnswer::Valid => done,
        other => other.into(),
    })
}

/// The machine, under the account whose name the home folder bears.
fn env() -> TerminalEnv {
    let account = dirs::home_dir().and_then(|it| Some(it.file_name()?.to_string_lossy().into_owned()));
    TerminalEnv { account: account.unwrap_or_default() }
}

/// Does it, and tells of every registry that is opened on the way what is missing there.
fn answer(
    args: CommandLine,
    show: &Show,
    tell: &impl Fn(Registry) -> Result<Registry>,
    look: &impl Fn(&Path) -> Result<Registry>,
) -> Result<Done> {
    let folder = folder(&args)?;
    let env = || Box::new(env());
    let (then, bundle) = (args.snapshot, args.bundle);
    let may_write = || match (&then, &bundle) {
        (Some(nama), _) => Err(Error::invalid(Reason::SnapshotReadOnly).arg("nama", nama)),
        (None, Some(path)) => Err(Error::invalid(Reason::BundleReadOnly).arg("nama", path.display())),
        (None, None) => Ok(()),
    };
    let write = || {
        may_write()?;
        let registry = tell(Registry::open(&folder, env())?)?;
        registry.bring_made_backup(&mut Unwatched)?;
        // What is not looked at today is unknown, and asked again: no reason to refuse.
        let _ = registry.look_at_bukti(&mut Unwatched);
        show.warn(&registry.show_registry()?.notices);
        Ok(registry)
    };
    let read = || match Registry::open_to_read(&folder, env()) {
        // Only opening to write sets a damaged database aside, and writes a loss down.
        Err(error) if matches!(error.code, Code::StoreDamaged | Code::Busy) => write(),
        Err(error) => Err(error),
        Ok(registry) => match registry.told_newer() {
            Some(newer) => {
                show.warn(&[newer]);
                Ok(registry)
            }
            None if registry.has_untold_loss()? => write().or_else(|_| tell(registry)),
            None => tell(registry),
        },
    };
    let read = || match (&then, &bundle) {
        (_, Some(path)) => look(path),
        (Some(id), None) => {
            let today = Registry::open_to_read(&folder, env())?;
            today.look_into_snapshot(today.find_snapshot(id)?, &mut Unwatched)
        }
        (None, None) => read(),
    };

    match args.command {
        Command::Init { pemda, kode, person } => {
            may_write()?;
            let registry = Registry::start(&folder, &Start { nama: pemda, kode, person }, env())?;
            show.registry(&registry.show_registry()?)
        }
        Command::Example { remove } => {
            let registry = write()?;
            let outcome = if remove { registry.remove_example() } else { registry.load_example() }?;
            show.registry(&outcome.view)
        }
        Command::List { offset, limit, sort, descending, filter } => {
            let req = ListInovasi {
                offset,
                sort: sort_by(&sort)?,
                descending,
                filter: filter.try_into()?,
                ..ListInovasi::default()
            };
            show.page(&all_rows(&read()?, req, limit)?)
        }
        Command::Facets { text, filter } => {
            let req = ListInovasi { text, filter: filter.try_into()?, ..ListInovasi::default() };
            show.facets(&read()?.show_facets(&req)?)
        }
        Command::Search { text } => {
            show.page(&all_rows(&read()?, ListInovasi { text, ..ListInovasi::default() }, None)?)
        }
        Command::Show { id } => {
            let registry = read()?;
            let view = registry.show_inovasi(registry.find_inovasi(&id)?)?;
            let texts = registry.show_instrument(&view.assessment.instrument)?;
            show.worksheet(&view, &texts)
        }
        Command::Register { nama } => show.changed(&write()?.register_inovasi(&nama)?),
        Command::Edit { id, field, value } => {
            let registry = write()?;
            show.changed(&registry.edit_inovasi(registry.find_inovasi(&id)?, &field, Some(&value))?)
        }
        Command::Member { id, field, member, remove } => {
            let registry = write()?;
            show.changed(&registry.set_member(registry.find_inovasi(&id)?, &field, &member, !remove)?)
        }
        Command::Remove { id } => {
            let registry = write()?;
            show.changed(&registry.remove_inovasi(registry.find_inovasi(&id)?)?)
        }
        Command::Restore { id } => {
            let registry = write()?;
            show.changed(&registry.restore_inovasi(registry.find_inovasi(&id)?)?)
        }
        Command::Import(it) => match ending(&it.file).as_str() {
            "prakarsa" => show.parcel(&write()?.accept_parcel(&it.file, it.dry_run, &mut Unwatched)?.view),
            // A bundle is a zip or a folder of any name.
            kind if matches!(kind, "json" | "zip") || it.file.is_dir() => {
                show.import(&write()?.import_registry(&it.file, it.dry_run, &mut Unwatched)?.view)
            }
            // Whatever else it is called: its bytes say what it is, or what it is not.
            _ => {
                let registry = write()?;
                let req = workbook::request(&registry, &it)?;
                show.workbook_import(&registry.import_workbook(&req, it.dry_run, &mut Unwatched)?.view)
            }
        },
        Command::Inspect { file } => show.workbook(&read()?.inspect_workbook(&file, None, 0)?),
        Command::Export(it) => workbook::export(&read()?, show, it),
        Command::Attach(it) => {
            let registry = write()?;
            let key = AnswerKey {
                subject: registry.find_subject(&it.id)?,
                instrument: year(&registry, it.instrument)?,
                indikator: it.indikator.into(),
            };
            let facts = BuktiFacts {
                nomor: it.nomor,
                tanggal: it.tanggal,
                tentang: it.tentang,
                jenis_dokumen: it.jenis,
                pages: it.pages,
            };
            bukti::attach(show, &registry, &key, &facts, &it.files)
        }
        Command::Mend { folder } => bukti::mended(show, &write()?.mend_bukti(&folder, &mut Unwatched)?.view),
        Command::Clean(it) => {
            let registry = write()?;
            let (subject, year) = (registry.find_subject(&it.id)?, year(&registry, it.instrument)?);
            let bukti = it.bukti.map(|name| bukti::find(&registry, subject, &year, &name)).transpose()?;
            bukti::cleaned(show, &registry.clean_bukti(subject, &year, bukti)?)
        }
        Command::Choose(it) => choose(&write()?, show, &it.id, it.choice),
        Command::Input(it) => input::give(&write()?, show, it),
        Command::Tick(it) => input::tick(&write()?, show, it),
        Command::Daerah { command: Daerah::Choose(it) } => choose(&write()?, show, "daerah", it),
        Command::Daerah { command: Daerah::Show { instrument: it } } => {
            let registry = read()?;
            show.assessment(&registry.show_assessment(Subject::Daerah, &year(&registry, it)?)?)
        }
        Command::Score { instrument: it, basis } => {
            let basis = Basis::by_name(&basis).unwrap_or(Basis::Claimed);
            let registry = read()?;
            show.score(&registry.score(&year(&registry, it)?, basis)?)
        }
        Command::Best(it) if it.apply => best::set(&write()?, show, it),
        Command::Best(it) => best::set(&read()?, show, it),
        Command::Steps(it) => best::steps(&read()?, show, it),
        Command::Findings { id } => {
            let registry = read()?;
            let findings = match id {
                Some(id) => registry.findings_of(registry.find_subject(&id)?)?,
                None => registry.list_findings()?,
            };
            show.findings(&findings)
        }
        Command::Bundle(it) => crate::submission::bundle::bundle(&read()?, show, it),
        Command::Verify { path, paper } => crate::submission::verify::verify(show, &path, paper),
        Command::Parcel { command } => match command {
            ParcelCommand::Create { out, force } => {
                show.parcel_receipt(&read()?.create_parcel(&out, force, &mut Unwatched)?)
            }
            ParcelCommand::Inspect { file } => show.parcel(&write()?.accept_parcel(&file, true, &mut Unwatched)?.view),
            ParcelCommand::Accept { file, dry_run } => {
                show.parcel(&write()?.accept_parcel(&file, dry_run, &mut Unwatched)?.view)
            }
        },
        Command::Backup { command } => backup::run(show, command, read, write),
        Command::Conflicts => show.conflicts(&read()?.list_conflicts()?),
        Command::Resolve { subject, field, stamp } => {
            show.conflicts(&write()?.resolve_conflict(subject.parse()?, &field, &stamp)?.view)
        }
        Command::Undo => show.reverted(&write()?.undo()?.view),
        Command::Redo => show.reverted(&write()?.redo()?.view),
        Command::History { id, field } => {
            let registry = read()?;
            show.history(&registry.show_history(registry.find_subject(&id)?, field.as_deref())?)
        }
        Command::RestoreValue { id, field, stamp } => {
            let registry = write()?;
            show.changed(&registry.restore_value(registry.find_subject(&id)?, &field, &stamp)?)
        }
        Command::Years => show.years(&read()?.show_years()?),
        Command::Year { command } => show.years(&match command {
            Year::Begin { instrument } => write()?.begin_year(&instrument)?.view,
            Year::Close { instrument } => write()?.close_year(&instrument, true)?.view,
            Year::Open { instrument } => write()?.close_year(&instrument, false)?.view,
        }),
        Command::Propose { ids, instrument: it, note } => {
            let registry = write()?;
            show.years(&registry.propose_inovasi(&inovasi(&registry, &ids)?, &year(&registry, it)?, &note)?.view)
        }
        Command::Withdraw { ids, instrument: it } => {
            let registry = write()?;
            show.years(&registry.withdraw_inovasi(&inovasi(&registry, &ids)?, &year(&registry, it)?)?.view)
        }
        Command::Compare { id, before, after } => {
            let registry = read()?;
            show.compared(&registry.compare_years(registry.find_inovasi(&id)?, &before, &after)?)
        }
        Command::Penghargaan { command } => show.penghargaan(&match command {
            PenghargaanCommand::List { id } => {
                let registry = read()?;
                let untuk = id.map(|it| registry.find_subject(&it)).transpose()?;
                registry.list_penghargaan(untuk)?
            }
            PenghargaanCommand::Add { id, nama } => {
                let registry = write()?;
                registry.register_penghargaan(registry.find_subject(&id)?, &nama)?.view
            }
            PenghargaanCommand::Edit { penghargaan, field, value } => {
                write()?.edit_penghargaan(penghargaan.parse()?, &field, Some(&value))?.view
            }
            PenghargaanCommand::Remove { penghargaan } => write()?.remove_penghargaan(penghargaan.parse()?)?.view,
        }),
        Command::PerangkatDaerah { command } => show.perangkat_daerah(&match command {
            PerangkatDaerahCommand::List => read()?.list_perangkat_daerah()?,
            PerangkatDaerahCommand::Add { nama, jenis, induk } => {
                write()?.register_perangkat_daerah(&nama, jenis.as_deref(), induk.as_deref())?.view
            }
            PerangkatDaerahCommand::Edit { id, field, value, forget } => {
                write()?.edit_perangkat_daerah(id.parse()?, &field, Some(&value), !forget)?.view
            }
            PerangkatDaerahCommand::Adopt { nama } => write()?.adopt_perangkat_daerah(&nama)?.view,
            PerangkatDaerahCommand::Remove { id } => write()?.remove_perangkat_daerah(id.parse()?)?.view,
        }),
        Command::Instrument { command } => instrument::run(show, command, read, write),
        Command::Portal { command } => portal::run(show, command, read, write),
        Command::Sending(it) => snapshot::run(show, it, read, write),
        Command::Verification(it) => verification::run(write, read, show, it),
        Command::Publish(it) => publish::run(show, it, read, write),
        Command::Remind(it) => remind::run(&read()?, show, it),
        Command::Report(it) => document::report(&read()?, show, it),
        Command::Office { command } => document::office(show, command, read, write),
        Command::Template { command } => template::run(show, command, read, write),
        Command::Official { command } => official::run(show, command, read, write),
        Command::Wilayah { text } => show.wilayah(&Registry::search_wilayah(&text)),
        Command::Fit(it) => bukti::fit(show, &it),
        Command::Photo { file } => show.photo(&Registry::read_photo(&file)?),
        Command::Update(it) => crate::update::run(show, &it, env().as_ref(), write),
        Command::Losses { confirm: true } => {
            write()?.confirm_losses()?;
            show.losses(&read()?.list_losses()?)
        }
        Command::Losses { confirm: false } => show.losses(&read()?.list_losses()?),
        Command::Doctor { rebuild: true } => show.doctor(&write()?.rebuild_tables(&mut Unwatched)?.view),
        Command::Doctor { rebuild: false } => {
            // Looking needs no room and no permission to write.
            let registry = match write() {
                Err(error) if matches!(error.code, Code::NoSpace | Code::Unreadable) => read()?,
                other => {
                    let registry = other?;
                    // Neither does it need a backup first; the health check says how many there are.
                    registry.keep_backups_up();
                    registry
                }
            };
            let view = registry.run_doctor(&mut Unwatched)?;
            // What it has found to be lost is told by it already.
            tell(registry)?;
            show.doctor(&view)
        }
    }
}

/// The instrument that is named, or the one that the region works under.
pub fn year(registry: &Registry, named: Option<String>) -> Result<InstrumentId> {
    named.map_or_else(|| Ok(registry.show_registry()?.instrument), |it| Ok(it.into()))
}

/// Inovasi, however each is named.
pub fn inovasi(registry: &Registry, named: &[String]) -> Result<Vec<InovasiId>> {
    named.iter().map(|it| registry.find_inovasi(it)).collect()
}

fn choose(registry: &Registry, show: &Show, subject: &str, it: ChoiceArgs) -> Result<Done> {
    let req = ChooseParameter {
        subject: registry.find_subject(subject)?,
        instrument: year(registry, it.instrument)?,
        indikator: it.indikator.into(),
        parameter: it.parameter,
        variant: it.variant,
    };
    show.assessment(&registry.choose_parameter(&req)?.view)
}

/// All rows of a list, window after window.
fn all_rows(registry: &Registry, mut req: ListInovasi, limit: Option<u32>) -> Result<InovasiPage> {
    let (wanted, offset) = (limit.unwrap_or(u32::MAX), req.offset);
    req.limit = wanted.min(500);
    let mut page = registry.list_inovasi(&req)?;
    while (page.rows.len() as u64) < u64::from(wanted) {
        req.offset = offset.saturating_add(u32::try_from(page.rows.len()).unwrap_or(u32::MAX));
        let next = registry.list_inovasi(&req)?.rows;
        if next.is_empty() {
            break;
        }
        page.rows.extend(next);
    }
    page.rows.truncate(wanted as usize);
    Ok(page)
}

/// The registry's folder: as told, from the environment, or the app's own, which is beside
/// a program that is carried about, and else where the account keeps what stays on this
/// machine: Windows copies the other place to a server at every logon.
fn folder(args: &CommandLine) -> Result<PathBuf> {
    let named = std::env::var_os("PRAKARSA_REGISTRY").filter(|it| !it.is_empty()).map(PathBuf::from);
    let profile = || dirs::data_local_dir().map(|it| it.join("id.prakarsa.desktop").join("registri"));
    let own = || Portable::find().map(|it| it.registry()).or_else(profile);
    args.registry
        .clone()
        .or(named)
        .or_else(own)
        .ok_or_else(|| Error::not_found(Reason::RegistryMissing).arg("path", ""))
}

/// What a file's name ends in, in small letters.
pub(crate) fn ending(path: &std::path::Path) -> String {
    path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn sort_by(name: &str) -> Result<Option<Sort>> {
    let read = |it| Sort::by_name(it).ok_or_else(|| Error::invalid(Reason::SortUnknown).arg("sort", it));
    Some(name).filter(|it| !it.is_empty()).map(read).transpose()
}
