import { visibleText } from '../../../core/visible-text.ts';
import { type Effect, EffectKind } from '../effect-log.ts';
import type { JudgedRun } from '../judge/judged-run.ts';
import type { RunEnd } from '../pickle-run.ts';
import type { Value } from '../value.ts';
import { renderArguments, renderValue, shownName } from './render-value.ts';

/** Effects at the beginning that are always written out, and those marked that are. */
const MOST_FIRST = 24;
const MOST_MARKED = 24;

/** Numbers of effects and symbols that stand against a run. */
export interface Marked {
  readonly effects: ReadonlySet<number>;
  readonly symbols: ReadonlySet<number>;
}

/** Writes what a run would do as pseudo-code that reads like Python. */
export class Decompiler {
  readonly #judged: JudgedRun;
  readonly #nameOf = (object: Value): string => {
    const alias = this.#judged.symbol(object);
    return alias === null ? `v${this.#judged.run.heap.first(object) + 1}` : shownName(alias);
  };

  constructor(judged: JudgedRun) {
    this.#judged = judged;
  }

  /** One effect as a statement: `v3 = os.system('…')`. */
  statement(effect: Effect): string {
    const call = this.expression(effect);
    return effect.result === 0 || this.#judged.symbol(effect.result) !== null
      ? call
      : `${this.#nameOf(effect.result)} = ${call}`;
  }

  /** One effect without a name for its result. */
  expression(effect: Effect): string {
    const subject = this.#value(effect.subject);
    const argument = effect.argument;
    switch (effect.kind) {
      case EffectKind.Call:
      case EffectKind.Instantiate:
        return `${subject}(${this.#arguments(argument)})`;
      case EffectKind.New:
        return `${subject}.__new__(${this.#newArguments(effect)})`;
      case EffectKind.Build:
        return `${subject}.__setstate__(${this.#value(argument)})`;
      case EffectKind.Append:
        return `${subject}.extend(${this.#value(argument)})`;
      case EffectKind.SetItem:
        return `${subject}.update(${this.#value(argument)})`;
      case EffectKind.Add:
        return `${subject}.add(${this.#arguments(argument)})`;
      case EffectKind.Persistent:
        return `persistent_load(${this.#value(argument)})`;
      case EffectKind.Extension:
        return 'copyreg.extension()';
      case EffectKind.Buffer:
        return 'out_of_band_buffer()';
    }
  }

  /**
   * The whole run.
   * @param marked what matters and is not left out: numbers of effects, and of symbols imported
   */
  program(marked: Marked, end: RunEnd): string {
    const { effects, symbols } = this.#judged.run;
    const imports = [...marked.symbols].sort((a, b) => a - b).slice(0, MOST_MARKED);
    const lines = new ProgramLines();
    for (let number = 0; number < effects.count; number++) {
      const effect = effects.get(number);
      while (symbols.offset(imports[0]) < effect.offset) lines.add(this.#import(imports.shift()));
      if (number < MOST_FIRST) lines.add(this.#line(effect));
      else if (marked.effects.has(number)) lines.addMarked(() => this.#line(effect));
      else lines.skip();
    }
    for (const symbol of imports) lines.add(this.#import(symbol));
    lines.add(this.#ending(end));
    return lines.text();
  }

  #line(effect: Effect): string {
    return `${this.statement(effect)}  # at ${hex(effect.offset)}`;
  }

  #import(symbol: number | undefined): string {
    if (symbol === undefined) return '';
    const { key, offset } = this.#judged.run.symbols.get(symbol);
    return `import ${shownName(key)}  # at ${hex(offset)}`;
  }

  #ending(end: RunEnd): string {
    switch (end.kind) {
      case 'stop':
        return `return ${this.#value(end.value)}`;
      case 'broken':
        return `# the stream breaks off at ${hex(end.offset)}: ${visibleText(end.what)}`;
      case 'limit':
        return `# given up at ${hex(end.offset)}`;
      case 'inline-data':
        return `# data follow at ${hex(end.next)}`;
    }
  }

  #newArguments(effect: Effect): string {
    const given = [this.#value(effect.subject), this.#arguments(effect.argument)];
    if (effect.keywords !== 0) given.push(`**${this.#value(effect.keywords)}`);
    return given.filter((part) => part !== '').join(', ');
  }

  #arguments(value: Value): string {
    return renderArguments(value, this.#judged, this.#nameOf);
  }

  #value(value: Value): string {
    return renderValue(value, this.#judged, this.#nameOf);
  }
}

/** Lines of a program, and how many were left out between them. */
class ProgramLines {
  readonly #lines: string[] = [];
  #skipped = 0;
  #marked = 0;

  add(line: string): void {
    if (this.#skipped > 0) this.#lines.push(`# … ${this.#skipped} more`);
    this.#skipped = 0;
    this.#lines.push(line);
  }

  addMarked(line: () => string): void {
    if (this.#marked++ < MOST_MARKED) this.add(line());
    else this.skip();
  }

  skip(): void {
    this.#skipped++;
  }

  text(): string {
    return this.#lines.join('\n');
  }
}

/** An offset as people look for it in a hex dump. */
export function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
