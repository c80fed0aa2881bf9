import type { Look } from "../page/look.ts"

/** The book's stylesheet: sizes in em and no body font, so that the reader's own choices hold. */
export function epubStyle({ accent, tint, rule }: Look): string {
  return `body { line-height: 1.5; overflow-wrap: break-word; }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0.3em 0 0.8em; font-family: sans-serif; }
h2 { font-size: 1.25em; line-height: 1.2; margin: 1.8em 0 0.5em; font-family: sans-serif; break-after: avoid; }
p { margin: 0 0 0.8em; }
a { color: ${accent}; }
.label { color: ${accent}; font-family: sans-serif; font-weight: bold; font-size: 0.8em; margin: 2em 0 0; }
.opening { font-size: 1.12em; }
.subtitle { font-size: 1.2em; }
.promise { margin-top: 2em; }
.brand { margin-top: 3em; font-family: sans-serif; font-weight: bold; }
.tip { border-left: 0.25em solid ${accent}; background: ${tint}; color: #111111; padding: 0.7em 1em 0.1em; margin: 1.2em 0; break-inside: avoid; }
.box { background: ${tint}; color: #111111; padding: 0.2em 1.1em 0.8em; margin: 2em 0; }
.box a, .tip a { color: #111111; }
.box h2 { margin-top: 0.7em; font-size: 1.1em; }
li { margin-bottom: 0.35em; }
.ticks { list-style-type: "\\2610\\00a0\\00a0"; }
table { border-collapse: collapse; width: 100%; margin: 1.2em 0; font-size: 0.92em; }
th, td { border-bottom: 1px solid ${rule}; padding: 0.4em 0.5em; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid ${accent}; }
tr { break-inside: avoid; }
dt { font-weight: bold; margin-top: 0.9em; }
dd { margin: 0; }
nav ol { list-style-type: none; padding-left: 1em; }
.cover { text-align: center; margin: 0; }
.cover img { max-width: 100%; max-height: 100%; }
`
}
