import type { MiddlewareHandler } from "astro"
import { sequence } from "astro:middleware"
import { readUtm, utmCookie, utmValue } from "./features/cart/utm.ts"
import { guardConsole } from "./features/console/guard.ts"

const personal = /^\/(?:cart|checkout|orders|help)(?:\/|$)/

/** Remembers for this visit which campaign brought the visitor, and keeps personal pages out of every cache. */
const visit: MiddlewareHandler = async ({ url, cookies }, next) => {
  const utm = readUtm(url.searchParams)
  if (utm) cookies.set(utmCookie, utmValue(utm), { path: "/", httpOnly: true, sameSite: "lax", secure: url.protocol === "https:" })
  const reply = await next()
  if (personal.test(url.pathname)) reply.headers.set("cache-control", "private, no-store")
  return reply
}

export const onRequest = sequence(visit, guardConsole)
