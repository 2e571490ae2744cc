/** How the HTML document looks: light and dark, wide and narrow. */
export const PAGE_STYLE = `
:root {
  --page: #ffffff; --side: #f6f7f9; --line: #e2e5ea; --text: #1c2430; --dim: #5d6877; --link: #0b62c4;
  --code: #eef1f5; --name: #12305c; --slot: #8a3ffc; --found: #ffe58a; --warn: #a3470b; --focus: #2f7fe6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161d; --side: #181d26; --line: #2b323e; --text: #dfe5ee; --dim: #98a4b5; --link: #78b4ff;
    --code: #222935; --name: #b9d6ff; --slot: #c9a3ff; --found: #6b5710; --warn: #f0a35e; --focus: #5b9dff;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 17.5rem minmax(0, 1fr); background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; overflow-wrap: break-word; }
code, pre, kbd, .sentences { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 0.86em; }
code { background: var(--code); border-radius: 4px; padding: 0.1em 0.35em; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
::highlight(found) { background-color: var(--found); }
[hidden] { display: none !important; }
header { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.4rem 1.1rem; background: var(--side); border-right: 1px solid var(--line); }
h1 { margin: 0 0 0.9rem; font-size: 1.3rem; line-height: 1.25; letter-spacing: -0.01em; }
.search { position: relative; }
.search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
input { width: 100%; padding: 0.5rem 2.2rem 0.5rem 0.75rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 8px; }
.search kbd { position: absolute; right: 0.6rem; top: 50%; translate: 0 -50%; padding: 0 0.4em; color: var(--dim); border: 1px solid var(--line); border-radius: 4px; pointer-events: none; }
input:focus ~ kbd, input:not(:placeholder-shown) ~ kbd { display: none; }
#count { margin: 0.5rem 0 1rem; color: var(--dim); font-size: 0.86rem; font-variant-numeric: tabular-nums; }
.tags { display: flex; flex-wrap: wrap; gap: 0.35rem; margin: 0 0 1rem; }
button { font: inherit; font-size: 0.84rem; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 99px; padding: 0.15rem 0.7rem; cursor: pointer; }
button:hover { border-color: var(--dim); }
button[aria-pressed='true'] { color: #ffffff; background: #0b62c4; border-color: #0b62c4; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; justify-content: space-between; gap: 0.5rem; padding: 0.28rem 0.6rem; border-radius: 6px; color: inherit; }
nav a:hover { background: var(--code); text-decoration: none; }
nav span { color: var(--dim); font-size: 0.86rem; font-variant-numeric: tabular-nums; }
nav .empty { opacity: 0.45; }
main { width: 100%; max-width: 62rem; padding: 1.6rem 2.4rem 6rem; }
section { margin: 0 0 3rem; }
section.filtered { margin-bottom: 1.5rem; }
section.filtered > h2 { margin-bottom: 0.6rem; font-size: 1.2rem; }
section.filtered > :is(.doc, .facts, h3, .wide) { display: none; }
h2 { margin: 0; font-size: 1.55rem; line-height: 1.25; letter-spacing: -0.015em; }
.facts { margin: 0.1rem 0 0.6rem; color: var(--dim); font-size: 0.86rem; }
section > .doc { margin-bottom: 1rem; }
section > h3 { margin: 1rem 0 0.4rem; font-size: 1rem; }
.keyword { border-top: 1px solid var(--line); }
.keyword:last-of-type { border-bottom: 1px solid var(--line); }
summary { list-style: none; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.7rem; padding: 0.6rem 0.6rem 0.6rem 1.5rem; position: relative; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ''; position: absolute; left: 0.4rem; top: 1.1rem; width: 0.4rem; height: 0.4rem; border: solid var(--dim); border-width: 0 2px 2px 0; rotate: -45deg; }
[open] > summary::before { rotate: 45deg; }
summary:hover { background: var(--side); }
summary:focus-visible { outline-offset: -2px; }
summary h3 { margin: 0; font-size: 1rem; font-weight: 650; color: var(--name); }
.call { display: flex; flex-wrap: wrap; gap: 0.25rem 0.4rem; color: var(--dim); font-size: 0.95rem; }
.short { flex-basis: 100%; color: var(--dim); font-size: 0.93rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
[open] > summary .short { display: none; }
.deprecated { color: var(--warn); font-size: 0.8rem; border: 1px solid currentColor; border-radius: 99px; padding: 0 0.5rem; }
.body { padding: 0 0.6rem 1.1rem 1.5rem; }
.doc > :first-child { margin-top: 0; }
.doc > :last-child { margin-bottom: 0; }
.doc { max-width: 46rem; }
.doc :is(h4, h5, h6) { margin: 1.2rem 0 0.4rem; font-size: 1rem; }
.doc ul { padding-left: 1.3rem; }
pre { margin: 0.7rem 0; padding: 0.7rem 0.9rem; overflow-x: auto; background: var(--code); border-radius: 8px; line-height: 1.5; }
.wide { overflow-x: auto; margin: 0.8rem 0; }
table { border-collapse: collapse; font-size: 0.92rem; }
th, td { padding: 0.35rem 1rem 0.35rem 0; text-align: left; vertical-align: top; font-weight: 400; border-bottom: 1px solid var(--line); }
thead th, .doc th { color: var(--dim); font-size: 0.82rem; font-weight: 600; }
tbody tr:last-child > * { border-bottom: 0; }
.arguments th[scope='row'] { white-space: nowrap; }
.dim { color: var(--dim); }
.sentences { list-style: none; margin: 0.8rem 0; padding: 0.6rem 0.9rem; background: var(--code); border-radius: 8px; }
.sentences var { font-style: normal; color: var(--slot); }
.foot { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: baseline; margin: 0.6rem 0 0; font-size: 0.84rem; }
.tag { padding: 0 0.55rem; border: 1px solid var(--line); border-radius: 99px; color: var(--dim); }
@media (max-width: 52rem) {
  html { scroll-padding-top: 12.5rem; }
  body { display: block; }
  header { height: auto; max-height: 60vh; padding: 0.8rem 1rem 0.6rem; border-right: 0; border-bottom: 1px solid var(--line); z-index: 1; }
  h1 { margin-bottom: 0.5rem; font-size: 1.1rem; }
  #count { margin: 0.35rem 0; }
  .tags, nav ul { flex-wrap: nowrap; overflow-x: auto; display: flex; gap: 0.35rem; margin-bottom: 0.4rem; scrollbar-width: none; }
  .tags button, nav a { white-space: nowrap; }
  nav a { border: 1px solid var(--line); border-radius: 99px; padding: 0.1rem 0.7rem; font-size: 0.9rem; background: var(--page); }
  main { padding: 1.2rem 1rem 4rem; }
  .short { white-space: normal; }
  .search kbd, .arguments thead { display: none; }
  .arguments, .arguments tbody { display: block; }
  .arguments tr { display: flex; flex-wrap: wrap; gap: 0.1rem 0.7rem; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .arguments tr:last-child { border-bottom: 0; }
  .arguments :is(th, td) { padding: 0; border: 0; }
  .arguments td:empty { display: none; }
  .arguments .what { flex-basis: 100%; }
}
@media print { body { display: block; } header { display: none; } }
`
