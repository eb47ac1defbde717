import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import { requireFacts } from '../../statements/facts/require-facts.ts';
import {
  type RunEnvironment,
  runEnvironmentSchema,
} from '../../statements/facts/run-environment.ts';
import { readSmallFile } from './read-configuration.ts';

const NOTHING_SAID: RunEnvironment = { libraries: [], hardware: [], complete: false };
const PINNED = /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([A-Za-z0-9][A-Za-z0-9.!+_-]*)$/;

/**
 * Machine and software of a run, as someone wrote them down: JSON with `libraries`, `hardware`,
 * `operatingSystem`, `image` and `complete`, or what `pip freeze` prints. Nothing is guessed: what is
 * not said is not there, and the list then is not complete.
 *
 * @throws CredenceError `DATA_MALFORMED`; `NOT_PINNED` for a library without version
 */
export async function readEnvironment(path: string | null): Promise<RunEnvironment> {
  if (path === null) return NOTHING_SAID;
  const text = await readSmallFile(path);
  if (!/\.json$/i.test(path)) return { ...NOTHING_SAID, libraries: frozen(text, path) };
  return requireFacts(
    runEnvironmentSchema,
    { ...NOTHING_SAID, ...parsed(text, path) },
    `the environment in ${path}`,
  );
}

function parsed(text: string, path: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new CredenceError('DATA_MALFORMED', `${path} is not JSON.`, {
      at: { file: path },
      cause,
    });
  }
  throw new CredenceError('DATA_MALFORMED', `${path} holds no object.`, { at: { file: path } });
}

function frozen(text: string, path: string): RunEnvironment['libraries'] {
  return text.split('\n').flatMap((line, index) => {
    const requirement =
      line
        .replace(/(^|\s)#.*$/, '')
        .split(';')[0]
        ?.trim() ?? '';
    if (requirement === '' || requirement.startsWith('--')) return [];
    const [, name, version] = PINNED.exec(requirement.split(/\s/)[0] ?? '') ?? [];
    if (name !== undefined && version !== undefined) {
      const purlName = name.toLowerCase().replaceAll('_', '-');
      return [{ name, version, purl: `pkg:pypi/${purlName}@${encodeURIComponent(version)}` }];
    }
    throw new CredenceError('NOT_PINNED', `${visibleText(requirement)} names no version.`, {
      hint: 'Write name==version on each line, as pip freeze does.',
      at: { file: path, line: index + 1 },
    });
  });
}
