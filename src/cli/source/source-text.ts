import { visibleText } from '../../core/visible-text.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';

/** A source in a few lines: what it is, and whether data may come from it. */
export function sourceText({
  name,
  state,
  publisher,
  type,
  tier,
  licence,
  uris,
}: SourceRow): string {
  const about = [
    type,
    `tier ${tier}`,
    `by ${visibleText(publisher)}`,
    licence === '' ? 'no licence named' : visibleText(licence),
  ];
  return `${state.toUpperCase()}  ${name}: ${about.join(', ')}\n${uris.map((uri) => `    ${visibleText(uri)}`).join('\n')}`;
}
