// Short notices at the edge of the window. One with an action stays longer.

export type Notice = {
  id: number;
  text: string;
  tone: 'plain' | 'positive' | 'negative';
  /** One notice of a key stands at a time. */
  key?: string;
  action?: { label: string; run: () => void };
};

class Toasts {
  list = $state.raw<Notice[]>([]);
  #next = 1;

  show(text: string, options: Partial<Omit<Notice, 'id' | 'text'>> = {}): void {
    const notice: Notice = { id: this.#next++, text, tone: 'plain', ...options };
    this.list = [
      ...this.list.filter((other) => other.text !== text && (!notice.key || other.key !== notice.key)),
      notice,
    ].slice(-4);
    const rest = notice.action ? 12_000 : notice.tone === 'negative' ? 10_000 : 5_000;
    setTimeout(() => this.dismiss(notice.id), rest);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }
}

export const toasts = new Toasts();
