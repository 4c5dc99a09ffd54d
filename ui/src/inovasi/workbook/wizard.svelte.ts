// Taking a workbook in, step by step: the file, what its columns mean, what would
// change, and the act itself. Nothing is written before the last step.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import { Work } from '../../ipc/work.svelte';
import type {
  DaysOrder,
  Handed,
  ImportWorkbook,
  WorkbookColumnView,
  WorkbookImportView,
  WorkbookSheetView,
  WorkbookView,
} from '../../ipc/bindings';

export const STEPS = ['file', 'columns', 'preview', 'done'] as const;
export type Step = (typeof STEPS)[number];

const NAME = 'nama';
/** A row can also be found by the id that our own lists carry. */
const ID = 'id';

export class Wizard {
  step = $state<Step>('file');
  path = $state<Handed | null>(null);
  book = $state.raw<WorkbookView | null>(null);
  sheet = $state.raw<WorkbookSheetView | null>(null);
  headerRow = $state(0);
  remember = $state(true);
  takeDiverged = $state(false);
  /** What would change. */
  plan = $state.raw<WorkbookImportView | null>(null);
  /** What did change. */
  taken = $state.raw<WorkbookImportView | null>(null);
  /** Target by column; what a person chose needs no second look. */
  #targets = $state.raw<ReadonlyMap<number, string | null>>(new Map());
  /** The order of days by column, where a person told it. */
  #days = $state.raw<ReadonlyMap<number, DaysOrder>>(new Map());
  readonly inspecting = new Work<WorkbookView>();
  readonly working = new Work<WorkbookImportView>();

  get busy(): boolean {
    return this.inspecting.running || this.working.running;
  }

  async inspect(path: Handed | null): Promise<void> {
    this.path = path;
    if (!path || this.busy) return;
    const book = await this.inspecting.run(() => call('inspectWorkbook', { path, sheet: null, header_row: 0 }));
    if (!book) return;
    this.book = book;
    this.plan = this.taken = null;
    this.takeDiverged = false;
    this.chooseSheet(book.sheets.find((each) => !each.hidden && each.header_row > 0) ?? book.sheets[0] ?? null);
    if (book.own) await this.preview();
    else this.step = 'columns';
  }

  chooseSheet(sheet: WorkbookSheetView | null): void {
    this.sheet = sheet;
    this.headerRow = sheet?.header_row ?? 0;
    this.#targets = new Map();
    this.#days = new Map();
  }

  /** Reads the columns under another row; what a person chose for them stays. */
  async putHeader(row: number): Promise<void> {
    const nama = this.sheet?.nama;
    const path = this.path;
    if (!path || !nama || this.busy || row < 1 || row === this.headerRow) return;
    this.headerRow = row;
    const book = await this.inspecting.run(() => call('inspectWorkbook', { path, sheet: nama, header_row: row }));
    const sheet = book?.sheets.find((each) => each.nama === nama);
    if (sheet) this.sheet = sheet;
  }

  get columns(): WorkbookColumnView[] {
    return this.sheet?.columns ?? [];
  }

  targetOf(column: WorkbookColumnView): string | null {
    const chosen = this.#targets.get(column.at);
    return chosen === undefined ? column.target : chosen;
  }

  choose(column: WorkbookColumnView, target: string | null): void {
    this.#targets = new Map(this.#targets).set(column.at, target);
  }

  /** Only guessed, and nobody has looked at it yet: it is not taken. */
  isUnsure(column: WorkbookColumnView): boolean {
    return column.target !== null && !column.sure && !this.#targets.has(column.at);
  }

  get unsure(): WorkbookColumnView[] {
    return this.columns.filter((column) => this.isUnsure(column));
  }

  /** Says of every guess that it is right. */
  confirmAll(): void {
    for (const column of this.unsure) this.choose(column, column.target);
  }

  /** What a column gives; nothing while it is only guessed. */
  #taken(column: WorkbookColumnView): string | null {
    return this.isUnsure(column) ? null : this.targetOf(column);
  }

  /** The order of days of a column: as told, else as its cells say. */
  daysOf(column: WorkbookColumnView): DaysOrder | null {
    return this.#days.get(column.at) ?? column.days;
  }

  tellDays(column: WorkbookColumnView, order: DaysOrder): void {
    this.#days = new Map(this.#days).set(column.at, order);
  }

  /** Columns whose days contradict each other, and nobody has said which comes first. */
  get nDaysAsked(): number {
    return this.columns.filter((column) => column.days_asked && this.#taken(column) && !this.daysOf(column)).length;
  }

  /** Targets that two columns lead to. */
  get twice(): string[] {
    const all = this.columns.map((column) => this.#taken(column)).filter((key) => key !== null);
    return [...new Set(all.filter((key, at) => all.indexOf(key) !== at))];
  }

  /** Without a name or an id no row can be told apart. */
  get nameless(): boolean {
    return !this.columns.some((column) => [NAME, ID].includes(this.#taken(column) ?? ''));
  }

  get canPreview(): boolean {
    return this.book !== null && (this.book.own || (this.headerRow > 0 && !this.nameless && this.twice.length === 0));
  }

  request(path: Handed): ImportWorkbook {
    const own = this.book?.own ?? false;
    const columns = this.columns.flatMap((column) => {
      const key = this.#taken(column);
      return key === null ? [] : [{ at: column.at, key, days: this.daysOf(column) }];
    });
    return {
      path,
      sheet: own ? null : (this.sheet?.nama ?? null),
      header_row: own ? 0 : this.headerRow,
      columns: own ? [] : columns,
      remember: !own && this.remember,
      take_diverged: this.takeDiverged,
    };
  }

  /** Works out what would change; writes nothing. */
  async preview(): Promise<void> {
    if (!this.canPreview || this.busy) return;
    const plan = await this.#run(true);
    if (!plan) return;
    this.plan = plan;
    this.step = 'preview';
  }

  async decideDiverged(take: boolean): Promise<void> {
    if (this.busy || take === this.takeDiverged) return;
    this.takeDiverged = take;
    await this.preview();
  }

  /** What is written is worked out again: nothing is applied that only the preview knew. */
  async apply(): Promise<void> {
    if (!this.plan || this.busy) return;
    const taken = await this.#run(false);
    if (!taken) return;
    this.taken = taken;
    this.step = 'done';
  }

  get changesNothing(): boolean {
    return this.plan !== null && this.plan.n_new === 0 && this.plan.n_changed === 0;
  }

  back(): void {
    this.working.clear();
    this.step = this.step === 'preview' && !this.book?.own ? 'columns' : 'file';
  }

  again(): void {
    this.inspecting.clear();
    this.working.clear();
    this.path = null;
    this.book = this.plan = this.taken = null;
    this.chooseSheet(null);
    this.step = 'file';
  }

  async #run(dryRun: boolean): Promise<WorkbookImportView | null> {
    if (!this.path) return null;
    const workbook = this.request(this.path);
    return this.working.run(
      async (onProgress) => (await act('importWorkbook', { workbook, dry_run: dryRun }, onProgress)).view,
    );
  }
}
