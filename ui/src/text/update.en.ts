import type id from './update.id';

const update: typeof id = {
  title: 'Install an update from a file',
  hint: 'A new version is brought on a stick or in a shared folder. Prakarsa never looks for updates by itself; the signature of the file is checked first.',
  path: 'Update file (.prakarsa-update)',
  filter: 'Update of Prakarsa',
  looking: 'Checking the signature…',
  working: 'Backing up and laying the update ready…',
  versions: (own, offered) => `From version ${own} to ${offered}`,
  key: 'Signed with the key',
  keyHint: 'The Prakarsa that is running trusts this key.',
  size: 'Size of the package',
  news: 'What is new',
  noNews: 'There are no notes.',
  install: 'Back up, then install',
  prepare: 'Back up, then lay ready',
  backedUp: 'What was entered is backed up, and the backup was checked.',
  notBackedUp: 'There was no registry to back up.',
  leaving:
    'The installer was started, and Prakarsa closes. Once it is installed, open Prakarsa from the installer or the Start menu.',
  portable: (path, folder) => [
    'Close Prakarsa.',
    `In the folder that was just shown, right-click ${path}, then Extract all…`,
    `Copy what lies in the extracted folder Prakarsa to ${folder}, and choose Replace the files in the destination. Leave the folder data.`,
    'Open prakarsa-desktop.exe in that folder.',
  ],
  system: (command) => [
    'Close Prakarsa.',
    `The package lies in the folder that was just shown. Install it with the rights of an administrator: ${command}`,
    'Open Prakarsa again.',
  ],
  steps: 'What to do next',
  newerNext: 'Install the update',
};

export default update;
