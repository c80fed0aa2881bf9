import { build } from "./build.ts"
import { client, type Client } from "./client.ts"
import { openState, ownerKey, stateDir } from "./owner-key.ts"
import { runPipeline } from "./run.ts"
import { seedBriefs, seedPassages } from "./seed.ts"
import { migrate, serve } from "./server.ts"

/** `npm start`: builds, migrates, serves, and plays the seed briefs into an empty shop. */
const port = Number(process.env.PORT ?? 8787)
const state = stateDir()
await openState(state)
const { key, made } = await ownerKey(state)
await build()
migrate(state)
const running = await serve({ port, sandboxPort: port + 1, state, key })

let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  await running.stop()
  process.exit(0)
}
process.on("SIGINT", stop)
process.on("SIGTERM", stop)

const api = client(running.url, key)
await api.post("/v1/scheduled/recover?impatient=true")
if (made) console.log(`The owner's key, kept in ${state}/owner-key:\n  ${key}`)
if (await isEmpty(api)) await openShop(api)
console.log(`
  storefront  ${running.url}/
  console     ${running.url}/console   (sign in with the key in ${state}/owner-key)
  status      ${running.url}/status
  API         ${running.url}/docs
  sandbox     ${running.sandboxUrl}/sandbox

Ctrl-C stops it.`)
await running.ended
if (!stopping) {
  console.error(`✗ A server ended by itself; see ${state}/logs.`)
  await running.stop()
  process.exit(1)
}

async function isEmpty(shop: Client): Promise<boolean> {
  return (await shop.get<{ items: unknown[] }>("/v1/board")).items.length === 0
}

async function openShop(shop: Client): Promise<void> {
  console.log(`Opening the shop: ${await seedPassages(shop)} passages for the support desk, then five products.`)
  for (const brief of await seedBriefs()) {
    console.log(`${brief.kind ?? "good"}: ${brief.category} for ${brief.audience}`)
    const job = await runPipeline(shop, { brief, channels: ["storefront", "shopify", "etsy"] }, ({ step, seconds }) => {
      console.log(`  ${step.padEnd(20)} ${seconds.toFixed(1)} s`)
    })
    if (job.status !== "done") console.log(`  ${job.status} at ${job.stage}${job.error ? `: ${job.error}` : ""}`)
  }
}
