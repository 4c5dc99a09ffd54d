//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    assessment::instrument::InstrumentCommand,
    bukti::{Attach, Clean, FitArgs},
    inovasi::import::Import,
    merge::{ParcelCommand, backup::BackupCommand},
};

/// Told below `--help`.
const EXITS: &str = "Exit: 0 done · 1 done, with blocking findings · 2 the words of the call are off · 3 refused or \
failed, nothing changed · 4 a bag or an update cannot be judged · 5 done, but work is missing that nobody has confirmed (losses) · \
6 done, but the answer could not be written";

#[derive(Parser)]
#[command(name = "prakarsa", version, about = "Registri inovasi daerah · registry of regional innovations", after_help = EXITS)]
pub struct CommandLine {
    /// Folder of the registry; else PRAKARSA_REGISTRY, else the app's own
    #[arg(long, global = true, value_name = "DIR")]
    pub registry: Option<PathBuf>,
    /// Look at a snapshot instead of today, by its id or name; nothing can be written
    #[arg(long, global = true, value_name = "ID")]
    pub snapshot: Option<String>,
    /// Look at a bundle instead of a registry (zip, folder, or one of its volumes); nothing can be written
    #[arg(long, global = true, value_name = "PATH", conflicts_with = "snapshot")]
    pub bundle: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Sentences in English instead of Indonesian
    #[arg(long, global = true)]
    pub english: bool,
    #[command(subcommand)]
    pub command: Command,
}

impl CommandLine {
    pub fn language(&self) -> registry::text::Language {
        if self.english { registry::text::Language::En } else { registry::text::Language::Id }
    }
}

