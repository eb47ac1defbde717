/** One line of a graph of versions: where its own mark stands among the lines that pass by. */
export interface GraphLine {
  readonly marks: string;
  /** What the line below shows where branches meet; empty where none do. */
  readonly below: string;
}

interface Node {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * Draws versions as a graph, one line each, as version control does. Parents that are not among the
 * versions end their line.
 *
 * @param versions newest first
 */
export function versionGraph(versions: readonly Node[]): readonly GraphLine[] {
  const known = new Set(versions.map(({ id }) => id));
  let lanes: string[] = [];
  return versions.map(({ id, parents }) => {
    if (!lanes.includes(id)) lanes.push(id);
    const own = lanes.indexOf(id);
    const marks = lanes.map((lane, index) => markOf(lane === id, index === own));
    const wanted = [...new Set(parents)].filter((parent) => known.has(parent));
    const before = lanes.filter((lane, index) => lane !== id || index === own);
    const place = before.indexOf(id);
    const first = wanted.find((parent) => !before.includes(parent)) ?? wanted[0];
    const fresh = wanted.filter((parent) => parent !== first && !before.includes(parent));
    lanes = [
      ...before.slice(0, place),
      ...(first === undefined || before.includes(first) ? [] : [first]),
      ...before.slice(place + 1),
      ...fresh,
    ];
    return { marks: marks.join(' '), below: lanes.map(() => '│').join(' ') };
  });
}

function markOf(isThis: boolean, isOwn: boolean): string {
  if (isOwn) return '●';
  return isThis ? '╯' : '│';
}
