import { html, webPage, type Markup } from "../page.ts"
import type { Media, Status } from "./shapes.ts"

const linked = (text: string): Markup[] =>
  text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:/.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`))

/** What followers see. */
export function timeline(statuses: Status[], media: Media[]): Promise<Response> {
  const post = (status: Status) =>
    html`<article class="post">
      <strong>AutonomaX</strong>
      <span class="small"
        >@autonomax ·
        <a href="/mastodon/@autonomax/${status.id}">${new Date(status.at).toISOString().slice(0, 16).replace("T", " ")}</a></span
      >
      <p>${linked(status.text)}</p>
      ${media.filter((one) => status.media.includes(one.id)).map((one) => html`<img src="/mastodon/media/${one.id}" alt="${one.alt}" />`)}
    </article>`
  const body = html`<main class="shop">
    <header class="shop-head"><strong>Sandbox Social</strong><a href="/mastodon">All posts</a></header>
    <h1>Posts</h1>
    ${statuses.length ? statuses.map(post) : html`<p>Nothing was posted yet.</p>`}
  </main>`
  return webPage("Sandbox Social", body)
}
