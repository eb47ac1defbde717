import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import type { AppliedDecision } from '../findings/finding.ts';

/** A person's word on a pattern: kept, and carried to later scans (design rule 7). */
export interface Decision {
  /** Fingerprint of the pattern, or at least its first twelve hex digits. */
  readonly pattern: string;
  readonly verdict: 'accepted';
  readonly reason: string;
  readonly by: string;
  /** Last day on which it holds, as YYYY-MM-DD. */
  readonly expires?: string | undefined;
}

const LEAST_DIGITS = 12;

/** Strict: a misspelt `expires` must not make a decision that never ends. */
const decisionFile = z.strictObject({
  decisions: z.array(
    z.strictObject({
      pattern: z
        .string()
        .regex(
          new RegExp(`^(sha256:)?[0-9a-f]{${LEAST_DIGITS},64}$`),
          `a fingerprint, or at least its first ${LEAST_DIGITS} hex digits`,
        ),
      verdict: z.literal('accepted'),
      reason: z.string().min(1),
      by: z.string().min(1),
      expires: z.iso.date().optional(),
    }),
  ),
});

/**
 * Reads a file of decisions.
 *
 * @throws CredenceError `FILE_NOT_FOUND` or `CONFIG_INVALID`, naming the entry.
 */
export async function readDecisions(path: string): Promise<Decision[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `The decisions in ${path} could not be read.`, {
      cause,
      at: { file: path },
    });
  });
  const result = decisionFile.safeParse(parseYaml(text, path));
  if (result.success) return result.data.decisions;
  const [issue] = result.error.issues;
  throw new CredenceError(
    'CONFIG_INVALID',
    `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`,
    {
      at: { file: path },
      hint: 'Each decision has pattern (a fingerprint), verdict: accepted, reason, by, and perhaps expires (YYYY-MM-DD).',
    },
  );
}

function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw new CredenceError(
      'CONFIG_INVALID',
      `${path} is not YAML: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause, at: { file: path } },
    );
  }
}

/** The decision that covers a fingerprint today, or `null`. An expired one covers nothing. */
export function decisionFor(
  decisions: readonly Decision[],
  fingerprint: string,
  today: string,
): AppliedDecision | null {
  const digits = fingerprint.replace('sha256:', '');
  const found = decisions.find(
    ({ pattern, expires }) =>
      digits.startsWith(pattern.replace('sha256:', '')) &&
      (expires === undefined || expires >= today),
  );
  return found === undefined
    ? null
    : {
        verdict: found.verdict,
        reason: found.reason,
        by: found.by,
        expires: found.expires ?? null,
      };
}
