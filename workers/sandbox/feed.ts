import { html, webPage, type Markup } from "./page.ts"

/** A post as its reader sees it; `card` is a link with a picture, a title and a line. */
export type Shown = {
  text: Markup[]
  url: string
  at: number
  images: { src: string; alt: string }[]
  card?: { uri: string; title: string; about: string; thumb: string | null }
}

/** A network's page: its name, where all posts are, who posts. */
export function feedPage(network: { name: string; home: string; who: string }, posts: Shown[]): Promise<Response> {
  const one = ({ text, url, at, images, card }: Shown) =>
    html`<article class="post">
      <strong>AutonomaX</strong>
      <span class="small">${network.who} · <a href="${url}">${new Date(at).toISOString().slice(0, 16).replace("T", " ")}</a></span>
      <p>${text}</p>
      ${images.map(({ src, alt }) => html`<img src="${src}" alt="${alt}" />`)}
      ${
        card
          ? html`<a class="link-card" href="${card.uri}"
              >${card.thumb ? html`<img src="${card.thumb}" alt="" />` : ""}<span><strong>${card.title}</strong>${card.about}</span></a
            >`
          : ""
      }
    </article>`
  const body = html`<main class="shop">
    <header class="shop-head"><strong>${network.name}</strong><a href="${network.home}">All posts</a></header>
    <h1>Posts</h1>
    ${posts.length ? posts.map(one) : html`<p>Nothing was posted yet.</p>`}
  </main>`
  return webPage(network.name, body)
}

/** Links in a plain text, made clickable. */
export const linked = (text: string): Markup[] =>
  text.split(/(https?:\/\/\S+)/).map((part) => (/^https?:/.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`))

/** A file of a twin's as an answer; null when there is none. */
export const picture = (file: Blob | null, type: string): Response | null =>
  file && new Response(file, { headers: { "content-type": type } })
