import type { AstroGlobal } from "astro"
import { isbot } from "isbot"
import { VisitorId, type Shown } from "#schemas/experiment.ts"

const cookie = "visitor"
const days = 30

type Page = Pick<AstroGlobal, "request" | "cookies" | "url"> & { response: { headers: Headers } }
type Cookies = Pick<Page["cookies"], "get">

/** Who asks not to be followed is not; known programs and pages that a browser fetches ahead are no visits. */
export function maySee({ headers }: Pick<Request, "headers">): boolean {
  const agent = headers.get("user-agent")
  if (headers.get("sec-gpc") === "1" || headers.get("dnt") === "1") return false
  if (/prefetch|prerender/.test(headers.get("sec-purpose") ?? headers.get("purpose") ?? "")) return false
  return agent !== null && !isbot(agent)
}

/** The id of a visitor who has one and lets it be used. */
export function knownVisitor(request: Pick<Request, "headers">, cookies: Cookies): VisitorId {
  const known = maySee(request) ? VisitorId.safeParse(cookies.get(cookie)?.value ?? null) : null
  return known?.success ? known.data : null
}

/** The visitor's id, or a new random one, which `keepVisitor` forgets again when no experiment needs it; null for who is not counted. */
export function visitorOf({ request, cookies }: Pick<Page, "request" | "cookies">): VisitorId {
  return maySee(request) ? (knownVisitor(request, cookies) ?? crypto.randomUUID()) : null
}

/** Sets the cookie only when something on the page is tried, and keeps such a page out of shared caches. */
export function keepVisitor({ cookies, url, response }: Page, visitor: VisitorId, shown: readonly { shown?: Shown | undefined }[]): void {
  if (visitor === null || !shown.some((one) => one.shown)) return
  const kept = { path: "/", httpOnly: true, sameSite: "lax", secure: url.protocol === "https:", maxAge: days * 86_400 } as const
  cookies.set(cookie, visitor, kept)
  response.headers.set("cache-control", "private, no-store")
}
