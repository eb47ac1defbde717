import type { ZipEntry } from '../containers/zip/zip-archive.ts';

/** Members of a PyTorch archive by what they are for; names are relative to its root folder. */
export interface TorchArchive {
  /** Folder that everything lies in, with a slash at its end. */
  readonly root: string;
  /** `data.pkl`, and what TorchScript keeps beside it. */
  readonly pickles: readonly ZipEntry[];
  /** Raw numbers by the path that a pickle's persistent ids lead to: `data/0`. */
  readonly storages: ReadonlyMap<string, ZipEntry>;
  /** `version`, `byteorder` and their like, with what they may hold. */
  readonly marks: readonly { readonly entry: ZipEntry; readonly allowed: RegExp }[];
  /** Source of TorchScript. */
  readonly code: readonly ZipEntry[];
  /** Everything else, to be judged by its content. */
  readonly others: readonly ZipEntry[];
}

/** Small texts that PyTorch writes into its archives. */
const MARKS: ReadonlyMap<string, RegExp> = new Map([
  ['version', /^\d{1,4}\n?$/],
  ['byteorder', /^(?:little|big)$/],
  ['.format_version', /^\d{1,4}\n?$/],
  ['.storage_alignment', /^\d{1,6}\n?$/],
  ['.data/serialization_id', /^\d{1,60}$/],
]);

const PICKLES: ReadonlySet<string> = new Set([
  'data.pkl',
  'constants.pkl',
  'attributes.pkl',
  'bytecode.pkl',
  'mobile_debug_handles.pkl',
  'traced_inputs.pkl',
]);
const STORAGE = /^(?:data|constants|tensors)\/[0-9A-Za-z_.-]+$/;

/** Sorts an archive's members. */
export function torchArchive(entries: readonly ZipEntry[]): TorchArchive {
  const files = entries.filter(({ name }) => !name.endsWith('/'));
  const root = rootOf(files);
  const pickles: ZipEntry[] = [];
  const storages = new Map<string, ZipEntry>();
  const marks: { readonly entry: ZipEntry; readonly allowed: RegExp }[] = [];
  const code: ZipEntry[] = [];
  const others: ZipEntry[] = [];
  for (const entry of files) {
    const name = entry.name.startsWith(root) ? entry.name.slice(root.length) : '';
    const allowed = MARKS.get(name);
    if (allowed !== undefined) marks.push({ entry, allowed });
    else if (PICKLES.has(name)) pickles.push(entry);
    else if (STORAGE.test(name)) storages.set(name, entry);
    else if (/^code\/.+\.py$/.test(name)) code.push(entry);
    else others.push(entry);
  }
  return { root, pickles, storages, marks, code, others };
}

function rootOf(entries: readonly ZipEntry[]): string {
  const data = entries.find(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  return data === undefined ? '' : data.name.slice(0, -'data.pkl'.length);
}
