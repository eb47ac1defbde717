import { CONVERSATIONS } from './template-rules.ts';
import { either, INPUT, isSame, type TemplateValue } from './template-value.ts';

/** A macro: where it stands, and what its parameters are called. */
interface Macro {
  readonly at: number;
  readonly parameters: readonly string[];
}

/** Names that a loop, a macro or a `with` brings in, and only what is within sees. */
interface Frame {
  readonly at: number;
  readonly names: ReadonlySet<string>;
}

/**
 * What names may stand for, over the whole template at once: whichever way rendering takes, a name is
 * one of all that is ever assigned to it where it is seen. Members of namespaces go by `name.member`.
 */
export class TemplateScope {
  readonly #values = new Map<string, TemplateValue>();
  readonly #macros = new Map<string, Macro>();
  readonly #frames: Frame[] = [];
  #changed = false;

  /** Whether something new was learnt since the last time. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  /** Runs a part of the template that sees these names as its own. */
  within(at: number, names: Iterable<string>, part: () => void): void {
    this.#frames.push({ at, names: new Set(names) });
    part();
    this.#frames.pop();
  }

  get(name: string): TemplateValue {
    const known = this.#values.get(this.#keyOf(name));
    return known ?? { ...INPUT, conversation: CONVERSATIONS.has(name) };
  }

  has(name: string): boolean {
    return this.#values.has(this.#keyOf(name));
  }

  assign(name: string, value: TemplateValue): void {
    this.#learn(this.#keyOf(name), value);
  }

  addMacro(name: string, macro: Macro): void {
    if (this.#macros.has(name)) return;
    this.#macros.set(name, macro);
    this.#changed = true;
  }

  isMacro(name: string): boolean {
    return this.#macros.has(name);
  }

  /** Hands arguments to the parameters of a macro, by place or by name. */
  passToMacro(name: string, args: readonly { name: string | null; value: TemplateValue }[]): void {
    const macro = this.#macros.get(name);
    if (macro === undefined) return;
    for (const [place, argument] of args.entries()) {
      const parameter = argument.name ?? macro.parameters[place];
      if (parameter !== undefined) this.#learn(keyWithin(parameter, macro.at), argument.value);
    }
  }

  #learn(key: string, value: TemplateValue): void {
    const known = this.#values.get(key);
    const merged = known === undefined ? value : either([known, value]);
    if (known !== undefined && isSame(known, merged)) return;
    this.#values.set(key, merged);
    this.#changed = true;
  }

  #keyOf(name: string): string {
    const [owner = name] = name.split('.');
    const frame = this.#frames.findLast(({ names }) => names.has(owner));
    return frame === undefined ? name : keyWithin(name, frame.at);
  }
}

function keyWithin(name: string, at: number): string {
  return `${name}@${at}`;
}
