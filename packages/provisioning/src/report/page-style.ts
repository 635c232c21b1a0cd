/** The page's style: colours of both schemes keep a contrast of 4.5 for text and 3 for bars. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --back: #fff; --text: #1c2430; --soft: #566072; --line: #d5dae2;
  --changed: #1f6feb; --unchanged: #7d8797; --reported: #a86400; --failed: #c4232d; }
@media (prefers-color-scheme: dark) {
  :root { --back: #12161c; --text: #e6eaf0; --soft: #a2acbb; --line: #38414e;
    --changed: #5aa2ff; --unchanged: #7d8797; --reported: #e0a030; --failed: #ff6b6b; } }
body { background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
  max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
.soft { color: var(--soft); margin: .25rem 0; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.figures li { flex: 1 1 8rem; border: 1px solid var(--line); border-left-width: 6px; border-radius: 6px; padding: .6rem 1rem; }
.figures b { display: block; font-size: 1.6rem; }
.figures .changed { border-left-color: var(--changed); } .figures .unchanged { border-left-color: var(--unchanged); }
.figures .reported { border-left-color: var(--reported); } .figures .failed { border-left-color: var(--failed); }
svg { width: 100%; height: auto; } svg text { fill: var(--text); font: 13px system-ui, sans-serif; }
rect.changed { fill: var(--changed); } rect.unchanged { fill: var(--unchanged); }
rect.reported { fill: var(--reported); } rect.failed { fill: var(--failed); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; unicode-bidi: isolate; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; padding: 0; } tr, svg { break-inside: avoid; } }
`;
