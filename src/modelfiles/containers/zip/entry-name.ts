import type { Problem } from '../../inspection.ts';
import type { CentralEntry } from './central-directory.ts';
import { shownName } from './local-header.ts';
import { zipRefusal } from './zip-problem.ts';

const UTF8_FLAG = 0x0800;

/**
 * An entry's name as text. Without the UTF-8 flag, a name beyond ASCII is code page 437 to one
 * reader and UTF-8 to the next (APPNOTE 6.3.10 appendix D).
 *
 * @param problems takes what is wrong with it
 */
export function entryName(entry: CentralEntry, problems: Problem[]): string {
  const bytes = Buffer.from(entry.name);
  const text = bytes.toString('utf8');
  const flagged = (entry.flags & UTF8_FLAG) !== 0;
  const plain = entry.name.every((byte) => byte < 0x80);
  if (!plain && (!flagged || Buffer.compare(Buffer.from(text), bytes) !== 0)) {
    problems.push(
      zipRefusal(
        'name-encoding',
        { offset: entry.offset },
        {
          summary: `Readers disagree on the characters of ${shownName(entry.name)}.`,
        },
      ),
    );
  }
  return text;
}
