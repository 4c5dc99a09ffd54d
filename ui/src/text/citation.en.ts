// Words of what published sources say of answers.
import type { CitationWords } from './citation.id';

const citation: CitationWords = {
  title: 'Citations',
  hint: 'What published sources say. Citations explain an answer; only bukti supports a score.',
  keyakinan: { stated: 'The source says so', inferred: 'Inferred, not confirmed' },
  time: {
    inside: 'Within the years that count',
    outside: 'Outside the years that count',
    undated: 'Its year is not told',
  },
  fit: {
    source: 'The form accepts this source itself as bukti; save the page and attach it.',
    obtainable: 'What the form asks for can be had from the service named here.',
    other: 'The form asks for another document; this source only tells of the fact.',
  },
  stands: 'What this answer rests on',
  follows: (parameter) => `Fits parameter ${parameter}`,
  followsOf: (parameter, variant) => `Fits parameter ${parameter}, basis ${variant}`,
  take: (parameter) => `Take parameter ${parameter}`,
  takeOf: (parameter, title) => `Take parameter ${parameter} as cited: ${title}`,
  open: (title) => `Open in the browser: ${title}`,
  document: 'no file yet',
  nomor: (nomor) => `number ${nomor}`,
};

export default citation;
