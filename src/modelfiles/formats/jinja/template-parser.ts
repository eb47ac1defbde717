import { CredenceError } from '../../../core/error.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Body, Branch, Expression, Parameter, Statement } from './syntax-tree.ts';
import { malformed } from './template-error.ts';
import { TokenStream } from './token-stream.ts';
import { readTokens } from './tokens.ts';

const DEEPEST = 100;

/** Statements that load other templates, or stand in for parts of them. */
const FOREIGN: ReadonlySet<string> = new Set(
  'include import from extends block endblock'.split(' '),
);

/** Words that only belong inside of statements. */
const INNER = /^(?:end\w+|el(?:if|se))$/;

/**
 * The syntax tree of a chat template: Jinja 3.1 with loop controls and Transformers' `generation`.
 *
 * @throws CredenceError `DATA_MALFORMED`, `LIMIT_EXCEEDED`; `at.byte` is an index into the text
 */
export function parseTemplate(template: string): Body {
  return new TemplateParser(new TokenStream(readTokens(template))).parse();
}

class TemplateParser {
  readonly #tokens: TokenStream;
  readonly #expressions: ExpressionParser;
  #depth = 0;

  constructor(tokens: TokenStream) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionParser(tokens);
  }

  parse(): Body {
    const body = this.#parseBody([]);
    this.#tokens.expect('end');
    return body;
  }

  /** Statements up to a tag that begins with one of the words; the word is next then. */
  #parseBody(endings: readonly string[]): Body {
    if (this.#depth >= DEEPEST) {
      throw new CredenceError('LIMIT_EXCEEDED', `A template nests deeper than ${DEEPEST}`, {
        at: { byte: this.#tokens.current.at },
      });
    }
    this.#depth++;
    const body: Statement[] = [];
    for (;;) {
      const { kind, value, at } = this.#tokens.current;
      if (kind === 'end') break;
      this.#expressions.begin();
      this.#tokens.take();
      if (kind === 'literal') body.push({ type: 'literal', text: value, at });
      else if (kind === 'output-begin') {
        body.push({ type: 'output', value: this.#expressions.parseTuple(), at });
        this.#tokens.expect('output-end');
      } else {
        if (endings.some((ending) => this.#tokens.is('name', ending))) break;
        body.push(this.#parseStatement(at));
      }
    }
    this.#depth--;
    return body;
  }

  /** The body of a block, up to its end tag, which is taken. */
  #parseBlock(ending: string): Body {
    const [body] = this.#parseBlockUntil([ending]);
    this.#tokens.expect('statement-end');
    return body;
  }

  #parseBlockUntil(endings: readonly string[]): [body: Body, ending: string] {
    // Python's colon is allowed.
    this.#tokens.takes('operator', ':');
    this.#tokens.expect('statement-end');
    const body = this.#parseBody(endings);
    const ending = this.#tokens.take();
    if (ending.kind !== 'name') throw malformed(ending.at, `${endings.join(' or ')} is missing`);
    return [body, ending.value];
  }

  #parseStatement(at: number): Statement {
    const keyword = this.#tokens.expect('name').value;
    if (FOREIGN.has(keyword)) return this.#skipTag({ type: 'foreign', keyword, at });
    const block = this.#parseBlockStatement(keyword, at);
    if (block !== null) return block;
    const plain = this.#parsePlainStatement(keyword, at);
    if (plain === null) {
      if (INNER.test(keyword)) throw malformed(at, `${keyword} has nothing that it belongs to`);
      return this.#skipTag({ type: 'unknown', keyword, at });
    }
    this.#tokens.expect('statement-end');
    return plain;
  }

  /** Statements that have a body, or may have one; their last tag has been taken. */
  #parseBlockStatement(keyword: string, at: number): Statement | null {
    switch (keyword) {
      case 'if':
        return this.#parseIf(at);
      case 'for':
        return this.#parseFor(at);
      case 'set':
        return this.#parseSet(at);
      case 'macro':
        return this.#parseMacro(at);
      case 'call':
        return this.#parseCallBlock(at);
      case 'filter': {
        const filter = this.#expressions.parseFilters(true);
        if (filter === null) throw malformed(at, 'a filter is missing');
        return { type: 'filter-block', filter, body: this.#parseBlock('endfilter'), at };
      }
      case 'with':
        return this.#parseWith(at);
      case 'autoescape': {
        const value = this.#expressions.parse();
        return { type: 'group', value, body: this.#parseBlock('endautoescape'), at };
      }
      case 'generation':
        return { type: 'group', value: null, body: this.#parseBlock('endgeneration'), at };
      default:
        return null;
    }
  }

  #parsePlainStatement(keyword: string, at: number): Statement | null {
    if (keyword === 'break' || keyword === 'continue') return { type: 'jump', at };
    if (keyword !== 'print' && keyword !== 'do') return null;
    return { type: 'output', value: this.#expressions.parseTuple(), at };
  }

  /** What the tag says besides does not matter: it is not accepted as it is. */
  #skipTag(statement: Statement): Statement {
    while (this.#tokens.current.kind !== 'statement-end') {
      if (this.#tokens.take().kind === 'end') throw malformed(statement.at, 'a tag does not end');
    }
    this.#tokens.take();
    return statement;
  }

  #parseIf(at: number): Statement {
    const branches: Branch[] = [];
    for (;;) {
      const condition = this.#expressions.parsePlainTuple();
      const [body, ending] = this.#parseBlockUntil(['elif', 'else', 'endif']);
      branches.push({ condition, body });
      if (ending === 'elif') continue;
      const otherwise = ending === 'else' ? this.#parseBlock('endif') : this.#endTag();
      return { type: 'if', branches, otherwise, at };
    }
  }

  #parseFor(at: number): Statement {
    const target = this.#expressions.parseTarget(() => this.#tokens.is('name', 'in'));
    this.#tokens.expect('name', 'in');
    const iterable = this.#expressions.parsePlainTuple();
    const condition = this.#tokens.takes('name', 'if') ? this.#expressions.parse() : null;
    this.#tokens.takes('name', 'recursive');
    const [body, ending] = this.#parseBlockUntil(['endfor', 'else']);
    const otherwise = ending === 'else' ? this.#parseBlock('endfor') : this.#endTag();
    return { type: 'for', target, iterable, condition, body, otherwise, at };
  }

  #endTag(): Body {
    this.#tokens.expect('statement-end');
    return [];
  }

  #parseSet(at: number): Statement {
    const isEnd = (): boolean =>
      this.#tokens.is('operator', '=') || this.#tokens.current.kind === 'statement-end';
    const target = this.#expressions.parseTarget(isEnd);
    if (this.#tokens.takes('operator', '=')) {
      const value = this.#expressions.parseTuple();
      this.#tokens.expect('statement-end');
      return { type: 'set', target, value, at };
    }
    const filter = this.#expressions.parseFilters(false);
    return { type: 'set-block', target, filter, body: this.#parseBlock('endset'), at };
  }

  #parseMacro(at: number): Statement {
    const name = this.#tokens.expect('name').value;
    const parameters = this.#parseParameters();
    return { type: 'macro', name, parameters, body: this.#parseBlock('endmacro'), at };
  }

  #parseCallBlock(at: number): Statement {
    const parameters = this.#tokens.is('operator', '(') ? this.#parseParameters() : [];
    const call = this.#expressions.parse();
    return { type: 'call-block', call, parameters, body: this.#parseBlock('endcall'), at };
  }

  #parseParameters(): readonly Parameter[] {
    const parameters: Parameter[] = [];
    this.#tokens.expect('operator', '(');
    while (!this.#tokens.takes('operator', ')')) {
      if (parameters.length > 0) this.#tokens.expect('operator', ',');
      const name = this.#tokens.expect('name').value;
      const initial = this.#tokens.takes('operator', '=') ? this.#expressions.parse() : null;
      parameters.push({ name, initial });
    }
    return parameters;
  }

  #parseWith(at: number): Statement {
    const bindings: { target: Expression; value: Expression }[] = [];
    while (this.#tokens.current.kind !== 'statement-end') {
      if (bindings.length > 0) this.#tokens.expect('operator', ',');
      const target = this.#expressions.parseTarget(() => this.#tokens.is('operator', '='));
      this.#tokens.expect('operator', '=');
      bindings.push({ target, value: this.#expressions.parse() });
    }
    return { type: 'with', bindings, body: this.#parseBlock('endwith'), at };
  }
}
