// The stages of the year in words, as precise as their dates are.
import type { StageView } from '../../ipc/bindings';
import { count, date, t } from '../../text/t.svelte';

/** "bulan Juni 2026" where only the month is known. */
export function dateWords(iso: string): string {
  if (/^\d{4}$/.test(iso)) return t().overview.kalender.year(iso);
  if (/^\d{4}-\d{2}$/.test(iso)) return t().overview.kalender.month(date(iso));
  return date(iso);
}

export function spanWords({ dari, sampai }: StageView): string {
  const words = t().overview.kalender;
  if (dari && sampai && dari !== sampai) return words.until(dateWords(dari), dateWords(sampai));
  if (dari) return dateWords(dari);
  return sampai ? words.only(dateWords(sampai)) : words.unknown;
}

function daysWords(least: number, most: number): string {
  const words = t().overview.kalender;
  return least === most ? words.days(count(most)) : words.between(count(least), count(most));
}

/** How many days are left, or have passed; nothing where no date is known. */
export function placeWords({ phase, least_days, most_days }: StageView): string {
  if (least_days === null || most_days === null) return '';
  const words = t().overview.kalender;
  const [span, most] = [daysWords(least_days, most_days), words.days(count(most_days))];
  switch (phase) {
    case 'ahead':
      return words.ahead(span);
    case 'beginning':
      return words.beginning(most);
    case 'running':
      return most_days === 0 ? words.lastDay : words.running(span);
    case 'ending':
      return most_days === 0 ? words.lastDay : words.ending(most);
    case 'within':
      return most_days === 0 ? words.lastDay : words.within(most);
    case 'past':
      return words.past(span);
    case 'unknown':
      return '';
  }
}