impl Command {
    /// The file that is read in, if the command reads one.
    pub fn input(&self) -> Option<&PathBuf> {
        match self {
            Self::Import(Import { file, .. }) | Self::Inspect { file } => Some(file),
            Self::Verify { path, .. } => Some(path),
            Self::Update(it) => Some(&it.file),
            Self::Parcel { command: ParcelCommand::Inspect { file } | ParcelCommand::Accept { file, .. } } => {
                Some(file)
            }
            _ => None,
        }
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Make a new registry
    Init {
        /// Name of the regional government, for example "Kota Semarang"
        #[arg(long)]
        pemda: String,
        /// Its Kemendagri code, for example 33.74
        #[arg(long)]
        kode: String,
        /// Who works here; without it history names the account, and verdicts wait for a name
        #[arg(long, default_value = "")]
        person: String,
    },
    /// Load the example catalogue
    Example {
        /// Take it out again instead
        #[arg(long)]
        remove: bool,
    },
    /// List the inovasi
    List {
        #[arg(long, default_value_t = 0)]
        offset: u32,
        #[arg(long)]
        limit: Option<u32>,
        /// Any column of the JSON answer, or touched: last changed here
        #[arg(long, default_value = "")]
        sort: String,
        #[arg(long)]
        descending: bool,
        #[command(flatten)]
        filter: crate::inovasi::filters::Filters,
    },
    /// Count the inovasi by each choice of each filter
    Facets {
        /// Words to look for
        #[arg(default_value = "")]
        text: String,
        #[command(flatten)]
        filter: crate::inovasi::filters::Filters,
    },
    /// Show one inovasi
    Show { id: String },
    /// Search words of names and narratives
    Search { text: String },
    /// Register an inovasi
    Register { nama: String },
    /// Write one field of a profile; an empty value clears it
    Edit {
        id: String,
        field: String,
        /// May begin with a minus, as every koordinat south of the equator does
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Add a member to a set field, or take it out
    Member {
        id: String,
        field: String,
        member: String,
        #[arg(long)]
        remove: bool,
    },
    /// Take an inovasi out of the catalogue (it can be restored)
    Remove { id: String },
    /// Bring a removed inovasi back
    Restore { id: String },
    /// Read a catalogue (.json), a bundle (.zip, folder), a parcel (.prakarsa) or a workbook (any other file with tables) in
    Import(Import),
    /// What a workbook holds and what its columns seem to mean
    Inspect { file: PathBuf },
    /// Write the catalogue: interchange JSON, a form (.xlsx), or a recap (--recap, .csv)
    Export(crate::inovasi::workbook::ExportArgs),
    /// Attach files as bukti; ID may be "daerah"
    Attach(Attach),
    /// Look in a folder for bytes of bukti that are missing here or damaged
    Mend { folder: PathBuf },
    /// Replace photos by copies that do not tell where and whose; ID may be "daerah"
    Clean(Clean),
    /// Choose a parameter; 0 takes the choice back
    Choose(Choose),
    /// Give the number an indikator asks for; ID may be "daerah"
    Input(crate::assessment::input::InputArgs),
    /// Tick what the bukti show; ID may be "daerah"
    Tick(crate::assessment::input::Tick),
    /// The region's own indikator (SPD)
    Daerah {
        #[command(subcommand)]
        command: Daerah,
    },
    /// Score the region
    Score {
        #[arg(long)]
        instrument: Option<String>,
        /// claimed, supported or verified
        #[arg(long, default_value = "claimed", value_parser = ["claimed", "supported", "verified"])]
        basis: String,
    },
    /// Which inovasi to send so that the index is highest
    Best(crate::submission::best::BestArgs),
    /// What to do next, the best first
    Steps(crate::submission::best::StepsArgs),
    /// What is missing or wrong; exit 1 when something blocks a submission
    Findings { id: Option<String> },
    /// Write the submission bundle
    Bundle(crate::submission::bundle::BundleArgs),
    /// Prove a bundle, or any BagIt bag: exit 0 valid, 3 not valid, 4 cannot be judged
    Verify {
        /// The bundle; or a photo of a paper alone, to read its code
        path: PathBuf,
        /// The code on a paper, such as K7M-29Q-XT5, or a photo or scan of that paper (JPG,
        /// PNG): does it belong to this bundle?
        paper: Option<String>,
    },
    /// Exchange with other laptops
    Parcel {
        #[command(subcommand)]
        command: ParcelCommand,
    },
    /// Backups: list, make, look into, put back; and whole copies
    Backup {
        #[command(subcommand)]
        command: BackupCommand,
    },
    /// List the fields with several values
    Conflicts,
    /// End a conflict by choosing the value with a stamp
    Resolve { subject: String, field: String, stamp: String },
    /// Check rows, files and history against each other
    Doctor {
        /// Make anew from history what does not show it, after a backup
        #[arg(long)]
        rebuild: bool,
    },
    /// What was lost, or nearly, and is told with exit 5 until it is confirmed
    Losses {
        /// Say that it has been read
        #[arg(long)]
        confirm: bool,
    },
    /// Take the last act of this copy back
    Undo,
    /// Do again what was taken back last
    Redo,
    /// Every value a field had; all fields when none is named
    History { id: String, field: Option<String> },
    /// Write an earlier value of a field again
    RestoreValue { id: String, field: String, stamp: String },
    /// The years the region can work under
    Years,
    /// Begin, close or open a year
    Year {
        #[command(subcommand)]
        command: Year,
    },
    /// Propose inovasi under an instrument; again needs a growth note
    Propose {
        #[arg(required = true)]
        ids: Vec<String>,
        #[arg(long)]
        instrument: Option<String>,
        /// What has grown since it was last proposed
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take inovasi out of those proposed under an instrument
    Withdraw {
        #[arg(required = true)]
        ids: Vec<String>,
        #[arg(long)]
        instrument: Option<String>,
    },
    /// One inovasi in two years, side by side
    Compare { id: String, before: String, after: String },
    /// Penghargaan of the region (ID `daerah`) and of inovasi
    Penghargaan {
        #[command(subcommand)]
        command: PenghargaanCommand,
    },
    /// The list of perangkat daerah
    PerangkatDaerah {
        #[command(subcommand)]
        command: PerangkatDaerahCommand,
    },
    /// Rules of awards: what they say, what they change, taking them in
    Instrument {
        #[command(subcommand)]
        command: InstrumentCommand,
    },
    /// Entering into the portal by hand: what goes where, what is done, by whom
    Portal {
        #[command(subcommand)]
        command: crate::submission::portal::PortalCommand,
    },
    #[command(flatten)]
    Sending(crate::submission::snapshot::Sending),
    #[command(flatten)]
    Verification(crate::assessment::verification::Verification),
    /// Write papers as PDF, DOCX or XLSX: reports, recaps, letters
    Report(crate::submission::document::ReportArgs),
    /// The public catalogue: a folder of pages, or what of an inovasi is public
    Publish(crate::submission::publish::PublishArgs),
    /// Messages to perangkat daerah: what is open, until when, what it is worth
    Remind(crate::submission::remind::RemindArgs),
    /// The office's paper: letterhead, coat of arms, signers
    Office {
        #[command(subcommand)]
        command: crate::submission::document::OfficeCommand,
    },
    /// Forms of papers: copied out, changed, given back
    Template {
        #[command(subcommand)]
        command: crate::submission::template::TemplateCommand,
    },
    /// What the ministry made of a year: figures typed, or read from the portal's export
    Official {
        #[command(subcommand)]
        command: crate::submission::official::OfficialCommand,
    },
    /// Find regions of Indonesia by name or code
    Wilayah { text: String },
    /// Make a copy of a scan or photo that the portal takes: a PDF below a size
    Fit(FitArgs),
    /// Where and when a photo was taken, and whose it is
    Photo { file: PathBuf },
    /// Renew the program from a signed file: check it, back up, lay its package ready
    Update(crate::update::UpdateArgs),
}

#[derive(Subcommand)]
pub enum Year {
    /// Work under this instrument from now on; the year before becomes read-only
    Begin { instrument: String },
    /// Make the answers of a year read-only
    Close { instrument: String },
    /// Open a closed year again
    Open { instrument: String },
}

#[derive(Subcommand)]
pub enum PenghargaanCommand {
    /// All, or those of one inovasi or of `daerah`
    List { id: Option<String> },
    /// Record one; only its name is needed
    Add { id: String, nama: String },
    /// Write one field; an empty value clears it
    Edit { penghargaan: String, field: String, value: String },
    /// Take one out
    Remove { penghargaan: String },
}

#[derive(Subcommand)]
pub enum PerangkatDaerahCommand {
    /// The list, and the names inovasi use that it does not know
    List,
    /// Put a body on the list
    Add {
        nama: String,
        #[arg(long)]
        jenis: Option<String>,
        /// Id of the body it belongs to
        #[arg(long)]
        induk: Option<String>,
    },
    /// Write one field; a changed name keeps the old one unless told otherwise
    Edit {
        id: String,
        field: String,
        value: String,
        /// Do not keep the old name
        #[arg(long)]
        forget: bool,
    },
    /// Put names that inovasi use on the list; all when none is given
    Adopt { nama: Vec<String> },
    /// Take a body off the list
    Remove { id: String },
}

#[derive(Args)]
pub struct Choose {
    pub id: String,
    #[command(flatten)]
    pub choice: ChoiceArgs,
}

#[derive(Args)]
pub struct ChoiceArgs {
    /// Id or code of the indikator
    pub indikator: String,
    pub parameter: u8,
    /// Measuring basis, where there are several
    #[arg(long)]
    pub variant: Option<String>,
    #[arg(long)]
    pub instrument: Option<String>,
}

#[derive(Subcommand)]
pub enum Daerah {
    /// Choose a parameter; 0 takes the choice back
    Choose(ChoiceArgs),
    /// Show the answers
    Show {
        #[arg(long)]
        instrument: Option<String>,
    },
}
