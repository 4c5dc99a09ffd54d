// Taking a workbook in, step by step: the file, what its columns mean, what would
// change, and the act itself. Nothing is written before the last step.
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import { Work } from '../../ipc/work.svelte';
import type {
  DaysOrder,
  Handed,
  ImportWorkbook,
  RowMeaning,
  WorkbookColumnView,
  WorkbookFit,
  WorkbookImportView,
  WorkbookRefusal,
  WorkbookRow,
  WorkbookSheetView,
  WorkbookTable,
  WorkbookView,
} from '../../ipc/bindings';
import { Decisions } from './decisions.svelte';
import { Lines, type LinesAsked } from './lines.svelte';
import { Live } from './live.svelte';

export const STEPS = ['file', 'columns', 'preview', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** Tells the tables of a file apart. */
export const keyOf = (sheet: WorkbookSheetView) => `${sheet.first_row} ${sheet.nama}`;

const placeOf = (column: WorkbookColumnView, sheet: WorkbookSheetView) => `${column.at} ${keyOf(sheet)}`;

const rowKey = (sheet: string, row: number) => `${row} ${sheet}`;

/** Headings by which tables are known to be of one kind. */
const headingsOf = (sheet: WorkbookSheetView) =>
  JSON.stringify(sheet.columns.map((column) => [column.letter, column.header.trim().toLowerCase()]));

const NAME = 'nama';
/** A row can also be found by the id that our own lists carry. */
const ID = 'id';

export class Wizard {
  step = $state<Step>('file');
  path = $state<Handed | null>(null);
  book = $state.raw<WorkbookView | null>(null);
  /** All tables and other parts of the file, as they were last read. */
  sheets = $state.raw<readonly WorkbookSheetView[]>([]);
  /** The one whose columns are looked at. */
  sheet = $state.raw<WorkbookSheetView | null>(null);
  remember = $state(true);
  /** What a person decides once the changes are told. */
  readonly #decisions = new Decisions();
  /** What would change. */
  plan = $state.raw<WorkbookImportView | null>(null);
  /** What did change. */
  taken = $state.raw<WorkbookImportView | null>(null);
  /** Targets that a person chose, by table and column; they need no second look. */
  #targets = $state.raw<ReadonlyMap<string, string | null>>(new Map());
  /** Which tables a person took or left. */
  #wanted = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  /** The order of days by table and column, where a person told it. */
  #days = $state.raw<ReadonlyMap<string, DaysOrder>>(new Map());
  /** What a person said of single rows, by sheet and row. */
  #said = $state.raw<ReadonlyMap<string, WorkbookRow>>(new Map());
  /** The rows of the table that is looked at. */
  readonly lines = new Lines();
  /** What would change, while the columns and rows are looked at. */
  readonly live = new Live();
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
    this.#forget();
    this.sheets = book.sheets;
    this.sheet = this.tables.find((sheet) => sheet.kind !== 'hidden') ?? book.sheets[0] ?? null;
    if (book.own) await this.preview();
    else this.step = 'columns';
  }

  #forget(): void {
    this.#targets = new Map();
    this.#days = new Map();
    this.#wanted = new Map();
    this.#said = new Map();
    this.#decisions.forget();
    this.live.clear();
  }

  chooseSheet(sheet: WorkbookSheetView | null): void {
    this.sheet = sheet;
  }

  get headerRow(): number {
    return this.sheet?.header_row ?? 0;
  }

  /** Parts that may be taken: those with rows under a header; hidden ones only where no other is. */
  get tables(): WorkbookSheetView[] {
    const seen = this.sheets.filter((sheet) => sheet.kind === 'table' || sheet.kind === 'unclear');
    return seen.length > 0 ? seen : this.sheets.filter((sheet) => sheet.kind === 'hidden');
  }

  /** Parts that are told and not taken. */
  get others(): WorkbookSheetView[] {
    const tables = this.tables;
    return this.sheets.filter((sheet) => !tables.includes(sheet));
  }

  isWanted(sheet: WorkbookSheetView): boolean {
    const chosen = this.#wanted.get(keyOf(sheet));
    // What is hidden beside a sheet in sight is taken only where a person says so.
    return chosen ?? (sheet.kind === 'table' || (sheet.kind === 'unclear' && this.tables.length === 1));
  }

  want(sheet: WorkbookSheetView, wanted: boolean): void {
    this.#wanted = new Map(this.#wanted).set(keyOf(sheet), wanted);
  }

  get wantedTables(): WorkbookSheetView[] {
    return this.tables.filter((sheet) => this.isWanted(sheet));
  }

  /** Reads the columns under another row; what a person chose for them stays. */
  async putHeader(row: number): Promise<void> {
    const before = this.sheet;
    const path = this.path;
    if (!path || !before || this.busy || row < 1 || row === before.header_row) return;
    const { nama } = before;
    const book = await this.inspecting.run(() => call('inspectWorkbook', { path, sheet: nama, header_row: row }));
    const found = book?.sheets.find((each) => each.nama === nama && each.header_row === row);
    if (!book || !found) return;
    // The other tables stay as they were read: somebody may have pointed at theirs too.
    const same = (each: WorkbookSheetView) => each.nama === nama && each.first_row === found.first_row;
    this.sheets = this.sheets.map((each) => (same(each) ? found : each));
    this.sheet = found;
    this.want(found, true);
    this.#say({ sheet: nama, row, meaning: null });
  }

  /** What a person said that a row of the table is. */
  saidOf(row: number): RowMeaning | null {
    return this.#said.get(rowKey(this.sheet?.nama ?? '', row))?.meaning ?? null;
  }

  /** Says what a row is; `null` takes that back. The heading moves to a row that is called so. */
  async sayRow(row: number, meaning: RowMeaning | null): Promise<void> {
    if (!this.sheet) return;
    if (meaning === 'header') await this.putHeader(row);
    else this.#say({ sheet: this.sheet.nama, row, meaning });
  }

  #say({ sheet, row, meaning }: Omit<WorkbookRow, 'meaning'> & { meaning: RowMeaning | null }): void {
    const said = new Map(this.#said);
    if (meaning === null) said.delete(rowKey(sheet, row));
    else said.set(rowKey(sheet, row), { sheet, row, meaning });
    this.#said = said;
  }

  /** Words about rows of these tables. */
  #saidIn(tables: WorkbookSheetView[]): WorkbookRow[] {
    const within = (said: WorkbookRow) => (table: WorkbookSheetView) =>
      table.nama === said.sheet && table.first_row <= said.row && said.row <= table.last_row;
    return [...this.#said.values()].filter((said) => tables.some(within(said)));
  }

  /** What the rows of the table in view are asked with. */
  get linesAsked(): LinesAsked | null {
    const { path, sheet } = this;
    if (!path || !sheet) return null;
    const { first_row, last_row } = sheet;
    return { path, table: this.#tableOf(sheet), first_row, last_row, rows: this.#saidIn([sheet]) };
  }

  /** Rows of the table in view that would be refused as a whole. */
  get refusedRows(): WorkbookRefusal[] {
    const refused = this.live.plan?.refused ?? [];
    return refused.filter((each) => each.column === '' && each.sheet === this.sheet?.nama);
  }

  /** How well the values of a column fit what it is taken for. */
  fitOf(column: WorkbookColumnView): Pick<WorkbookFit, 'share' | 'days' | 'days_asked'> | null {
    const target = this.targetOf(column);
    if (target === null) return null;
    if (target === column.target) return column;
    return this.lines.columns.find((fit) => fit.at === column.at && fit.key === target) ?? null;
  }

  get columns(): WorkbookColumnView[] {
    return this.sheet?.columns ?? [];
  }

  targetOf(column: WorkbookColumnView, sheet = this.sheet): string | null {
    const chosen = sheet ? this.#targets.get(placeOf(column, sheet)) : undefined;
    return chosen === undefined ? column.target : chosen;
  }

  /** The table that is looked at, and all others under the same headings: what is said of one holds for them. */
  get #alike(): WorkbookSheetView[] {
    const sheet = this.sheet;
    if (!sheet) return [];
    const headings = headingsOf(sheet);
    return this.sheets.filter((each) => each === sheet || headingsOf(each) === headings);
  }

  choose(column: WorkbookColumnView, target: string | null): void {
    const targets = new Map(this.#targets);
    for (const sheet of this.#alike) targets.set(placeOf(column, sheet), target);
    this.#targets = targets;
  }

  /** Only guessed, and nobody has looked at it yet: it is not taken. */
  isUnsure(column: WorkbookColumnView, sheet = this.sheet): boolean {
    const looked = sheet !== null && this.#targets.has(placeOf(column, sheet));
    return column.target !== null && !column.sure && !looked;
  }

  get unsure(): WorkbookColumnView[] {
    return this.columns.filter((column) => this.isUnsure(column));
  }

  /** Says of every guess that it is right. */
  confirmAll(): void {
    for (const column of this.unsure) this.choose(column, column.target);
  }

  /** What a column gives; nothing while it is only guessed. */
  #taken(column: WorkbookColumnView, sheet = this.sheet): string | null {
    return this.isUnsure(column, sheet) ? null : this.targetOf(column, sheet);
  }

  /** The order of days of a column: as told, else as its cells say. */
  daysOf(column: WorkbookColumnView, sheet = this.sheet): DaysOrder | null {
    return (sheet && this.#days.get(placeOf(column, sheet))) ?? column.days;
  }

  /** The same for the table in view, also under a meaning that was only chosen here. */
  daysShown(column: WorkbookColumnView): DaysOrder | null {
    return this.daysOf(column) ?? this.fitOf(column)?.days ?? null;
  }

  /** Whether its days have an order that a person may tell. */
  asksDays(column: WorkbookColumnView): boolean {
    const fit = this.fitOf(column);
    return fit !== null && (fit.days !== null || fit.days_asked);
  }

  tellDays(column: WorkbookColumnView, order: DaysOrder): void {
    const days = new Map(this.#days);
    for (const sheet of this.#alike) days.set(placeOf(column, sheet), order);
    this.#days = days;
  }

  /** Columns whose days contradict each other, and nobody has said which comes first. */
  get nDaysAsked(): number {
    const asked = (column: WorkbookColumnView) => this.#taken(column) && this.fitOf(column)?.days_asked;
    return this.columns.filter((column) => asked(column) && !this.daysShown(column)).length;
  }

  /** Targets that two columns of the table lead to. */
  get twice(): string[] {
    return this.sheet ? this.#twiceIn(this.sheet) : [];
  }

  #twiceIn(sheet: WorkbookSheetView): string[] {
    const all = sheet.columns.map((column) => this.#taken(column, sheet)).filter((key) => key !== null);
    return [...new Set(all.filter((key, at) => all.indexOf(key) !== at))];
  }

  /** Without a name or an id no row can be told apart. */
  get nameless(): boolean {
    return this.sheet === null || this.#namelessIn(this.sheet);
  }

  #namelessIn(sheet: WorkbookSheetView): boolean {
    return !sheet.columns.some((column) => [NAME, ID].includes(this.#taken(column, sheet) ?? ''));
  }

  #isReady(sheet: WorkbookSheetView): boolean {
    return sheet.header_row > 0 && !this.#namelessIn(sheet) && this.#twiceIn(sheet).length === 0;
  }

  get canPreview(): boolean {
    const wanted = this.wantedTables;
    const ready = wanted.length > 0 && wanted.every((sheet) => this.#isReady(sheet));
    return this.book !== null && (this.book.own || ready);
  }

  #tableOf(sheet: WorkbookSheetView): WorkbookTable {
    const columns = sheet.columns.flatMap((column) => {
      const key = this.#taken(column, sheet);
      return key === null ? [] : [{ at: column.at, key, days: this.daysOf(column, sheet) }];
    });
    return { sheet: sheet.nama, header_row: sheet.header_row, columns };
  }

  /** What is to be worked out while columns and rows are looked at; nothing while it cannot be. */
  get liveAsked(): ImportWorkbook | null {
    return this.path && this.step === 'columns' && this.canPreview ? this.request(this.path) : null;
  }

  request(path: Handed): ImportWorkbook {
    const own = this.book?.own ?? false;
    const tables: WorkbookTable[] = own ? [] : this.wantedTables.map((sheet) => this.#tableOf(sheet));
    const [first, ...also] = tables;
    return {
      path,
      sheet: first?.sheet ?? null,
      header_row: first?.header_row ?? 0,
      columns: first?.columns ?? [],
      also,
      rows: own ? [] : this.#saidIn(this.wantedTables),
      remember: !own && this.remember,
      ...this.#decisions.asked,
    };
  }

  /** Works out what would change; writes nothing. */
  async preview(): Promise<void> {
    if (!this.canPreview || this.busy) return;
    this.live.stop();
    const plan = await this.#run(true);
    if (!plan) return;
    this.plan = plan;
    this.step = 'preview';
  }

  /** Takes what a person decided of the told changes, and works them out anew. */
  async decide(say: (decisions: Decisions) => void): Promise<void> {
    if (this.busy) return;
    say(this.#decisions);
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

  /** Lets the file go: it is kept in memory while it is looked at. */
  close(): void {
    this.live.clear();
    void call('closeWorkbook').catch(() => undefined);
  }

  again(): void {
    this.close();
    this.inspecting.clear();
    this.working.clear();
    this.path = null;
    this.book = this.plan = this.taken = null;
    this.sheets = [];
    this.sheet = null;
    this.#forget();
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
