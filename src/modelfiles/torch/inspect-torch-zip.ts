import { visibleText } from '../../core/visible-text.ts';
import type { ByteSource } from '../byte-source.ts';
import { readZip } from '../containers/zip/read-zip.ts';
import type { ZipEntry } from '../containers/zip/zip-archive.ts';
import { ProblemList } from '../formats/problem-list.ts';
import type { Inspection, InspectionContext, Member } from '../inspection.ts';
import { hex } from '../pickle/decompile/decompile.ts';
import { readPickleStream } from '../pickle/pickle-stream.ts';
import { ArchiveStorages } from './archive-storages.ts';
import { type TorchArchive, torchArchive } from './torch-archive.ts';

/** Folder in which a pickle's storages lie, by the pickle's name. */
const FOLDERS: Readonly<Record<string, string>> = {
  'constants.pkl': 'constants/',
  'attributes.pkl': 'tensors/',
  'traced_inputs.pkl': 'tensors/',
};
const LONGEST_MARK = 256;

/**
 * A file of `torch.save` since 1.6, or of TorchScript: a zip archive with pickles whose persistent
 * ids stand for members of raw numbers. Each pickle is judged, and each storage must have the size
 * that they say; what PyTorch does not know is judged by its own content.
 */
export function inspectTorchZip(source: ByteSource, context: InspectionContext): Inspection {
  const zip = readZip(source, context);
  const problems = new ProblemList();
  problems.push(zip.problems);
  const archive = torchArchive(zip.entries);
  const members: Member[] = [...archive.others];
  const programs: string[] = [];
  const used = new Set<string>();
  const isScript = archive.code.length > 0 || archive.pickles.length > 1;
  for (const entry of archive.pickles) {
    problems.attempt('torch', () => {
      const inner = inspectArchivePickle(entry, context, { archive, used, isScript });
      problems.push(inner.problems);
      members.push(...inner.members);
      if (inner.program !== null) programs.push(inner.program);
    });
  }
  if (isScript) {
    problems.add('held', {
      rule: 'torch.script',
      summary: `The archive is a TorchScript program with ${archive.code.length} source files: loading and calling it runs them.`,
      action:
        'Read its code, then approve this file by its SHA-256 under `files` in a policy of your own.',
    });
  }
  tellMarks(archive, problems, members);
  tellUnused(archive, used, problems);
  return { problems: problems.list(), program: programs.join('\n\n') || null, members };
}

interface ArchiveParts {
  readonly archive: TorchArchive;
  readonly used: Set<string>;
  readonly isScript: boolean;
}

function inspectArchivePickle(
  entry: ZipEntry,
  context: InspectionContext,
  { archive, used, isScript }: ArchiveParts,
): Inspection {
  const name = entry.name.slice(archive.root.length);
  const bytes = entry.open();
  const storages = new ArchiveStorages(archive.storages, FOLDERS[name] ?? 'data/', used);
  const stream = readPickleStream(bytes, context, {
    start: 0,
    inlineData: false,
    storages,
    ...(isScript ? { ownModules: isScriptModule } : {}),
  });
  const problems = new ProblemList();
  // Offsets are the file's where the pickle lies in it as it is.
  const shift = entry.stored ? entry.offset : 0;
  problems.push(
    stream.problems.map((found) =>
      found.offset === null ? found : { ...found, offset: found.offset + shift },
    ),
  );
  if (stream.next !== null && stream.next < bytes.length) {
    problems.add('fail', {
      rule: 'pickle.trailing-bytes',
      severity: 'high',
      offset: stream.next + shift,
      length: bytes.length - stream.next,
      summary: `${visibleText(name)} goes on behind its pickle's end at ${hex(stream.next)}, where PyTorch does not read.`,
      action: 'Have its publisher save it anew.',
    });
  }
  return { problems: problems.list(), program: stream.program, members: stream.members };
}

/** Classes of TorchScript are defined by the archive's own code. */
function isScriptModule(module: string): boolean {
  return module === '__torch__' || module.startsWith('__torch__.');
}

function tellMarks(archive: TorchArchive, problems: ProblemList, members: Member[]): void {
  for (const { entry, allowed } of archive.marks) {
    problems.attempt('torch', () => {
      const text = entry.size > LONGEST_MARK ? null : textOf(entry);
      if (text === null || !allowed.test(text)) members.push(entry);
    });
  }
}

function textOf(entry: ZipEntry): string {
  const source = entry.open();
  return Buffer.from(source.read(0, source.length)).toString('latin1');
}

function tellUnused(archive: TorchArchive, used: ReadonlySet<string>, problems: ProblemList): void {
  for (const [path, { offset, size }] of archive.storages) {
    if (used.has(path)) continue;
    problems.add('fail', {
      rule: 'torch.unreferenced-storage',
      severity: 'high',
      offset,
      length: size,
      summary: `No pickle of the archive refers to ${visibleText(path)}: its ${size} bytes have no meaning.`,
      action: 'Have its publisher save the model anew, or convert it to safetensors.',
    });
  }
}
