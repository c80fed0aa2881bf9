import { z } from "zod"
import type { Rows } from "./rows.ts"
import type { Ground, Twin } from "./twin.ts"

/** Failures that look the same at every vendor. `lost` does the work and loses the answer: the caller must find out what happened. */
const failures = {
  "rate-limited": [429, "Too many requests"],
  "server-error": [500, "Internal server error"],
  unavailable: [503, "Service unavailable"],
  lost: [502, "Bad gateway"],
  "expired-token": [401, "invalid_token: access token is expired"],
} as const

/**
 * More that any vendor may do. `slow` answers after `ms`. `partial` lets `after` writes land and fails the calls that follow.
 * `duplicate` does the work twice, as an impatient proxy would. `policy-change` stands until `behave`: another contract, and a
 * field that becomes required, as the twin decides.
 */
const anywhere = ["slow", "partial", "duplicate", "policy-change", "behave"] as const
/** What vendors of models play in their own shapes: `nonsense` is a page where a reply should be, `obey` does what the texts of its input tell it. */
const ofModels = ["unauthorized", "cut-off", "refusal", "truncated", "invalid-json", "nonsense", "obey"] as const

const How = z.enum([...(Object.keys(failures) as (keyof typeof failures)[]), ...anywhere, ...ofModels])
export type How = z.infer<typeof How>
/** What a twin may play in its own shape. */
export type Misplay = Exclude<How, "lost" | "expired-token" | (typeof anywhere)[number]>

export const Misbehaviour = z.strictObject({
  how: How,
  times: z.int().min(1).max(1000).default(1),
  ms: z.int().min(0).max(60_000).default(3000),
  /** For `partial`: so many writes land before the failures begin. */
  after: z.int().min(0).max(1000).default(1),
  /** Only requests whose path contains this. */
  path: z.string().default(""),
})
export type Misbehaviour = z.infer<typeof Misbehaviour>

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const ordersOf = (rows: Rows) => rows.of<Misbehaviour>("misbehave")

/** Whether the vendor was told to change its policy: its twin then plays another contract. */
export const policyChanged = (rows: Rows): boolean => ordersOf(rows).get("policy") !== null

const isPlain = (how: How): how is keyof typeof failures => how in failures

function failure(how: keyof typeof failures): Response {
  const [status, message] = failures[how]
  const headers = { "retry-after": "1", "x-sandbox": "misbehaving" }
  return Response.json({ error: { type: "api_error", message }, errors: message }, { status, headers })
}

/** The twin as it is, until it is told to misbehave. Its pages for people never do. */
export function misbehaving(twin: Twin, ground: Pick<Ground, "rows">): Twin {
  const orders = ordersOf(ground.rows)
  return {
    wake: twin.wake?.bind(twin),
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === "/sandbox/misbehave") return obey(request, orders, twin.misplay !== undefined)
      const order = orders.get("next")
      if (!order || isPage(pathname) || !pathname.includes(order.path)) return twin.fetch(request)
      if (order.how === "partial" && order.after > 0) {
        if (request.method !== "GET") orders.put("next", { ...order, after: order.after - 1 })
        return twin.fetch(request)
      }
      if (order.times > 1) orders.put("next", { ...order, times: order.times - 1 })
      else orders.drop("next")
      return play(twin, order, request)
    },
  }
}

async function play(twin: Twin, { how, ms }: Misbehaviour, request: Request): Promise<Response> {
  if (how === "slow") {
    await wait(ms)
    return twin.fetch(request)
  }
  if (how === "duplicate") return twice(twin, request)
  if (how === "lost") await (await twin.fetch(request)).arrayBuffer()
  if (how === "lost" || how === "partial" || how === "policy-change" || how === "behave")
    return failure(how === "lost" ? "lost" : "unavailable")
  if (how === "expired-token") return twin.expired?.() ?? failure(how)
  if (twin.misplay) return twin.misplay(how, request)
  return failure(isPlain(how) ? how : "unavailable")
}

async function twice(twin: Twin, { url, method, headers, body }: Request): Promise<Response> {
  const bytes = body && (await new Response(body).arrayBuffer())
  await (await twin.fetch(new Request(url, { method, headers, body: bytes }))).arrayBuffer()
  return twin.fetch(new Request(url, { method, headers, body: bytes }))
}

const isPage = (pathname: string) => /^\/(pay|sandbox|shopify|etsy|ebay|amazon|mastodon|bluesky|x|pinterest|resend)(\/|$)/.test(pathname)

async function obey(request: Request, orders: ReturnType<typeof ordersOf>, playsModels: boolean): Promise<Response> {
  const read = Misbehaviour.safeParse(await request.json().catch(() => null))
  if (!read.success) return Response.json({ error: z.prettifyError(read.error) }, { status: 400 })
  const { how } = read.data
  if (!playsModels && ofModels.some((one) => one === how))
    return Response.json({ error: `Only vendors of models can be told "${how}".` }, { status: 400 })
  if (how === "behave") for (const kept of ["next", "policy"]) orders.drop(kept)
  else orders.put(how === "policy-change" ? "policy" : "next", read.data)
  return Response.json({ misbehaving: read.data })
}
