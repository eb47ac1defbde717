import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STYLESHEET } from '../../src/report/html/stylesheet.ts';

/** Text on its ground; WCAG 2.2 success criterion 1.4.3 asks for 4.5 to 1. */
const TEXT_ON_GROUND = [
  ['ink', 'paper'],
  ['ink', 'surface'],
  ['ink', 'sunk'],
  ['ink', 'mark'],
  ['soft', 'paper'],
  ['soft', 'surface'],
  ['soft', 'sunk'],
  ['bad', 'paper'],
  ['bad', 'surface'],
  ['good', 'paper'],
  ['warn', 'paper'],
  ['paper', 'bad'],
  ['paper', 'good'],
  ['paper', 'warn'],
  ['unseen-ink', 'unseen'],
] as const;

/** Graphics on their ground; criterion 1.4.11 asks for 3 to 1. */
const GRAPHIC_ON_GROUND = [
  ['found', 'surface'],
  ['found', 'track'],
  ['usual', 'surface'],
] as const;

const light = palette(STYLESHEET);
const dark = palette(STYLESHEET.slice(STYLESHEET.indexOf('prefers-color-scheme: dark')));

for (const [scheme, colors] of Object.entries({ light, dark })) {
  test(`the ${scheme} colours can be read`, () => {
    for (const [text, ground] of TEXT_ON_GROUND) {
      const ratio = contrast(colors.get(text) ?? '', colors.get(ground) ?? '');
      assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
    for (const [graphic, ground] of GRAPHIC_ON_GROUND) {
      const ratio = contrast(colors.get(graphic) ?? '', colors.get(ground) ?? '');
      assert.ok(ratio >= 3, `${graphic} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}

function palette(css: string): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(':root {'), css.indexOf('}', css.indexOf(':root {')));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, color]) => [
      name ?? '',
      color ?? '',
    ]),
  );
}

/** Contrast ratio of two sRGB colours (WCAG 2.2, relative luminance). */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
