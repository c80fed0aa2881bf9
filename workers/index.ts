import { cf } from "@astrojs/cloudflare/hono"
import { astro, getFetchState } from "astro/hono"
import { createApp } from "./api/app.ts"
import { openApiDocument } from "./api/docs.ts"
import { session } from "./api/middleware/authenticate.ts"
import { bind } from "./domain/index.ts"
import type { Bindings } from "./env.ts"
import { consume } from "./events/consume.ts"
import { onCron, runNamed, runNow } from "./jobs/host.ts"

export { DirectorAgent } from "./agents/director.ts"
export { ProductAgent } from "./agents/product.ts"
export { Scratch } from "./agents/scratch.ts"
export { Treasury } from "./agents/treasury.ts"
export { Pipeline } from "./pipelines/pipeline.ts"

const app = createApp(runNow)

// What the assets binding answers is immutable; the security headers are set on a copy.
app.use("*", async (c, next) => {
  await next()
  c.res = new Response(c.res.body, c.res)
})
// The pages come last; they call operations in process, never over HTTP to themselves.
app.use(cf())
app.use("*", session, async (c, next) => {
  const { ctx, requestId } = c.var
  Object.assign(getFetchState(c).locals, {
    shop: bind(ctx),
    operator: ctx.actor.kind === "operator",
    publicUrl: ctx.settings.PUBLIC_URL,
    requestId,
    runJob: (name: string) => runNamed(ctx, name),
    openApi: () => openApiDocument(app),
  })
  await next()
})
app.use(astro())

export default {
  fetch: app.fetch,
  queue: consume,
  scheduled: onCron,
} satisfies ExportedHandler<Bindings, { id: string }>
