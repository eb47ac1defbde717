import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';

/** Says on standard error what happened, where, and what to do: as text, or as JSON beside JSON output. */
export function reportError(error: unknown, asJson: boolean): void {
  const code = error instanceof CredenceError ? error.code : 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof CredenceError ? error.hint : undefined;
  const at = error instanceof CredenceError ? error.at : undefined;
  if (asJson) {
    process.stderr.write(`${JSON.stringify({ error: { code, message, at, hint } })}\n`);
    return;
  }
  const place = at === undefined ? '' : placeText(at);
  process.stderr.write(`credence: ${visibleText(message)}${place}\n`);
  if (hint !== undefined) process.stderr.write(`  ${visibleText(hint)}\n`);
  if (code === 'INTERNAL' && error instanceof Error && error.stack !== undefined)
    process.stderr.write(`${visibleLines(error.stack)}\n`);
}

function placeText({
  file,
  line,
  row,
  column,
  byte,
  rowGroup,
}: NonNullable<CredenceError['at']>): string {
  const parts = [
    ...(file === undefined ? [] : [file]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
    ...(rowGroup === undefined ? [] : [`row group ${rowGroup}`]),
  ];
  return parts.length === 0 ? '' : ` (${visibleText(parts.join(', '))})`;
}

function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
