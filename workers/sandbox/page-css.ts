/** One sheet for all pages of the sandbox: sober, no web fonts, no script, readable at 320 px. */
export const css = `
:root { --ink: #1b1f24; --muted: #57606a; --rule: #d5d9de; --tint: #f4f5f3; --accent: #1f4f46; --bad: #a4231c; --sign: #fff3c9; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: var(--ink); background: #fff; }
a { color: var(--accent); }
img { max-width: 100%; display: block; }
h1 { line-height: 1.2; }
code, td code { font-family: ui-monospace, "Liberation Mono", Menlo, monospace; font-size: .92em; overflow-wrap: anywhere; }
.cards code, td code { white-space: nowrap; }
.sandbox { margin: 0; padding: .4rem 1rem; background: var(--sign); border-bottom: 1px solid #e5cf7a; text-align: center; font-size: .875rem; font-weight: 600; }
.small, .hint { color: var(--muted); font-size: .875rem; margin: .4rem 0 0; }
.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
button, .button { display: block; width: 100%; min-height: 48px; padding: .7rem 1rem; border: 0; border-radius: 6px; background: var(--accent); color: #fff; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { filter: brightness(1.12); }
button.quiet { background: #fff; color: var(--ink); border: 1px solid var(--rule); }
:focus-visible { outline: 3px solid #d39b19; outline-offset: 2px; }

.checkout { display: grid; }
.summary { background: var(--tint); padding: 1.25rem 1rem 1.5rem; }
.summary .back { display: inline-block; padding: .4rem 0; color: var(--ink); text-decoration: none; font-size: .9375rem; }
.summary .back:hover { text-decoration: underline; }
.summary h1 { margin: .75rem 0 1rem; font-size: 1rem; font-weight: 500; color: var(--muted); }
.summary h1 strong { display: block; font-size: 2.25rem; letter-spacing: -.02em; color: var(--ink); font-variant-numeric: tabular-nums; }
.summary ul { list-style: none; margin: 0; padding: 0; }
.summary li { display: grid; grid-template-columns: 64px 1fr auto; gap: .9rem; align-items: center; padding: .6rem 0; }
.summary li img, .no-image { width: 64px; height: 64px; object-fit: cover; border-radius: 4px; border: 1px solid var(--rule); background: #fff; }
.summary li span:last-child { font-variant-numeric: tabular-nums; }
.summary small { display: block; color: var(--muted); }
.summary dl { display: grid; grid-template-columns: 1fr auto; gap: .5rem 1rem; margin: 1rem 0 0; padding-top: 1rem; border-top: 1px solid var(--rule); }
.summary dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.payment { padding: 1.5rem 1rem 3rem; }
.payment h2 { font-size: 1.125rem; margin: 1.5rem 0 .6rem; }
.payment h2:first-of-type { margin-top: 0; }
.field { margin: 0 0 .9rem; }
label { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .3rem; }
input:not([type=radio]), select { width: 100%; min-height: 46px; padding: .55rem .75rem; border: 1px solid #8b949e; border-radius: 6px; font: inherit; color: inherit; background: #fff; }
.wrong input, .wrong select { border-color: var(--bad); border-width: 2px; }
.fault { color: var(--bad); margin: .3rem 0 0; font-size: .875rem; }
.methods { border: 1px solid var(--rule); border-radius: 8px; padding: 0; margin: 0 0 1rem; }
.method + .method { border-top: 1px solid var(--rule); }
.choice { display: flex; align-items: center; gap: .6rem; margin: 0; padding: .85rem 1rem; font-size: 1rem; cursor: pointer; }
.choice input { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); margin: 0; }
.details { padding: 0 1rem .25rem; }
@supports selector(:has(*)) { .method:not(:has(.choice input:checked)) .details { display: none; } }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.problem { border: 1px solid var(--bad); border-left-width: 5px; border-radius: 6px; padding: .75rem 1rem; margin: 0 0 1.25rem; background: #fdf3f2; }
.problem ul { margin: .25rem 0 0; padding-left: 1.1rem; }
.problem a { color: var(--bad); }
.code { display: grid; grid-template-columns: 1fr auto; gap: .75rem; align-items: center; margin: 0 0 1.25rem; }
.code .field { margin: 0; }
.code:has(.field) { align-items: end; }
.code button, .field button { width: auto; min-height: 46px; padding: .55rem 1rem; }
.field button { margin-top: .6rem; }
.news { border: 1px solid var(--accent); border-left-width: 5px; border-radius: 6px; padding: .6rem 1rem; margin: 0 0 1.25rem; }
.cards { margin-top: 1.5rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: .9375rem; }
.cards summary { cursor: pointer; font-weight: 600; }
.cards td { padding: .25rem .9rem .25rem 0; }
.note { max-width: 30rem; margin: 12vh auto 4rem; padding: 0 1.25rem; }
.note h1 { font-size: 1.6rem; }
.answers { display: grid; gap: .75rem; margin-top: 1.5rem; }

.shop { max-width: 72rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
.shop-head { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; border-bottom: 1px solid var(--rule); padding-bottom: .75rem; margin-bottom: 1.5rem; }
.shop-head strong { font-size: 1.125rem; }
.listing { display: grid; gap: 1.5rem; }
.gallery { display: grid; gap: .6rem; align-content: start; }
.gallery img { width: 100%; aspect-ratio: 1; object-fit: contain; background: var(--tint); border: 1px solid var(--rule); border-radius: 4px; }
.thumbs { display: grid; grid-template-columns: repeat(auto-fill, minmax(88px, 1fr)); gap: .6rem; }
.listing h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
.price { font-size: 1.5rem; font-weight: 600; margin: 0 0 .75rem; font-variant-numeric: tabular-nums; }
.words { overflow-wrap: anywhere; }
.words.plain { white-space: pre-line; }
.tags { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; padding: 0; }
.tags li { border: 1px solid var(--rule); border-radius: 99px; padding: .1rem .7rem; font-size: .875rem; }
.state { display: inline-block; padding: .1rem .6rem; border-radius: 4px; background: var(--tint); font-size: .875rem; font-weight: 600; }
.buy { display: grid; gap: .5rem; max-width: 22rem; margin: 1rem 0 1.5rem; }
.buy label { margin: 0; }
.note-narrow { max-width: 22rem; }
.rows { width: 100%; border-collapse: collapse; }
.rows td, .rows th { text-align: left; padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
.post { border: 1px solid var(--rule); border-radius: 8px; padding: 1rem 1.1rem; margin: 0 0 1rem; max-width: 38rem; overflow-wrap: anywhere; }
.post p { white-space: pre-line; margin: .4rem 0; }
.link-card { display: block; border: 1px solid var(--rule); border-radius: 8px; overflow: hidden; color: var(--ink); text-decoration: none; margin-top: .6rem; }
.link-card img { margin: 0; border: 0; border-radius: 0; }
.link-card span { display: block; padding: .6rem .8rem; font-size: .9rem; color: var(--muted); }
.link-card strong { display: block; color: var(--ink); }
.post img { border-radius: 6px; border: 1px solid var(--rule); margin-top: .6rem; }
.stack code { white-space: normal; }
@media (max-width: 40rem) {
  .stack thead { display: none; }
  .stack td { display: block; padding-right: 0; }
  .stack td:not(:last-child) { border-bottom: 0; padding-bottom: 0; }
}
@media (min-width: 52rem) {
  .checkout { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); min-height: calc(100vh - 36px); }
  .summary { padding: 4rem 3rem 3rem max(2rem, calc(50vw - 34rem)); }
  .payment { padding: 4rem max(2rem, calc(50vw - 34rem)) 4rem 3rem; }
  .summary h1 strong { font-size: 2.75rem; }
  .listing { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 3rem; }
}
`
