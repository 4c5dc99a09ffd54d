//! What the fields mean that rows of [the table](crate::commands!) ask with. A field of
//! one name means the same in every row; what only one row adds stands in that row.

/// Makes `meaning!(field)`, the documentation of a field: a new name gets a row here
/// before the table can use it.
macro_rules! meanings {
    ($($field:ident = $meaning:literal;)*) => {
        #[warn(unused_macro_rules)]
        macro_rules! meaning { $(($field) => { $meaning };)* }
    };
}

meanings! {
    a = "UUID of one of the two.";
    address = "Where on the web: `http` or `https`.";
    after = "Id of the instrument that is compared to.";
    alasan = "Why, for whoever reads it later; never blank.";
    b = "UUID of the other one.";
    backup = "Name of a backup, as the list tells it.";
    basis = "Which of the three skor of an answer counts.";
    before = "Id of the instrument that is compared from.";
    bukti = "UUID of the bukti.";
    closed = "Whether its answers are read-only from now on; false opens it again.";
    code = "The code on a paper, as somebody typed it; None: none is compared.";
    decided = "Whether pairs are told too that somebody has decided about.";
    digest = "Of what stands there, as the screen was told it.";
    document = "Which papers are meant.";
    drop = "UUID of the inovasi that goes out; what the other leaves blank is taken from it.";
    dry_run = "Whether to tell what would change and write nothing.";
    ending = "Ending of the file.";
    entry = "Name of a field of the portal, such as `profil/nama`.";
    example = "Whether the example catalogue is loaded too.";
    field = "Which field; in history by its key, such as `nama` or `tick/…`.";
    figure = "Which figure of the ministry.";
    first = "The first number or date, as it was typed.";
    folder = "A folder on this computer.";
    format = "In which form it is written.";
    growth_note = "What has grown since they were last proposed; empty: nothing is said.";
    header_row = "Number of the row where the header ends; 0: as guessed.";
    how = "How the two become one.";
    id = "Of what the command names: the UUID, of an inovasi its name too; of a job its number.";
    ids = "UUIDs of the inovasi.";
    indikator = "Id or code of the indikator.";
    induk = "UUID of the body it belongs to; absent: to none.";
    instrument = "Whose rules are meant, such as `iga-2026`.";
    jenis = "Id of an option: badan, dinas, kecamatan …; absent: nobody has said.";
    keep = "UUID of the inovasi that stays.";
    keep_old_name = "Whether a name that is replaced is kept among the former ones.";
    kind = "What is to be written: a form or a recap.";
    kode = "Kemendagri code, such as `33.74`.";
    language = "What the sentences inside are written in.";
    meant = "Whoever asks was told what speaks against it, and means it.";
    member = "The member that is added or taken out.";
    most = "No more than this many.";
    nama = "As it was typed; what it names, the command says.";
    nama_berkas = "What the file shown is called; its ending decides which program opens it.";
    note = "What whoever gets them next should know; a return needs it.";
    official = "What is read, and whose its rows are.";
    other = "UUID of the other one.";
    out = "The file to write.";
    page = "The first page that is wanted; 0: the first there is.";
    pages = "Pages that support the answer, such as `3-5`; absent: nobody has said.";
    part = "Name of a part that can be public.";
    path = "Where the file or folder lies on this computer.";
    paths = "Files on this computer, each taken in as one bukti.";
    perangkat_daerah = "Name of the body that runs it, where it is known.";
    person = "Who works here, as history is to name him; never blank.";
    place = "In which place somebody signs.";
    present = "Whether it is to be there; false takes it out.";
    public = "Whether it is public from now on.";
    remind = "Whom to remind, and how.";
    replace = "Whether a file that lies there may be replaced: true only where the person was asked.";
    reveal = "Whether the folder is shown.";
    role = "Who somebody says he is in the work of this copy.";
    say = "What is said of it: sent, or not sent, whatever it costs.";
    second = "The second number or date, as it was typed.";
    seen = "The answers that are accepted, each as the screen showed it.";
    selection = "Which inovasi are meant.";
    sha256 = "Of the bytes, in lower-case hex.";
    sheet = "Name of the sheet; absent: the likeliest.";
    signer = "Who signs there; absent: nobody.";
    snapshot = "UUID of a snapshot.";
    stamp = "Of the change whose value is to stand.";
    state = "What is kept, as the screen wants it back.";
    steps = "Which steps are wanted.";
    subject = "Key of whom it is about: `daerah` or `inovasi:<uuid>`.";
    table = "Which table.";
    text = "As it was typed; empty: nothing.";
    to = "The state that the answers are moved to.";
    untuk = "Whose it is: `daerah` or the UUID of an inovasi.";
    value = "The new value, as it was typed; absent: the field is cleared.";
    verdict = "What was decided about the two; absent: a decision is taken back.";
    workbook = "What is taken, and how its columns are meant.";
    zip = "Whether a zip is meant, or a folder.";
}
