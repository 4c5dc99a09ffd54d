//! Everything a person can do to a registry: a closed list. The name goes into
//! history; the topics tell open screens what may have changed.

use domain::named;

use crate::view::Topic;

macro_rules! ops {
    ($($variant:ident $name:literal: $($topic:ident)*;)*) => {
        named! {
            /// A user act that writes. The name in history: the method's own.
            #[allow(missing_docs, reason = "the methods tell what each one does")]
            pub enum Op { $($variant = $name),* }
        }

        impl Op {
            /// What else may show what this act changed. Every act can be taken
            /// back, so that is always among it.
            pub fn touched(self) -> Vec<Topic> {
                match self { $(Op::$variant => vec![$(Topic::$topic,)* Topic::History]),* }
            }
        }
    };
}

ops! {
    StartRegistry "start_registry": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    LoadExample "load_example": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    RemoveExample "remove_example": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    SetPerson "set_person": Registry;
    ConfirmLosses "confirm_losses": Registry;
    RegisterInovasi "register_inovasi": Inovasi Skor Findings Registry PerangkatDaerah;
    EditInovasi "edit_inovasi": Inovasi Skor Findings Conflicts Penghargaan PerangkatDaerah Verification;
    EditManyInovasi "edit_many_inovasi": Inovasi Skor Findings Conflicts Registry PerangkatDaerah;
    RemoveInovasi "remove_inovasi": Inovasi Skor Findings Registry PerangkatDaerah;
    RestoreInovasi "restore_inovasi": Inovasi Skor Findings Registry PerangkatDaerah;
    CombineInovasi "combine_inovasi": Inovasi Assessment Bukti Skor Findings Conflicts Registry Penghargaan PerangkatDaerah;
    DecideDuplicate "decide_duplicate": Inovasi Findings;
    ChooseParameter "choose_parameter": Inovasi Assessment Skor Findings Conflicts Verification;
    GiveInput "give_input": Inovasi Assessment Skor Findings Conflicts Verification;
    TickOption "tick_option": Inovasi Assessment Skor Findings Conflicts Verification;
    GiveVerdict "give_verdict": Inovasi Assessment Skor Findings Verification;
    GiveVerdicts "give_verdicts": Inovasi Assessment Skor Findings Verification;
    TakeVerdictBack "take_verdict_back": Inovasi Assessment Skor Findings Verification;
    MoveAnswers "move_answers": Inovasi Assessment Findings Verification;
    SetRole "set_role": Registry Verification;
    ImportPack "import_pack": Inovasi Assessment Skor Findings Registry Years Rules;
    CorrectPack "correct_pack": Inovasi Assessment Skor Findings Registry Years Rules;
    RemovePack "remove_pack": Inovasi Assessment Skor Findings Registry Years Rules;
    KeepScenario "keep_scenario":;
    ApplyScenario "apply_scenario": Inovasi Assessment Skor Findings Registry Years;
    AcceptReview "accept_review": Assessment Findings;
    AttachBukti "attach_bukti": Inovasi Assessment Bukti Skor Findings Penghargaan Verification;
    EditBukti "edit_bukti": Assessment Bukti Skor Findings Conflicts Penghargaan Verification;
    CleanBukti "clean_bukti": Inovasi Assessment Bukti Skor Findings Conflicts Penghargaan Verification;
    LinkBukti "link_bukti": Inovasi Assessment Bukti Skor Findings Verification;
    DetachBukti "detach_bukti": Inovasi Assessment Bukti Skor Findings Penghargaan Verification;
    LookAtBukti "look_at_bukti": Inovasi Assessment Bukti Skor Findings Registry Penghargaan Verification;
    MendBukti "mend_bukti": Inovasi Assessment Bukti Skor Findings Penghargaan Verification Submission;
    ResolveConflict "resolve_conflict": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    ImportRegistry "import_registry": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    ImportWorkbook "import_workbook": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    AcceptParcel "accept_parcel": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    BeginYear "begin_year": Inovasi Assessment Skor Findings Registry Years;
    CloseYear "close_year": Inovasi Assessment Registry Years;
    ProposeInovasi "propose_inovasi": Inovasi Assessment Skor Findings Registry Years;
    WithdrawInovasi "withdraw_inovasi": Inovasi Skor Findings Registry Years;
    KeepSnapshot "keep_snapshot": Submission;
    EditSnapshot "edit_snapshot": Submission Findings;
    SendSubmission "send_submission": Inovasi Assessment Findings Registry Years Submission;
    ReopenSubmission "reopen_submission": Inovasi Assessment Findings Registry Years Submission;
    TickPortal "tick_portal": Inovasi Portal;
    ReopenPortal "reopen_portal": Inovasi Portal;
    SkipPortal "skip_portal": Inovasi Portal;
    TurnPortal "turn_portal": Inovasi Portal;
    ApplyBest "apply_best": Inovasi Assessment Skor Findings Registry Years;
    PinInovasi "pin_inovasi": Pins;
    RegisterPenghargaan "register_penghargaan": Penghargaan;
    EditPenghargaan "edit_penghargaan": Penghargaan;
    RemovePenghargaan "remove_penghargaan": Penghargaan;
    RegisterPerangkatDaerah "register_perangkat_daerah": PerangkatDaerah Inovasi Findings;
    EditPerangkatDaerah "edit_perangkat_daerah": PerangkatDaerah Inovasi Findings;
    RemovePerangkatDaerah "remove_perangkat_daerah": PerangkatDaerah Inovasi Findings;
    RestoreValue "restore_value": Inovasi Assessment Skor Findings Conflicts PerangkatDaerah;
    KeepNote "keep_note":;
    KeepSavedView "keep_saved_view":;
    MakeBackup "make_backup": Registry;
    RebuildTables "rebuild_tables": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    SetBackupPlace "set_backup_place": Registry;
    RestoreBackup "restore_backup": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    EditOffice "edit_office": Office;
    SetSigner "set_signer": Office;
    GiveTemplate "give_template": Office;
    RemoveTemplate "remove_template": Office;
    SetOfficial "set_official": Inovasi Skor Official;
    SetOfficialParameter "set_official_parameter": Inovasi Assessment Official;
    ImportOfficial "import_official": Inovasi Skor Findings Official;
    Undo "undo": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
    Redo "redo": Inovasi Assessment Bukti Skor Findings Conflicts Registry Years Penghargaan PerangkatDaerah Verification Rules Office Submission Official Portal;
}

/// Acts that are not taken back: without the first there is no registry.
pub(crate) const FIXED: [&str; 1] = ["start_registry"];
