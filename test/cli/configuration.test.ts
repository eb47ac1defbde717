import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { configuredContributorCap, configuredRoles } from '../../src/cli/configuration.ts';
import { parseScanReport } from '../../src/findings/scan-report-schema.ts';
import { CLEAN, writeReviews } from './reviews.ts';
import { credence, ownFolder } from './run-credence.ts';

const CONFIGURATION = `
datasets:
  - files: 'vendor/**/*.csv'
    roles: { text: [subject, body], label: queue }
  - files: '*.jsonl'
    roles: { text: text, label: region, ignored: [label, rating] }
  - files: '**'
    roles: { label: anything }
`;

describe('credence.yaml', () => {
  it('gives the roles of the first entry that matches the path', async (context) => {
    const file = join(ownFolder(context), 'credence.yaml');
    writeFileSync(file, CONFIGURATION);
    assert.deepEqual(await configuredRoles('vendor/a/b.csv', file), {
      text: ['subject', 'body'],
      label: ['queue'],
    });
    assert.deepEqual(await configuredRoles('reviews.jsonl', file), {
      text: ['text'],
      label: ['region'],
      ignored: ['label', 'rating'],
    });
    assert.deepEqual(await configuredRoles('other/reviews.jsonl', file), { label: ['anything'] });
  });

  it('knows a file by its place below the configuration, however it is written', async (context) => {
    const folder = ownFolder(context);
    const file = join(folder, 'credence.yaml');
    writeFileSync(file, CONFIGURATION);
    for (const path of [
      'reviews.jsonl',
      join(folder, 'reviews.jsonl'),
      `${folder}/./reviews.jsonl`,
    ]) {
      assert.deepEqual((await configuredRoles(path, file)).label, ['region'], path);
    }
  });

  it('gives none where nothing matches, where it is empty, and where there is none', async (context) => {
    const file = join(ownFolder(context), 'credence.yaml');
    writeFileSync(file, "datasets: [{ files: 'a.csv', roles: {} }]");
    assert.deepEqual(await configuredRoles('b.csv', file), {});
    writeFileSync(file, '');
    assert.deepEqual(await configuredRoles('b.csv', file), {});
    await assert.rejects(configuredRoles('b.csv', `${file}.gone`), { code: 'FILE_NOT_FOUND' });
  });

  it('is data: no aliases, no other roles, no other members', async (context) => {
    const file = join(ownFolder(context), 'credence.yaml');
    for (const text of [
      'datasets: [',
      "x: &a ['*']\ndatasets: *a",
      "datasets: [{ files: '*', roles: { lable: x } }]",
      "datasets: [{ file: '*', roles: {} }]",
      'datasets: 3',
    ]) {
      writeFileSync(file, text);
      await assert.rejects(configuredRoles('b.csv', file), { code: 'CONFIG_INVALID' });
    }
  });

  it('caps the influence of a contributor, by a share', async (context) => {
    const file = join(ownFolder(context), 'credence.yaml');
    writeFileSync(file, 'contributors: { maxInfluence: 0.05, maxShare: 0.1 }');
    assert.equal(await configuredContributorCap(file), 0.05);
    writeFileSync(file, CONFIGURATION);
    assert.equal(await configuredContributorCap(file), undefined);
    for (const text of ['maxInfluence: 5', 'maxInfluence: 0', "maxInfluence: 'all'", 'most: 0.1']) {
      writeFileSync(file, `contributors: { ${text} }`);
      await assert.rejects(configuredContributorCap(file), { code: 'CONFIG_INVALID' });
    }
  });

  it('is found in the working folder, and a flag outranks it', async (context) => {
    const folder = ownFolder(context);
    writeReviews(folder, CLEAN);
    writeFileSync(join(folder, 'credence.yaml'), CONFIGURATION);
    const roleOf = async (column: string, ...args: string[]): Promise<string | undefined> => {
      const { stdout } = await credence(['scan', './reviews.jsonl', ...args, '--json'], {
        cwd: folder,
      });
      return parseScanReport(JSON.parse(stdout)).dataset.roles.find(
        (role) => role.column === column,
      )?.role;
    };
    assert.equal(await roleOf('region'), 'label');
    assert.equal(await roleOf('product', '--label', 'product'), 'label');
  });
});
