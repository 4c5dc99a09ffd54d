//! The rows of the table that are about sending, in the words of `table.rs`.

/// Puts the rows of sending behind all others, and hands the whole to a macro.
#[doc(hidden)]
#[macro_export]
macro_rules! with_submission {
    ($with:ident { $($before:tt)* }) => {
        $with! {
$($before)*
submission {
    work export_bundle(ExportBundle as req) -> Outcome<BundleReceipt>
        = |registry, watch| registry.export_bundle(&req, watch);
    ask suggest_bundle_path(SuggestBundlePath { zip: bool }) -> Handed
        = |desk| desk.offer("bundel", if zip { ".zip" } else { "" });
    work verify_bundle(VerifyBundle { path: Handed, code: Option<String> }) -> VerifyView
        = |desk, watch| Registry::verify_bundle(&path, code.as_deref(), watch);
    work look_into_bundle(LookIntoBundle { path: Handed }) -> Outcome<RegistryView> as open_registry
        = |desk, watch| desk.look_into_bundle(&path, watch);
    ask read_paper(ReadPaper { path: Handed }) -> PaperCodeView
        = |desk| Registry::read_paper(&path);

    read show_submission() -> SubmissionView
        [Submission Registry Years Inovasi Assessment Bukti Skor Findings Verification Rules]
        = |registry| registry.show_submission();
    work keep_snapshot(KeepSnapshot { nama: String }) -> Outcome<SubmissionView> as show_submission
        = |registry, watch| registry.keep_snapshot(&nama, watch);
    work send_submission(SendSubmission as req) -> Outcome<SubmissionView> as show_submission
        = |registry, watch| registry.send_submission(&req, watch);
    act edit_snapshot(EditSnapshot { snapshot: SnapshotId, field: SnapshotField, value: Option<String> })
        -> Outcome<SubmissionView> as show_submission
        = |registry| registry.edit_snapshot(snapshot, field, value.as_deref());
    act reopen_submission(ReopenSubmission { alasan: String }) -> Outcome<SubmissionView> as show_submission
        = |registry| registry.reopen_submission(&alasan);
    work compare_snapshots(CompareSnapshots {
        snapshot: SnapshotId,
        /// The other one; absent: today.
        other: Option<SnapshotId>,
    }) -> SnapshotCompareView = |registry, watch| registry.compare_snapshots(snapshot, other, watch);
    work export_snapshot(ExportSnapshot { snapshot: SnapshotId, out: Handed, zip: bool, replace: bool })
        -> Outcome<BundleReceipt>
        = |registry, watch| registry.export_snapshot(snapshot, &out.display().to_string(), zip, replace, watch);
    act look_into_snapshot(LookIntoSnapshot {
        /// Absent: back to today.
        snapshot: Option<SnapshotId>,
    }) -> Outcome<RegistryView> as open_registry = |desk| desk.look_into_snapshot(snapshot);

    read show_portal() -> PortalView [Portal Submission Registry Years Inovasi Assessment Bukti Rules]
        = |registry| registry.show_portal();
    read show_portal_subject(ShowPortalSubject { subject: Subject }) -> PortalSubjectView
        [Portal Registry Years Inovasi Assessment Bukti Rules]
        = |registry| registry.show_portal_subject(subject);
    act tick_portal(TickPortal {
        subject: Subject,
        entry: String,
        /// Of what was copied; absent: as it stands now.
        digest: Option<String>,
    }) -> Outcome<PortalSubjectView> as show_portal_subject
        = |registry| registry.tick_portal(subject, &entry, digest.as_deref());
    act reopen_portal(ReopenPortal { subject: Subject, entry: String }) -> Outcome<PortalSubjectView>
        as show_portal_subject = |registry| registry.reopen_portal(subject, &entry);
    act skip_portal(SkipPortal { subject: Subject, entry: String, alasan: String }) -> Outcome<PortalSubjectView>
        as show_portal_subject = |registry| registry.skip_portal(subject, &entry, &alasan);
    act turn_portal(TurnPortal {
        subject: Subject,
        /// Absent: nobody any more.
        person: Option<String>,
    }) -> Outcome<PortalSubjectView> as show_portal_subject
        = |registry| registry.turn_portal(subject, person.as_deref());
    ask hand_out_bukti(HandOutBukti {
        bukti: BuktiId,
        /// Where it lies is answered all the same.
        reveal: bool,
    }) -> Handed = |desk| desk.hand_out(&desk.open()?.open_bukti(bukti, &desk.opened()?)?, reveal);
    ask drag_out(DragOut {
        /// Of a copy that was handed out.
        path: Handed,
    }) -> () = |desk| desk.drag_out(&path);
    work fit_bukti(FitBukti { bukti: BuktiId, indikator: IndikatorName, reveal: bool }) -> FittedView = |desk, watch| {
        let (copy, view) = desk.open()?.fit_bukti(bukti, &indikator, &desk.opened()?, watch)?;
        desk.hand_out(&copy, reveal)?;
        Ok(view)
    };

    read show_best_set(ShowBestSet { instrument: InstrumentId, basis: Basis }) -> BestView
        [Inovasi Assessment Bukti Skor Years Verification Rules Pins]
        = |registry| registry.show_best_set(&instrument, basis.name());
    ask explain_best_set(ExplainBestSet { instrument: InstrumentId, basis: Basis }) -> ExplainView
        = |registry| registry.explain_best_set(&instrument, basis.name());
    act pin_inovasi(PinInovasi {
        id: InovasiId,
        /// Absent: left to the reckoning.
        say: Option<BestPin>,
        instrument: InstrumentId,
        basis: Basis,
    }) -> Outcome<BestView> as show_best_set = |registry| registry.pin_inovasi(id, say, &instrument, basis.name());
    act release_pins(ReleasePins { instrument: InstrumentId, basis: Basis }) -> Outcome<BestView> as show_best_set
        = |registry| registry.release_pins(&instrument, basis.name());
    act apply_best(BestSet as req) -> Outcome<BestView> as show_best_set = |registry| registry.apply_best(&req);

    read next_steps(NextSteps as req) -> StepsView
        [Inovasi Assessment Bukti Skor Years PerangkatDaerah Verification Rules]
        = |registry| registry.next_steps(&req);
    ask export_steps(ExportSteps { steps: NextSteps, out: Handed, replace: bool, language: Language }) -> StepsReceipt
        = |registry| registry.export_steps(&steps, &out, replace, language);
    ask suggest_steps_path() -> Handed = |desk| desk.offer("langkah", ".csv");

    read remind(Remind as req) -> RemindersView
        [Registry Inovasi Assessment Bukti Skor Years PerangkatDaerah Verification Rules]
        = |registry| registry.remind(&req);
    ask export_reminders(ExportReminders { remind: Remind, out: Handed, replace: bool }) -> RemindersReceipt
        = |registry| registry.export_reminders(&remind, &out, replace);
    ask suggest_reminders_path() -> Handed = |desk| desk.offer("pengingat", ".txt");

    work export_table(ExportTable as req) -> TableReceipt = |registry, watch| registry.export_table(&req, watch);
    ask suggest_table_path(SuggestTablePath { table: TableKind }) -> Handed = |desk| desk.offer(table.file(), ".csv");
    read show_publication() -> PublicationView
        [Office Registry Inovasi Assessment Years Rules]
        = |registry| registry.show_publication();
    act set_public(SetPublic { part: String, public: bool }) -> Outcome<PublicationView> as show_publication
        = |registry| registry.set_public(&part, public);
    work publish(Publish as req) -> PublishReceipt = |registry, watch| registry.publish(&req, watch);
    ask suggest_publish_path() -> Handed = |desk| desk.offer("katalog", "");

    read list_documents() -> DocumentsView [Inovasi PerangkatDaerah Years Office] = |registry| registry.list_documents();
    ask preview_document(PreviewDocument { document: DocumentRequest, page: u32, most: u32 }) -> DocumentPreview
        = |registry| registry.preview_document(&document, page, most);
    work write_documents(WriteDocuments as req) -> DocumentsReceipt
        = |registry, watch| registry.write_documents(&req, watch);
    ask suggest_document_path(SuggestDocumentPath { document: DocumentRequest, format: DocumentFormat }) -> Handed
        = |desk| Ok(desk.handed.hand(desk.open()?.suggest_document_path(desk.documents(), &document, format)?));
    ask copy_template(CopyTemplate { kind: DocumentKind, format: DocumentFormat, out: Handed, replace: bool }) -> TemplateReceipt
        = |registry| registry.copy_template(kind, format, &out, replace);
    ask suggest_template_path(SuggestTemplatePath { kind: DocumentKind, format: DocumentFormat }) -> Handed
        = |desk| Ok(desk.handed.hand(desk.open()?.suggest_template_path(desk.documents(), kind, format)));
    ask check_template(CheckTemplate { path: Handed }) -> TemplateCheckView
        = |desk| Registry::check_template(&path);
    act give_template(GiveTemplate { kind: DocumentKind, path: Handed }) -> Outcome<DocumentsView> as list_documents
        = |registry| registry.give_template(kind, &path);
    act remove_template(RemoveTemplate { kind: DocumentKind, format: DocumentFormat }) -> Outcome<DocumentsView>
        as list_documents = |registry| registry.remove_template(kind, format);
    read show_office() -> OfficeView [Office PerangkatDaerah] = |registry| registry.show_office();
    act edit_office(EditOffice { field: OfficeField, value: Option<String> }) -> Outcome<OfficeView> as show_office
        = |registry| registry.edit_office(field, value.as_deref());
    act set_office_logo(SetOfficeLogo { path: Handed }) -> Outcome<OfficeView> as show_office
        = |registry| registry.set_office_logo(&path);
    act set_signer(SetSigner { subject: Subject, place: SignerRole, signer: Option<Signer> })
        -> Outcome<OfficeView> as show_office
        = |registry| registry.set_signer(subject, place, signer.as_ref());

    read show_official(ShowOfficial {
        /// Absent: the year that is worked under.
        instrument: Option<InstrumentId>,
    }) -> OfficialView [Official Inovasi Assessment Bukti Skor Years Verification Rules]
        = |registry| registry.show_official(instrument.as_deref());
    read show_official_detail(ShowOfficialDetail { id: InovasiId, instrument: InstrumentId }) -> OfficialDetailView
        [Official Inovasi Assessment Rules] = |registry| registry.show_official_detail(id, &instrument);
    act set_official(SetOfficial {
        subject: Subject,
        instrument: InstrumentId,
        figure: OfficialFigure,
        value: Option<String>,
    }) -> Outcome<OfficialView> as show_official
        = |registry| registry.set_official(subject, &instrument, figure, value.as_deref());
    act set_official_parameter(SetOfficialParameter {
        id: InovasiId,
        instrument: InstrumentId,
        indikator: IndikatorId,
        value: Option<String>,
    }) -> Outcome<OfficialDetailView> as show_official_detail
        = |registry| registry.set_official_parameter(Subject::Inovasi(id), &instrument, &indikator, value.as_deref());
    work import_official(ImportOfficialFile { official: ImportOfficial, dry_run: bool }) -> Outcome<OfficialImportView>
        = |registry, watch| registry.import_official(&official, dry_run, watch);

    ask simulate(Simulate as req) -> SimulationView = |registry| registry.simulate(&req);
    read show_scenarios() -> ScenariosView [] = |registry| registry.show_scenarios();
    act keep_scenario(KeepScenario { nama: String, state: Simulate }) -> Outcome<ScenariosView> as show_scenarios
        = |registry| registry.keep_scenario(&nama, &state);
    act remove_scenario(RemoveScenario { nama: String }) -> Outcome<ScenariosView> as show_scenarios
        = |registry| registry.remove_scenario(&nama);
    act apply_scenario(Simulate as req) -> Outcome<AppliedView> = |registry| registry.apply_scenario(&req);
}
        }
    };
}
