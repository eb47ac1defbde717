import type { Digest } from '../../core/digest.ts';
import type { CredenceError } from '../../core/error.ts';
import type { ModelInput } from '../suites/suite-item.ts';

/** Anything that answers inputs. Behind it may be a file of answers, a process, a server or a network. */
export interface Model {
  /** For people: the file, the command, the address without secrets. */
  readonly name: string;
  /** What the answers come from, where it has bytes of its own. */
  readonly digest: Digest | null;
  /** Labels in the order of probabilities, or `null` where the model gives none. */
  readonly classes: readonly string[] | null;
  /**
   * Answers inputs, one result for each in their order. What fails for one input is its result; only
   * what makes the model useless altogether is thrown (CredenceError).
   */
  predict(inputs: readonly ModelRequest[]): Promise<readonly ModelResult[]>;
}

export interface ModelRequest {
  readonly id: string;
  readonly input: ModelInput;
}

export type ModelResult =
  | {
      readonly kind: 'answer';
      readonly answer: Answer;
      /** Milliseconds, where it was measured. */
      readonly latency: number | null;
    }
  | { readonly kind: 'failure'; readonly error: CredenceError };

export type Answer =
  /** One probability for each class of the model; they sum to one. */
  | { readonly kind: 'probabilities'; readonly probabilities: Float64Array }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number };
