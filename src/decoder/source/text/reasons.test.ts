import { describe, expect, it } from 'vitest';
import { isTitle, reasonOf } from './reasons.ts';

describe('why a line is no hex', () => {
  it.each([
    ['', 'empty'],
    ['00:24 < someone> is it documented?', 'clock'],
    ['[12:01:33] * someone waves', 'clock'],
    ['2012-01-07 15:33:32.8 glusterd: up', 'clock'],
    ['nodeA -> nodeB', 'end points'],
    ['0 1 2 3 4 5 6 7 8 9', 'ruler'],
    ['Offset 00 01 02 03 04 05 06 07', 'ruler'],
    ['<-cb_prog-> <-cb_vers->', 'annotation'],
    ['progver---> <?????????> <-str_len->', 'annotation'],
    ['----"GlusterD svc cli"------------>', 'annotation'],
    ['47 /* Given the mark */', 'C lines'],
    ['1475 if (!get_word (in, &flags))', 'C lines'],
    ['* 1715 ret = submit (&req, frame,', 'C lines'],
    ['#define LAST 0x80000000U', 'C lines'],
    ['return ret;', 'C lines'],
    ['*/', 'C lines'],
    ['+-+-+-+-+-+-+-+-+', 'drawing'],
    ['| size of the fragment |L|', 'drawing'],
    ['\\ \\', 'drawing'],
    ['|- put_hyper (number)', 'drawing'],
    ['-----------------', 'drawing'],
    ['Reading XDR data:', 'heading'],
    ['From: Marit <marit@lists.example.org>', 'prose'],
    ['size: 0x11c = 284', 'prose'],
    ['818 lines (743 sloc) 36.4 KB', 'prose'],
    ['Some of it is surely wrong; correct me.', 'prose'],
  ])('%s: %s', (line, reason) => expect(reasonOf(line)).toBe(reason));

  it('a few words above rows are their title', () => {
    expect(isTitle('Packet Hdr', 'annotation')).toBe(true);
    expect(isTitle('Packet Hdr', 'prose')).toBe(false);
    expect(isTitle('And that was it, for now.', 'hex')).toBe(false);
  });
});
