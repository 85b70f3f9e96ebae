import type { StandInAnswer } from './http-stand-in.ts';

/** What somebody can do on a stand-in's page: the word that is sent, and what the button says. */
export interface PageAction {
  readonly act: string;
  readonly label: string;
}

/** What a stand-in's page shows. */
export interface PayPage {
  /** Whose page it stands in for. */
  readonly provider: string;
  readonly amount: string;
  /** What has just gone wrong; left out: nothing. */
  readonly problem?: string;
  /** Sends to the same address. Left out: there is nothing to do here any more. */
  readonly actions: readonly PageAction[];
}

/** A page of a provider as people see it in the demonstration: plainly not the real one, and usable. */
export function showPage({ provider, amount, problem, actions }: PayPage): StandInAnswer {
  const buttons = actions.map(({ act, label }, n) => `<button name="act" value="${act}"${n === 0 ? ' class="first"' : ''}>${safe(label)}</button>`).join('');
  return {
    status: 200,
    html: `<!doctype html><html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(provider)} (demostración)</title><style>
body{font:18px/1.4 system-ui,sans-serif;margin:0;background:#eef1f5;color:#18202b}
main{max-width:26rem;margin:2rem auto;padding:1.5rem;background:#fff;border-radius:1rem}
p.note{font-size:.9rem;color:#4a5564}p.amount{font-size:2rem;font-weight:700;margin:.5rem 0}p.problem{background:#fbe5e2;color:#861a17;padding:.75rem;border-radius:.5rem}
form{display:grid;gap:.75rem}button{font:inherit;font-weight:600;padding:1rem;border-radius:.75rem;border:1px solid #6b7685;background:#fff;cursor:pointer}
button.first{background:#173a6b;color:#fff;border-color:#173a6b}</style></head><body><main>
<p class="note">Esta página hace de ${safe(provider)} en la demostración. No se cobra nada.</p><h1>${safe(provider)}</h1>
<p class="amount">${safe(amount)}</p>${problem === undefined ? '' : `<p class="problem" role="alert">${safe(problem)}</p>`}
<form method="post">${buttons}</form></main></body></html>`,
  };
}

/** Sends the browser on. */
export function sendTo(url: string): StandInAnswer {
  return { status: 303, html: '', headers: { location: url } };
}

/** Which button of a page was pressed. */
export function pressed(body: string): string | null {
  return new URLSearchParams(body).get('act');
}

function safe(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
