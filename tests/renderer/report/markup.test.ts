import { describe, expect, it } from 'vitest';
import { markup, trusted } from '../../../src/renderer/src/report/markup.ts';

describe('markup', () => {
  it('escapes text and quoted attributes', () => {
    const text = `<b title="x">'&'</b>`;
    const escaped = '&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;';
    expect(markup`<p title="${text}">${text}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('takes markup as it is, joins lists, and leaves nothing out of nothing', () => {
    const items = ['a', '<'].map((one) => markup`<li>${one}</li>`);
    expect(markup`${items}${null}${undefined}${0}${trusted('<hr>')}`.text).toBe('<li>a</li><li>&lt;</li>0<hr>');
  });
});
