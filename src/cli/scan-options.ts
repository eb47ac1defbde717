import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import { LADDER_STEPS, type LadderStep } from '../findings/ladder.ts';
import { type RequestedRoles, ROLES } from '../records/roles.ts';
import { parseCount, parseSize } from './size-text.ts';

const FORMATS = ['jsonl', 'json', 'csv', 'tsv', 'parquet', 'arrow'] as const;
type Columns = readonly string[] | undefined;

/** The flags of `scan`, as commander hands them over. */
export interface ScanFlags {
  readonly text?: Columns;
  readonly response?: Columns;
  readonly chosen?: Columns;
  readonly rejected?: Columns;
  readonly winner?: Columns;
  readonly conversation?: Columns;
  readonly label?: Columns;
  readonly id?: Columns;
  readonly source?: Columns;
  readonly contributor?: Columns;
  readonly time?: Columns;
  readonly split?: Columns;
  readonly field?: Columns;
  readonly ignore?: Columns;
  readonly format?: (typeof FORMATS)[number] | undefined;
  readonly header?: boolean | undefined;
  readonly baseline?: Columns;
  readonly baselineDigest?: string | undefined;
  readonly groups?: string | undefined;
  readonly knownAnswers?: string | undefined;
  readonly probabilities?: string | undefined;
  readonly decisions?: string | undefined;
  readonly config?: string | undefined;
  readonly contributorCap?: string | undefined;
  readonly maxBadRows?: string | undefined;
  readonly sample?: string | undefined;
  readonly timeLimit?: string | undefined;
  readonly memory: string;
  readonly failOn: LadderStep;
  readonly reportOnly?: boolean | undefined;
  readonly html?: string | undefined;
  readonly sarif?: string | undefined;
  readonly junit?: string | undefined;
  readonly scores?: string | undefined;
  /** True for standard output, or the file to write. */
  readonly json?: boolean | string | undefined;
  readonly redact?: boolean | undefined;
  readonly showUnsafe?: boolean | undefined;
}

const columns = z.array(z.string()).optional();
const text = z.string().optional();
const flag = z.boolean().optional();

const scanFlags: z.ZodType<ScanFlags> = z.object({
  text: columns,
  response: columns,
  chosen: columns,
  rejected: columns,
  winner: columns,
  conversation: columns,
  label: columns,
  id: columns,
  source: columns,
  contributor: columns,
  time: columns,
  split: columns,
  field: columns,
  ignore: columns,
  format: z.enum(FORMATS).optional(),
  header: flag,
  baseline: columns,
  baselineDigest: text,
  groups: text,
  knownAnswers: text,
  probabilities: text,
  decisions: text,
  config: text,
  contributorCap: text,
  maxBadRows: text,
  sample: text,
  timeLimit: text,
  memory: z.string(),
  failOn: z.enum(LADDER_STEPS),
  reportOnly: flag,
  html: text,
  sarif: text,
  junit: text,
  scores: z
    .string()
    .regex(/\.(?:csv|parquet)$/i, 'name a file that ends in .csv or .parquet')
    .optional(),
  json: z.union([z.boolean(), z.string()]).optional(),
  redact: flag,
  showUnsafe: flag,
});

/** Checks the flags of `scan`, and says in words what is wrong with one. */
export function parseScanFlags(options: unknown): ScanFlags {
  const result = scanFlags.safeParse(options);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CredenceError(
    'USAGE',
    `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
  );
}

/** The roles that the flags name. */
export function rolesOf(flags: ScanFlags): RequestedRoles {
  const named = ROLES.flatMap((role) => {
    const columns = role === 'ignored' ? flags.ignore : flags[role];
    return columns === undefined ? [] : [[role, columns] as const];
  });
  return Object.fromEntries(named);
}

export interface ScanLimits {
  readonly memory: number;
  readonly maximumBadRows?: number;
  readonly sample?: number;
  readonly timeLimit?: number;
}

const LEAST_MEMORY = 256 * 2 ** 20;

export function limitsOf(flags: ScanFlags): ScanLimits {
  const memory = parseSize(flags.memory);
  if (memory < LEAST_MEMORY) throw new CredenceError('USAGE', '--memory must be at least 256MB.');
  const timeLimit = flags.timeLimit === undefined ? undefined : Number(flags.timeLimit);
  if (timeLimit !== undefined && !(timeLimit > 0))
    throw new CredenceError('USAGE', '--time-limit takes seconds, more than 0.');
  const sample = flags.sample === undefined ? undefined : parseCount(flags.sample, '--sample');
  if (sample === 0) throw new CredenceError('USAGE', '--sample must be at least 1.');
  return {
    memory,
    ...(flags.maxBadRows === undefined
      ? {}
      : { maximumBadRows: parseCount(flags.maxBadRows, '--max-bad-rows') }),
    ...(sample === undefined ? {} : { sample }),
    ...(timeLimit === undefined ? {} : { timeLimit }),
  };
}

/** The cap that the flag gives, a share; undefined where it is not given. */
export function contributorCapOf({ contributorCap: given }: ScanFlags): number | undefined {
  if (given === undefined) return undefined;
  const cap = given.trim() === '' ? Number.NaN : Number(given);
  if (cap > 0 && cap < 1) return cap;
  throw new CredenceError('USAGE', '--contributor-cap takes a share, more than 0 and below 1.', {
    hint: '0.05 lets nobody have more than a twentieth of the influence.',
  });
}

/** The columns that `--groups` names, each once. */
export function groupsOf({ groups }: ScanFlags): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  const names = groups.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return [...new Set(names)];
  throw new CredenceError('USAGE', '--groups takes names of columns, separated by commas.');
}
