// @ts-check
import { readFileSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { FIXTURE, counted } from './sms.mjs';

test('the count of texts is held against what another counter says, which keeps whole what a person sees as one', () => {
  const lines = [];
  const others = [];
  for (const { pieces, theirs, line } of counted()) {
    lines.push(line);
    // The page splits the two characters of a line break, as the network does.
    const whole = pieces.flatMap((piece) => (piece === '\r\n' ? ['\r', '\n'] : [piece]));
    if (whole.join('|') !== theirs.graphemes.join('|')) others.push(pieces);
  }
  expect(others).toEqual([]);
  expect(readFileSync(FIXTURE, 'utf8')).toBe(`${lines.join('\n')}\n`);
});
