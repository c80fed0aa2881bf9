import { createHash } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import { basename } from "node:path"

export type Bought = { orderUrl: string; paymentPage: string; files: { name: string; bytes: number; sha256: string; ok: boolean }[] }
type Page = { url: string; status: number; html: string }

/** A browser without scripts: follows redirects, keeps cookies, sends forms as they stand in the page. */
export function browser() {
  const cookies = new Map<string, string>()
  async function visit(url: string, init: RequestInit = {}, hops = 8): Promise<Page> {
    const reply = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { accept: "text/html", cookie: jar(), origin: new URL(url).origin, ...init.headers },
    })
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s)
      cookies.set(name, value)
    }
    const next = reply.headers.get("location")
    if (next && reply.status >= 300 && reply.status < 400 && hops > 0) return visit(new URL(next, url).href, {}, hops - 1)
    return { url, status: reply.status, html: await reply.text() }
  }
  const jar = () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ")
  return {
    open: (url: string) => visit(url),
    /** Sends the first form of the page whose action fits, with its own hidden fields and `fields`. */
    async submit(page: Page, action: RegExp, fields: Record<string, string>): Promise<Page> {
      const form = formOf(page.html, action)
      if (!form) throw new Error(`${page.url} has no form for ${action.source}.`)
      const target = new URL(form.action || page.url, page.url).href
      const body = new URLSearchParams({ ...form.hidden, ...fields })
      return visit(target, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } })
    },
  }
}

const attribute = (tag: string, name: string) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "")
const unescape = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'")

function formOf(html: string, action: RegExp) {
  for (const [, tag = "", inside = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (!/method="post"/i.test(tag) || !action.test(attribute(tag, "action"))) continue
    const inputs = Array.from(inside.matchAll(/<input\b[^>]*>/g), ([input]) => input).filter((input) => /type="hidden"/.test(input))
    return {
      action: attribute(tag, "action"),
      hidden: Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")])),
    }
  }
  return null
}

/** Buys products the way a shopper does: product page, cart, checkout, the hosted payment page, the order page, the files. */
export async function buy(shop: string, productUrls: string[], email: string, keep?: string): Promise<Bought> {
  const client = browser()
  for (const productUrl of productUrls) {
    const product = await client.open(productUrl)
    if (product.status !== 200) throw new Error(`${productUrl} answered ${product.status}.`)
    const cart = await client.submit(product, /\/cart$/, {})
    if (!/\/cart/.test(cart.url)) throw new Error(`Adding to the cart led to ${cart.url}.`)
  }
  const review = await client.open(`${shop}/checkout`)
  const hosted = await client.submit(review, /\/checkout$/, { email })
  if (!/\/pay\//.test(hosted.url)) throw new Error(`Checking out led to ${hosted.url}.`)
  const card = { email, method: "card", number: "4242 4242 4242 4242", expiry: "12 / 34", cvc: "123", name: "Demo Buyer", country: "US" }
  const order = await paidOrder(client, await client.submit(hosted, /.*/, card))
  if (keep) await mkdir(keep, { recursive: true })
  const files = await Promise.all(downloadsIn(order.html).map((link) => fetchFile(link, keep)))
  return { orderUrl: order.url, paymentPage: hosted.url, files }
}

async function paidOrder(client: ReturnType<typeof browser>, first: Page): Promise<Page> {
  let page = first
  for (let tries = 0; tries < 60; tries++) {
    if (page.status !== 200 || !/\/orders\//.test(page.url))
      throw new Error(`After paying the shopper landed on ${page.url} (${page.status}).`)
    if (downloadsIn(page.html).length > 0) return page
    await new Promise((resolve) => setTimeout(resolve, 250))
    page = await client.open(page.url)
  }
  throw new Error(`${page.url} shows no downloads 15 seconds after the payment.`)
}

/** Download links, and the lines "name sum" of the order page: two products may each have a LICENCE.txt. */
function downloadsIn(html: string): { url: string; sums: Set<string> }[] {
  const links = Array.from(html.matchAll(/href="([^"]*\/v1\/downloads\/[^"]+)"/g), ([, url = ""]) => unescape(url))
  const stated = html.matchAll(/<dt[^>]*>([^<]+)<\/dt>\s*<dd[^>]*>\s*<code[^>]*>([0-9a-f]{64})<\/code>/g)
  const sums = new Set(Array.from(stated, ([, name = "", sum = ""]) => `${unescape(name)} ${sum}`))
  return [...new Set(links)].map((url) => ({ url, sums }))
}

async function fetchFile({ url, sums }: { url: string; sums: Set<string> }, keep?: string) {
  const reply = await fetch(url)
  const bytes = new Uint8Array(await reply.arrayBuffer())
  const got = createHash("sha256").update(bytes).digest("hex")
  const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(reply.headers.get("content-disposition") ?? "")?.[1] ?? url)
  if (keep) await writeFile(`${keep}/${got.slice(0, 8)}-${basename(name)}`, bytes)
  return { name, bytes: bytes.byteLength, sha256: got, ok: reply.ok && bytes.byteLength > 0 && sums.has(`${name} ${got}`) }
}
