import { routeAgentRequest } from "agents"
import { AppError } from "#workers/errors.ts"
import { createRouter } from "./router.ts"

/** The console's sockets to the agents: operators only, and only from our own pages. */
export const live = createRouter()
live.all("/agents/*", async (c) => {
  if (c.var.ctx.actor.kind !== "operator") throw new AppError("unauthorized", "Sign in to the console first.")
  const origin = c.req.header("origin")
  if (origin && new URL(origin).host !== new URL(c.req.url).host) throw new AppError("forbidden", "This socket answers our own pages only.")
  const reply = await routeAgentRequest(c.req.raw, c.env)
  if (!reply) throw new AppError("not_found", "There is no such agent.")
  // A switch of protocols comes with headers that nobody may change; the security headers need some that may be.
  return reply.webSocket ? new Response(null, { status: reply.status, webSocket: reply.webSocket, headers: reply.headers }) : reply
})
