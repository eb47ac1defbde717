import { CredenceError } from '../../core/error.ts';
import type { RunId } from '../../core/identifiers.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { RunRow } from '../../registry/rows/runs.ts';
import type { Tables } from '../../registry/tables.ts';

/**
 * The run of an id, of the first eight or more digits of one, or of a name that only one run bears.
 *
 * @throws CredenceError `NOT_FOUND`, `DATA_AMBIGUOUS`
 */
export async function findRun({ runs }: Tables, reference: string): Promise<RunRow> {
  const exact = await runs.find(reference.toLowerCase() as RunId);
  if (exact !== undefined) return exact;
  const isPrefix = /^[0-9a-f]{8,31}$/i.test(reference);
  const found = (await runs.list()).filter(
    ({ id, name }) => name === reference || (isPrefix && id.startsWith(reference.toLowerCase())),
  );
  const [run, another] = found;
  if (run === undefined)
    throw new CredenceError('NOT_FOUND', `There is no run ${visibleText(reference)}.`, {
      hint: 'See which there are with credence run list.',
    });
  if (another === undefined) return run;
  throw new CredenceError('DATA_AMBIGUOUS', `Several runs are called ${visibleText(reference)}.`, {
    hint: `Name one by its id: ${found
      .slice(0, 5)
      .map(({ id }) => id.slice(0, 12))
      .join(', ')}.`,
  });
}
