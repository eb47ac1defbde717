import type { JudgedRun } from '../judge/judged-run.ts';
import { Kind, kindOf, type Value } from '../value.ts';

/** Class of what a persistent id of PyTorch stands for; no module has such a name. */
export const STORAGE_CLASS = 'torch:Storage';

/** Raw numbers beside the pickles of a PyTorch file. */
export interface StorageReference {
  readonly key: string;
  readonly elements: number;
  readonly elementBytes: number;
  /** Of the instruction that refers to it. */
  readonly offset: number;
}

/** Where storages lie, and what is known of them. */
export interface StorageDirectory {
  /** @returns what is wrong with a reference, or `null` */
  refer(reference: StorageReference): string | null;
}

/** Bytes of one element, by the class of its storage. */
const ELEMENT_BYTES: ReadonlyMap<string, number> = new Map([
  ['BoolStorage', 1],
  ['ByteStorage', 1],
  ['CharStorage', 1],
  ['QInt8Storage', 1],
  ['QUInt8Storage', 1],
  ['QUInt4x2Storage', 1],
  ['QUInt2x4Storage', 1],
  ['UntypedStorage', 1],
  ['_UntypedStorage', 1],
  ['ShortStorage', 2],
  ['HalfStorage', 2],
  ['BFloat16Storage', 2],
  ['IntStorage', 4],
  ['FloatStorage', 4],
  ['QInt32Storage', 4],
  ['LongStorage', 8],
  ['DoubleStorage', 8],
  ['ComplexFloatStorage', 8],
  ['ComplexDoubleStorage', 16],
]);

const KEY = /^[0-9A-Za-z_.-]{1,200}$/;
const LOCATION = /^[a-z]{1,20}(?::[0-9]{1,4})?$/;

/**
 * A persistent id of PyTorch: `('storage', class, key, location, elements[, view])`.
 * @returns the storage that it refers to, or what is wrong with it
 */
export function storageReference(
  id: Value,
  judged: JudgedRun,
  offset: number,
): StorageReference | string {
  const items = judged.tuple(id);
  if (items === null || items.length < 5 || items.length > 6) return 'it has another shape';
  const [what, type, keyValue, location, elements, view] = items as [
    Value,
    Value,
    Value,
    Value,
    Value,
    Value?,
  ];
  if (judged.text(what) !== 'storage') return 'it refers to something else than a storage';
  const bytes = elementBytes(type, judged);
  if (bytes === null) return 'its class is no storage of PyTorch';
  const key = judged.text(keyValue) ?? '';
  if (!KEY.test(key)) return 'its key is no plain name';
  if (!LOCATION.test(judged.text(location) ?? '')) return 'its location is no device';
  const count = judged.count(elements);
  if (count === null) return 'its size is no number';
  if (view !== undefined && !isView(view, judged)) return 'its view has another shape';
  return { key, elements: count, elementBytes: bytes, offset };
}

/**
 * The class of a model that PyTorch before 1.6 saved with its source: `('module', class, file, source)`;
 * `null` for other ids. The source is compared with the class that is there, and never run.
 */
export function classReference(id: Value, judged: JudgedRun): Value | null {
  const [what, type, file, source] = judged.tuple(id) ?? [];
  if (what === undefined || type === undefined || judged.text(what) !== 'module') return null;
  const plain = [file, source].every(
    (value) => value !== undefined && (kindOf(value) === Kind.None || judged.text(value) !== null),
  );
  return plain && kindOf(type) === Kind.Symbol ? type : null;
}

/** How large a storage is; `null` where only the file within would tell. */
export function storageSize(
  storage: Value,
  judged: JudgedRun,
): { readonly elements: number; readonly elementBytes: number } | null {
  const items = judged.tuple(judged.maker(storage).argument);
  const [, type, , , all, view] = items ?? [];
  const bytes = type === undefined ? null : elementBytes(type, judged);
  if (all === undefined || bytes === null) return null;
  const [, , part] = view === undefined ? [] : (judged.tuple(view) ?? []);
  const elements = judged.count(part ?? all);
  return elements === null ? null : { elements, elementBytes: bytes };
}

function elementBytes(type: Value, judged: JudgedRun): number | null {
  const symbol = judged.symbol(type);
  const [module, name] = symbol?.split(':') ?? [];
  if (name === undefined || (module !== 'torch' && module !== 'torch.storage')) return null;
  return ELEMENT_BYTES.get(name) ?? null;
}

/** `None`, or the key, offset and size of a part of the storage (PyTorch before 0.4). */
function isView(view: Value, judged: JudgedRun): boolean {
  if (kindOf(view) === Kind.None) return true;
  const [key, start, size] = judged.tuple(view) ?? [];
  if (key === undefined || start === undefined || size === undefined) return false;
  return (
    KEY.test(judged.text(key) ?? '') && judged.count(start) !== null && judged.count(size) !== null
  );
}
