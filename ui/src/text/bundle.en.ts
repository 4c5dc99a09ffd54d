// Words of what a bundle can be, of its code, and of taking one in, in English.
import type id from './bundle.id';

const bundle: typeof id = {
  options: 'More choices',
  forAssessor: 'For an assessor',
  forAssessorHint: 'Without findings, remarks of verifiers, and their names.',
  withTraces: 'Leave place and photographer in photos',
  withTracesHint: 'Otherwise photos go in as clean copies; the picture stays the same.',
  portalCopies: 'With portal copies',
  portalCopiesHint:
    'For each file that the portal would refuse by its type or size. The files themselves stay as they are. Takes longer.',
  copies: (n: string) => `Portal copies: ${n}.`,
  unfitted: (n: string) => `Of ${n} files no copy can be made; the list of gaps says why.`,
  reports: 'With the report of each inovasi as PDF',
  reportsHint: 'One report in each folder, and all of them in one book. Takes longer.',
  volume: 'Split into volumes',
  volumeHint: 'For media or mail with a limit: each volume can be proved by itself.',
  volumeMb: 'Size of each volume (MB)',
  volumes: (n) => `${n} volumes`,
  code: 'Code of the bundle',
  codeHint: 'The beginning of the fingerprint below, for people to type.',
  paperCode: 'Code or fingerprint on a paper, if any',
  paperCodeHint:
    'Nine letters and digits, such as K7M-29Q-XT5, or the 64 below them; best a photo or scan of the paper (JPG, PNG).',
  paperPhoto: 'Read from a photo…',
  paperDrop: 'Drop a photo of the paper, or the bundle, here.',
  paperRead: (code) => `Read from the photo: ${code}. Compare it with the paper, then check the bundle.`,
  paired: 'Valid: this is the bundle that was sent with that paper',
  unpaired:
    'Whoever changes what is inside can seal it again. That this is the bundle which was sent is proved only by the signed paper: read its QR code from a photo, or type its code above, and check again.',
  codeFits: 'Paper and bundle belong together.',
  fingerprintFits:
    'Paper and bundle belong together by the whole fingerprint: no file can be exchanged without being noticed.',
  byCode:
    'Nine signs tell a bundle that was mixed up or changed. Whoever takes the pains to work out another bundle with the same code is not found out by them: to be sure of that, check with a photo of the QR code on the paper, or with the fingerprint of 64 signs beside it.',
  importZip: 'Choose a bundle (ZIP)…',
  look: 'Look inside',
  lookHint: 'Opens it like a registry that can only be read; nothing of it gets into yours.',
  looking: 'Opening the bundle',
  banner: (nama, date) => `Bundle "${nama}", dated ${date}. It can only be read.`,
  missing: (n) => `${n} files of bukti are named in it and not brought by it.`,
  otherRules: (instrument, told, found) =>
    `This bundle says that its claimed index is ${told}; by the rules of ${instrument} in this program it comes to ${found}. The bundle was reckoned by other rules, perhaps corrected by its region, and does not bring them: figures here are by the rules of this program, the original ones stand in BUKA-INI.html.`,
  take: 'Take into this registry…',
  back: 'Go back',
  importFolder: 'Choose the folder of a bundle…',
};

export default bundle;
