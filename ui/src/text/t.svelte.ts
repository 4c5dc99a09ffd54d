// Access to every sentence, and numbers and dates as officers write them.
import type { ArgView } from '../ipc/bindings';
import en from './en';
import id, { type Words } from './id';
import messages from './messages.json';

export type Language = 'id' | 'en';
type Message = Record<Language, string>;

const known: Record<string, Message> = messages;
const locales: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

let chosen = $state<Language>('id');

export function language(): Language {
  return chosen;
}

/** Switches every sentence on screen; also told to screen readers by `lang`. */
export function speak(next: Language): void {
  chosen = next;
  document.documentElement.lang = next;
}

/** The words of the current language. */
export function t(): Words {
  return chosen === 'id' ? id : en;
}

/** Whether messages.json has a sentence for this key. */
export function isWord(key: string): key is keyof typeof messages {
  return key in known;
}

/** A sentence of a closed list with its `{name}` places filled: one that is missing does not compile. */
export function say(key: keyof typeof messages, args: ArgView[] = []): string {
  return filled(messages[key][chosen], args);
}

function filled(sentence: string, args: ArgView[]): string {
  // A sentence in a sentence, of the same values.
  const inner = (key: string, value: string) => filled(known[`${key}.${value}`]?.[chosen] ?? value, args);
  const values = new Map(
    args.map(({ name, value }) => {
      if (name === 'fault') return [name, inner('template_fault', value)];
      return [name, name === 'unfitted' ? inner(name, value) : shown(name, value)];
    }),
  );
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => values.get(name) ?? place);
}

function shown(name: string, value: string): string {
  if ((name === 'cause' || name === 'detail') && value) return known[`cause.${value}`]?.[chosen] ?? `“${value}”`;
  if (name === 'jenis_dokumen') return value.split(', ').map(jenisDokumen).join(t().unit.list);
  // What was rubbed out, or never had one.
  if (name === 'what' && !value) return known['value.nameless']?.[chosen] ?? value;
  if (name === 'kind') return known[`document.${value}`]?.[chosen] ?? value;
  if (name === 'bytes' || name.startsWith('bytes_')) return size(Number(value));
  return /^\d{4}-\d\d-\d\dT/.test(value) ? moment(value) : value;
}

/** The name of a kind of document; an id of a newer list is shown itself. */
export function jenisDokumen(id: string): string {
  return known[`jenis_dokumen.${id}`]?.[chosen] ?? id;
}

/** Whether open text, such as a key of history, is one of a closed list that has words. */
export function isKey<K extends string>(words: Record<K, string>, key: string): key is K {
  return Object.hasOwn(words, key);
}

/** `"71.42"` as `71,42`; texts that are no number pass through. What cannot be computed says so. */
export function decimal(value: string | null, language: Language = chosen): string {
  if (value === null) return t().skor.unknown;
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const places = value.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(Number(value));
}

/** A weight: no decimals where it has none (`3.00` as `3`). */
export function plain(value: string | null): string {
  return decimal(value?.includes('.') ? value.replace(/\.?0+$/, '') : value);
}

export function count(n: number | null): string {
  return new Intl.NumberFormat(locales[chosen]).format(n ?? 0);
}

/** ISO dates as precise as they are: day, month or year. */
export function date(iso: string, language: Language = chosen): string {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso);
  if (!parts) return iso;
  const [, year, month, day] = parts;
  if (!month) return iso;
  const at = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
  const form: Intl.DateTimeFormatOptions = day
    ? { day: 'numeric', month: 'long', year: 'numeric' }
    : { month: 'long', year: 'numeric' };
  return new Intl.DateTimeFormat(locales[language], form).format(at);
}

/** A moment as clock time: `09.41`. */
export function clock(at: Date): string {
  return new Intl.DateTimeFormat(locales[chosen], { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** An RFC 3339 moment as date and time. */
export function moment(rfc3339: string): string {
  const at = new Date(rfc3339);
  if (Number.isNaN(at.getTime())) return rfc3339;
  return new Intl.DateTimeFormat(locales[chosen], { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** Bytes in the largest unit that keeps them readable: `1,2 MB`. */
export function size(bytes: number | null): string {
  const units = t().unit.byte;
  let step = 0;
  let value = bytes ?? 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = value < 10 && step > 0 ? 1 : 0;
  return `${new Intl.NumberFormat(locales[chosen], { maximumFractionDigits: digits }).format(value)} ${units[step]}`;
}

/** A laptop's name as it is; a machine's long id by its last six signs (the first ones only tell when it was made). */
export function device(id: string): string {
  return /^[0-9a-f-]{16,}$/i.test(id) ? id.slice(-6) : id;
}

/** Words as the rules count them, while they are typed: runs without white space that
 *  hold a letter or digit. A test holds it against the registry's own count. */
export function countWords(text: string): number {
  return text.split(/\p{White_Space}+/u).filter((part) => /[\p{Alphabetic}\p{N}]/u.test(part)).length;
}
