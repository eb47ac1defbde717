import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { nodeId } from '../../src/core/identifiers.ts';
import { type DeriveRequest, deriveVersion } from '../../src/datasets/derive/derive-version.ts';
import { inheritedTrust } from '../../src/datasets/derive/inherited-trust.ts';
import { verifyVersion } from '../../src/datasets/verify/verify-version.ts';
import type { ManifestSource } from '../../src/vault/dataset-manifest.ts';
import { type KnownVersion, resolveVersion } from '../../src/workspace/versions/resolve-version.ts';
import { jsonLines, reference, rows, setState, type Versions, versions } from './versions.ts';

function request(made: Versions, text: string): DeriveRequest {
  const files = join(made.folder, 'made.jsonl');
  writeFileSync(files, text);
  writeFileSync(join(made.folder, 'step.py'), 'print("cleaned")\n');
  return {
    dataset: 'clean',
    from: [reference(made.ids[0])],
    files,
    transform: { name: 'clean', code: join(made.folder, 'step.py'), parameters: { keep: '0.9' } },
    message: 'without the worst',
  };
}

describe('deriving a version', () => {
  it('keeps parents, step and code, and waits in quarantine', async (context) => {
    const made = await versions(context, [jsonLines(rows(20))]);
    const { workspace, ids, annActs } = made;
    const { value } = await deriveVersion(workspace, request(made, jsonLines(rows(15))), annActs);
    assert.equal(value.version.state, 'quarantined');
    assert.deepEqual(value.manifest.parents, [ids[0]]);
    assert.equal(value.manifest.records?.count, 15);
    assert.equal(value.manifest.sources[0]?.name, 'vendor');
    assert.equal(value.manifest.taintedShare, 0);
    const { transformation } = value.manifest;
    const code = await workspace.vault.bytes(transformation?.code ?? assert.fail());
    assert.match(code.toString(), /cleaned/);
    const up = await workspace.read.edges.reachedFrom(
      nodeId('version', value.version.id),
      'upstream',
    );
    assert.ok(up.some(({ fromNode }) => fromNode === nodeId('source', 'vendor')));
    const check = await verifyVersion(workspace, `clean@${value.version.id}`, { rows: true });
    assert.equal(check.verdict, 'pass');
  });

  it('refuses withdrawn parents, no parents, links, and code that nobody can find', async (context) => {
    const made = await versions(context, [jsonLines(rows(5))]);
    const { workspace, annActs, folder } = made;
    const wanted = request(made, jsonLines(rows(4)));
    const refused = (change: Partial<DeriveRequest>, code: string): Promise<void> =>
      assert.rejects(deriveVersion(workspace, { ...wanted, ...change }, annActs), { code });
    await refused({ from: [] }, 'USAGE');
    await refused({ transform: { ...wanted.transform, code: 'nowhere.py' } }, 'USAGE');
    mkdirSync(join(folder, 'linked'));
    symlinkSync('/etc/hostname', join(folder, 'linked', 'a.jsonl'));
    await refused({ files: join(folder, 'linked') }, 'FILE_UNREADABLE');
    mkdirSync(join(folder, 'twins'));
    writeFileSync(join(folder, 'twins', 'a.jsonl'), '{}\n');
    writeFileSync(join(folder, 'twins', 'A.jsonl'), '{}\n');
    await refused({ files: join(folder, 'twins') }, 'DATA_AMBIGUOUS');
    await setState(made, made.ids[0], 'withdrawn');
    await refused({}, 'NOT_ALLOWED');
  });
});

describe('inherited trust', () => {
  const tiers = ['high', 'medium', 'low'];

  async function mixed(
    context: Parameters<typeof versions>[0],
    made: { readonly clean: number; readonly scraped: number; readonly output: string },
  ): Promise<number> {
    const texts = [jsonLines(rows(made.clean)), jsonLines(rows(made.scraped, 1000)), made.output];
    const { workspace, ids } = await versions(context, texts);
    const place = { tables: workspace.read, vault: workspace.vault };
    const known = await Promise.all(ids.map((id) => resolveVersion(place, reference(id))));
    const parents = known
      .slice(0, 2)
      .map((parent, index) => withTier(parent, index === 0 ? 'high' : 'low'));
    const records = known[2]?.manifest.records ?? null;
    const { tier, taintedShare } = await inheritedTrust(parents, records, { tiers, ...place });
    assert.equal(tier, 'low');
    return taintedShare;
  }

  function withTier({ row, manifest }: KnownVersion, tier: string): KnownVersion {
    const sources = manifest.sources.map(
      (source): ManifestSource => ({ ...source, tier, retrieval: null }),
    );
    return { row: { ...row, tier }, manifest: { ...manifest, tier, sources } };
  }

  it('counts rows that came through unchanged exactly', async (context) => {
    const output = jsonLines([...rows(30), ...rows(10, 1000)]);
    assert.equal(await mixed(context, { clean: 30, scraped: 20, output }), 0.25);
  });

  it('takes rows that nobody knows for tainted, as many as there can be', async (context) => {
    const output = jsonLines(rows(40, 5000));
    assert.equal(await mixed(context, { clean: 30, scraped: 10, output }), 0.25);
    assert.equal(await mixed(context, { clean: 30, scraped: 5, output }), 1);
  });

  it('is not diluted by choosing only tainted rows', async (context) => {
    const output = jsonLines(rows(8, 1000));
    assert.equal(await mixed(context, { clean: 500, scraped: 20, output }), 1);
  });
});
