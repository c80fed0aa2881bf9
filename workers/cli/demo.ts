import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename } from "node:path"
import { parseArgs } from "node:util"
import { build } from "./build.ts"
import { buy } from "./buy.ts"
import { client } from "./client.ts"
import { openState, ownerKey } from "./owner-key.ts"
import { fail } from "./paths.ts"
import { checkBooks, playedModel } from "./played-model.ts"
import { runPipeline } from "./run.ts"
import { seedBriefs, seedPassages } from "./seed.ts"
import { freePort, migrate, serve } from "./server.ts"

/**
 * `npm run demo -- --report FILE [--source PATH…] [--keep DIR] [--model openai|anthropic|local]`: the whole critical
 * path on a fresh state, with a report; exits non-zero unless the definition of done holds. With --keep one order buys every
 * product, and its files stay in DIR. With --model that provider writes, played by the sandbox.
 */
const { values } = parseArgs({
  options: {
    report: { type: "string", default: "report.json" },
    source: { type: "string", multiple: true, default: [] },
    keep: { type: "string" },
    model: { type: "string" },
  },
})
const modelVars = playedModel(values.model)
const wanted = 5
type Step = { step: string; ok: boolean; seconds: number; detail: unknown }
const steps: Step[] = []

async function step<T>(name: string, run: () => Promise<T>, detail: (result: T) => unknown = (result) => result): Promise<T> {
  const started = performance.now()
  const seconds = () => Math.round(performance.now() - started) / 1000
  try {
    const result = await run()
    steps.push({ step: name, ok: true, seconds: seconds(), detail: detail(result) })
    console.log(`✓ ${name} (${seconds().toFixed(1)} s)`)
    return result
  } catch (error) {
    steps.push({ step: name, ok: false, seconds: seconds(), detail: String(error) })
    console.log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`)
    throw error
  }
}

await build()
const started = performance.now()
const state = await mkdtemp(`${tmpdir()}/autonomax-demo-`)
await openState(state)
const { key } = await ownerKey(state)
const port = await freePort()
const running = await step(
  "start on a fresh state",
  async () => {
    migrate(state)
    return serve({ port, sandboxPort: port + 1, state, key, vars: modelVars })
  },
  ({ url, sandboxUrl }) => ({ url, sandboxUrl }),
)
const stop = async () => {
  await running.stop()
  await rm(state, { recursive: true, force: true })
}
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => void stop().then(() => process.exit(130)))

type Product = {
  kind: string
  jobId: string
  productId: string
  status: string
  seconds: Record<string, number>
  listings: { channel: string; ok: boolean; url: string | null }[]
  posts: { network: string; mode: string; ok: boolean; url: string | null; problem: string | null }[]
}
const api = client(running.url, key)
let done = { productsLive: 0, checkoutWorking: false, paidOrderDelivered: false }
try {
  await step(
    "index the shop's own texts",
    () => seedPassages(api),
    (count) => ({ passages: count }),
  )
  for (const path of values.source) await step(`ingest ${basename(path)}`, () => ingest(path))
  const products: Product[] = []
  for (const input of await inputs()) products.push(await step(`product ${products.length + 1}: ${input.label}`, () => make(input)))
  const listed = await step(
    "read the shelf",
    () => api.get<{ total: number; items: { slug: string; title: string }[] }>("/v1/products"),
    ({ total, items }) => ({ total, titles: items.map(({ title }) => title) }),
  )
  done = { ...done, productsLive: listed.total }
  if (listed.items.length === 0) throw new Error("The shelf is empty.")
  const wished = values.keep ? listed.items : listed.items.slice(0, 1)
  const email = "demo.buyer@example.com"
  const bought = await step("buy through the storefront, pay, download", () =>
    buy(
      running.url,
      wished.map(({ slug }) => `${running.url}/products/${slug}`),
      email,
      values.keep,
    ),
  )
  done = { ...done, checkoutWorking: true, paidOrderDelivered: bought.files.length > 0 && bought.files.every(({ ok }) => ok) }
  if (!done.paidOrderDelivered)
    throw new Error(`A file is missing or does not have the SHA-256 of the order page: ${JSON.stringify(bought.files)}`)
  await step("the order is paid, once", onePaidOrder)
  await step("the receipt is in the outbox", () => receipt(email))
  await step("every event was handled", eventsHandled)
  await step("ask the support desk", ask)
  await step("the books of the models are right", () => checkBooks(api, values.model))
} catch {
  // The failed step is in the report; the exit code tells.
} finally {
  await stop()
}
const ok = steps.every((one) => one.ok) && done.productsLive >= wanted && done.checkoutWorking && done.paidOrderDelivered
const seconds = Math.round(performance.now() - started) / 1000
await writeFile(values.report, `${JSON.stringify({ ok, seconds, definitionOfDone: done, sources: values.source, steps }, null, 2)}\n`)
console.log(
  `\n${ok ? "✓" : "✗"} ${done.productsLive} products live, checkout ${done.checkoutWorking ? "working" : "not working"}, paid order ${done.paidOrderDelivered ? "delivered" : "not delivered"}: ${seconds} s. Report: ${values.report}`,
)
process.exit(ok ? 0 : 1)

async function ingest(path: string) {
  const text = await readFile(path, "utf8").catch(() => fail(`${path} cannot be read.`))
  const { entries, kept, ideas } = await api.post<{ entries: number; kept: number; ideas: { title: string; score: number }[] }>(
    "/v1/sources",
    { name: basename(path), text },
  )
  return { entries, kept, best: ideas.slice(0, 5) }
}

/** Ideas from the sources come first; the seed briefs fill the shelf up to five. */
async function inputs(): Promise<{ label: string; input: Record<string, unknown> }[]> {
  const list: { label: string; input: Record<string, unknown> }[] = []
  for (let n = 0; n < Math.min(wanted, values.source.length); n++) {
    const idea = await api.post<{ id: string; request: Record<string, unknown> } | null>("/v1/ideas/take")
    if (idea) list.push({ label: `${String(idea.request.category)} (from a source)`, input: { brief: idea.request, ideaId: idea.id } })
  }
  for (const brief of await seedBriefs()) list.push({ label: `${brief.category} ${brief.kind}`, input: { brief } })
  return list.slice(0, Math.max(wanted, values.source.length))
}

async function make({ input }: { input: Record<string, unknown> }): Promise<Product> {
  const job = await runPipeline(api, { ...input, channels: ["storefront", "shopify", "etsy"] })
  const { productId = "", listings = [], posts = [] } = job.artifacts as Partial<Pick<Product, "productId" | "listings" | "posts">>
  const live = listings.filter((listing) => listing.ok)
  if (job.status !== "done" || !live.some(({ channel }) => channel === "storefront"))
    throw new Error(`Run ${job.id} ended as ${job.status} at ${job.stage}: ${job.error ?? JSON.stringify(job.artifacts).slice(0, 600)}`)
  return {
    kind: String((input.brief as { kind?: string }).kind ?? "chosen"),
    jobId: job.id,
    productId,
    status: job.status,
    seconds: job.artifacts.seconds ?? {},
    listings,
    posts,
  }
}

async function onePaidOrder() {
  const { items } = await api.get<{ items: { id: string; number: string; status: string; total: { amount: number; currency: string } }[] }>(
    "/v1/orders?status=paid",
  )
  if (items.length !== 1) throw new Error(`There are ${items.length} paid orders instead of one.`)
  return items[0]
}

async function receipt(email: string) {
  return retry(async () => {
    const { items } = await api.get<{ items: { id: string; subject: string; text: string }[] }>(`/v1/mails?to=${encodeURIComponent(email)}`)
    const [mail] = items
    if (!mail || !mail.text.includes("/orders/")) throw new Error("No receipt has been written.")
    return { id: mail.id, subject: mail.subject }
  })
}

async function eventsHandled() {
  return retry(async () => {
    const { counts } = await api.get<{ counts: { eventsWaiting: number } }>("/v1/status")
    if (counts.eventsWaiting > 0) throw new Error(`${counts.eventsWaiting} events are waiting.`)
    const { items } = await api.get<{ items: { type: string }[] }>("/v1/events?limit=200")
    return Object.fromEntries(
      [...new Set(items.map(({ type }) => type))].map((type) => [type, items.filter((item) => item.type === type).length]),
    )
  })
}

async function ask() {
  const answer = await api.post<{ status: string; answer: string; cites: { url: string }[] }>("/v1/tickets", {
    question: "How long do my download links work, and can I download a file again?",
  })
  if (answer.status !== "answered" || answer.cites.length === 0) throw new Error(`The desk did not answer from its texts: ${answer.answer}`)
  return answer
}

async function retry<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (tries >= 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
