/** The report's own style sheet: light, as wide as a page of text, and made for paper too. */

export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  max-width: 900px; margin: 0 auto; padding: 36px 20px 64px; background: #fff; color: #18181b;
  font: 14px/1.5 'Inter Variable', Inter, system-ui, 'Segoe UI', sans-serif; font-variant-numeric: tabular-nums;
}
header { padding-bottom: 18px; border-bottom: 1px solid #d4d4d8; }
h1 { margin: 2px 0 8px; font-size: 26px; line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 32px 0 10px; font-size: 17px; }
h3 { margin: 22px 0 8px; font-size: 14px; }
p { margin: 4px 0; }
header p { color: #52525b; overflow-wrap: anywhere; }
.kind { font-size: 12px; color: #2563eb; font-weight: 600; }
.dates, .caption, .course, figcaption, .notes { font-size: 12.5px; color: #52525b; }
.caption { margin-top: 8px; }
header .test { margin-top: 14px; padding: 8px 12px; border-left: 3px solid #2563eb; background: #f4f4f5; color: #18181b; }
.tags { display: flex; flex-wrap: wrap; gap: 6px; margin: 10px 0 0; padding: 0; list-style: none; }
.tags li { padding: 0 8px; border: 1px solid #d4d4d8; border-radius: 6px; font-size: 12.5px; overflow-wrap: anywhere; }
.written { white-space: pre-wrap; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
th, td { padding: 5px 8px; border-bottom: 1px solid #e4e4e7; text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
tbody th { font-weight: 400; }
thead th { border-bottom-color: #a1a1aa; color: #52525b; font-weight: 600; vertical-align: bottom; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.part th { padding-top: 14px; font-weight: 600; }
.key { display: inline-block; width: 20px; height: 0; margin-right: 8px; vertical-align: middle; }
.bad { color: #b91c1c; } .good { color: #15803d; }
q { color: #52525b; } small { font-size: 12px; color: #52525b; }
.notes, .sentences { margin: 8px 0 0; padding-left: 18px; }
figure { margin: 14px 0 22px; }
figure svg { display: block; width: 100%; height: auto; overflow: visible; }
figure > div { padding: 0 8px 6px 0; border: 1px solid #e4e4e7; border-radius: 6px; overflow: hidden; }
figcaption { margin-top: 6px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 5px 20px; margin: 0; }
dt { color: #52525b; } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: 12px/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
details { margin-top: 16px; }
summary { cursor: pointer; font-weight: 600; }
pre { padding: 12px; border: 1px solid #e4e4e7; border-radius: 6px; background: #fafafa; white-space: pre-wrap; overflow-wrap: anywhere; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  h1 { font-size: 19pt; } h2 { margin-top: 20pt; font-size: 12.5pt; } h3 { font-size: 10pt; }
  h2, h3, .part { break-after: avoid; }
  figure, tr, tbody[data-metric], .about, header, .notes, li { break-inside: avoid; }
  table { font-size: 8pt; } th, td { padding: 3px 5px; }
  .dates, .caption, .course, figcaption, .notes, small { font-size: 8pt; }
  code, pre { font-size: 7.5pt; }
  .wide { overflow: visible; }
  .key, .test, figure, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details { break-before: page; } summary { list-style: none; }
  pre { columns: 2; column-gap: 8mm; padding: 0; border: 0; background: none; }
}
`;
