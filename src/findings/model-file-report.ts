import type { Digest } from '../core/digest.ts';
import type { Severity, StandardReference } from './finding.ts';
import type { ProgramReference } from './scan-report.ts';
import type { DecidingRule, Verdict } from './verdict.ts';

/** What a scan of model files leaves behind: one JSON document, and the source of every other rendering. */
export interface ModelScanReport {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly rules: readonly DecidingRule[];
  /** In the order in which they were found; members of archives lie within their archive. */
  readonly files: readonly ModelFileReport[];
  readonly policy: PolicyReference;
  /** What was not looked at, and why. */
  readonly limits: readonly string[];
  readonly program: ProgramReference;
  readonly started: string;
  readonly seconds: number;
}

/** The verdict on one file, bound to its bytes, to the policy and to the program that judged it. */
export interface ModelFileReport {
  readonly path: string;
  /** Digest of the whole file; `null` where it could not be read to its end. */
  readonly digest: Digest | null;
  readonly bytes: number;
  /** What the content is, whatever the name says: `pickle`, `zip`, `safetensors`. */
  readonly format: string;
  readonly verdict: Verdict;
  /** Id of the rule that decided; `explained` where every byte is accounted for. */
  readonly rule: string;
  /** Strongest first. */
  readonly findings: readonly ModelFileFinding[];
  /** What the file's programs would do if it were loaded, in readable pseudo-code; `null` where it holds none. */
  readonly program: string | null;
  /** Files within this one. */
  readonly members: readonly ModelFileReport[];
}

export interface PolicyReference {
  readonly name: string;
  readonly digest: Digest;
}

/** One rule that a file broke, and where. */
export interface ModelFileFinding {
  readonly id: string;
  /** Digest of the file's digest, the rule and the offset. */
  readonly fingerprint: Digest;
  /** Stable id, `room.fact`: `pickle.forbidden-call`, `zip.duplicate-name`. */
  readonly rule: string;
  readonly decision: Exclude<Verdict, 'pass'> | 'note';
  readonly severity: Severity;
  /** First byte within the file, 0-based; `null` where the fact has no place. */
  readonly offset: number | null;
  readonly length: number | null;
  /** One sentence: what is there. */
  readonly summary: string;
  /** One sentence: what to do, or what would change the verdict. */
  readonly suggestedAction: string;
  readonly references: readonly StandardReference[];
}
