interface Node {
  readonly id: string;
  readonly parents: readonly string[];
}

/**
 * Draws versions as a graph, as version control does: for each its own mark among the lines of others
 * that pass by. Parents that are not among the versions end their line.
 *
 * @param versions newest first
 */
export function versionGraph(versions: readonly Node[]): readonly string[] {
  const known = new Set(versions.map(({ id }) => id));
  let lanes: string[] = [];
  return versions.map(({ id, parents }) => {
    if (!lanes.includes(id)) lanes.push(id);
    const own = lanes.indexOf(id);
    const marks = lanes.map((lane, index) => markOf(lane === id, index === own));
    const others = lanes.filter((lane) => lane !== id);
    const fresh = [...new Set(parents)].filter((one) => known.has(one) && !others.includes(one));
    const place = lanes.slice(0, own).filter((lane) => lane !== id).length;
    lanes = [
      ...others.slice(0, place),
      ...fresh.slice(0, 1),
      ...others.slice(place),
      ...fresh.slice(1),
    ];
    return marks.join(' ');
  });
}

function markOf(isThis: boolean, isOwn: boolean): string {
  if (isOwn) return '●';
  return isThis ? '╯' : '│';
}
