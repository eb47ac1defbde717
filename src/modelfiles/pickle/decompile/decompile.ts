import { visibleText } from '../../../core/visible-text.ts';
import { type Effect, EffectKind } from '../effect-log.ts';
import type { JudgedRun } from '../judge/judged-run.ts';
import type { RunEnd } from '../pickle-run.ts';
import { payloadOf, type Value } from '../value.ts';
import { renderArguments, renderValue } from './render-value.ts';

/** Effects at the beginning that are always written out, and those marked that are. */
const MOST_FIRST = 24;
const MOST_MARKED = 24;

/** Writes what a run would do as pseudo-code that reads like Python. */
export class Decompiler {
  readonly #judged: JudgedRun;
  readonly #nameOf = (object: Value): string => `v${payloadOf(object)}`;

  constructor(judged: JudgedRun) {
    this.#judged = judged;
  }

  /** One effect as a statement: `v3 = os.system('…')`. */
  statement(effect: Effect): string {
    const call = this.expression(effect);
    return effect.result === 0 ? call : `${this.#nameOf(effect.result)} = ${call}`;
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
   * @param marked effects that matter, by number: they are not left out
   */
  program(marked: ReadonlySet<number>, end: RunEnd): string {
    const { effects } = this.#judged.run;
    const lines: string[] = [];
    let skipped = 0;
    let markedShown = 0;
    const flush = (): void => {
      if (skipped > 0) lines.push(`# … ${skipped} more`);
      skipped = 0;
    };
    for (let number = 0; number < effects.count; number++) {
      const isMarked = marked.has(number) && markedShown < MOST_MARKED;
      if (number >= MOST_FIRST && !isMarked) {
        skipped++;
        continue;
      }
      flush();
      if (isMarked) markedShown++;
      const effect = effects.get(number);
      lines.push(`${this.statement(effect)}  # at ${hex(effect.offset)}`);
    }
    flush();
    lines.push(this.#ending(end));
    return lines.join('\n');
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

/** An offset as people look for it in a hex dump. */
export function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
