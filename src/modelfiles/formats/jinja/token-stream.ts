import { malformed } from './template-error.ts';
import type { Token } from './tokens.ts';

/** Tokens one after the other, with a look ahead. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, which stays. */
  get current(): Token {
    return this.#peek(0);
  }

  take(): Token {
    const token = this.current;
    this.#next++;
    return token;
  }

  /** Whether the next token is this operator or name; `ahead` looks behind it. */
  is(kind: 'operator' | 'name', value: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token.kind === kind && token.value === value;
  }

  /** Takes the next token where it is this operator or name. */
  takes(kind: 'operator' | 'name', value: string): boolean {
    if (!this.is(kind, value)) return false;
    this.#next++;
    return true;
  }

  /** @throws CredenceError `DATA_MALFORMED` where the next token is another. */
  expect(kind: Token['kind'], value?: string): Token {
    const token = this.take();
    if (token.kind === kind && (value === undefined || token.value === value)) return token;
    throw malformed(token.at, `${value ?? kind} is missing`);
  }

  #peek(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)];
    return token ?? { kind: 'end', value: '', at: 0 };
  }
}
