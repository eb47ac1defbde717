import { displayWidth } from './display-width.ts';
import type { Piece, StyledText } from './styled-text.ts';
import { paint, piece } from './styled-text.ts';
import { wrap } from './wrap.ts';

const NARROWEST = 40;
const WIDEST = 100;
const MARGIN = 2;

/** How a page is drawn. */
export interface PageOptions {
  readonly color: boolean;
  /** Columns of the terminal; lines longer than is pleasant to read are not made. */
  readonly width: number;
}

/** Lines of a report, wrapped and indented as they are added. */
export class Page {
  readonly color: boolean;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor({ color, width }: PageOptions) {
    this.color = color;
    this.#width = Math.min(WIDEST, Math.max(NARROWEST, Math.trunc(width) || WIDEST));
  }

  /** A paragraph; `indent` columns in from the margin. */
  paragraph(text: string | StyledText, indent = 0): void {
    this.hanging([], typeof text === 'string' ? [piece(text)] : text, indent);
  }

  /** A paragraph whose first line starts with a lead that the other lines stay clear of. */
  hanging(lead: StyledText, text: StyledText, indent = 0): void {
    const leadWidth = lead.reduce((sum, part) => sum + displayWidth(part.text), 0);
    const left = MARGIN + indent;
    const lines = wrap(text, Math.max(NARROWEST / 2, this.#width - left - leadWidth));
    for (const [index, line] of lines.entries()) {
      const before: Piece[] = [piece(' '.repeat(left))];
      if (index === 0) before.push(...lead);
      else before.push(piece(' '.repeat(leadWidth)));
      this.#lines.push(paint([...before, ...line], this.color).trimEnd());
    }
  }

  /** Lines to be copied or read as they are: indented, and never wrapped. */
  verbatim(lines: readonly string[], indent = 0): void {
    const left = ' '.repeat(MARGIN + indent);
    for (const line of lines) this.#lines.push(`${left}${line}`.trimEnd());
  }

  /** The title of a section, set apart by space and a rule. */
  heading(title: string): void {
    const rule = '─'.repeat(Math.max(0, this.#width - MARGIN - displayWidth(title) - 1));
    this.blank();
    this.#lines.push(
      paint(
        [piece(' '.repeat(MARGIN)), piece(title, 'strong'), piece(` ${rule}`, 'faint')],
        this.color,
      ),
    );
    this.blank();
  }

  blank(): void {
    if (this.#lines.at(-1) !== '') this.#lines.push('');
  }

  toString(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}
