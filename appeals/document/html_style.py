"""The style sheet inside the self-contained HTML file."""

STYLE = """\
:root {
  color-scheme: light dark;
  --ink: #1d1b18; --soft: #5d5850; --rule: #d8d2c6; --paper: #fdfcf9; --link: #1f4f82;
  --mark: #ffe9a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ebe6dc; --soft: #aca597; --rule: #45413a; --paper: #191815; --link: #9cc4ee;
    --mark: #5c4a10;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 42rem;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", Cambria, "Noto Serif", Georgia, serif;
  color: var(--ink); background: var(--paper); overflow-wrap: break-word;
}
[lang|="ar"], [lang|="fa"], [lang|="ur"] {
  font-family: "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", serif; line-height: 1.8;
}
nav ul {
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 2.5rem; padding: 0 0 1rem;
  border-block-end: 1px solid var(--rule); list-style: none;
}
nav a { display: block; padding: .25rem 0; }
nav a::first-letter { text-transform: uppercase; }
article + article {
  margin-block-start: 4rem; padding-block-start: 3rem; border-block-start: 1px solid var(--rule);
}
h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; line-height: 1.35; text-wrap: balance; }
h1, h2 { break-after: avoid; }
p, blockquote, address { margin: 0 0 1rem; }
blockquote {
  padding-inline-start: 1.25rem; border-inline-start: 3px solid var(--rule); color: var(--soft);
}
address { font-style: normal; }
.kicker { margin: 0 0 .5rem; color: var(--soft); letter-spacing: .02em; }
.date-line { color: var(--soft); }
.beside :is(.addressee, .cc) { margin-block: 0; }
.letterhead {
  margin: 0 0 2rem; padding: 0 0 1rem; border-block-end: 1px solid var(--rule); color: var(--soft);
}
.letterhead strong { color: var(--ink); }
.letterhead p { margin: 0; line-height: 1.4; }
.letterhead img {
  display: block; width: auto; height: auto; max-width: 16rem; max-height: 5rem;
  margin: 0 0 .75rem;
}
.logos {
  display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 1.5rem; margin: 1.5rem 0;
  padding: 0; list-style: none;
}
.logos li { margin: 0; }
.logos img { display: block; width: auto; height: auto; max-width: 8rem; max-height: 3rem; }
@media (prefers-color-scheme: dark) {
  .letterhead img, .logos img { padding: .25rem; background: #fff; }
}
ol, ul { margin: 0 0 1rem; padding-inline-start: 3rem; }
li { margin-block-end: .35rem; break-inside: avoid; }
li::marker { color: var(--soft); font-variant-numeric: tabular-nums; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; break-after: avoid; }
.columns { columns: 2 14rem; column-gap: 2.5rem; }
body:has(> .beside) { max-width: 70rem; }
.beside { width: 100%; border-collapse: collapse; table-layout: fixed; }
.beside th { color: var(--soft); font-weight: normal; text-align: start; }
.beside th, .beside td { padding: .25rem 1rem .25rem 0; vertical-align: top; }
.beside th + th, .beside td + td { padding: .25rem 0 .25rem 1rem; }
.beside thead { border-block-end: 1px solid var(--rule); }
.beside h1 { font-size: 1.4rem; }
.beside :is(h1, h2, p, ol, ul, blockquote) { margin-block: .25rem; }
footer {
  margin-block-start: 3rem; padding-block-start: .75rem; border-block-start: 1px solid var(--rule);
}
a { color: var(--link); text-underline-offset: .15em; }
sup { font-size: .72em; line-height: 0; }
sup a { padding-inline: .15em; text-decoration: none; }
[role="doc-endnotes"] {
  margin-block-start: 3rem; padding-block-start: .75rem; border-block-start: 1px solid var(--rule);
  color: var(--soft); font-size: .9rem; line-height: 1.5;
}
[role="doc-endnotes"] ol { margin: 0; padding-inline-start: 2rem; }
[role="doc-backlink"] { padding-inline: .25em; }
li:target, sup :target { background: var(--mark); }
mark { padding: 0 .15em; color: inherit; background: var(--mark); print-color-adjust: exact; }
@media print {
  @page { margin: 2.2cm 2.4cm; }
  :root { --ink: #000; --soft: #444; --rule: #bbb; --paper: #fff; --link: #000; }
  body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.45; }
  nav, [role="doc-backlink"] { display: none; }
  article + article { margin: 0; padding: 0; border: 0; break-before: page; }
  p { orphans: 3; widows: 3; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
}
"""
