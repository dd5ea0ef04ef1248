import { htmlText, markupLines } from "./markup.js";

// No script, no picture, nothing from elsewhere: the page says so itself.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; line-height: 1.3; }
h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #8884; padding-bottom: .2rem; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .95rem; display: block; overflow-x: auto; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #8883; vertical-align: top; }
th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.number, .short { white-space: nowrap; }
pre { overflow-x: auto; line-height: 1.2; }
p { margin: .35rem 0; }
.fact { display: grid; grid-template-columns: 8rem 1fr; gap: .75rem; }
.item { display: grid; grid-template-columns: 1.2rem 1fr; gap: .4rem; }
@media (max-width: 30rem) { .fact { grid-template-columns: 1fr; gap: 0; } }
`;

/**
 * A report as one page that stands alone.
 * @param report - what a text renderer made for the HTML medium
 */
export const htmlReport = (report: string, command: string): string =>
  [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${htmlText(`rigplan ${command}`)}</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    ...markupLines(report, "html").filter((line) => line !== ""),
    "</body>",
    "</html>",
    "",
  ].join("\n");
