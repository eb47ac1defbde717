import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeTickets } from '../../src/cli/demo/tickets.ts';
import { type DocumentedCommand, documentedCommands } from './documented-commands.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENTS = ['README.md', ...globSync('docs/**/*.md', { cwd: REPOSITORY })].sort();

/** The first two commands of the README; what they do is tested on its own. */
const EXEMPT = ['./credence demo', 'npm cit'];

for (const document of DOCUMENTS) {
  const commands = documentedCommands(readFileSync(join(REPOSITORY, document), 'utf8'));

  describe(`the commands in ${document}`, () => {
    let folder: string;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'credence commands '));
      symlinkSync(join(REPOSITORY, 'credence'), join(folder, 'credence'));
      const { lines } = makeTickets({ seed: 1, count: 2000 });
      writeFileSync(join(folder, 'tickets.jsonl'), [...lines, ''].join('\n'));
    });

    after(() => {
      rmSync(folder, { recursive: true });
    });

    for (const command of commands.filter(runsHere)) {
      it(`${command.text} (line ${command.line})`, () => {
        const { status, stderr, stdout } = spawnSync('sh', ['-c', command.text], {
          cwd: folder,
          encoding: 'utf8',
          env: {
            ...process.env,
            // A new user's: keys that a command makes go away with the folder.
            HOME: folder,
            XDG_CONFIG_HOME: join(folder, '.config'),
            PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
          },
        });
        assert.equal(status, command.exitCode, `${stdout}\n${stderr}`);
      });
    }
  });
}

describe('the README', () => {
  it('begins with the two commands that need nothing else', () => {
    const commands = documentedCommands(readFileSync(join(REPOSITORY, 'README.md'), 'utf8'));
    assert.deepEqual(
      commands.slice(0, 2).map((command) => command.text),
      EXEMPT,
    );
  });
});

function runsHere(command: DocumentedCommand): boolean {
  return !command.long && !EXEMPT.includes(command.text);
}
