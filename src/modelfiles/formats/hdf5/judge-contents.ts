import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Member } from '../../inspection.ts';
import type { ByteView } from '../byte-view.ts';
import { judgeKerasText } from '../keras/judge-config.ts';
import type { ProblemList } from '../problem-list.ts';
import type { DataLayout } from './data-layout.ts';
import { SHIPPED_FILTERS } from './filters.ts';
import type { Dataset, Hdf5Object } from './walk-objects.ts';

/** Attributes that Keras reads its configuration from. */
const CONFIGURATIONS: ReadonlySet<string> = new Set(['model_config', 'training_config']);

/** A configuration of Keras is shorter than this. */
const LONGEST_CONFIGURATION = 1 << 27;

/** Judges what the objects of an HDF5 file hold, and gathers the pickles among it. */
export class Hdf5Contents {
  readonly members: Member[] = [];
  readonly #source: ByteSource;
  readonly #view: ByteView;
  readonly #problems: ProblemList;
  readonly #judged = new Set<number>();

  constructor(source: ByteSource, view: ByteView, problems: ProblemList) {
    this.#source = source;
    this.#view = view;
    this.#problems = problems;
  }

  judge(object: Hdf5Object): void {
    const place = `${object.path}/`;
    for (const { name, values } of object.attributes) {
      if (name === 'PYTABLES_FORMAT_VERSION') this.#addPyTables();
      for (const value of values) this.#judgeText(`${place}@${name}`, name, value);
    }
    for (const link of object.links) {
      if (link.kind === 'external')
        this.#addOutside(place + link.name, 'is a link into another file');
    }
    if (object.dataset !== null) this.#judgeDataset(object.path, object.dataset);
  }

  #judgeText(place: string, name: string, { start, length }: Stretch): void {
    // Many elements may point at one text.
    if (this.#judged.has(start)) return;
    this.#judged.add(start);
    const bytes = this.#view.bytes(start, Math.min(length, LONGEST_CONFIGURATION));
    if (isPickle(bytes)) this.#addMember(place, { start, length });
    const text = Buffer.from(bytes).toString('utf8').replaceAll('\0', '').trim();
    const isConfiguration = text.startsWith('{') && text.includes('"class_name"');
    if (!CONFIGURATIONS.has(name) && !isConfiguration) return;
    judgeKerasText(text, { offset: start, problems: this.#problems });
  }

  #judgeDataset(path: string, dataset: Dataset): void {
    const { layout, type, elements, filters } = dataset;
    if (dataset.external) this.#addOutside(path, 'has its bytes in another file');
    if (layout.kind === 'virtual') this.#addOutside(path, 'is put together from other files');
    for (const filter of filters) {
      if (!SHIPPED_FILTERS.has(filter)) this.#addFilter(path, filter);
    }
    const stretch = stretchOf(layout);
    if (stretch === null) return;
    if (stretch.length !== elements * type.size)
      this.#addGeometry(path, stretch, elements * type.size);
    if (type.size !== 1 && type.kind === 'plain') return;
    const head = this.#view.bytes(stretch.start, Math.min(2, stretch.length));
    if (isPickle(head) && this.#endsLikePickle(stretch)) {
      this.#addMember(path, stretch);
    }
  }

  #endsLikePickle({ start, length }: Stretch): boolean {
    return this.#view.u8(start + length - 1) === 0x2e;
  }

  /** Some libraries keep Python objects here as pickles, and load them. */
  #addMember(name: string, { start, length }: Stretch): void {
    this.members.push({ name, offset: start, open: () => this.#source.slice(start, length) });
  }

  #addOutside(path: string, what: string): void {
    this.#problems.add('fail', {
      rule: 'hdf5.other-file',
      summary: `${visibleText(path)} ${what}.`,
      action: 'Refuse the file: loading it reads a file that it names.',
    });
  }

  #addFilter(path: string, filter: number): void {
    this.#problems.add('held', {
      rule: 'hdf5.filter-plugin',
      summary: `${visibleText(path)} went through filter ${filter}, for which HDF5 loads a plugin.`,
      action:
        'Have its publisher store it with gzip, or approve the plugin and this file by digest.',
    });
  }

  #addGeometry(path: string, { start, length }: Stretch, expected: number): void {
    this.#problems.add('fail', {
      rule: 'hdf5.dataset-geometry',
      severity: 'high',
      offset: start,
      length,
      summary: `${visibleText(path)} takes ${length} bytes where its type and shape need ${expected}.`,
      action: 'Have its publisher write the file anew.',
    });
  }

  #addPyTables(): void {
    this.#problems.add('held', {
      rule: 'hdf5.pytables',
      summary: 'It was written by PyTables, which unpickles attributes when it opens a file.',
      action: 'Open it with h5py alone, or approve this file by its digest.',
    });
  }
}

interface Stretch {
  readonly start: number;
  readonly length: number;
}

function stretchOf(layout: DataLayout): Stretch | null {
  return layout.kind === 'contiguous' || layout.kind === 'compact' ? layout : null;
}

/** Whether bytes begin as a pickle of protocol 2 to 5 does. */
function isPickle(bytes: Uint8Array): boolean {
  const [sign, protocol = 0] = bytes;
  return sign === 0x80 && protocol >= 2 && protocol <= 5;
}
