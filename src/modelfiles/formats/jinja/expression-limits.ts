import { CredenceError } from '../../../core/error.ts';
import type { TokenStream } from './token-stream.ts';

/** Deeper than any template, and within the call stack. */
const DEEPEST = 100;

/** Operators, filters, calls and members in one tag: each makes its tree deeper by one. */
const MOST_LINKS = 500;

/** Bounds how deep the tree of an expression becomes: whoever walks it calls himself. */
export class ExpressionLimits {
  readonly #tokens: TokenStream;
  #depth = 0;
  #links = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
  }

  /** Has the next expression begin a tag. */
  begin(): void {
    this.#links = 0;
  }

  /** Notes one more operator, filter, call or member. @throws CredenceError `LIMIT_EXCEEDED` */
  link(): void {
    this.#links++;
    if (this.#links > MOST_LINKS) throw this.#tooDeep();
  }

  /** Goes into an expression within the one at hand. @throws CredenceError `LIMIT_EXCEEDED` */
  enter(): void {
    if (this.#depth >= DEEPEST) throw this.#tooDeep();
    this.#depth++;
  }

  leave(): void {
    this.#depth--;
  }

  #tooDeep(): CredenceError {
    return new CredenceError(
      'LIMIT_EXCEEDED',
      'An expression of it is too long or nests too deep',
      {
        at: { byte: this.#tokens.current.at },
      },
    );
  }
}
