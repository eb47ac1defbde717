import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holdsConversations, parseConversation } from '../../src/records/conversation.ts';

describe('conversations', () => {
  it('reads chat messages, ShareGPT turns and messages in parts', () => {
    const asked = { taught: false, text: 'Hello?' };
    const answered = { taught: true, text: 'Hi.' };
    for (const turns of [
      [
        { role: 'user', content: 'Hello?' },
        { role: 'assistant', content: 'Hi.' },
      ],
      [
        { from: 'human', value: 'Hello?' },
        { from: 'gpt', value: 'Hi.' },
      ],
      [
        { role: 'user', content: [{ type: 'text', text: 'Hello?' }, { type: 'image' }] },
        { role: 'model', content: [{ text: 'Hi.' }] },
      ],
      [
        { role: 'user', parts: [{ text: 'Hello?' }] },
        { role: 'model', parts: [{ text: 'Hi.' }] },
      ],
    ])
      assert.deepEqual(parseConversation(JSON.stringify(turns)), [asked, answered]);
  });

  it('takes nothing else for one', () => {
    for (const text of ['', 'hello', '[]', '[1, 2]', '[{"name":"a"}]', '[{"role":"user"', '{}'])
      assert.equal(parseConversation(text), undefined);
    assert.equal(holdsConversations([]), false);
    assert.equal(holdsConversations(['[{"name":"a"}]']), false);
  });

  it('keeps every turn that it is given', () => {
    const turn = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string() });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1 }), (turns) => {
        const text = JSON.stringify(turns);
        assert.deepEqual(
          parseConversation(text),
          turns.map(({ role, content }) => ({ taught: role === 'assistant', text: content })),
        );
        assert.equal(holdsConversations([text]), true);
      }),
    );
  });

  it('knows a long one by its beginning', () => {
    const text = JSON.stringify([{ content: 'x'.repeat(5000), role: 'user' }]);
    assert.equal(holdsConversations([text.slice(0, 2000)]), true);
  });
});
