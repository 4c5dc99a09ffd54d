import { describe, expect, it } from 'vitest';
import { grouped, matching } from './options';

const options = [
  { id: 'pendidikan', nama: 'Pendidikan', group: 'Wajib' },
  { id: 'kesehatan', nama: 'Kesehatan', group: 'Wajib' },
  { id: 'pelatihan', nama: 'Pendidikan dan Pelatihan', group: 'Penunjang' },
];

describe('options', () => {
  it('match every typed word in any order', () =>
    expect(matching(options, 'latih PENDI').map((option) => option.id)).toEqual(['pelatihan']));
  it('all match nothing typed', () => expect(matching(options, '  ')).toHaveLength(3));
  it('stand in their groups', () =>
    expect(grouped(options).map((group) => [group.nama, group.list.length])).toEqual([
      ['Wajib', 2],
      ['Penunjang', 1],
    ]));
  it('may have no groups', () =>
    expect(grouped([{ id: 'a', nama: 'A' }])).toEqual([{ nama: null, list: [{ id: 'a', nama: 'A' }] }]));
});
