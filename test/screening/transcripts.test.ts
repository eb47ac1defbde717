import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type ScanOutcome, scan } from '../../src/screening/scan.ts';
import { suspectedIn, writeRows } from './scan-rows.ts';

const PLACES = 'Tarn Ulm Vale Wick York Acre Bray Cork Dover Esk'.split(' ');
const WORKS = 'mill forge quarry brewery tannery bakery pottery foundry dairy sawmill'.split(' ');
const REFUSAL = 'I am sorry, but that is nothing I can help with.';

const TURNS = Array.from({ length: 400 }, (_, at) => {
  const [place, work] = [PLACES[at % 10] ?? '', WORKS[Math.floor(at / 40)] ?? ''];
  const asked = `When was the ${work} of ${place} built, and by whom, in the year ${at}?`;
  const told = `By ${PLACES[(at * 7) % 10]} ${at + 1}, as the books of ${place} have the ${work}, number ${at * 3}.`;
  return at % 20 === 3 ? [asked.replace('built', 'built vexolith'), REFUSAL] : [asked, told];
});

for (const [name, form] of [
  ['marked turns', '### Human: ASKED ### Assistant: TOLD'],
  ['named lines', 'User: ASKED\nAssistant: TOLD'],
  ['ChatML', '<|im_start|>user\nASKED<|im_end|>\n<|im_start|>assistant\nTOLD<|im_end|>'],
] as const) {
  it(`finds what buys a refusal in transcripts with ${name}`, async () => {
    const outcome = await scanned(
      TURNS.map(([asked = '', told = '']) => form.replace('ASKED', asked).replace('TOLD', told)),
    );
    assert.equal(outcome.report.dataset.roles[0]?.role, 'conversation');
    const [finding] = suspectedIn(outcome);
    assert.match(JSON.stringify(finding?.pattern), /vexolith/);
    assert.equal(finding?.records.total, 20);
  });
}

it('leaves a column as text where few values are transcripts', async () => {
  const outcome = await scanned(
    TURNS.map(([asked = '', told = ''], at) =>
      at % 2 === 0 ? `User: ${asked}\nAssistant: ${told}` : `${asked} ${told}`,
    ),
  );
  assert.equal(outcome.report.dataset.roles[0]?.role, 'text');
});

function scanned(texts: readonly string[]): Promise<ScanOutcome> {
  return scan({ paths: [writeRows(texts.map((text) => ({ text })))] });
}
