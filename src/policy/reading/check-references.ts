import type { PolicySettings } from '../settings.ts';
import { nearestWord } from './nearest-word.ts';

/** A name in the policy that stands for nothing. */
export interface DanglingName {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Every tier and impact that some rule names and that the policy does not have. */
export function danglingNames(settings: PolicySettings): DanglingName[] {
  const { tiers, impacts, sources, approvals, contributors, screening, training } = settings;
  const tier = checker('tier', tiers);
  const impact = checker('impact', impacts);
  return [
    ...sources.allow.flatMap((rule, index) => tier(['sources', 'allow', index, 'tier'], rule.tier)),
    ...Object.entries(sources.types).flatMap(([type, rule]) =>
      tier(['sources', 'types', type, 'tier'], rule.tier),
    ),
    ...approvals.rules.flatMap((rule, index) => [
      ...tier(['approvals', 'rules', index, 'tiers'], rule.tiers),
      ...impact(['approvals', 'rules', index, 'impacts'], rule.impacts),
    ]),
    ...tier(['contributors', 'tiers'], contributors.tiers),
    ...tier(['training', 'tiers'], training.tiers),
    ...Object.keys(screening.tiers).flatMap((name) => tier(['screening', 'tiers', name], name)),
  ];
}

type Checker = (
  path: readonly (string | number)[],
  names: string | readonly string[] | undefined,
) => DanglingName[];

function checker(kind: string, known: readonly string[]): Checker {
  return (path, names) => {
    if (names === undefined) return [];
    const single = typeof names === 'string';
    return (single ? [names] : names)
      .map((name, index) => ({ name, path: single ? path : [...path, index] }))
      .filter(({ name }) => !known.includes(name))
      .map(({ name, path: at }) => {
        const near = nearestWord(name, known);
        const advice = near === null ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
        return { path: at, text: `there is no ${kind} ${JSON.stringify(name)}; ${advice}` };
      });
  };
}
