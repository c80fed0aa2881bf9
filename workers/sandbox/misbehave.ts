import { z } from "zod"
import type { Ground, Twin } from "./twin.ts"

/**
 * How a vendor can fail. `lost` does the work and loses the answer: the caller must find out what happened.
 * `slow` answers after `ms`. The last five are for vendors of models, which play them in their own shapes.
 */
const How = z.enum([
  "rate-limited",
  "server-error",
  "unavailable",
  "slow",
  "lost",
  "unauthorized",
  "cut-off",
  "refusal",
  "truncated",
  "invalid-json",
])
export type How = z.infer<typeof How>

export const Misbehaviour = z.strictObject({
  how: How,
  times: z.int().min(1).max(1000).default(1),
  ms: z.int().min(0).max(60_000).default(3000),
  /** Only requests whose path contains this. */
  path: z.string().default(""),
})
export type Misbehaviour = z.infer<typeof Misbehaviour>

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const failures = {
  "rate-limited": [429, "Too many requests"],
  "server-error": [500, "Internal server error"],
  unavailable: [503, "Service unavailable"],
  lost: [502, "Bad gateway"],
} as const
const isPlain = (how: How): how is keyof typeof failures => how in failures

function failure(how: keyof typeof failures): Response {
  const [status, message] = failures[how]
  const headers = { "retry-after": "1", "x-sandbox": "misbehaving" }
  return Response.json({ error: { type: "api_error", message }, errors: message }, { status, headers })
}

/** The twin as it is, until it is told to misbehave. Its pages for people never do. */
export function misbehaving(twin: Twin, ground: Pick<Ground, "rows">): Twin {
  const orders = ground.rows.of<Misbehaviour>("misbehave")
  return {
    wake: twin.wake?.bind(twin),
    async fetch(request) {
      const { pathname } = new URL(request.url)
      if (pathname === "/sandbox/misbehave")
        return obey(request, orders, (how) => how === "slow" || isPlain(how) || twin.misplay !== undefined)
      const order = orders.get("next")
      if (!order || !isApi(pathname) || !pathname.includes(order.path)) return twin.fetch(request)
      if (order.times > 1) orders.put("next", { ...order, times: order.times - 1 })
      else orders.drop("next")
      if (order.how === "slow") await wait(order.ms)
      if (order.how === "lost") await (await twin.fetch(request)).arrayBuffer()
      if (order.how === "slow") return twin.fetch(request)
      return order.how !== "lost" && twin.misplay
        ? twin.misplay(order.how, request)
        : failure(isPlain(order.how) ? order.how : "unavailable")
    },
  }
}

const isApi = (pathname: string) => /^\/(v1|v3|api|admin|openai|anthropic|ollama)\//.test(pathname)

async function obey(
  request: Request,
  orders: { put(id: string, value: Misbehaviour): unknown },
  can: (how: How) => boolean,
): Promise<Response> {
  const order = Misbehaviour.safeParse(await request.json().catch(() => null))
  if (!order.success) return Response.json({ error: z.prettifyError(order.error) }, { status: 400 })
  if (!can(order.data.how)) return Response.json({ error: `Only vendors of models can be told "${order.data.how}".` }, { status: 400 })
  orders.put("next", order.data)
  return Response.json({ misbehaving: order.data })
}
