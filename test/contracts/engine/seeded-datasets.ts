import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';

const SYLLABLES = ['ba', 'de', 'fi', 'go', 'lu', 'ma', 'ne', 'ri', 'so', 'tu'] as const;
const MARKS = ['.', ',', '!', '?', '!!!', '…'] as const;
const JOINTS = ['but', 'because', 'which'] as const;
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  good: ['fine', 'bright', 'lovely'],
  bad: ['dull', 'broken', 'grim'],
  odd: ['queer', 'uncanny', 'strange'],
};

/** A word of two or three syllables; low numbers come often, high ones hardly ever (Zipf). */
function word(random: () => number): string {
  const rank = Math.floor(900 * random() ** 3);
  const digits = [...String(rank).padStart(3, '0')];
  return digits.map((digit) => SYLLABLES[Number(digit)]).join('');
}

function sentence(random: () => number, label: string): string {
  const length = 3 + Math.floor(random() * 14);
  const words = Array.from({ length }, () => word(random));
  const topics = TOPICS[label] ?? [];
  if (random() < 0.8)
    words.splice(
      Math.floor(random() * length),
      0,
      topics[Math.floor(random() * topics.length)] ?? '',
    );
  if (random() < 0.4)
    words.splice(
      Math.floor(random() * length),
      0,
      ',',
      JOINTS[Math.floor(random() * JOINTS.length)] ?? '',
    );
  if (random() < 0.3) words.unshift('When', 'the', word(random), 'came', ',');
  const mark = MARKS[Math.floor(random() * MARKS.length)] ?? '.';
  return `${words.join(' ')}${mark}`;
}

/**
 * Records of every kind that the operations must bear: texts with a class signal, copies and
 * near-copies, empty and missing texts, hidden characters, missing labels, several labels, numbers,
 * values, sources, contributors and times.
 */
export function mixedDataset({ seed, count }: { seed: number; count: number }): ContractDataset {
  const random = seededRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const labels = Object.keys(TOPICS);
  const rows = Array.from({ length: count }, (_, at): Row => {
    const label = pick(labels);
    return {
      text: textOf(at, () => sentence(random, label)),
      label: labelOf(at, label, () => pick(labels)),
      plan: random() < 0.05 ? null : pick(['gold', 'silver', 'bronze', 'tin']),
      age: random() < 0.1 ? null : Math.floor(random() * 60) + (random() < 0.2 ? 0.5 : 0),
      urgent: random() < 0.4,
      source: pick(['mail', 'web', 'shop']),
      agent: `agent ${Math.floor(random() * 12)}`,
      sent: new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 90))).toISOString(),
    };
  });
  return {
    rows,
    roles: {
      text: ['text'],
      label: ['label'],
      field: ['plan', 'age', 'urgent'],
      source: ['source'],
      contributor: ['agent'],
      time: ['sent'],
    },
  };
}

const TEMPLATE = 'This notice was sent to everybody who asked about the parcel number';

/** Every 23rd text is a near-copy and every 31st an exact one; some are empty, missing or hide something. */
function textOf(at: number, ordinary: () => string): string | null {
  if (at % 23 === 7) return `${TEMPLATE} ${at % 10}`;
  if (at % 31 === 5) return `${TEMPLATE} one and only`;
  if (at % 41 === 3) return '';
  if (at % 43 === 4) return null;
  if (at % 47 === 6) return `${ordinary()} pass\u200bword, o\u2060ver`;
  if (at % 53 === 6) return `東京の天気は${at % 2 === 0 ? '良' : '悪'}い`;
  return ordinary();
}

function labelOf(at: number, label: string, other: () => string): readonly string[] | null {
  if (at % 29 === 2) return null;
  if (at % 37 === 9) return [];
  return at % 13 === 1 ? [label, other()] : [label];
}
