// How far each screen was scrolled: a new one begins at its top, one that the officer goes
// back to where he left it.
import { leaving, stepOfHistory } from './route.svelte';

/** What scrolls. */
type Scrolled = Pick<HTMLElement, 'scrollTop'>;

/** How many steps of the history are remembered, and how many frames what a screen reads
    may take to be as high as it was. */
const STEPS = 100;
const FRAMES = 60;

export class Scroll {
  readonly #tops = new Map<string, number>();
  #turn = 0;

  /** Follows what scrolls, until the returned function is called. */
  follow(main: Scrolled): () => void {
    const leave = () => this.#keep(stepOfHistory(), main.scrollTop);
    leaving.add(leave);
    return () => void leaving.delete(leave);
  }

  /** Begins a screen, before it is drawn: what is drawn may lead elsewhere by itself. */
  begin(main: Scrolled): void {
    const turn = ++this.#turn;
    const top = this.#tops.get(stepOfHistory()) ?? 0;
    let at = (main.scrollTop = 0);
    const reach = (left: number) => {
      // Another screen began, or something else has led elsewhere.
      if (turn !== this.#turn || main.scrollTop !== at) return;
      main.scrollTop = top;
      at = main.scrollTop;
      if (at < top && left > 0) requestAnimationFrame(() => reach(left - 1));
    };
    if (top > 0) requestAnimationFrame(() => reach(FRAMES));
  }

  get size(): number {
    return this.#tops.size;
  }

  #keep(step: string, top: number): void {
    this.#tops.delete(step);
    this.#tops.set(step, top);
    for (const old of [...this.#tops.keys()].slice(0, -STEPS)) this.#tops.delete(old);
  }
}
