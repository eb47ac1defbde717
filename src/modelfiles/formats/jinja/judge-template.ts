import { visibleText } from '../../../core/visible-text.ts';
import { ExpressionJudge } from './expression-judge.ts';
import type { Body, Expression, Parameter, Statement } from './syntax-tree.ts';
import type { TemplateFact } from './template-fact.ts';
import { TemplateScope } from './template-scope.ts';
import { INPUT, type TemplateValue } from './template-value.ts';
import { wordsIn, writesUnderscore } from './words-in.ts';

/** Names settle within as many rounds as they are handed on; then what is unknown stays unknown. */
const MOST_ROUNDS = 20;

/** Places where a template breaks one rule that are told; whoever reads it will find the others. */
const MOST_FACTS = 20;

/** Steps of loops within loops over fixed ranges. */
const MOST_STEPS = 1_000_000;

/**
 * Judges a template by all that rendering it could do: what it could reach (attributes, calls, other
 * templates), how far it could run, and whether it acts on what messages say or on the time.
 */
export function judgeTemplate(body: Body): readonly TemplateFact[] {
  const scope = new TemplateScope();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    new TemplateJudge(scope, () => undefined).judge(body);
    if (!scope.takeChanged()) break;
  }
  const facts: TemplateFact[] = [];
  const counts = new Map<string, number>();
  const keep = (fact: TemplateFact): void => {
    const count = (counts.get(fact.rule) ?? 0) + 1;
    counts.set(fact.rule, count);
    if (count <= MOST_FACTS) facts.push(fact);
  };
  new TemplateJudge(scope, keep).judge(body);
  return facts;
}

class TemplateJudge {
  readonly #scope: TemplateScope;
  readonly #expressions: ExpressionJudge;
  readonly #report: (fact: TemplateFact) => void;
  #steps = 1;

  constructor(scope: TemplateScope, report: (fact: TemplateFact) => void) {
    this.#scope = scope;
    this.#report = report;
    this.#expressions = new ExpressionJudge(scope, report);
  }

  judge(body: Body): void {
    for (const statement of body) this.#judgeStatement(statement);
  }

  #judgeStatement(statement: Statement): void {
    switch (statement.type) {
      case 'literal':
      case 'jump':
        return;
      case 'output':
        this.#value(statement.value);
        return;
      case 'if':
        this.#judgeIf(statement);
        return;
      case 'for':
        this.#judgeFor(statement);
        return;
      case 'set':
        this.#judgeSet(statement);
        return;
      case 'set-block':
        if (statement.filter !== null) this.#value(statement.filter);
        this.judge(statement.body);
        this.#assign(statement.target, {
          ...INPUT,
          built: writesUnderscore(statement.body),
        });
        return;
      case 'macro':
        this.#judgeMacro(statement);
        return;
      case 'call-block':
        this.#value(statement.call);
        this.#within(statement.at, statement.parameters, statement.body);
        return;
      case 'filter-block':
        this.#value(statement.filter);
        this.judge(statement.body);
        return;
      case 'with':
        this.#judgeWith(statement);
        return;
      case 'group':
        if (statement.value !== null) this.#value(statement.value);
        this.judge(statement.body);
        return;
      case 'foreign':
        this.#report({
          decision: 'fail',
          rule: 'other-template',
          at: statement.at,
          summary: `It loads another template (${statement.keyword})`,
        });
        return;
      case 'unknown':
        this.#report({
          decision: 'inconclusive',
          rule: 'unknown-statement',
          at: statement.at,
          summary: `It uses the statement ${visibleText(statement.keyword)}, which is none of Jinja's`,
        });
    }
  }

  /** The members of a namespace begin with what it is made with. */
  #judgeSet({ target, value }: Extract<Statement, { type: 'set' }>): void {
    this.#assign(target, this.#value(value));
    const isNamespace =
      value.type === 'call' && value.callee.type === 'name' && value.callee.name === 'namespace';
    if (!isNamespace || target.type !== 'name') return;
    for (const argument of value.args) {
      if (argument.name === null) continue;
      this.#scope.assign(`${target.name}.${argument.name}`, this.#value(argument.value));
    }
  }

  #judgeIf({ branches, otherwise }: Extract<Statement, { type: 'if' }>): void {
    const words = [...branches.map(({ body }) => wordsIn(body)), wordsIn(otherwise)];
    for (const { condition, body } of branches) {
      this.#expressions.judgeCondition(condition, words);
      this.judge(body);
    }
    this.judge(otherwise);
  }

  #judgeFor(statement: Extract<Statement, { type: 'for' }>): void {
    const value = this.#value(statement.iterable);
    const steps = stepsOf(statement.iterable);
    this.#steps *= steps;
    if (this.#steps > MOST_STEPS) {
      this.#report({
        decision: 'fail',
        rule: 'unbounded',
        at: statement.at,
        summary: 'Its loops within loops run so often that rendering it can take forever',
      });
    }
    this.#scope.within(statement.at, [...namesIn(statement.target), 'loop'], () => {
      this.#assign(statement.target, { ...value, number: null });
      this.#scope.assign('loop', INPUT);
      if (statement.condition !== null) {
        this.#expressions.judgeCondition(statement.condition, [wordsIn(statement.body)]);
      }
      this.judge(statement.body);
    });
    this.#steps /= steps;
    this.judge(statement.otherwise);
  }

  #judgeMacro({ name, parameters, body, at }: Extract<Statement, { type: 'macro' }>): void {
    this.#scope.addMacro(name, { at, parameters: parameters.map((parameter) => parameter.name) });
    this.#within(at, parameters, body);
  }

  #judgeWith({ bindings, body, at }: Extract<Statement, { type: 'with' }>): void {
    const values = bindings.map(({ value }) => this.#value(value));
    const names = bindings.flatMap(({ target }) => namesIn(target));
    this.#scope.within(at, names, () => {
      for (const [index, { target }] of bindings.entries()) {
        this.#assign(target, values[index] ?? INPUT);
      }
      this.judge(body);
    });
  }

  /** The body of a macro, whose parameters begin as their initial values. */
  #within(at: number, parameters: readonly Parameter[], body: Body): void {
    const names = parameters.map(({ name }) => name);
    const initials = parameters.map(({ initial }) =>
      initial === null ? null : this.#value(initial),
    );
    this.#scope.within(at, names, () => {
      for (const [index, name] of names.entries()) {
        const initial = initials[index] ?? null;
        if (initial !== null) this.#scope.assign(name, initial);
      }
      this.judge(body);
    });
  }

  #value(expression: Expression): TemplateValue {
    return this.#expressions.judge(expression);
  }

  #assign(target: Expression, value: TemplateValue): void {
    if (target.type === 'name') this.#scope.assign(target.name, value);
    else if (target.type === 'attribute' && target.object.type === 'name') {
      this.#scope.assign(`${target.object.name}.${target.name}`, value);
    } else if (target.type === 'list') {
      for (const item of target.items) this.#assign(item, { ...value, number: null });
    }
  }
}

function namesIn(target: Expression): readonly string[] {
  if (target.type === 'list') return target.items.flatMap(namesIn);
  return target.type === 'name' ? [target.name] : [];
}

/** Steps of a loop over a fixed range; 1 where the input decides. */
function stepsOf(iterable: Expression): number {
  if (iterable.type !== 'call' || iterable.callee.type !== 'name') return 1;
  if (iterable.callee.name !== 'range') return 1;
  return iterable.args.reduce(
    (most, { value }) => (value.type === 'number' ? Math.max(most, value.value) : most),
    1,
  );
}
