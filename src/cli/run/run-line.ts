import { visibleText } from '../../core/visible-text.ts';
import type { RunRow } from '../../registry/rows/runs.ts';

/** A run in one line. */
export function runLine({ id, name, state, started, finished }: RunRow): string {
  const ended = finished === null ? '' : `, ended ${finished.slice(0, 16)}Z`;
  return `${state.toUpperCase().padEnd(8)}  ${id.slice(0, 12)}  ${visibleText(name)}: started ${started.slice(0, 16)}Z${ended}`;
}
