import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';

/** Which column of a predictions file holds what, by index. */
export interface PredictionColumns {
  readonly id: number;
  readonly latency: number | null;
  readonly answer:
    | { readonly kind: 'label' | 'text' | 'number'; readonly column: number }
    | {
        readonly kind: 'probabilities';
        readonly columns: readonly number[];
        readonly classes: readonly string[];
      };
}

const IDS = ['id', 'item', 'item_id'];
const LATENCIES = ['latency_ms', 'latency'];
const ANSWERS = [
  ['label', ['label', 'prediction', 'predicted', 'predicted_label']],
  ['text', ['text', 'answer', 'response', 'output']],
  ['number', ['number', 'value', 'score']],
] as const;
const PROBABILITY = /^(?:p|prob|proba|probability|probabilities)[._](?<label>.+)$/is;

/**
 * Finds the columns of a predictions file by their names. Probabilities go before a label: they say it too.
 *
 * @throws CredenceError `ROLE_UNKNOWN` where there is no id or no answer, `DATA_AMBIGUOUS` where there
 *   could be several
 */
export function predictionColumns(names: readonly string[], file: string): PredictionColumns {
  const id = oneOf(names, IDS, file);
  if (id === null)
    throw new CredenceError('ROLE_UNKNOWN', `${visibleText(file)} has no column for the id.`, {
      at: { file },
      hint: `Name it id. Columns: ${names.slice(0, 12).map(visibleText).join(', ')}.`,
    });
  const latency = oneOf(names, LATENCIES, file);
  const probabilities = names.flatMap((name, column) => {
    const label = PROBABILITY.exec(name)?.groups?.['label'];
    return label === undefined ? [] : [{ column, label }];
  });
  if (probabilities.length > 0)
    return { id, latency, answer: probabilityAnswer(probabilities, file) };
  const found = ANSWERS.flatMap(([kind, known]) => {
    const column = oneOf(names, known, file);
    return column === null ? [] : [{ kind, column }];
  });
  const [answer, ...others] = found;
  if (answer === undefined || others.length > 0)
    throw new CredenceError(
      answer === undefined ? 'ROLE_UNKNOWN' : 'DATA_AMBIGUOUS',
      answer === undefined
        ? `${visibleText(file)} has no column for the answer.`
        : `${visibleText(file)} has several columns that could be the answer.`,
      {
        at: { file },
        hint: 'Answers are one column named label, text or number, or columns p_CLASS of probabilities.',
      },
    );
  return { id, latency, answer };
}

function probabilityAnswer(
  found: readonly { readonly column: number; readonly label: string }[],
  file: string,
): PredictionColumns['answer'] {
  const classes = found.map(({ label }) => label);
  if (new Set(classes).size === classes.length)
    return { kind: 'probabilities', columns: found.map(({ column }) => column), classes };
  throw new CredenceError('DATA_AMBIGUOUS', `${visibleText(file)} names one class twice.`, {
    at: { file },
  });
}

function oneOf(names: readonly string[], known: readonly string[], file: string): number | null {
  const found = names.flatMap((name, column) =>
    known.includes(name.toLowerCase()) ? [column] : [],
  );
  if (found.length > 1)
    throw new CredenceError(
      'DATA_AMBIGUOUS',
      `${visibleText(file)} has several columns for one thing: ${found.map((column) => visibleText(names[column] ?? '')).join(', ')}.`,
      { at: { file } },
    );
  return found[0] ?? null;
}
