import { cf } from "@astrojs/cloudflare/hono"
import { astro } from "astro/hono"
import { Hono } from "hono"
import { Agent } from "agents"
import { WorkflowEntrypoint } from "cloudflare:workers"

export class ProductAgent extends Agent {}
export class DirectorAgent extends Agent {}
export class Pipeline extends WorkflowEntrypoint {
  override async run() {}
}
const app = new Hono()
app.get("/healthz", (c) => c.json({ ok: true }))
app.use(cf())
app.use(astro())
export default { fetch: app.fetch, queue: async () => {}, scheduled: async () => {} }
