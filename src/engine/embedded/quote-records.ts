import type { QuotedRecord } from '../operations/records.ts';
import { textBytes } from './columns/text-column.ts';
import type { EmbeddedState } from './embedded-state.ts';
import { filePosition } from './file-position.ts';
import { digestOfRecord } from './record-digests.ts';
import { NO_ID } from './store.ts';

const LONGEST_QUOTE = 20_000;

/** Records as people read them: their text, or their fields where they have none. */
export function quoteRecords(
  { plan, store, texts, responses, digests, reading }: EmbeddedState,
  positions: readonly number[],
): QuotedRecord[] {
  const { labels, items } = store;
  return positions.map((position) => {
    const from = position === 0 ? 0 : (labels.ends[position - 1] as number);
    const own = [...labels.ids.subarray(from, labels.ends[position])].map(
      (id) => labels.texts[id] as string,
    );
    const fields = items.columns
      .filter(({ kind, ids }) => kind === 'value' && ids[position] !== NO_ID)
      .map(
        ({ name, ids, firstItem, texts: values }) =>
          `${name}: ${values[(ids[position] as number) - firstItem]}`,
      );
    const text = !plan.hasText
      ? fields.join(' · ')
      : Buffer.from(textBytes(texts, position)).toString('utf8');
    return {
      position: filePosition(reading, position),
      digest: digestOfRecord(digests, position),
      text: text.slice(0, LONGEST_QUOTE),
      label: own.length === 0 ? null : own.join(', '),
      ...(responses === null
        ? {}
        : {
            response: Buffer.from(textBytes(responses, position))
              .toString('utf8')
              .slice(0, LONGEST_QUOTE),
          }),
    };
  });
}
