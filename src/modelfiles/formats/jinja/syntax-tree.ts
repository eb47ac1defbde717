/** Where something begins in the template, as a UTF-16 index. */
interface Placed {
  readonly at: number;
}

/** Expressions of Jinja 3.1. */
export type Expression =
  | ({ readonly type: 'text'; readonly value: string } & Placed)
  | ({ readonly type: 'number'; readonly value: number } & Placed)
  /** `true`, `false`, `none`. */
  | ({ readonly type: 'word'; readonly value: boolean | null } & Placed)
  | ({ readonly type: 'name'; readonly name: string } & Placed)
  | ({ readonly type: 'list'; readonly items: readonly Expression[] } & Placed)
  | ({ readonly type: 'dictionary'; readonly entries: readonly DictionaryEntry[] } & Placed)
  | ({ readonly type: 'attribute'; readonly object: Expression; readonly name: string } & Placed)
  | ({ readonly type: 'item'; readonly object: Expression; readonly key: Expression } & Placed)
  | ({ readonly type: 'slice'; readonly parts: readonly Expression[] } & Placed)
  | ({
      readonly type: 'call';
      readonly callee: Expression;
      readonly args: readonly Argument[];
    } & Placed)
  | ({ readonly type: 'filter'; readonly input: Expression | null } & Applied)
  | ({ readonly type: 'test'; readonly input: Expression } & Applied)
  | ({
      readonly type: 'unary';
      readonly operator: 'not' | '-' | '+';
      readonly operand: Expression;
    } & Placed)
  | ({
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    } & Placed)
  | ({
      readonly type: 'comparison';
      readonly left: Expression;
      readonly rest: readonly { readonly operator: string; readonly right: Expression }[];
    } & Placed)
  | ({
      readonly type: 'choice';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | null;
    } & Placed);

export type BinaryOperator = 'or' | 'and' | '+' | '-' | '~' | '*' | '/' | '//' | '%' | '**';

export interface DictionaryEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** A filter or a test by its name, with its arguments. */
interface Applied extends Placed {
  readonly name: string;
  readonly args: readonly Argument[];
}

export interface Argument {
  /** `null` where it stands by its place, or is unpacked. */
  readonly name: string | null;
  /** `*` or `**` where it is unpacked into several. */
  readonly unpacked: '' | '*' | '**';
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly initial: Expression | null;
}

/** Statements of Jinja 3.1, of its loop controls, and of Transformers' `generation`. */
export type Statement =
  | ({ readonly type: 'literal'; readonly text: string } & Placed)
  | ({ readonly type: 'output'; readonly value: Expression } & Placed)
  | ({
      readonly type: 'if';
      readonly branches: readonly Branch[];
      readonly otherwise: Body;
    } & Placed)
  | ({
      readonly type: 'for';
      readonly target: Expression;
      readonly iterable: Expression;
      readonly condition: Expression | null;
      readonly body: Body;
      readonly otherwise: Body;
    } & Placed)
  | ({ readonly type: 'set'; readonly target: Expression; readonly value: Expression } & Placed)
  | ({
      readonly type: 'set-block';
      readonly target: Expression;
      readonly filter: Expression | null;
      readonly body: Body;
    } & Placed)
  | ({
      readonly type: 'macro';
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Body;
    } & Placed)
  | ({
      readonly type: 'call-block';
      readonly call: Expression;
      readonly parameters: readonly Parameter[];
      readonly body: Body;
    } & Placed)
  | ({ readonly type: 'filter-block'; readonly filter: Expression; readonly body: Body } & Placed)
  | ({
      readonly type: 'with';
      readonly bindings: readonly { readonly target: Expression; readonly value: Expression }[];
      readonly body: Body;
    } & Placed)
  /** `generation`, `autoescape`: a body with nothing that matters here around it. */
  | ({ readonly type: 'group'; readonly value: Expression | null; readonly body: Body } & Placed)
  | ({ readonly type: 'jump' } & Placed)
  /** `include`, `import`, `from`, `extends`, `block`: loads other templates. */
  | ({ readonly type: 'foreign'; readonly keyword: string } & Placed)
  /** A tag of some extension. */
  | ({ readonly type: 'unknown'; readonly keyword: string } & Placed);

export type Body = readonly Statement[];

export interface Branch {
  readonly condition: Expression;
  readonly body: Body;
}
