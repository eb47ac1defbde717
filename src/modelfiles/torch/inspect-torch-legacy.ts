import { visibleText } from '../../core/visible-text.ts';
import type { ByteSource } from '../byte-source.ts';
import { ByteView } from '../formats/byte-view.ts';
import { ProblemList } from '../formats/problem-list.ts';
import type { Inspection, InspectionContext, Member } from '../inspection.ts';
import type { StorageDirectory, StorageReference } from '../pickle/checks/torch-storage.ts';
import { hex } from '../pickle/decompile/decompile.ts';
import { type PickleStream, readPickleStream } from '../pickle/pickle-stream.ts';
import { Kind, kindOf, type Value } from '../pickle/value.ts';

const MAGIC_NUMBER = 0x1950a86a20f9469cfc6cn;
const PROTOCOL_VERSION = 1001;
/** Before a storage's elements stands how many there are. */
const COUNT_BYTES = 8;

/**
 * A file of `torch.save` before 1.6: five pickles (magic number, protocol, system, object, keys of
 * storages), then the storages' elements in the order of the keys. All of it is accounted for; the
 * older form, a tar archive, is refused.
 */
export function inspectTorchLegacy(source: ByteSource, context: InspectionContext): Inspection {
  return new LegacyInspection(source, context).inspect();
}

class LegacyInspection implements StorageDirectory {
  readonly #source: ByteSource;
  readonly #context: InspectionContext;
  readonly #problems = new ProblemList();
  readonly #members: Member[] = [];
  readonly #programs: string[] = [];
  readonly #references = new Map<string, StorageReference>();
  #next: number | null = 0;

  constructor(source: ByteSource, context: InspectionContext) {
    this.#source = source;
    this.#context = context;
  }

  inspect(): Inspection {
    this.#expect(
      'magic number',
      (stream, value) =>
        kindOf(value) === Kind.Int && stream.run.constants.integer(value) === MAGIC_NUMBER,
    );
    this.#expect(
      'protocol version',
      (stream, value) => stream.judge.judged.integer(value) === PROTOCOL_VERSION,
    );
    this.#expect('system information', isLittleEndian);
    this.#read();
    const keys = this.#keys();
    if (keys !== null && this.#next !== null) this.#accountForStorages(keys, this.#next);
    return {
      problems: this.#problems.list(),
      program: this.#programs.join('\n\n') || null,
      members: this.#members,
    };
  }

  /** One storage is referred to under one key, always with the same size. */
  refer(reference: StorageReference): string | null {
    const known = this.#references.get(reference.key);
    this.#references.set(reference.key, known ?? reference);
    return known !== undefined &&
      (known.elements !== reference.elements || known.elementBytes !== reference.elementBytes)
      ? 'the same key stands for storages of different sizes'
      : null;
  }

  #read(): PickleStream | null {
    const start = this.#next;
    if (start === null) return null;
    if (start >= this.#source.length) {
      this.#malformed(start, 'the file ends before all of its pickles');
      this.#next = null;
      return null;
    }
    const stream = readPickleStream(this.#source, this.#context, {
      start,
      inlineData: false,
      storages: this,
    });
    this.#problems.push(stream.problems);
    this.#members.push(...stream.members);
    const acts = stream.run.effects.count > 0 || stream.next === null;
    if (acts && stream.program !== null) this.#programs.push(stream.program);
    this.#next = stream.next;
    return stream;
  }

  #expect(what: string, holds: (stream: PickleStream, value: Value) => boolean): void {
    const start = this.#next ?? 0;
    const stream = this.#read();
    const end = stream?.run.end;
    if (stream === null || end?.kind !== 'stop' || holds(stream, end.value)) return;
    this.#malformed(start, `the ${what} is another one`);
  }

  /** Keys of the storages in the order in which they lie; `null` where that cannot be said. */
  #keys(): readonly string[] | null {
    const start = this.#next ?? 0;
    const stream = this.#read();
    if (stream === null || stream.run.end.kind !== 'stop') return null;
    const keys = textItems(stream, stream.run.end.value);
    const known = new Set(keys);
    if (keys === null || known.size !== keys.length) {
      this.#malformed(start, 'the keys of its storages are no list of different texts');
      return null;
    }
    for (const key of this.#references.keys()) {
      if (!known.has(key)) this.#malformed(start, `its storage ${visibleText(key)} is missing`);
    }
    return keys;
  }

  #accountForStorages(keys: readonly string[], start: number): void {
    const view = new ByteView(this.#source);
    let at = start;
    for (const key of keys) {
      const reference = this.#references.get(key);
      if (reference === undefined) {
        this.#malformed(at, `nothing refers to its storage ${visibleText(key)}`);
        return;
      }
      const bytes = reference.elements * reference.elementBytes;
      if (at + COUNT_BYTES + bytes > this.#source.length) {
        this.#malformed(at, `it ends within its storage ${visibleText(key)}`);
        return;
      }
      if (view.u64(at) !== reference.elements) {
        this.#malformed(
          at,
          `its storage ${visibleText(key)} has another size than its pickle says`,
        );
        return;
      }
      at += COUNT_BYTES + bytes;
    }
    if (at < this.#source.length) {
      this.#malformed(at, `${this.#source.length - at} bytes follow its last storage`);
    }
  }

  #malformed(offset: number, what: string): void {
    this.#problems.add('fail', {
      rule: 'torch.malformed',
      severity: 'high',
      offset,
      summary: `The file is not what torch.save writes: ${what} (at ${hex(offset)}).`,
      action: 'Have its publisher save it anew, or convert it to safetensors.',
    });
  }
}

/** `{'protocol_version': 1001, 'little_endian': True, 'type_sizes': {…}}` */
function isLittleEndian(stream: PickleStream, value: Value): boolean {
  const { judged } = stream.judge;
  const record = judged.record(value, stream.run.heap.moment);
  const order = record?.get('little_endian');
  return (
    order !== undefined &&
    kindOf(order) === Kind.Bool &&
    stream.run.constants.integer(order) === 1n &&
    judged.integer(record?.get('protocol_version') ?? 0) === PROTOCOL_VERSION
  );
}

/** Texts of a list; `null` for anything else. */
function textItems({ judge, run }: PickleStream, value: Value): readonly string[] | null {
  if (kindOf(value) !== Kind.List) return null;
  const items = judge.judged.items(value, run.heap.moment);
  const texts = items?.map((item) => judge.judged.text(item)) ?? [null];
  return texts.every((text) => text !== null) ? texts : null;
}
