import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';

/** 1-based. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as data, which still knows where everything stands. */
export class YamlSource {
  readonly file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /**
   * Parses YAML 1.2 that is data and nothing else: no aliases, no tags of its own, no repeated keys.
   *
   * @throws CredenceError `CONFIG_INVALID` with line and column
   */
  static parse(text: string, file: string): YamlSource {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: true,
      prettyErrors: false,
    });
    const source = new YamlSource(file, document, lines);
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      throw source.failure(source.#placeAt(problem.pos[0]), `is not YAML: ${problem.message}`);
    }
    visit(document, {
      Alias: (_, alias) => {
        throw source.failure(
          source.#placeAt(alias.range?.[0] ?? 0),
          'holds an alias, and this file is plain data: write the value out',
        );
      },
    });
    return source;
  }

  value(): unknown {
    return this.#document.toJS() ?? {};
  }

  /** Where the value at a path stands, or null where the file does not name it. */
  placeOf(path: readonly PropertyKey[]): TextPlace | null {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    if (!isNode(node) || isAlias(node)) return null;
    return node.range === undefined || node.range === null ? null : this.#placeAt(node.range[0]);
  }

  /** Where a key of the map at a path stands. */
  placeOfKey(path: readonly PropertyKey[], key: string): TextPlace | null {
    const map = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    if (!isMap(map)) return null;
    const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    const range = isScalar(pair?.key) ? pair.key.range : undefined;
    return range === undefined || range === null ? null : this.#placeAt(range[0]);
  }

  /** An error that says where. */
  failure(place: TextPlace | null, problem: string, hint?: string): CredenceError {
    const { line, column } = place ?? { line: 1, column: 1 };
    return new CredenceError(
      'CONFIG_INVALID',
      `${this.file}:${line}:${column}: ${visibleText(problem)}${/[.?]$/.test(problem) ? '' : '.'}`,
      {
        at: { file: this.file, line },
        hint: hint ?? 'Mend the line; docs/policy.md describes every key.',
      },
    );
  }

  #placeAt(offset: number): TextPlace {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}
