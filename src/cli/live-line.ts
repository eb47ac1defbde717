import { visibleText } from '../core/visible-text.ts';

const REFRESH = 100;

export interface LiveLine {
  /** Shows a text in the place of the last one, unless that has only just been shown. */
  show(text: string, options?: { readonly atOnce: boolean }): void;
  clear(): void;
}

/** One line on standard error that changes in place. On anything but a terminal it says nothing. */
export function liveLine(stream: NodeJS.WriteStream): LiveLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show(text, { atOnce } = { atOnce: false }) {
      const now = performance.now();
      if (!atOnce && now - shown < REFRESH) return;
      shown = now;
      stream.write(`\r\u001b[K${visibleText(text).slice(0, stream.columns || 80)}`);
    },
    clear() {
      if (shown > 0) stream.write('\r\u001b[K');
    },
  };
}
