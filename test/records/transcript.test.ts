import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holdsTranscripts } from '../../src/records/conversation.ts';
import { parseTranscript } from '../../src/records/transcript.ts';

const TURNS = [
  { taught: false, text: 'How old is the mill?' },
  { taught: true, text: 'It was built in 1702.\nNobody knows by whom.' },
];
const [ASKED, TOLD] = TURNS.map(({ text }) => text);

describe('transcripts', () => {
  it('reads the forms that such data have', () => {
    for (const text of [
      `### Human: ${ASKED} ### Assistant: ${TOLD}`,
      `### Instruction:\n${ASKED}\n\n### Response:\n${TOLD}`,
      `User: ${ASKED}\nAssistant: ${TOLD}`,
      `\n\nHuman: ${ASKED}\n\nAssistant: ${TOLD}`,
      `USER: ${ASKED}</s>ASSISTANT: ${TOLD}</s>`,
      `<|im_start|>user\n${ASKED}<|im_end|>\n<|im_start|>assistant\n${TOLD}<|im_end|>\n`,
      `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n${ASKED}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n${TOLD}<|eot_id|>`,
      `<bos><start_of_turn>user\n${ASKED}<end_of_turn>\n<start_of_turn>model\n${TOLD}<end_of_turn>`,
      `<|prompter|>${ASKED}<|endoftext|><|assistant|>${TOLD}<|endoftext|>`,
    ])
      assert.deepEqual(parseTranscript(text), TURNS, text);
  });

  it('keeps what stands before the first mark as part of the prompt', () => {
    const text = `Below is a task.\n\n### Instruction:\n${ASKED}\n\n### Response:\n${TOLD}`;
    assert.deepEqual(parseTranscript(text), [
      { taught: false, text: 'Below is a task.' },
      ...TURNS,
    ]);
  });

  it('takes nothing else for one', () => {
    for (const text of [
      '',
      'User: only one side speaks',
      'Assistant: so does this one',
      'She wrote:\nUser: hello\nAssistant: hi',
      '# Model\n\nA page on the model.\n\n# System\n\nIts system.',
      'The user: asked. The assistant: told.',
    ])
      assert.equal(parseTranscript(text), undefined, text);
  });

  it('asks for nearly all values, and knows long ones by their beginning', () => {
    const one = `User: ${ASKED}\nAssistant: ${TOLD}`;
    const long = `User: ${'the mill '.repeat(200)}`;
    assert.equal(holdsTranscripts([...Array.from({ length: 18 }, () => one), long, 'x']), true);
    assert.equal(holdsTranscripts([one, one, one, 'x']), false);
    assert.equal(holdsTranscripts([]), false);
  });

  it('gives back every turn that was written down', () => {
    const said = fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(said, said), { minLength: 1 }), (pairs) => {
        const text = pairs.map(([one, other]) => `User: ${one}\nAssistant: ${other}`).join('\n');
        assert.deepEqual(
          parseTranscript(text),
          pairs.flatMap(([one, other]) => [
            { taught: false, text: one },
            { taught: true, text: other },
          ]),
        );
      }),
    );
  });
});
