import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { ArtifactFacts } from '../../statements/facts/artifact-facts.ts';
import { measureFolder } from '../../statements/model-signing/measure-folder.ts';
import { STATE_FOLDER } from '../../workspace/workspace-paths.ts';
import type { WantedArtifact } from './run-request.ts';

/**
 * What goes into a run, by the digest of its bytes now: of the file itself, or of all files of a folder
 * as a signature over it has it.
 *
 * @param as `model` gives also a single file the digest that stands for a model, so that lineage joins
 * @throws CredenceError as `measureFolder`; `NOT_PINNED` for an address that moves
 */
export async function measureArtifact(
  { path, uri, licence }: WantedArtifact,
  as: 'artifact' | 'model' = 'artifact',
): Promise<ArtifactFacts> {
  if (uri !== undefined) assertPinned(uri);
  const { name, files, root } = await measureFolder(path, { ignorePaths: [STATE_FOLDER] });
  const [file, another] = files;
  const isFile = file !== undefined && another === undefined && file.path === name;
  const digest = as === 'artifact' && isFile ? file.digest : root;
  return {
    name,
    version: digest,
    digest,
    ...(uri === undefined ? {} : { uri }),
    ...(licence === undefined ? {} : { licence }),
  };
}

/** Names that move, at the end of an address; a Hub address without a commit is the branch main. */
const MOVING = /[@:](?:latest|main|master|head|stable|dev)$/i;
const HUB = /^hf:\/\//i;
const COMMIT = /@[0-9a-f]{40}$/i;

function assertPinned(uri: string): void {
  if (!MOVING.test(uri) && (!HUB.test(uri) || COMMIT.test(uri))) return;
  throw new CredenceError('NOT_PINNED', `${visibleText(uri)} names no version that stays.`, {
    hint: 'End it in the commit or digest that was used, such as hf://org/model@<40 digits>.',
  });
}
