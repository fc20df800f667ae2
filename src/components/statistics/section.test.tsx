import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Section, type Loaded } from './Section.tsx';

const nothing = (): void => undefined;
const markup = (loaded: Partial<Loaded<readonly number[]>>): string =>
  renderToStaticMarkup(
    <Section<readonly number[]>
      title="Errors"
      loaded={{
        status: 'done',
        data: null,
        stale: false,
        slow: false,
        looked: 0,
        total: 0,
        error: '',
        ...loaded,
      }}
      onSeen={nothing}
      onCancel={nothing}
      onAgain={nothing}
      isEmpty={(data) => data.length === 0}
      empty="No reply failed."
    >
      {(data) => <p>{data.join(' ')}</p>}
    </Section>,
  );

describe('a section of the sheet', () => {
  test('shows its figures, and says where there are none', () => {
    expect(markup({ data: [1, 2] })).toContain('<p>1 2</p>');
    expect(markup({ data: [] })).toContain('No reply failed.');
    // What is not known yet is not none.
    expect(markup({ data: [], status: 'running' })).not.toContain('No reply failed.');
    expect(markup({ status: 'waiting' })).not.toContain('<p>');
  });

  test('says how far long work is, can be left, and keeps what was found', () => {
    const running = markup({ status: 'running', slow: true, looked: 1_000, total: 4_000, data: [7] });
    expect(running).toContain('role="progressbar"');
    expect(running).toContain('1,000 of 4,000 rows');
    expect(running).toContain('Cancel');
    expect(running).toContain('<p>7</p>');
    expect(markup({ status: 'running', slow: false })).not.toContain('progressbar');
    const stopped = markup({ status: 'stopped', looked: 1_000, total: 4_000, data: [7] });
    expect(stopped).toContain('Stopped at 1,000 of 4,000 rows; what was found is below.');
    expect(stopped).toContain('Go on');
    expect(stopped).toContain('<p>7</p>');
  });

  test('says why it is not known', () => {
    const failed = markup({ status: 'failed', error: 'The capture is gone.' });
    expect(failed).toContain('role="alert"');
    expect(failed).toContain('The capture is gone.');
    expect(failed).toContain('Ask again');
  });
});
