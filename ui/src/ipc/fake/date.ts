// Dates as officers type them, to ISO as precise as typed. A stand-in for Rust.
const MONTHS = [
  'januari',
  'februari',
  'maret',
  'april',
  'mei',
  'juni',
  'juli',
  'agustus',
  'september',
  'oktober',
  'november',
  'desember',
];

export function parseDate(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text;
  const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (slashed) return iso(slashed[3], Number(slashed[2]), slashed[1]);
  const named = /^(?:(\d{1,2})\s+)?([a-z]+)\s+(\d{4})$/.exec(text);
  return named ? iso(named[3], MONTHS.indexOf(named[2] ?? '') + 1, named[1]) : null;
}

function iso(year: string | undefined, month: number, day: string | undefined): string | null {
  if (!year || month < 1 || month > 12 || Number(day ?? 1) > 31) return null;
  return [year, String(month).padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-');
}
