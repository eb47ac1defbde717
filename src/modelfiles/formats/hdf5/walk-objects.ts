import { type Attribute, readAttribute } from './attribute.ts';
import { type DataLayout, readLayout } from './data-layout.ts';
import { readElements } from './dataspace.ts';
import { type Datatype, readDatatype } from './datatype.ts';
import { readFilters } from './filters.ts';
import { GlobalHeap } from './global-heap.ts';
import { type GroupLink, readLink, readSymbolTable, requireCompact } from './group-links.ts';
import { type Hdf5File, type HeaderMessage, MESSAGE, readObjectHeader } from './object-header.ts';
import { unsupported } from './superblock.ts';

/** A group or a dataset. */
export interface Hdf5Object {
  /** Names from the root, with slashes. */
  readonly path: string;
  readonly address: number;
  readonly attributes: readonly Attribute[];
  readonly links: readonly GroupLink[];
  readonly dataset: Dataset | null;
}

export interface Dataset {
  readonly layout: DataLayout;
  readonly type: Datatype;
  readonly elements: number;
  /** Numbers of the filters that its chunks went through, in order. */
  readonly filters: readonly number[];
  /** Whether its bytes lie in other files. */
  readonly external: boolean;
}

/**
 * Every group and dataset of a file, each once, however many names lead to it.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`, `LIMIT_EXCEEDED`
 */
export function* walkObjects(file: Hdf5File): Generator<Hdf5Object> {
  const heap = new GlobalHeap(file);
  const seen = new Set<number>([file.root]);
  const open = [{ path: '', address: file.root }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    file.budget.spendInstructions(1);
    const object = readObject(file, next, heap);
    if (object.dataset !== null) claimTexts(file, object.dataset, heap);
    yield object;
    for (const link of object.links) {
      if (link.kind !== 'object' || seen.has(link.address)) continue;
      seen.add(link.address);
      open.push({ path: `${next.path}/${link.name}`, address: link.address });
    }
  }
}

function readObject(
  file: Hdf5File,
  { path, address }: { readonly path: string; readonly address: number },
  heap: GlobalHeap,
): Hdf5Object {
  const attributes: Attribute[] = [];
  const links: GroupLink[] = [];
  const messages = readObjectHeader(file, address);
  for (const message of messages) {
    switch (message.type) {
      case MESSAGE.attribute:
        if (message.flags & 2) throw unsupported(message.start, 'a shared attribute');
        attributes.push(readAttribute(file, message, heap));
        break;
      case MESSAGE.link:
        links.push(readLink(file, message));
        break;
      case MESSAGE.symbolTable:
        for (const link of readSymbolTable(file, message)) links.push(link);
        break;
      case MESSAGE.linkInfo:
        requireCompact(file, message, 8);
        break;
      case MESSAGE.attributeInfo:
        requireCompact(file, message, 2);
        break;
      default:
    }
  }
  return { path, address, attributes, links, dataset: readDataset(file, messages) };
}

/** The heaps that a dataset of texts or lists points into belong to it. */
function claimTexts(file: Hdf5File, { type, layout, elements }: Dataset, heap: GlobalHeap): void {
  if (type.base === null || layout.kind === 'unallocated' || layout.kind === 'virtual') return;
  if (layout.kind === 'chunked') throw unsupported(0, 'texts or lists of any length in chunks');
  file.budget.spendInstructions(elements);
  for (let index = 0; index < elements; index++) {
    heap.at(layout.start + index * type.size, type.base.size);
  }
}

function readDataset(file: Hdf5File, messages: readonly HeaderMessage[]): Dataset | null {
  const one = (type: number): HeaderMessage | undefined =>
    messages.find((message) => message.type === type);
  const layout = one(MESSAGE.layout);
  const type = one(MESSAGE.datatype);
  const space = one(MESSAGE.dataspace);
  if (layout === undefined || type === undefined || space === undefined) return null;
  if (type.flags & 2) throw unsupported(type.start, 'a type that is kept elsewhere');
  const filters = one(MESSAGE.filters);
  return {
    layout: readLayout(file, layout),
    type: readDatatype(file.view, type.start, type.end),
    elements: readElements(file, space.start, space.end),
    filters: filters === undefined ? [] : readFilters(file.view, filters),
    external: one(MESSAGE.externalFiles) !== undefined,
  };
}
