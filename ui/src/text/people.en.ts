import type id from './people.id';

const remind: typeof id.remind = {
  title: 'Reminders',
  lead: 'A short message for each perangkat daerah: what is open, until when, and what it is worth. Copy it and paste it into WhatsApp or e-mail.',
  channel: 'Form of the message',
  whatsapp: 'WhatsApp',
  email: 'E-mail',
  batas: 'Deadline of the office',
  batasHint: 'Leave it empty to use the end of the stage in the kalender.',
  stage: (tahap: string, sampai: string) => `Kalender: ${tahap} ends ${sampai}.`,
  noStage:
    'The kalender holds no end of a stage that is still ahead. Without a deadline of the office the message names no date.',
  copy: 'Copy',
  copied: 'Copied',
  copySubject: 'Copy the subject',
  copyAll: (n: string) => `Copy all (${n})`,
  copyFailed: 'The system does not allow copying. Select the text of the message and press Ctrl C.',
  counts: (inovasi: string, open: string) => `${inovasi} inovasi, ${open} things open`,
  gain: (gain: string) => `up to +${gain} points of the IID`,
  done: 'complete',
  without: (n: string) => `${n} inovasi name no perangkat daerah and are in no message.`,
  none: 'No proposed inovasi names its perangkat daerah yet. Fill it in on the profile first.',
  export: 'Save all…',
  exportTitle: 'Save all reminders',
  exportHint: 'A .txt file to read and copy from, or a .csv with names and messages to send in bulk.',
  path: 'Saved to',
  save: 'Save',
  saving: 'Saving…',
  saved: (n: string, path: string) => `${n} reminders saved in ${path}`,
};

const publish: typeof id.publish = {
  title: 'Public catalogue',
  lead: 'Web pages about the inovasi of the region, ready to be put online: a list, a map, a page each, and open data. Only what you tick is published.',
  parts: 'What the public may see',
  partsHint: 'This choice is the office\u2019s and travels in parcels. New parts stay hidden until they are ticked.',
  always: 'The name of an inovasi is always published. Notes of the office never are.',
  filled: (n: string) => `filled in for ${n} inovasi`,
  unusual: 'usually hidden',
  write: 'Publish the catalogue',
  writeHint: 'Upload the content of this folder to the site of the office. This program sends nothing.',
  proposed: (n: string) => `Only inovasi proposed this year (${n})`,
  replace: 'Replace an earlier catalogue in that folder',
  preview: (n: string) => `${n} inovasi will be published.`,
  path: 'Written to the folder',
  start: 'Publish',
  writing: 'Writing the catalogue…',
  written: (n: string, points: string, size: string) => `${n} inovasi published, ${points} points on the map, ${size}.`,
};

const table: typeof id.table = {
  title: 'CSV tables',
  hint: 'One table of the year at hand, for any spreadsheet.',
  which: 'Table',
  kinds: {
    scores: 'Scores of region and inovasi',
    answers: 'Answers to each indikator',
    findings: 'Findings',
    official: 'Official results',
    bukti: 'List of bukti',
    steps: 'Next steps',
  },
  path: 'Saved to',
  start: 'Save CSV',
  writing: 'Saving…',
  written: (n: string) => `${n} rows saved.`,
};

export default { remind, publish, table };
