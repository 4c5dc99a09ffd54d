//! Everything a person can do to a registry: a closed list. The name goes into
//! history; the topics tell open screens what may have changed.

use crate::view::Topic;

/// A user act that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    StartRegistry,
    LoadExample,
    RemoveExample,
    SetPerson,
    RegisterInovasi,
    EditInovasi,
    RemoveInovasi,
    RestoreInovasi,
    ChooseParameter,
    AttachBukti,
    EditBukti,
    LinkBukti,
    DetachBukti,
    ResolveConflict,
    ImportRegistry,
    AcceptParcel,
}

impl Op {
    /// The name in history: the method's own.
    pub fn name(self) -> &'static str {
        match self {
            Op::StartRegistry => "start_registry",
            Op::LoadExample => "load_example",
            Op::RemoveExample => "remove_example",
            Op::SetPerson => "set_person",
            Op::RegisterInovasi => "register_inovasi",
            Op::EditInovasi => "edit_inovasi",
            Op::RemoveInovasi => "remove_inovasi",
            Op::RestoreInovasi => "restore_inovasi",
            Op::ChooseParameter => "choose_parameter",
            Op::AttachBukti => "attach_bukti",
            Op::EditBukti => "edit_bukti",
            Op::LinkBukti => "link_bukti",
            Op::DetachBukti => "detach_bukti",
            Op::ResolveConflict => "resolve_conflict",
            Op::ImportRegistry => "import_registry",
            Op::AcceptParcel => "accept_parcel",
        }
    }

    /// What else may show what this act changed.
    pub fn touched(self) -> Vec<Topic> {
        use Topic::*;
        match self {
            Op::StartRegistry
            | Op::LoadExample
            | Op::RemoveExample
            | Op::ResolveConflict
            | Op::ImportRegistry
            | Op::AcceptParcel => vec![Inovasi, Assessment, Bukti, Skor, Findings, Conflicts, Registry],
            Op::SetPerson => vec![Registry],
            Op::RegisterInovasi | Op::RemoveInovasi | Op::RestoreInovasi => {
                vec![Inovasi, Skor, Findings, Registry]
            }
            Op::EditInovasi => vec![Inovasi, Skor, Findings, Conflicts],
            Op::ChooseParameter => vec![Inovasi, Assessment, Skor, Findings, Conflicts],
            Op::AttachBukti | Op::LinkBukti | Op::DetachBukti => {
                vec![Inovasi, Assessment, Bukti, Skor, Findings]
            }
            Op::EditBukti => vec![Assessment, Bukti, Findings, Conflicts],
        }
    }
}
