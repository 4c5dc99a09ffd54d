// What a desk of the bridge can be asked beside the commands, and how it carries them.
import type { Carrier, Watch } from '../backend';
import type { Handed, IpcError, JobView } from '../bindings';

/** What a registry begins with; as `MakeDesk` of crates/bridge. */
export type MakeDesk = { with?: 'nothing' | 'empty' | 'example'; rows?: number; seed?: number; now?: number };

/** A line to the bridge, and what comes back for it. */
export type Asked = { desk: string; command: string; req: unknown };
export type Told = { progress: JobView } | { ok: unknown } | { error: IpcError };

/** Sends a line; `tell` hears all that comes back, the answer last. */
export type Send = (asked: Asked, tell: (told: Told) => void) => Promise<void>;

export class Desk {
  constructor(
    readonly name: string,
    private readonly send: Send,
  ) {}

  /** Lays it anew. */
  make(asked: MakeDesk): Promise<unknown> {
    return this.ask('make_desk', asked);
  }

  /** A file among the officer's documents, one named as a PDF a sound one, as if it was chosen. */
  async file(nama: string, text = /\.pdf$/i.test(nama) ? pdf(nama) : nama): Promise<Handed> {
    return (await this.ask('put_file', { nama, text })) as Handed;
  }

  /** An update that brings a version, as if it was chosen; what runs is 1.2.3. */
  async update(nama: string, version: string): Promise<Handed> {
    return (await this.ask('put_update', { nama, version })) as Handed;
  }

  /** Any path, as if it was chosen. */
  async hand(path: string): Promise<Handed> {
    return (await this.ask('hand_path', { path })) as Handed;
  }

  /** Starts the program with a file; answers whether it is a parcel. */
  async bring(path: string): Promise<boolean> {
    return (await this.ask('bring_file', { path })) as boolean;
  }

  drop(): Promise<unknown> {
    return this.ask('drop_desk', null);
  }

  carrier: Carrier = (command, args) => {
    const name = command.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const watch = args.find((each) => typeof each === 'function') as Watch | undefined;
    return this.ask(name, args.find((each) => typeof each !== 'function') ?? null, watch);
  };

  private async ask(command: string, req: unknown, watch?: Watch): Promise<unknown> {
    let answer: Told | undefined;
    await this.send({ desk: this.name, command, req }, (told) => {
      if ('progress' in told) watch?.(told.progress);
      else answer = told;
    });
    if (!answer || 'progress' in answer) throw new Error(`the bridge left ${command} unanswered`);
    if ('error' in answer) throw answer.error;
    return answer.ok;
  }
}

/** A small PDF that readers open, with these words in it. */
function pdf(words: string): string {
  return `%PDF-1.4\n% ${words}\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n`;
}
