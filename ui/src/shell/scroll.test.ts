import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { go, settle } from './route.svelte';
import { Scroll } from './scroll';

/** What scrolls, as far as what it holds is high. */
class Main {
  high = 1000;
  #top = 0;
  get scrollTop() {
    return this.#top;
  }
  set scrollTop(top: number) {
    this.#top = Math.min(top, this.high);
  }
}

const frames: (() => void)[] = [];
const frame = () => frames.splice(0).forEach((run) => run());
const main = new Main();
let scroll: Scroll;
let stop: () => void;

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  main.high = 1000;
  main.scrollTop = 0;
  scroll = new Scroll();
  stop = scroll.follow(main);
});

afterEach(() => {
  stop();
  frames.length = 0;
  vi.unstubAllGlobals();
});

/** A new step of the history, as a link makes it. */
function arrive(state: string | null): void {
  history.replaceState(state, '');
  window.dispatchEvent(new Event('hashchange'));
  scroll.begin(main);
}

describe('a screen', () => {
  it('begins at its top, and is found where it was left', () => {
    arrive('pengaturan');
    main.scrollTop = 300;
    arrive(null);
    frame();
    expect(main.scrollTop).toBe(0);
    arrive('pengaturan');
    frame();
    expect(main.scrollTop).toBe(300);
  });

  it('that is read anew is waited for', () => {
    arrive('pengaturan');
    main.scrollTop = 300;
    arrive(null);
    main.high = 0;
    arrive('pengaturan');
    frame();
    main.high = 200;
    frame();
    expect(main.scrollTop).toBe(200);
    main.high = 1000;
    frame();
    expect(main.scrollTop).toBe(300);
    expect(frames).toHaveLength(0);
  });

  it('that stays lower is not waited for without end', () => {
    arrive('pengaturan');
    main.scrollTop = 300;
    arrive(null);
    main.high = 10;
    arrive('pengaturan');
    for (let at = 0; at < 100; at++) frame();
    expect(frames).toHaveLength(0);
  });

  it('that the officer or another screen leads elsewhere is left alone', () => {
    arrive('pengaturan');
    main.scrollTop = 300;
    arrive(null);
    main.high = 100;
    arrive('pengaturan');
    frame();
    main.scrollTop = 40;
    main.high = 1000;
    frame();
    expect(main.scrollTop).toBe(40);
    arrive('pengaturan');
    arrive(null);
    frame();
    expect(main.scrollTop).toBe(0);
  });

  it('keeps its place in the history when its address is set right', () => {
    arrive('pengaturan');
    settle('#/pengaturan/umum');
    expect(history.state).toBe('pengaturan');
  });

  it('is forgotten after a hundred others', () => {
    for (let at = 0; at < 300; at++) arrive(`step-${at}`);
    expect(scroll.size).toBe(100);
    go('#/');
  });
});
