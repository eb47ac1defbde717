import type {
  DatasetVersionId,
  ModelVersionId,
  NodeId,
  NodeKind,
  RetrievalId,
  RunId,
} from '../core/identifiers.ts';
import { visibleText } from '../core/visible-text.ts';
import type { Tables } from '../registry/tables.ts';

/** Something in the graph of lineage, with what people want to know of it. */
export interface TraceNode {
  readonly node: NodeId;
  readonly kind: NodeKind | 'other';
  readonly id: string;
  /** As people refer to it; safe to print. */
  readonly name: string;
  /** Where it stands, such as `admitted`; null where nothing of it is recorded. */
  readonly state: string | null;
  readonly time: string | null;
}

type Details = Pick<TraceNode, 'name' | 'state' | 'time'>;

/** What is known of these nodes, in their order. */
export async function describeNodes(
  tables: Tables,
  nodes: readonly NodeId[],
): Promise<readonly TraceNode[]> {
  const ids = (kind: NodeKind): string[] =>
    nodes.map(partsOf).flatMap((parts) => (parts.kind === kind ? [parts.id] : []));
  const known = new Map<string, Details>([
    ...(await sources(tables, ids('source'))),
    ...(await retrievals(tables, ids('retrieval'))),
    ...(await versions(tables, ids('version'))),
    ...(await runs(tables, ids('run'))),
    ...(await models(tables, ids('model'))),
  ]);
  return nodes.map((node) => {
    const { kind, id } = partsOf(node);
    const unknown = { name: visibleText(shortId(id)), state: null, time: null };
    return { node, kind, id, ...(known.get(node) ?? unknown) };
  });
}

const KINDS: readonly NodeKind[] = ['source', 'retrieval', 'version', 'run', 'model'];

function partsOf(node: NodeId): { readonly kind: TraceNode['kind']; readonly id: string } {
  const colon = node.indexOf(':');
  const kind = KINDS.find((one) => one === node.slice(0, colon));
  return { kind: kind ?? 'other', id: node.slice(colon + 1) };
}

async function sources(tables: Tables, ids: readonly string[]): Promise<[string, Details][]> {
  if (ids.length === 0) return [];
  return (await tables.sources.list()).map(({ name, state, requested }) => [
    `source:${name}`,
    { name, state, time: requested },
  ]);
}

async function retrievals(tables: Tables, ids: readonly string[]): Promise<[string, Details][]> {
  const rows = await tables.retrievals.findAll(ids as readonly RetrievalId[]);
  return rows.map(({ id, uriServed, pin, state, finished }) => [
    `retrieval:${id}`,
    { name: visibleText(`${uriServed}, pinned by ${pin}`), state, time: finished },
  ]);
}

async function versions(tables: Tables, ids: readonly string[]): Promise<[string, Details][]> {
  const rows = await tables.versions.findAll(ids as readonly DatasetVersionId[]);
  return rows.map(({ id, dataset, state, created }) => [
    `version:${id}`,
    { name: `${dataset}@${shortId(id)}`, state, time: created },
  ]);
}

async function runs(tables: Tables, ids: readonly string[]): Promise<[string, Details][]> {
  const rows = await tables.runs.findAll(ids as readonly RunId[]);
  return rows.map(({ id, name, state, started }) => [
    `run:${id}`,
    { name: visibleText(`${name} ${shortId(id)}`), state, time: started },
  ]);
}

async function models(tables: Tables, ids: readonly string[]): Promise<[string, Details][]> {
  const rows = await tables.models.findVersions(ids as readonly ModelVersionId[]);
  return rows.map(({ id, model, state, created }) => [
    `model:${id}`,
    { name: `${model}@${shortId(id)}`, state, time: created },
  ]);
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
