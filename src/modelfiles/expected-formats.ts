import { visibleText } from '../core/visible-text.ts';
import type { Format } from './format.ts';
import type { Problem } from './inspection.ts';
import { problem } from './problem.ts';

const PICKLED: readonly Format[] = ['pickle', 'joblib', 'torch-zip', 'torch-legacy'];
const PACKED: readonly Format[] = ['gzip', 'zlib', 'bzip2', 'xz', 'lzma', 'lz4', 'zstd'];

/** What a file of each name is expected to be. */
const EXPECTED: ReadonlyMap<string, readonly Format[]> = new Map(
  Object.entries({
    pkl: [...PICKLED, ...PACKED],
    pickle: [...PICKLED, ...PACKED],
    joblib: [...PICKLED, ...PACKED],
    dill: PICKLED,
    pt: PICKLED,
    pth: PICKLED,
    ckpt: PICKLED,
    npy: ['npy'],
    npz: ['npz', 'zip'],
    safetensors: ['safetensors'],
    gguf: ['gguf'],
    keras: ['keras'],
    h5: ['hdf5'],
    hdf5: ['hdf5'],
    onnx: ['onnx'],
    tflite: ['tflite'],
    zip: ['zip', 'torch-zip', 'keras', 'npz'],
    tar: ['tar'],
    gz: ['gzip'],
    tgz: ['gzip'],
    bz2: ['bzip2'],
    xz: ['xz'],
    lzma: ['lzma'],
    zst: ['zstd'],
    lz4: ['lz4'],
    '7z': ['seven-zip'],
    rar: ['rar'],
    json: ['json'],
    txt: ['text', 'requirements'],
    md: ['text'],
    py: ['python-source'],
    yaml: ['yaml'],
    yml: ['yaml'],
  } satisfies Record<string, readonly Format[]>),
);

/** Formats that say nothing about what the name should have been. */
const SILENT: readonly Format[] = ['empty', 'lfs-pointer', 'unknown'];

/** A note where a file's name promises something other than its content. The content is judged either way. */
export function nameProblems(name: string, format: Format): readonly Problem[] {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  const expected = extension === undefined ? undefined : EXPECTED.get(extension);
  if (expected === undefined || expected.includes(format) || SILENT.includes(format)) return [];
  return [
    problem('note', {
      rule: 'scan.misleading-name',
      severity: 'low',
      summary: `The name ends in .${visibleText(extension ?? '')}, and the content is ${format}.`,
      action: 'Ask why; scanners and loaders that go by names take it for something else.',
    }),
  ];
}
