import { build } from "./build.ts"
import { client, type Client } from "./client.ts"
import { openState, ownerKey, stateDir } from "./owner-key.ts"
import { portOf } from "./paths.ts"
import { runPipeline } from "./run.ts"
import { seedBriefs, seedPassages } from "./seed.ts"
import { claimPorts, migrate, type Running, serve } from "./server.ts"

/** `npm start`: builds, migrates, serves, and plays the seed briefs into a new shop. */
const port = portOf(process.env.PORT)
const state = stateDir()
await claimPorts(port)
await openState(state)
const { key, made } = await ownerKey(state)
await build()
migrate(state)
const running = await serve({ port, sandboxPort: port + 1, state, key })

let stopping = false
const stop = async (code: number) => {
  if (stopping) return
  stopping = true
  await running.stop()
  process.exit(code)
}
process.on("SIGINT", () => void stop(0))
process.on("SIGTERM", () => void stop(0))
process.on("SIGHUP", () => void stop(0))

try {
  await open(running)
  await running.ended
  if (!stopping) throw new Error(`A server ended by itself; see ${state}/logs.`)
} catch (error) {
  if (!stopping) console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  await stop(1)
}

async function open({ url, sandboxUrl }: Running): Promise<void> {
  const api = client(url, key)
  if (made) console.log(`The owner's key, kept in ${state}/owner-key:\n  ${key}`)
  await api.post("/v1/scheduled/recover?impatient=true")
  await keepTime(api)
  await openShop(api)
  console.log(`
  storefront  ${url}/
  console     ${url}/console   (sign in with the key in ${state}/owner-key)
  status      ${url}/status
  API         ${url}/docs
  sandbox     ${sandboxUrl}/sandbox

Ctrl-C stops it.`)
}

/** Cloudflare fires the cron lines; here nobody does. What was missed while the shop was down is made up for at once. */
async function keepTime(api: Client): Promise<void> {
  const tick = () => api.post<{ result: string }>("/v1/scheduled/due").catch((error: unknown) => ({ result: String(error) }))
  const { result } = await tick()
  if (result !== "nothing is due") console.log(`Due while the shop was down: ${result}`)
  setInterval(() => void tick(), 60_000).unref()
}

/** A new shop gets its texts and the seed briefs; one whose first start was cut short gets those that it lacks. */
async function openShop(shop: Client): Promise<void> {
  const { items } = await shop.get<{ items: { category: string; kind: string }[] }>("/v1/board")
  const briefs = await seedBriefs()
  const missing =
    items.length >= briefs.length
      ? []
      : briefs.filter((brief) => !items.some(({ category, kind }) => category === brief.category && kind === brief.kind))
  if (missing.length === 0) return
  console.log(`Opening the shop: ${await seedPassages(shop)} passages for the support desk, then ${missing.length} products.`)
  for (const brief of missing) {
    console.log(`${brief.kind ?? "good"}: ${brief.category} for ${brief.audience}`)
    const tell = ({ step, seconds }: { step: string; seconds: number }) => console.log(`  ${step.padEnd(20)} ${seconds.toFixed(1)} s`)
    // A run that a kill cut short is found again by its key, instead of a second one being made.
    const job = await runPipeline(
      shop,
      { brief, channels: ["storefront", "shopify", "etsy"] },
      tell,
      `seed:${brief.kind}:${brief.category}`,
    )
    if (job.status !== "done") console.log(`  ${job.status} at ${job.stage}${job.error ? `: ${job.error}` : ""}`)
  }
}
