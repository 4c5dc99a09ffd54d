// How long ago something was, as people say it.
import { count, decimal, language, t } from './t.svelte';

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** An RFC 3339 moment as `3 hari yang lalu`; a clock ahead of ours is "now". */
export function ago(rfc3339: string, now = Date.now()): string {
  const at = new Date(rfc3339).getTime();
  if (Number.isNaN(at)) return rfc3339;
  const seconds = Math.max(0, (now - at) / 1000);
  const format = new Intl.RelativeTimeFormat(language() === 'id' ? 'id-ID' : 'en-GB', { numeric: 'auto' });
  const step = STEPS.find((each) => seconds >= each[1]);
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'minute');
}

/** Hours as text, in days from two days on. */
export function span(hours: string | null): string {
  if (hours === null) return '–';
  const n = Number(hours);
  return n >= 48
    ? t().verification.turnaround.days(count(Math.round(n / 24)))
    : t().verification.turnaround.hours(decimal(hours));
}
