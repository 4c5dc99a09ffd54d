// The English of jobs.id.ts.
import type { JobWords } from './jobs.id';

const jobs: JobWords = {
  label: 'Work under way',
  n: (n) => `${n} under way`,
  none: 'All work has ended.',
  kind: {
    run_doctor: 'Checking the data',
    install_update: 'Laying the update ready',
    rebuild_tables: 'Showing history anew',
    attach_penghargaan: 'Attaching bukti of a penghargaan',
    import_workbook: 'Importing a workbook',
    export_workbook: 'Writing a workbook',
    look_at_bukti: 'Looking at the files of bukti',
    mend_bukti: 'Looking for missing files',
    fit_bukti: 'Making a portal copy',
    attach_bukti: 'Attaching bukti',
    create_parcel: 'Making a parcel',
    accept_parcel: 'Accepting a parcel',
    import_registry: 'Importing data',
    export_bundle: 'Writing the bundle',
    verify_bundle: 'Checking a bundle',
    look_into_bundle: 'Opening a bundle',
    import_official: 'Taking the portal’s export in',
    publish: 'Writing the public catalogue',
    export_table: 'Writing a CSV table',
    write_documents: 'Writing papers',
    keep_snapshot: 'Keeping a snapshot',
    send_submission: 'Recording the sending',
    compare_snapshots: 'Comparing snapshots',
    export_snapshot: 'Writing the bundle of a snapshot',
    make_backup: 'Making a backup',
    restore_backup: 'Putting a backup back',
    copy_registry: 'Copying the registry',
  },
};

export default jobs;
