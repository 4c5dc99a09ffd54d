// The instrument and the option lists of the in-memory registry.
import type { InstrumentView, VocabularyView } from '../bindings';
import instrumentJson from './instrument.json';
import vocabularyJson from './vocabulary.json';

export const instrument: InstrumentView = instrumentJson;

const option = (id: string, nama: string, group: string | null = null) => ({ id, nama, group });
const UNIT = 'Unit di bawahnya';

export const vocabulary: VocabularyView = {
  lists: [
    ...vocabularyJson.lists,
    {
      field: 'jenis_perangkat_daerah',
      options: [
        option('dinas', 'Dinas', 'Perangkat daerah'),
        option('badan', 'Badan', 'Perangkat daerah'),
        option('kecamatan', 'Kecamatan', 'Perangkat daerah'),
        option('bagian', 'Bagian', UNIT),
        option('uptd', 'UPTD', UNIT),
        option('puskesmas', 'Puskesmas', UNIT),
      ],
    },
    {
      field: 'tingkat',
      options: [
        option('kabupaten-kota', 'Kabupaten/Kota'),
        option('provinsi', 'Provinsi'),
        option('nasional', 'Nasional'),
      ],
    },
  ],
};
