import { html, webPage } from "./page.ts"
import { vendorNames, vendors } from "./vendors.ts"

const ways = [
  ["rate-limited", "429, come back in a second"],
  ["server-error", "500, nothing was done"],
  ["unavailable", "503, nothing was done"],
  ["slow", 'answers after "ms" milliseconds'],
  ["lost", "does the work and loses the answer"],
  ["partial", 'lets "after" writes land, then answers 503: half a push'],
  ["duplicate", "does the work twice and answers the second time"],
  ["expired-token", "the access token is too old"],
  ["policy-change", "another contract, and a field becomes required, until it is told to behave"],
  ["behave", "takes all orders back"],
] as const

/** GET /sandbox: what is played here and how to make it misbehave. */
export function indexPage(): Promise<Response> {
  const body = html`<main class="shop">
    <h1>What this sandbox plays</h1>
    <table class="rows stack">
      <thead>
        <tr>
          <th>Vendor</th>
          <th>What</th>
          <th>Paths</th>
        </tr>
      </thead>
      <tbody>
        ${vendorNames.map((name) => {
          const { plays, paths, look } = vendors[name]
          return html`<tr>
            <td><strong>${name}</strong></td>
            <td>${plays}${look ? html`<br /><a href="${look}">Look at it</a>` : ""}</td>
            <td>${paths.map((path) => html`<code>${path}</code><br />`)}</td>
          </tr>`
        })}
      </tbody>
    </table>
    <h2>Controls</h2>
    <p>
      <code>POST /sandbox/misbehave/{vendor}</code> with <code>{"how": "rate-limited", "times": 1, "path": ""}</code>: the next API calls
      whose path contains <code>path</code> fail that way.
    </p>
    <table class="rows">
      <tbody>
        ${ways.map(
          ([how, what]) =>
            html`<tr>
              <td><code>${how}</code></td>
              <td>${what}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      openai, anthropic and ollama can also be told <code>unauthorized</code>, <code>cut-off</code>, <code>refusal</code>,
      <code>truncated</code> and <code>invalid-json</code>.
    </p>
    <p>
      <code>POST /sandbox/clock/{vendor}</code> with <code>{"pass": 3600}</code>: the vendor's clock goes on by so many seconds, and what
      has become due is done: rate windows open, tokens grow old, bank debits settle. <code>{"hold": "2027-01-04T09:00:00Z"}</code> lets it
      stand still at a time, <code>{"run": true}</code> lets it go again. It never goes back. It answers with the time that it shows.
    </p>
    <p>
      <code>POST /sandbox/deliver</code> with
      <code>{"events": ["checkout.session.completed"], "times": 100, "order": "shuffled", "forged": "signature | body | stale"}</code>:
      sends Stripe events again, all at once.
    </p>
  </main>`
  return webPage("AutonomaX sandbox", body)
}
