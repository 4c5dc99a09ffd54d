// What a person decides once the changes of a workbook are told: what the file seems to
// mean, and which side wins where a cell was changed on both.
import type { ImportWorkbook, ProposalKind, WorkbookDecision, WorkbookDiverged } from '../../ipc/bindings';

export class Decisions {
  #proposals = $state.raw<ReadonlyMap<ProposalKind, boolean>>(new Map());
  /** Whether the form wins where nothing is said of a single cell. */
  #takeDiverged = $state(false);
  /** By the place of the cell. */
  #cells = $state.raw<ReadonlyMap<string, WorkbookDecision>>(new Map());

  propose(kind: ProposalKind, taken: boolean): void {
    this.#proposals = new Map(this.#proposals).set(kind, taken);
  }

  /** Decides about all cells that were changed on both sides, whatever was said of single ones. */
  all(take: boolean): void {
    this.#takeDiverged = take;
    this.#cells = new Map();
  }

  cell({ sheet, row, column }: WorkbookDiverged, take: boolean): void {
    this.#cells = new Map(this.#cells).set(`${sheet}!${column}${row}`, { sheet, row, column, take });
  }

  forget(): void {
    this.#proposals = new Map();
    this.all(false);
  }

  get asked(): Pick<ImportWorkbook, 'take' | 'leave' | 'take_diverged' | 'decided'> {
    const proposed = (taken: boolean) =>
      [...this.#proposals].filter((each) => each[1] === taken).map((each) => each[0]);
    return {
      take: proposed(true),
      leave: proposed(false),
      take_diverged: this.#takeDiverged,
      decided: [...this.#cells.values()],
    };
  }
}
