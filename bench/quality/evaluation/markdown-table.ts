import type { MeasuredCase } from './run-cases.ts';

export const TABLE_HEAD = '| set | must show | measured | met |\n|---|---|---|---|\n';

/** One line of the table. */
export function tableRow({ title, must, measured, met, extra }: MeasuredCase): string {
  const answer = met ? 'yes' : '**no**';
  const cells = [extra ? `${title} (extra)` : title, must, measured, answer];
  return `| ${cells.map(inCell).join(' | ')} |\n`;
}

/** Patterns are quoted from data: nothing in them may end a cell or a line. */
function inCell(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').replaceAll(/[\\|<>`]/gu, (mark) => `\\${mark}`);
}
