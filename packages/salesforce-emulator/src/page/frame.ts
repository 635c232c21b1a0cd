import { html, Html } from './html.js';

const STYLE = `
body{font:15px/1.45 system-ui,sans-serif;margin:0;color:#16202b;background:#f4f6f9}
header{background:#12395b;color:#fff;padding:.8rem 1.5rem}header a{color:#fff;text-decoration:none;font-weight:600}
main{max-width:75rem;margin:1rem auto;padding:0 1rem}
section{background:#fff;border:1px solid #d5dde6;border-radius:6px;padding:.2rem 1rem 1rem;margin:0 0 1rem}
h2{font-size:1.1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;
border-bottom:1px solid #e6ebf1;vertical-align:top;overflow-wrap:anywhere}th{font-weight:600;color:#44566a}
td.n,th.n{text-align:right;white-space:nowrap}code{font-size:.9em}.off,.bad{color:#a3221c}.dim{color:#5b6b7c}
td:first-child{white-space:nowrap}.two section{margin:0}.two{margin-bottom:1rem}.two td:first-child{white-space:normal}
input,button{font:inherit;padding:.3rem .6rem}nav a{margin-right:1rem}.two{display:grid;gap:1rem;
grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}@media(max-width:40rem){main{padding:0 .3rem}}`;

/** A whole page. @param title what it shows beside the org's name, or null for the org itself */
export function frame(orgName: string, title: string | null, main: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title === null ? orgName : `${title} – ${orgName}`}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header><a href="/">${orgName}</a></header>
        <main>${main}</main>
      </body>
    </html> `.text;
}

/** A table with a heading; says so when it is empty. Columns that begin with "#" hold numbers. */
export function tableOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0) return html`<p class="dim">None.</p>`;
  const numeric = columns.map((name) => name.startsWith('#'));
  const kind = (k: number): string => (numeric[k] ? 'n' : '');
  const heads = columns.map(
    (name, k) => html`<th scope="col" class="${kind(k)}">${name.replace('#', '')}</th>`,
  );
  const lines = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, k) => html`<td class="${kind(k)}">${cell}</td>`)}
      </tr> `,
  );
  return html`<table>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table>`;
}

export type Cell = Html | string | number | null;
