/** The look of the report's page, in the page itself: it is one file that can be sent on. */
export const style = `:root{color-scheme:light dark;--ink:light-dark(#1d1d1f,#ececee);--soft:light-dark(#5b5b63,#a5a5ad);--line:light-dark(#dcdce0,#3a3a40);--paper:light-dark(#fff,#17171a);--accent:light-dark(#2456a6,#8ab4f8)}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:var(--paper);font:16px/1.5 system-ui,sans-serif}
main{max-width:96rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2rem 0 .25rem}h3{font-size:1.05rem;margin:0}
p{margin:.25rem 0;max-width:75ch}.none{color:var(--soft)}
details{border-top:1px solid var(--line);padding:.75rem 0}summary{cursor:pointer}summary h2{display:inline;margin:0}summary span{display:block;color:var(--soft);max-width:90ch}
.part{border:0;padding:0;margin:1.5rem 0 0}.part summary{color:var(--soft)}.part h3{display:inline;color:var(--ink)}
.wide{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;font-size:.9rem}.prose{width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem 1rem .35rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600;white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.word{white-space:nowrap}
td.text{min-width:10rem}
figure{margin:1rem 0}figcaption{color:var(--soft);font-size:.9rem}
svg{display:block;width:100%;height:auto;max-height:14rem}polyline{fill:none;stroke:var(--accent);stroke-width:2.5}line{stroke:var(--line)}
code{font-size:.8rem;overflow-wrap:anywhere}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:60rem){.prose,.prose tbody,.prose tr,.prose td{display:block}.prose thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.prose tr{border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem;margin:0 0 .75rem}
.prose td{border:0;padding:.1rem 0;display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem;text-align:left;white-space:normal}
.prose td.text{min-width:0}.prose td::before{content:attr(data-of);color:var(--soft)}.prose td:empty{display:none}}`
