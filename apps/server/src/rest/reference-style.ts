/** The reference's style sheet: one column on a phone, the list of calls beside it where there is room. */
export const REFERENCE_STYLE = `
:root{color-scheme:light dark;--paper:#F6F8F7;--card:#FFFFFF;--ink:#14231F;--ink-2:#43534E;--line:#D3DAD7;--brand:#0B5C5E;--focus:#1456C8}
@media (prefers-color-scheme:dark){:root{--paper:#0E1614;--card:#16211E;--ink:#E9F0ED;--ink-2:#B7C4BF;--line:#2A3733;--brand:#5CC2BE;--focus:#8AB4FF}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 6rem}
h1{font:600 2.75rem/1.15 Georgia,serif;margin:0 0 1rem}
h2{font:600 1.75rem/1.2 Georgia,serif;margin:3.5rem 0 .25rem}
h3{font-size:1.125rem;margin:0 0 .5rem}
h4{font-size:.9375rem;margin:1.25rem 0 .25rem}
section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem;margin:1.25rem 0}
a{color:var(--brand)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
code{font:.875em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
.call{font-weight:600;margin-right:.75rem}
.scope{color:var(--ink-2)}
pre{overflow:auto;border:1px solid var(--line);border-radius:.5rem;padding:.875rem;background:var(--paper)}
pre code{overflow-wrap:normal}
figure{margin:1rem 0}
figure pre{margin:0}
figcaption{font-size:.875rem;font-weight:600;color:var(--ink-2);margin-bottom:.25rem}
summary{cursor:pointer;font-weight:600;padding:.25rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-top:1px solid var(--line);font-weight:400}
tbody th{min-width:8rem}
thead th{color:var(--ink-2);border-top:0}
ul{margin:.25rem 0;padding-left:1.25rem}
.codes{list-style:none;padding:0}
.codes li{padding:.125rem 0}
dt{margin-top:.875rem}
dd{margin:0;color:var(--ink-2)}
nav{padding:1.25rem;border-bottom:1px solid var(--line)}
nav ul{list-style:none;padding:0;margin:0}
nav>ul>li{font-weight:600;margin-top:.5rem}
nav li li{font-weight:400}
nav a{display:inline-block;padding:.25rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
@media (min-width:72rem){
body{display:grid;grid-template-columns:17rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;border-bottom:0;border-right:1px solid var(--line)}
}`;
