import { html, webPage } from "./page.ts"
import { vendorNames, vendors } from "./vendors.ts"

/** GET /sandbox: what is played here and how to make it misbehave. */
export function indexPage(): Promise<Response> {
  const body = html`<main class="shop">
    <h1>What this sandbox plays</h1>
    <table class="rows">
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
      <code>POST /sandbox/misbehave/{vendor}</code> with
      <code
        >{"how": "rate-limited | server-error | unavailable | slow | lost | unauthorized | cut-off | refusal | truncated | invalid-json",
        "times": 1, "path": ""}</code
      >: the next API calls fail that way. From <code>unauthorized</code> on they are for openai, anthropic and ollama.
    </p>
    <p>
      <code>POST /sandbox/deliver</code> with
      <code>{"events": ["checkout.session.completed"], "times": 100, "order": "shuffled", "forged": "signature | body | stale"}</code>:
      sends Stripe events again, all at once.
    </p>
  </main>`
  return webPage("AutonomaX sandbox", body)
}
