import { CredenceError } from '../core/error.ts';
import type { Severity } from '../findings/finding.ts';
import type { Problem } from './inspection.ts';

/** What a rule says about one place in a file. */
export interface Fact {
  /** Stable id, `room.fact`. */
  readonly rule: string;
  /** In bytes from the start of the source; left out where the fact has no place. */
  readonly offset?: number | null;
  readonly length?: number | null;
  /** One sentence: what is there. Names from the file have passed through `visibleText`. */
  readonly summary: string;
  /** One sentence: what to do, or what would change the verdict. */
  readonly action: string;
  /** Left out: what the decision implies. */
  readonly severity?: Severity;
}

const SEVERITY: Readonly<Record<Problem['decision'], Severity>> = {
  fail: 'critical',
  inconclusive: 'medium',
  held: 'medium',
  note: 'info',
};

/** A fact as a problem that decides `decision`. */
export function problem(decision: Problem['decision'], fact: Fact): Problem {
  return {
    rule: fact.rule,
    decision,
    severity: fact.severity ?? SEVERITY[decision],
    offset: fact.offset ?? null,
    length: fact.length ?? null,
    summary: fact.summary,
    suggestedAction: fact.action,
  };
}

/**
 * The error that ended an inspection, as a problem: broken bytes fail, and what could not be looked
 * at whole (limits, unsupported features, unreadable files) is inconclusive.
 *
 * @param room of the rule's id: `onnx` gives `onnx.malformed`
 * @throws the error itself where it is no `CredenceError`, or is the program's own fault
 */
export function problemOfError(room: string, error: unknown): Problem {
  if (!(error instanceof CredenceError)) throw error;
  const place = { offset: error.at?.byte ?? null, summary: error.message };
  switch (error.code) {
    case 'DATA_MALFORMED':
    case 'DATA_TRUNCATED':
    case 'DATA_ENCODING':
    case 'DATA_EMPTY':
      return problem('fail', {
        ...place,
        rule: `${room}.malformed`,
        severity: 'high',
        action:
          error.hint ?? 'Have its publisher write the file anew; a broken file is not accepted.',
      });
    case 'DATA_AMBIGUOUS':
      return problem('fail', {
        ...place,
        rule: `${room}.ambiguous`,
        severity: 'high',
        action:
          error.hint ??
          'Have its publisher write the file anew, so that every reader reads the same.',
      });
    case 'LIMIT_EXCEEDED':
      return problem('inconclusive', {
        ...place,
        rule: `${room}.limit`,
        action:
          error.hint ?? 'Raise the limit, or have its publisher convert the file to safetensors.',
      });
    case 'DATA_UNSUPPORTED':
    case 'FILE_UNREADABLE':
    case 'FILE_NOT_FOUND':
      return problem('inconclusive', {
        ...place,
        rule: `${room}.unsupported`,
        action:
          error.hint ?? 'Have its publisher convert the file to a format that can be read whole.',
      });
    default:
      throw error;
  }
}
