/** A piece of HTML that is safe to put into a mail: made only by the functions of this file. */
export interface Html {
  readonly html: string;
}

/** Colours and type of the mails, all inline: mail programs drop style sheets. Ink on paper has a contrast of more than 7:1. */
const INK = '#1a1815';
const SOFT = '#4d4841';
const LINE = '#e2dbd0';
const PAPER = '#f7f4ef';
const ACCENT = '#0f4437';
const FONT = "font-family:'Helvetica Neue',Helvetica,Arial,sans-serif";

/** The whole mail: shop's name, a title, and the sections below it. `preview` is what an inbox shows beside the subject. */
export function page(p: { locale: string; preview: string; store: string; title: string; sections: readonly Html[]; footer: string }): string {
  const sections = p.sections.map((section) => `<tr><td style="padding:0 32px 24px">${section.html}</td></tr>`).join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(p.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><title>${escapeHtml(p.title)}</title></head>
<body style="margin:0;padding:0;background:${PAPER};color:${INK}">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">${escapeHtml(p.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid ${LINE};border-radius:16px;${FONT};color:${INK}">
<tr><td style="padding:28px 32px 0;font-size:15px;font-weight:700;letter-spacing:.04em;color:${ACCENT}">${escapeHtml(p.store)}</td></tr>
<tr><td style="padding:12px 32px 20px"><h1 style="margin:0;font-size:28px;line-height:34px;font-weight:700;letter-spacing:-.01em">${escapeHtml(p.title)}</h1></td></tr>
${sections}
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;${FONT}"><tr><td style="padding:20px 32px;font-size:13px;line-height:20px;color:${SOFT}">${escapeHtml(p.footer)}</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

/** A paragraph. */
export function paragraph(text: string, look: 'normal' | 'soft' | 'strong' = 'normal'): Html {
  const style = { normal: '', soft: `;font-size:14px;line-height:21px;color:${SOFT}`, strong: ';font-weight:700' }[look];
  return { html: `<p style="margin:0;font-size:17px;line-height:26px${style}">${escapeHtml(text)}</p>` };
}

/** A tinted box with a heading: the one thing to know. */
export function notice(title: string, lines: readonly string[]): Html {
  const body = lines.map((line) => `<p style="margin:6px 0 0;font-size:16px;line-height:24px">${escapeHtml(line)}</p>`).join('');
  return box(`<p style="margin:0;font-size:16px;line-height:24px;font-weight:700">${escapeHtml(title)}</p>${body}`, '#e4eee9');
}

/** The big button. `url` is one of our own. */
export function button(label: string, url: string): Html {
  return {
    html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="background:${ACCENT};border-radius:12px"><a href="${escapeHtml(url)}" style="display:block;padding:17px 24px;font-size:18px;line-height:22px;font-weight:700;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></td></tr></table>`,
  };
}

/** The code, large, on white: a reader needs the light around it. */
export function codePicture(cid: string, alt: string): Html {
  return {
    html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:12px;background:#ffffff;border:1px solid ${LINE};border-radius:16px"><img src="cid:${escapeHtml(cid)}" alt="${escapeHtml(alt)}" width="328" height="328" style="display:block;width:100%;max-width:328px;height:auto;image-rendering:pixelated"></td></tr></table>`,
  };
}

/** Numbered steps. */
export function steps(lines: readonly string[]): Html {
  const rows = lines.map(
    (line, i) =>
      `<tr><td width="36" valign="top" style="padding:4px 0"><span style="display:inline-block;width:26px;height:26px;border-radius:13px;background:#e4eee9;color:${ACCENT};font-size:14px;line-height:26px;font-weight:700;text-align:center">${i + 1}</span></td><td style="padding:5px 0;font-size:16px;line-height:24px">${escapeHtml(line)}</td></tr>`,
  );
  return { html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('')}</table>` };
}

/** Pairs of a name and a large value that a person types. */
export function typedValues(title: string, values: readonly (readonly [name: string, value: string])[]): Html {
  const cells = values.map(
    ([name, value]) =>
      `<td valign="top" style="padding:10px 28px 0 0"><div style="font-size:13px;line-height:18px;color:${SOFT}">${escapeHtml(name)}</div><div style="font-family:'SF Mono',Consolas,'DejaVu Sans Mono',monospace;font-size:24px;line-height:32px;font-weight:700;white-space:nowrap">${escapeHtml(value)}</div></td>`,
  );
  return box(
    `<div style="font-size:15px;line-height:22px">${escapeHtml(title)}</div><table role="presentation" cellpadding="0" cellspacing="0"><tr>${cells.join('')}</tr></table>`,
    PAPER,
  );
}

/** What a mail shows of an order line. */
export interface LineView {
  readonly colour: string;
  readonly title: string;
  readonly detail: string;
  readonly price: string;
}

/** The order: its number, its lines, its total. */
export function orderTable(p: {
  label: string;
  number: string;
  lines: readonly LineView[];
  /** What the total is made of beside the lines, name and amount. */
  sums?: readonly (readonly [name: string, amount: string])[];
  totalLabel: string;
  total: string;
}): Html {
  const edge = `border-top:1px solid ${LINE}`;
  const rows = p.lines.map(
    (line) =>
      `<tr><td width="44" valign="top" style="padding:14px 0;${edge}"><div style="width:30px;height:30px;border-radius:8px;border:1px solid ${LINE};background:${escapeHtml(line.colour)}"></div></td><td valign="top" style="padding:14px 12px 14px 0;${edge};font-size:16px;line-height:22px"><b>${escapeHtml(line.title)}</b><br><span style="font-size:14px;color:${SOFT}">${escapeHtml(line.detail)}</span></td><td align="right" valign="top" style="padding:14px 0;${edge};font-size:16px;line-height:22px;white-space:nowrap">${escapeHtml(line.price)}</td></tr>`,
  );
  const sums = (p.sums ?? []).map(
    ([name, amount]) =>
      `<tr><td colspan="2" style="padding:6px 12px 0 0;font-size:15px;line-height:21px;color:${SOFT}">${escapeHtml(name)}</td><td align="right" style="padding:6px 0 0;font-size:15px;line-height:21px;color:${SOFT};white-space:nowrap">${escapeHtml(amount)}</td></tr>`,
  );
  return {
    html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td colspan="3" style="padding:0 0 12px;font-size:14px;line-height:20px;color:${SOFT}">${escapeHtml(p.label)} <b style="color:${INK}">${escapeHtml(p.number)}</b></td></tr>${rows.join('')}${sums.join('')}<tr><td colspan="2" style="padding:14px 0 0;${edge};font-size:17px;font-weight:700">${escapeHtml(p.totalLabel)}</td><td align="right" style="padding:14px 0 0;${edge};font-size:17px;font-weight:700;white-space:nowrap">${escapeHtml(p.total)}</td></tr></table>`,
  };
}

function box(inner: string, ground: string): Html {
  return {
    html: `<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td style="padding:18px 20px;background:${ground};border-radius:12px">${inner}</td></tr></table>`,
  };
}

/** Text made harmless inside HTML and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
