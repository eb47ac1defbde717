import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentedCommands } from './documented-commands.ts';

const DOCUMENT = `# Title

\`\`\`sh
# a comment
credence scan a.csv
credence scan b.csv \\
  --json   # exit 1: poison
\`\`\`

<!-- long -->

\`\`\`sh
npm run bench
\`\`\`

\`\`\`sh
ls
\`\`\`

<!-- long -->
Words between marker and block take it away.

\`\`\`sh
pwd
\`\`\`

\`\`\`json
{ "not": "a command" }
\`\`\`
`;

describe('documentedCommands', () => {
  it('finds commands with their lines, exit codes and markers', () => {
    assert.deepEqual(documentedCommands(DOCUMENT), [
      { text: 'credence scan a.csv', line: 5, exitCode: 0, long: false },
      { text: 'credence scan b.csv --json   # exit 1: poison', line: 7, exitCode: 1, long: false },
      { text: 'npm run bench', line: 13, exitCode: 0, long: true },
      { text: 'ls', line: 17, exitCode: 0, long: false },
      { text: 'pwd', line: 24, exitCode: 0, long: false },
    ]);
  });

  it('finds none where there is no sh block', () => {
    assert.deepEqual(documentedCommands('```\nls\n```\n'), []);
  });
});
