import { CredenceError } from '../../../core/error.ts';
import type { RecordBatch } from '../../../records/batch.ts';
import type { RequestedRoles, RoleAssignment } from '../../../records/roles.ts';
import { joinedText, joinTexts } from '../../embedded/ingest/joined-text.ts';
import type { KnownAnswer } from '../../operations/reviewers.ts';
import { openSource } from '../open-source.ts';

export interface KnownAnswersRequest {
  readonly path: string;
  /** Roles that the user named for the data; those columns are looked for here as well. */
  readonly roles: RequestedRoles;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  readonly signal?: AbortSignal;
}

const MOST_ANSWERS = 1_000_000;
const SCRATCH_QUOTA = 2 ** 30;

/**
 * Reads items whose true label is known: a file in any format that a dataset may have, with a text and a
 * label in each row.
 *
 * @throws CredenceError `ROLE_UNKNOWN` where it has no text or no label; `DATA_AMBIGUOUS` where one text
 *   has two labels; `LIMIT_EXCEEDED` beyond a million rows; what opening a source throws.
 */
export async function readKnownAnswers({
  path,
  roles,
  scratch,
  signal,
}: KnownAnswersRequest): Promise<readonly KnownAnswer[]> {
  const { text, label } = roles;
  const source = await openSource({
    paths: [path],
    roles: { ...(text === undefined ? {} : { text }), ...(label === undefined ? {} : { label }) },
    maximumBadRows: 0,
    scratch,
    scratchQuota: SCRATCH_QUOTA,
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    const texts = columnsOf(source.roles, 'text', path);
    const [labels] = columnsOf(source.roles, 'label', path);
    const labelOf = new Map<string, string>();
    for await (const batch of source.batches())
      for (const { text: item, label: answer } of answersIn(batch, texts, labels as number)) {
        requireOne(labelOf.get(item), answer, path);
        labelOf.set(item, answer);
        if (labelOf.size > MOST_ANSWERS)
          throw new CredenceError(
            'LIMIT_EXCEEDED',
            `${path} holds more than a million known answers.`,
          );
      }
    return [...labelOf].map(([item, answer]) => ({ text: item, label: answer }));
  } finally {
    await source.close();
  }
}

function columnsOf(
  roles: readonly RoleAssignment[],
  wanted: 'text' | 'label',
  path: string,
): number[] {
  const columns = roles.filter(({ role }) => role === wanted).map(({ column }) => column);
  if (columns.length > 0) return columns;
  throw new CredenceError('ROLE_UNKNOWN', `${path} has no column for ${wanted}.`, {
    hint: 'Known answers are items with their text and their true label, named as in the data.',
  });
}

function* answersIn(
  batch: RecordBatch,
  texts: readonly number[],
  label: number,
): Generator<KnownAnswer, void> {
  const joined = joinTexts(batch, texts);
  const labels = joinTexts(batch, [label]);
  for (let record = 0; record < batch.length; record += 1) {
    const answer = { text: joinedText(joined, record), label: joinedText(labels, record) };
    if (answer.text !== '' && answer.label !== '') yield answer;
  }
}

function requireOne(known: string | undefined, answer: string, path: string): void {
  if (known === undefined || known === answer) return;
  throw new CredenceError(
    'DATA_AMBIGUOUS',
    `${path} gives one text two true labels, “${known}” and “${answer}”.`,
    { hint: 'Leave in the one that is right.' },
  );
}
