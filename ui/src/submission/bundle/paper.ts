// Which of the files that are handed over is a picture of a paper.
import type { Handed } from '../../ipc/bindings';

/** Endings of the pictures that are read. */
export const PICTURES = ['jpg', 'jpeg', 'png'];

/** Whether it is a picture, also of a kind that is not read: then that is said. */
export function isPicture(path: Handed): boolean {
  return /\.(jpe?g|png|heic|webp|pdf)$/i.test(path);
}
