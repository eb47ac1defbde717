import { type House, roomOf } from './house.ts';
import { importCycles } from './import-cycles.ts';
import { type ImportEdge, type ImportGraph, readImportGraph } from './import-graph.ts';

export interface ImportCheck {
  readonly files: number;
  readonly imports: number;
  /** One line each, with file and line; empty when the house is in order. */
  readonly violations: readonly string[];
}

/** Files outside `src/` that a module may read at run time, as seen from `src/`. */
const OUTSIDE: readonly string[] = ['../package.json'];

/**
 * Holds a source folder against the floors: a room imports from lower floors only, or from a room
 * on its own floor that the table names; some rooms import named rooms only. Reading nothing is a violation, and so is whatever the
 * check cannot see through.
 */
export function checkImports(root: string, house: House): ImportCheck {
  const graph = readImportGraph(root, house.notTypeScript);
  const violations = [
    ...(graph.files.length === 0 ? [`${root}: no file was read`] : []),
    ...graph.files.flatMap((file) => misplaced(file, house)),
    ...graph.edges.flatMap((edge) => {
      const reason = objection(edge, house);
      return reason === undefined ? [] : [`${edge.from}:${edge.reference.line} ${reason}`];
    }),
    ...importCycles(importsByFile(graph)).map((cycle) => `import cycle: ${cycle.join(' → ')}`),
  ];
  return { files: graph.files.length, imports: graph.edges.length, violations };
}

function misplaced(file: string, house: House): string[] {
  const room = roomOf(file);
  if (room === undefined) return [`${file} stands in no room`];
  if (!Object.hasOwn(house.rooms, room)) return [`${file}: the room ${room} has no floor`];
  return [];
}

function objection({ from, reference, to, exists }: ImportEdge, house: House): string | undefined {
  const { kind, specifier } = reference;
  if (kind === 'computed') return `names a file that cannot be checked: ${specifier}`;
  if (to === undefined) {
    const ours = specifier.startsWith('#') || /^credence(\/|$)/.test(specifier);
    return ours ? `reaches its own package by name: ${specifier}` : undefined;
  }
  if (!exists) return `refers to a file that does not exist: ${specifier}`;
  if (OUTSIDE.includes(to)) return undefined;
  if (to.startsWith('..')) return `reaches outside the source folder: ${specifier}`;
  return floorObjection(roomOf(from), roomOf(to), house);
}

function floorObjection(
  from: string | undefined,
  to: string | undefined,
  house: House,
): string | undefined {
  if (from === undefined || to === undefined || from === to) return undefined;
  const only = house.only[from];
  if (only !== undefined && !only.includes(to)) {
    return `${from} may import only ${only.join(' and ')}, not ${to}`;
  }
  const [fromFloor, toFloor] = [house.rooms[from], house.rooms[to]];
  if (fromFloor === undefined || toFloor === undefined || toFloor < fromFloor) return undefined;
  if (toFloor === fromFloor && house.sameFloor[from]?.includes(to)) return undefined;
  return `${from} (floor ${fromFloor}) may not import ${to} (floor ${toFloor})`;
}

function importsByFile(graph: ImportGraph): Map<string, string[]> {
  const imports = new Map<string, string[]>(graph.files.map((file) => [file, []]));
  for (const { from, to, reference } of graph.edges) {
    if (to !== undefined && reference.kind === 'import') imports.get(from)?.push(to);
  }
  return imports;
}
