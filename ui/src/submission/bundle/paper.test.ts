import { expect, it } from 'vitest';
import type { Handed } from '../../ipc/bindings';
import { isPicture } from './paper';

it('tells a picture of a paper from a bundle', () => {
  for (const path of ['C:\\foto\\IMG_1.JPG', '/a/surat.jpeg', 'x.png', 'x.heic', 'surat.pdf'])
    expect(isPicture(path as Handed), path).toBe(true);
  for (const path of ['/a/bundel', '/a/bundel.zip', '/foto.jpg/bundel', 'png'])
    expect(isPicture(path as Handed), path).toBe(false);
});
