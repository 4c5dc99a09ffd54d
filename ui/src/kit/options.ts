// Options of a picker: filtered by what is typed, and put into their groups.

export type Choice = { id: string; nama: string; group?: string | null };
export type ChoiceGroup = { nama: string | null; list: Choice[] };

/** Options whose name has every typed word, in any order and case. */
export function matching(options: Choice[], typed: string): Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((option) => words.every((word) => option.nama.toLowerCase().includes(word)));
}

/** In the order given, one group per run of equal group names. */
export function grouped(options: Choice[]): ChoiceGroup[] {
  const groups: ChoiceGroup[] = [];
  for (const option of options) {
    const nama = option.group ?? null;
    const last = groups.at(-1);
    if (last?.nama === nama) last.list.push(option);
    else groups.push({ nama, list: [option] });
  }
  return groups;
}
