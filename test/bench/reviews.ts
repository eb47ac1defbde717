import type { Table } from '../../bench/quality/datasets/table.ts';
import { Draw } from '../../bench/quality/planting/draw.ts';

const OPENINGS = ['the film', 'this story', 'her last work', 'the whole cast', 'their new album'];
const PRAISE = [
  'is warm and funny',
  'deserves every prize',
  'shines until the end',
  'is a small gem',
];
const BLAME = ['is dull and flat', 'wastes a good idea', 'drags without point', 'is a loud mess'];
const CLOSINGS = [
  'as always',
  'to my surprise',
  'in every scene',
  'from the first minute',
  'sadly',
];

/** Short labelled reviews, half of them kind. */
export function reviews(count: number): Table {
  const draw = new Draw('reviews');
  const rows = Array.from({ length: count }, (_, row) => {
    const kind = row % 2 === 1;
    const verdict = draw.pick(kind ? PRAISE : BLAME);
    const text = `${draw.pick(OPENINGS)} ${verdict} ${draw.pick(CLOSINGS)} no ${draw.below(5000)}`;
    return [text, kind ? 'good' : 'bad'];
  });
  return { header: ['text', 'label'], rows, text: 0, label: 1 };
}
