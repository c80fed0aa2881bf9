import { createRoute, z } from "@hono/zod-openapi"
import { schedules } from "#workers/domain/status/index.ts"
import { AppError } from "#workers/errors.ts"
import { createRouter, json, keyed, problems } from "./router.ts"
import type { JobName } from "#workers/domain/status/index.ts"
import type { Ctx } from "#workers/context.ts"

export type RunNow = (ctx: Ctx, name: JobName | "due", options: { impatient: boolean }) => Promise<{ ok: boolean; result: string }>

const names = schedules.map(({ name }) => name)
const run = createRoute({
  method: "post",
  path: "/v1/scheduled/{name}",
  operationId: "runJob",
  tags: ["office"],
  summary: "Runs a scheduled job now.",
  ...keyed,
  request: {
    params: z.strictObject({ name: z.enum([...names, "due"]).describe("`due`: all that is due or was missed") }),
    query: z.strictObject({
      impatient: z.enum(["true", "false"]).default("false").describe("count every run as dead, as after a kill"),
    }),
  },
  responses: { 200: json(z.strictObject({ ok: z.boolean(), result: z.string() }), "What it did"), ...problems },
})

/** `npm run job -- NAME` comes here. The runner is passed in, since api and jobs do not know each other. */
export const scheduledJobs = (runNow: RunNow) =>
  createRouter().openapi(run, async (c) => {
    const { ctx } = c.var
    if (!ctx.actor.scopes.includes("write")) throw new AppError("forbidden", 'Running a job needs the scope "write".')
    const impatient = c.req.valid("query").impatient === "true"
    return c.json(await runNow(ctx, c.req.valid("param").name, { impatient }), 200)
  })
