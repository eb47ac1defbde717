import type { Digest } from '../../core/digest.ts';
import type { SuiteItem } from './suite-item.ts';

/** Inputs with which versions of a model are compared. */
export interface Suite {
  readonly name: string;
  /** Over everything that the suite says but its seal. */
  readonly digest: Digest;
  /** Whether the suite names its own digest; it was checked then. */
  readonly sealed: boolean;
  /** Kept apart from training, with answers that somebody vouches for. */
  readonly trusted: readonly SuiteItem[];
  /** As production sees them; their answers may be unknown. Empty where the suite has none. */
  readonly live: readonly SuiteItem[];
  readonly expectations: readonly ExpectedEffect[];
}

/** A change for the worse that somebody announced, and why. All that is named must hold of an item. */
export interface ExpectedEffect {
  readonly tag?: string | undefined;
  readonly answer?: string | undefined;
  readonly field?: string | undefined;
  readonly value?: string | undefined;
  readonly word?: string | undefined;
  readonly reason: string;
}
