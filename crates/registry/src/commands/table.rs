//! THE TABLE: every command of the window, one row each. From it come the request
//! types, the functions, the shell's commands, the bridge, the permissions, and
//! what the interface knows about staleness; nothing is listed a second time.
//!
//! A row reads: kind, name, request, answer, and the one expression that answers.
//!
//! - `read` is kept by the interface until an act touches one of its `[topics]`.
//! - `act` changes the registry and answers an `Outcome`. `as` names the read that
//!   its view answers, so that nobody asks again.
//! - `work` takes long: it is a job with progress and its own stop.
//! - `ask` answers once; nobody keeps it.
//!
//! A path in a request is a [`Handed`](crate::Handed), never a `PathBuf`: what the person
//! has not pointed at cannot be asked with.
//!
//! The request is made here, `Name { fields }`, whose fields the expression uses; or
//! it is a type of a room, `Name as req`. The expression gets the open `registry`, or
//! the `desk` it lies on; long work gets `watch` beside.

/// Hands the table to a macro: `commands!(m)` calls `m! { word { rows } … }`.
#[macro_export]
macro_rules! commands {
    ($with:ident) => {
        // The rows of sending stand in a file of their own.
        $crate::with_submission! { $with {
desk {
    read open_registry() -> Option<RegistryView> [Registry Inovasi Conflicts] = |desk| desk.open_registry();
    act start_registry(StartRegistry { nama: String, kode: String, person: String, example: bool })
        -> Outcome<RegistryView> as open_registry
        = |desk| desk.start_registry(&Start { nama, kode, person }, example);
    act set_person(SetPerson { person: String }) -> Outcome<RegistryView> as open_registry
        = |registry| registry.set_person(&person);
    act confirm_losses() -> Outcome<RegistryView> as open_registry = |registry| registry.confirm_losses();
    read show_vocabulary() -> VocabularyView [] = |registry| Ok(registry.show_vocabulary());
    read search_wilayah(SearchWilayah { text: String }) -> Vec<WilayahView> []
        = |desk| Ok(Registry::search_wilayah(&text));
    ask read_photo(ReadPhoto { path: Handed }) -> PhotoView = |desk| Registry::read_photo(&path);
    ask pick_paths(PickPaths as req) -> Vec<Handed> = |desk| Ok(desk.pick(&req));
    ask list_dropped() -> Vec<Handed> = |desk| Ok(desk.dropped());
    ask take_brought() -> Option<Handed> = |desk| Ok(desk.take_brought());
    work run_doctor() -> DoctorView = |registry, watch| registry.run_doctor(watch);
    work rebuild_tables() -> Outcome<DoctorView> = |registry, watch| registry.rebuild_tables(watch);
    ask inspect_update(InspectUpdate { path: Handed }) -> UpdateView = |desk| desk.inspect_update(&path);
    work install_update(InstallUpdate { path: Handed }) -> UpdateReadyView
        = |desk, watch| desk.install_update(&path, watch);
    ask take_last_fall() -> Option<FallView> = |desk| Ok(desk.take_last_fall());
    ask reveal_log() -> () = |desk| desk.reveal_log();
    ask list_jobs() -> Vec<JobView> = |desk| Ok(desk.jobs.list());
    ask cancel_job(CancelJob { id: u32 }) -> () = |desk| Ok(desk.jobs.cancel(id));
}
inovasi {
    read list_inovasi(ListInovasi as req) -> InovasiPage
        [Verification Inovasi Assessment Bukti Skor Findings Conflicts Years PerangkatDaerah]
        = |registry| registry.list_inovasi(&req);
    read show_facets(ListInovasi as req) -> FacetsView
        [Verification Inovasi Assessment Bukti Skor Findings Conflicts Years PerangkatDaerah]
        = |registry| registry.show_facets(&req);
    act edit_many_inovasi(EditMany as req) -> Outcome<EditManyView> = |registry| registry.edit_many_inovasi(&req);
    act remove_many_inovasi(Selection as req) -> Outcome<EditManyView> = |registry| registry.remove_many_inovasi(&req);
    read show_saved_views() -> SavedViews [] = |registry| registry.show_saved_views();
    act keep_saved_view(KeepSavedView { nama: String, state: String }) -> Outcome<SavedViews> as show_saved_views
        = |registry| registry.keep_saved_view(&nama, &state);
    act remove_saved_view(RemoveSavedView { nama: String }) -> Outcome<SavedViews> as show_saved_views
        = |registry| registry.remove_saved_view(&nama);
    read show_inovasi(ShowInovasi { id: InovasiId }) -> WorksheetView
        [Verification Inovasi Assessment Bukti Skor Findings Conflicts Years Penghargaan]
        = |registry| registry.show_inovasi(id);
    act register_inovasi(RegisterInovasi { nama: String }) -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.register_inovasi(&nama);
    act edit_inovasi(EditInovasi { id: InovasiId, field: Field, value: Option<String> })
        -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.edit_inovasi(id, field.name(), value.as_deref());
    act set_member(SetMember { id: InovasiId, field: Field, member: String, present: bool })
        -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.set_member(id, field.name(), &member, present);
    act remove_inovasi(RemoveInovasi { id: InovasiId }) -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.remove_inovasi(id);
    act restore_inovasi(RestoreInovasi { id: InovasiId }) -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.restore_inovasi(id);
    act keep_note(KeepNote { id: InovasiId, text: String }) -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.keep_note(id, &text);

    read list_duplicates(ListDuplicates { decided: bool }) -> DuplicatesView [Inovasi]
        = |registry| registry.list_duplicates(decided);
    ask similar_inovasi(SimilarInovasi { nama: String, perangkat_daerah: Option<String> }) -> Vec<SimilarView>
        = |registry| registry.similar_inovasi(&nama, perangkat_daerah.as_deref());
    act decide_duplicate(DecideDuplicate { a: InovasiId, b: InovasiId, verdict: Option<DuplicateVerdict> })
        -> Outcome<DuplicatesView> as list_duplicates
        = |registry| registry.decide_duplicate(a, b, verdict.map_or("", DuplicateVerdict::name));
    act combine_inovasi(CombineInovasi { keep: InovasiId, drop: InovasiId }) -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.combine_inovasi(keep, drop);

    read show_years() -> YearsView [Years Inovasi] = |registry| registry.show_years();
    act begin_year(BeginYear { instrument: InstrumentId }) -> Outcome<YearsView> as show_years
        = |registry| registry.begin_year(&instrument);
    act close_year(CloseYear { instrument: InstrumentId, closed: bool }) -> Outcome<YearsView> as show_years
        = |registry| registry.close_year(&instrument, closed);
    act propose_inovasi(ProposeInovasi { ids: Vec<InovasiId>, instrument: InstrumentId, growth_note: String })
        -> Outcome<YearsView> as show_years
        = |registry| registry.propose_inovasi(&ids, &instrument, &growth_note);
    act withdraw_inovasi(WithdrawInovasi { ids: Vec<InovasiId>, instrument: InstrumentId }) -> Outcome<YearsView> as show_years
        = |registry| registry.withdraw_inovasi(&ids, &instrument);
    act accept_review(AcceptReview { subject: Subject, instrument: InstrumentId, indikator: IndikatorName })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.accept_review(subject, &instrument, &indikator);
    read compare_years(CompareYears { id: InovasiId, before: InstrumentId, after: InstrumentId }) -> CompareView
        [Inovasi Assessment Bukti Years]
        = |registry| registry.compare_years(id, &before, &after);

    read list_penghargaan(ListPenghargaan { untuk: Option<Subject> }) -> PenghargaanListView [Penghargaan Bukti]
        = |registry| registry.list_penghargaan(untuk);
    act register_penghargaan(RegisterPenghargaan { untuk: Subject, nama: String }) -> Outcome<PenghargaanListView>
        = |registry| registry.register_penghargaan(untuk, &nama);
    act edit_penghargaan(EditPenghargaan { id: PenghargaanId, field: PenghargaanField, value: Option<String> })
        -> Outcome<PenghargaanListView>
        = |registry| registry.edit_penghargaan(id, field.name(), value.as_deref());
    act remove_penghargaan(RemovePenghargaan { id: PenghargaanId }) -> Outcome<PenghargaanListView>
        = |registry| registry.remove_penghargaan(id);
    work attach_penghargaan(AttachPenghargaan { id: PenghargaanId, paths: Vec<Handed> }) -> Outcome<PenghargaanListView>
        = |registry, watch| registry.attach_penghargaan(id, &plain(&paths), watch);
    act detach_penghargaan(DetachPenghargaan { id: PenghargaanId, bukti: BuktiId }) -> Outcome<PenghargaanListView>
        = |registry| registry.detach_penghargaan(id, bukti);

    read list_perangkat_daerah() -> PerangkatDaerahListView [PerangkatDaerah]
        = |registry| registry.list_perangkat_daerah();
    act register_perangkat_daerah(
        RegisterPerangkatDaerah { nama: String, jenis: Option<String>, induk: Option<PerangkatDaerahId> }
    ) -> Outcome<PerangkatDaerahListView> as list_perangkat_daerah
        = |registry| registry.register_perangkat_daerah(&nama, jenis.as_deref(), induk.map(|it| it.to_string()).as_deref());
    act edit_perangkat_daerah(
        EditPerangkatDaerah { id: PerangkatDaerahId, field: PerangkatDaerahField, value: Option<String>, keep_old_name: bool }
    ) -> Outcome<PerangkatDaerahListView> as list_perangkat_daerah
        = |registry| registry.edit_perangkat_daerah(id, field.name(), value.as_deref(), keep_old_name);
    act set_perangkat_daerah_nama_lama(SetPerangkatDaerahNamaLama { id: PerangkatDaerahId, nama: String, present: bool })
        -> Outcome<PerangkatDaerahListView> as list_perangkat_daerah
        = |registry| registry.set_perangkat_daerah_nama_lama(id, &nama, present);
    act remove_perangkat_daerah(RemovePerangkatDaerah { id: PerangkatDaerahId })
        -> Outcome<PerangkatDaerahListView> as list_perangkat_daerah
        = |registry| registry.remove_perangkat_daerah(id);
    act adopt_perangkat_daerah(AdoptPerangkatDaerah { nama: Vec<String> })
        -> Outcome<PerangkatDaerahListView> as list_perangkat_daerah
        = |registry| registry.adopt_perangkat_daerah(&nama);

    ask inspect_workbook(InspectWorkbook { path: Handed, sheet: Option<String>, header_row: u32 }) -> WorkbookView
        = |registry| registry.inspect_workbook(&path, sheet.as_deref(), header_row);
    ask list_workbook_lines(ListWorkbookLines as req) -> WorkbookLinesView
        = |registry| registry.list_workbook_lines(&req);
    ask close_workbook() -> () = |registry| Ok(registry.close_workbook());
    work import_workbook(TakeWorkbook { workbook: ImportWorkbook, dry_run: bool }) -> Outcome<WorkbookImportView>
        = |registry, watch| registry.import_workbook(&workbook, dry_run, watch);
    work export_workbook(ExportWorkbook as req) -> WorkbookReceipt
        = |registry, watch| registry.export_workbook(&req, watch);
    ask suggest_workbook_path(SuggestWorkbookPath { kind: WorkbookKind, ending: WorkbookEnding }) -> Handed
        = |desk| Ok(desk.handed.hand(desk.open()?.suggest_workbook_path(desk.documents(), kind, ending)?));
}
assessment {
    read show_assessment(ShowAssessment { subject: Subject, instrument: InstrumentId }) -> AssessmentView
        [Verification Assessment Bukti Skor Conflicts]
        = |registry| registry.show_assessment(subject, &instrument);
    ask open_address(OpenAddress { address: String }) -> () = |desk| desk.browse(&address);
    act choose_parameter(ChooseParameter as req) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.choose_parameter(&req);
    act give_input(GiveInput as req) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.give_input(&req);
    act tick_option(TickOption as req) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.tick_option(&req);
    ask work_out(WorkOut { how: Calculation, first: String, second: String }) -> WorkedOutView
        = |desk| Registry::work_out(how.name(), &first, &second);
    read standing(ShowStanding { instrument: InstrumentId }) -> StandingView [Skor Inovasi]
        = |registry| registry.standing(&instrument);
    ask explain_standing(ExplainStanding { instrument: InstrumentId, basis: Basis }) -> ExplainView
        = |registry| registry.explain_standing(&instrument, basis.name());
    read show_findings() -> FindingsView [Findings] = |registry| registry.show_findings(SHOWN_FINDINGS);
    read show_beranda() -> BerandaView
        [Inovasi Assessment Bukti Skor Findings Conflicts Years PerangkatDaerah Verification Rules History]
        = |registry| registry.show_beranda();
    read standing_by_perangkat_daerah() -> BodiesStandingView
        [Inovasi Assessment Bukti Skor Years PerangkatDaerah Verification Rules]
        = |registry| registry.standing_by_perangkat_daerah();
    read standing_of_perangkat_daerah(StandingOfPerangkatDaerah { nama: String }) -> BodyInovasiView
        [Inovasi Assessment Bukti Skor Years PerangkatDaerah Verification Rules]
        = |registry| registry.standing_of_perangkat_daerah(&nama);

    act set_role(SetRole { role: Role }) -> Outcome<RegistryView> as open_registry
        = |registry| registry.set_role(role.name());
    act give_verdict(GiveVerdict as req) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.give_verdict(&req);
    act give_verdicts(GiveVerdicts { subject: Subject, instrument: InstrumentId, seen: Vec<SeenAnswer> })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.give_verdicts(subject, &instrument, Some(&seen));
    act take_verdict_back(TakeVerdictBack { subject: Subject, instrument: InstrumentId, indikator: IndikatorName })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.take_verdict_back(subject, &instrument, &indikator);
    act move_answers(MoveAnswers { subject: Subject, instrument: InstrumentId, to: State, note: String, meant: bool })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.move_answers(subject, &instrument, to.name(), &note, meant);
    act move_many_answers(MoveManyAnswers { selection: Selection, instrument: InstrumentId, to: State, note: String })
        -> Outcome<MoveManyView>
        = |registry| registry.move_many_answers(&selection, &instrument, to.name(), &note);
    read show_verification(VerificationFilter as req) -> VerificationView
        [Verification Inovasi Assessment Bukti Findings Conflicts Years Registry PerangkatDaerah]
        = |registry| registry.show_verification(&req);
    read replay_verdict(ReplayVerdict { subject: Subject, instrument: InstrumentId, indikator: IndikatorName }) -> ReplayView
        [Verification Assessment Bukti]
        = |registry| registry.replay_verdict(subject, &instrument, &indikator);
    ask open_seen(OpenSeen { sha256: String, nama_berkas: String }) -> ()
        = |desk| desk.show(&desk.open()?.open_seen(&sha256, &nama_berkas, &desk.opened()?)?);

    read show_instrument(ShowInstrument { instrument: InstrumentId }) -> InstrumentView [Rules]
        = |registry| registry.show_instrument(&instrument);
    read show_instruments() -> InstrumentsView [Rules Years] = |registry| registry.show_instruments();
    read show_pack(ShowPack { instrument: InstrumentId }) -> PackView [Rules Years]
        = |registry| registry.show_pack(&instrument);
    read show_pack_versions(ShowPackVersions { instrument: InstrumentId }) -> Vec<PackVersionView> [Rules]
        = |registry| registry.show_pack_versions(&instrument);
    read compare_instruments(CompareInstruments { before: InstrumentId, after: InstrumentId }) -> InstrumentCompareView [Rules]
        = |registry| registry.compare_instruments(&before, &after);
    read show_effect(ShowEffect { instrument: InstrumentId }) -> EffectView [Rules Years Skor Inovasi Assessment]
        = |registry| registry.show_effect(&instrument);
    ask inspect_pack(InspectPack { path: Handed }) -> PackLookView = |registry| registry.inspect_pack(&path);
    act import_pack(ImportPack { path: Handed, alasan: String }) -> Outcome<InstrumentsView> as show_instruments
        = |registry| registry.import_pack(&path, &alasan);
    ask inspect_correction(CorrectPack as req) -> PackLookView = |registry| registry.inspect_correction(&req);
    act correct_pack(CorrectPack as req) -> Outcome<InstrumentsView> as show_instruments
        = |registry| registry.correct_pack(&req);
    act remove_pack(RemovePack { instrument: InstrumentId }) -> Outcome<InstrumentsView> as show_instruments
        = |registry| registry.remove_pack(&instrument);
    ask export_pack(ExportPack { instrument: InstrumentId, path: Handed, replace: bool }) -> PackReceipt
        = |registry| registry.export_pack(&instrument, &path, replace);
    ask suggest_pack_path(SuggestPackPath { instrument: InstrumentId }) -> Handed
        = |desk| Ok(desk.handed.hand(desk.open()?.suggest_pack_path(desk.documents(), &instrument)?));
}
bukti {
    work attach_bukti(AttachBukti { subject: Subject, instrument: InstrumentId, indikator: IndikatorName, paths: Vec<Handed> })
        -> Outcome<AssessmentView> as show_assessment
        = |registry, watch| {
            let key = AnswerKey { subject, instrument, indikator };
            registry.attach_bukti(&key, &plain(&paths), &BuktiFacts::default(), watch)
        };
    act edit_bukti(
        EditBukti { subject: Subject, instrument: InstrumentId, bukti: BuktiId, field: BuktiField, value: Option<String> }
    ) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.edit_bukti(subject, &instrument, bukti, field, value.as_deref());
    act clean_bukti(CleanBukti { subject: Subject, instrument: InstrumentId, bukti: Option<BuktiId> })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.clean_bukti(subject, &instrument, bukti);
    act link_bukti(
        LinkBukti { subject: Subject, instrument: InstrumentId, indikator: IndikatorName, bukti: BuktiId, pages: Option<String> }
    ) -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.link_bukti(&AnswerKey { subject, instrument, indikator }, bukti, pages.as_deref());
    act detach_bukti(DetachBukti { subject: Subject, instrument: InstrumentId, indikator: IndikatorName, bukti: BuktiId })
        -> Outcome<AssessmentView> as show_assessment
        = |registry| registry.detach_bukti(&AnswerKey { subject, instrument, indikator }, bukti);
    work look_at_bukti() -> Outcome<RegistryView> as open_registry = |registry, watch| registry.look_at_bukti(watch);
    work mend_bukti(MendBukti { path: Handed }) -> Outcome<MendView>
        = |registry, watch| registry.mend_bukti(&path, watch);
    ask open_bukti(OpenBukti { bukti: BuktiId }) -> ()
        = |desk| desk.show(&desk.open()?.open_bukti(bukti, &desk.opened()?)?);
}
merge {
    act load_example() -> Outcome<RegistryView> as open_registry = |registry| registry.load_example();
    act remove_example() -> Outcome<RegistryView> as open_registry = |registry| registry.remove_example();
    read list_conflicts() -> Vec<ConflictView> [Conflicts] = |registry| registry.list_conflicts();
    act resolve_conflict(ResolveConflict { subject: Subject, field: String, stamp: String })
        -> Outcome<Vec<ConflictView>> as list_conflicts
        = |registry| registry.resolve_conflict(subject, &field, &stamp);
    work create_parcel(CreateParcel { out: Handed, replace: bool }) -> ParcelReceipt
        = |registry, watch| registry.create_parcel(&out, replace, watch);
    ask suggest_parcel_path() -> Handed = |desk| desk.offer("paket", ".prakarsa");
    work accept_parcel(AcceptParcel { path: Handed, dry_run: bool }) -> Outcome<ParcelView>
        = |registry, watch| registry.accept_parcel(&path, dry_run, watch);
    work import_registry(ImportRegistry { path: Handed, dry_run: bool }) -> Outcome<ImportView>
        = |registry, watch| registry.import_registry(&path, dry_run, watch);

    read list_backups() -> BackupsView [History] = |registry| registry.list_backups();
    work make_backup() -> Outcome<BackupsView> as list_backups = |registry, watch| registry.make_backup(watch);
    act set_backup_place(SetBackupPlace {
        /// Absent: nowhere.
        folder: Option<Handed>,
    }) -> Outcome<BackupsView> as list_backups = |registry| registry.set_backup_place(folder.as_deref());
    read look_into_backup(LookIntoBackup { backup: String }) -> BackupLookView [History]
        = |registry| registry.look_into_backup(&backup);
    work restore_backup(RestoreBackup { backup: String }) -> Outcome<BackupRestoredView>
        = |registry, watch| registry.restore_backup(&backup, watch);
    work copy_registry(CopyRegistry {
        /// Name of a backup; absent: as it is now.
        backup: Option<String>,
        out: Handed,
    }) -> RegistryCopyView = |registry, watch| registry.copy_registry(backup.as_deref(), &out, watch);
    ask suggest_copy_path() -> Handed = |desk| desk.offer("salinan", "");

    read show_undo() -> UndoView [History] = |registry| registry.show_undo();
    act undo() -> Outcome<RevertView> as show_undo = |registry| registry.undo();
    act redo() -> Outcome<RevertView> as show_undo = |registry| registry.redo();
    read show_history(ShowHistory { subject: Subject, field: Option<String> }) -> Vec<HistoryView> [History]
        = |registry| registry.show_history(subject, field.as_deref());
    act restore_value(RestoreValue { subject: Subject, field: String, stamp: String })
        -> Outcome<WorksheetView> as show_inovasi
        = |registry| registry.restore_value(subject, &field, &stamp);
}
        } }
    };
}
