import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, htmlToText } from '../../../../src/hub/import/html-text.ts';

describe('HTML to text', () => {
  it.each([
    ['<p>Uno</p><p>Dos</p>', 'Uno\nDos'],
    ['Uno<br>Dos<br/>Tres', 'Uno\nDos\nTres'],
    ['<ul><li>a</li><li><b>b</b> c</li></ul>', '- a\n- b c'],
    ['caf&eacute; &amp; t&#233; &lt;b&gt; &nbsp;x', 'café & té <b> x'],
    ['<div><div>  mucho\n\n  aire </div></div>', 'mucho aire'],
    ['<table><tr><td>Talla</td><td>M</td></tr></table>', 'Talla M'],
    ['<script>alert(1)</script><style>p{}</style><!-- x --><p>queda</p>', 'queda'],
    ['<scr<script>ipt>alert(1)</script>', 'ipt>alert(1)'],
    ['<img src=x onerror=alert(1)><svg onload=alert(1)><text>y</text></svg><iframe>z</iframe>texto', 'texto'],
    ['<p>sin cerrar <b>nada', 'sin cerrar nada'],
    ['a < b y c > d', 'a < b y c > d'],
    ['plain text', 'plain text'],
    ['', ''],
  ])('%j is %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('survives nesting that is deeper than any description', () => {
    expect(htmlToText(`${'<div>'.repeat(20_000)}x`)).toBe('');
    expect(htmlToText(`${'<b>'.repeat(100)}x`)).toBe('x');
  });

  it('gives plain lines without controls or turned directions for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (html) => {
        for (const line of htmlToText(html).split('\n')) expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('makes one line of a title', () => {
    expect(cleanLine(' \u202eCamisa\t\n de   lino\u0007 ')).toBe('Camisa de lino');
  });
});
