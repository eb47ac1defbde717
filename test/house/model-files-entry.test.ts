import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readHouse, roomOf } from '../../tools/import-direction/house.ts';
import { readImportGraph } from '../../tools/import-direction/import-graph.ts';

const ROOT = new URL('../../', import.meta.url);
const house = readHouse(new URL('tools/floors.json', ROOT));
const graph = readImportGraph(fileURLToPath(new URL('src', ROOT)), house.notTypeScript);

/** Every file that an entry point reaches, by whatever kind of reference. */
function reached(entry: string): ReadonlySet<string> {
  const files = new Set([entry]);
  for (const file of files) {
    for (const { from, to } of graph.edges) {
      if (from === file && to !== undefined) files.add(to);
    }
  }
  return files;
}

describe('the entry points for model files', () => {
  const { exports: published } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));

  for (const name of ['./model-files', './model-files/policy']) {
    it(`${name} needs the room of model files, core and findings, and nothing else of ours`, () => {
      const entry: string = published[name].default
        .replace(/^\.\/dist\//, '')
        .replace(/\.js$/, '.ts');
      const files = reached(entry);
      assert.ok(graph.files.includes(entry) && files.size > 5, `${entry} reaches too little`);
      const allowed = ['core', 'findings', 'modelfiles'];
      const others = [...files].filter((file) => !allowed.includes(roomOf(file) ?? ''));
      assert.deepEqual(others, []);
    });
  }
});
