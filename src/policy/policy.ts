import type { Digest } from '../core/digest.ts';
import type { PolicySettings } from './settings.ts';

/** Where in the policy file something stands. */
export interface PolicyPlace {
  /** As `approvals.rules[1].people`. */
  readonly path: string;
  /** 1-based; null for a default that the file does not name. */
  readonly line: number | null;
}

/** A policy that was read: what it says, which bytes said it, and where. */
export interface Policy {
  readonly settings: PolicySettings;
  /** Name of the file for messages. */
  readonly file: string;
  /** Digest of the file's bytes; of no bytes where there is no file. */
  readonly digest: Digest;
  /** Where a path such as `['approvals', 'rules', 1]` stands, or what stands for it by default. */
  place(path: readonly (string | number)[]): PolicyPlace;
}

/** A path as people write it. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}
