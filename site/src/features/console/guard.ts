import type { MiddlewareHandler } from "astro"

const door = "/console/sign-in"

/** Nobody but an operator sees the console: everyone else is sent to its door, and no cache keeps a page of it. */
export const guardConsole: MiddlewareHandler = async ({ url, locals, redirect }, next) => {
  const { pathname } = url
  if (pathname !== "/console" && !pathname.startsWith("/console/")) return next()
  if (!locals.operator && pathname.replace(/\/$/, "") !== door) return redirect(door, 303)
  const reply = await next()
  reply.headers.set("cache-control", "private, no-store")
  return reply
}
