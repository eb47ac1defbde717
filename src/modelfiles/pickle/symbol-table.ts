import { CredenceError } from '../../core/error.ts';
import { symbolKey } from '../policy/policy.ts';
import { python3Name } from './python2-names.ts';

/** No model imports a thousandth of them. */
const MOST_NAMES = 100_000;

/** Stands for a module or name that only running the stream would tell; no name is written so. */
export const COMPUTED_NAME = '<computed>';

/** A name that a pickle imports: what the unpickler looks for, and what the bytes say. */
export interface SymbolEntry {
  readonly module: string;
  readonly name: string;
  /** Of both, as policies write it. */
  readonly key: string;
  /** As written; differs where a name of Python 2 was mapped. */
  readonly writtenModule: string;
  readonly writtenName: string;
  /** Of the first instruction that imports it. */
  readonly offset: number;
}

/** Every name that one file imports, once. */
export class SymbolTable {
  readonly #entries: SymbolEntry[] = [];
  readonly #numbers = new Map<string, number>();

  /**
   * @param protocol in force at the instruction: names are mapped from Python 2 below 3
   * @returns the name's number
   * @throws CredenceError `LIMIT_EXCEEDED`
   */
  add(written: readonly [module: string, name: string], protocol: number, offset: number): number {
    const [writtenModule, writtenName] = written;
    const mapped = protocol < 3;
    const key = `${mapped ? 2 : 3} ${writtenModule}\n${writtenName}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const [module, name] = mapped ? python3Name(writtenModule, writtenName) : written;
    const number = this.#entries.length;
    if (number === MOST_NAMES) throw tooMany(offset);
    this.#entries.push({
      module,
      name,
      key: symbolKey(module, name),
      writtenModule,
      writtenName,
      offset,
    });
    this.#numbers.set(key, number);
    return number;
  }

  get(number: number): SymbolEntry {
    const entry = this.#entries[number];
    if (entry === undefined) throw new RangeError(`there is no symbol ${number}`);
    return entry;
  }

  /** Where a symbol is imported first; beyond every offset where there is none. */
  offset(number: number | undefined): number {
    return number === undefined ? Number.POSITIVE_INFINITY : this.get(number).offset;
  }

  get entries(): readonly SymbolEntry[] {
    return this.#entries;
  }
}

function tooMany(byte: number): CredenceError {
  return new CredenceError('LIMIT_EXCEEDED', `The pickle imports more than ${MOST_NAMES} names`, {
    at: { byte },
  });
}
