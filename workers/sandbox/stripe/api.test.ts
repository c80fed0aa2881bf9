import { expect, test } from "vitest"
import { sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"

type Reply = {
  status: number
  replayed: string | null
  body: {
    id?: string
    error?: { type: string; code?: string; param?: string; message: string }
    data?: { type?: string }[]
    has_more?: boolean
  }
}

async function ask(path: string, form?: string, key?: string, secret = "sk_test_autonomax_sandbox"): Promise<Reply> {
  const headers: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {}
  if (key) headers["idempotency-key"] = key
  if (form !== undefined) headers["content-type"] = "application/x-www-form-urlencoded"
  const reply = await sandboxFetch(`${SANDBOX_URL}${path}`, { method: form === undefined ? "GET" : "POST", headers, body: form })
  return { status: reply.status, replayed: reply.headers.get("idempotent-replayed"), body: await reply.json() }
}
const line =
  "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=1290&line_items[0][price_data][product_data][name]=Planner&line_items[0][quantity]=1"
const good = `mode=payment&success_url=https://shop.test/ok&${line}`

test("a request without the sandbox's key is refused, a live key by name", async () => {
  expect((await ask("/v1/events", undefined, undefined, "")).status).toBe(401)
  expect((await ask("/v1/events", undefined, undefined, "sk_test_other")).body.error?.message).toContain("Invalid API Key")
  expect((await ask("/v1/events", undefined, undefined, "sk_live_abc")).body.error?.message).toContain("roll that key")
})

test("a key replays its answer, refuses another body, and stays free after a refused request", async () => {
  const refused = await ask("/v1/checkout/sessions", "mode=payment", "k1")
  expect([refused.status, refused.body.error?.code]).toEqual([400, "parameter_missing"])
  const first = await ask("/v1/checkout/sessions", good, "k1")
  const again = await ask("/v1/checkout/sessions", good, "k1")
  expect([first.status, first.replayed, again.replayed, again.body]).toEqual([200, null, "true", first.body])
  const other = await ask("/v1/checkout/sessions", `${good}&cancel_url=https://shop.test`, "k1")
  expect([other.status, other.body.error?.type]).toEqual([400, "idempotency_error"])
})

test("each wrong parameter is refused with Stripe's code and its bracketed name", async () => {
  const cases: [string, string | undefined, string][] = [
    [`${good}&payment_method_types[0]=card`, "parameter_unknown", "payment_method_types"],
    [`${good}&line_items[0][colour]=red`, "parameter_unknown", "line_items[0][colour]"],
    [`${good}&consent_collection[promotions]=auto`, undefined, "consent_collection"],
    [good.replace("unit_amount]=1290", "unit_amount]=12.9"), "parameter_invalid_integer", "line_items[0][price_data][unit_amount]"],
    [good.replace("name]=Planner", "name]="), "parameter_invalid_empty", "line_items[0][price_data][product_data][name]"],
    [good.replace("success_url=https://shop.test/ok", "success_url=shop"), "url_invalid", "success_url"],
    [`${good}&customer_email=jane`, "email_invalid", "customer_email"],
    [`${good}&ui_mode=hosted`, undefined, "ui_mode"],
    [`${good}&expires_at=1`, undefined, "expires_at"],
  ]
  for (const [form, code, param] of cases) {
    const { status, body } = await ask("/v1/checkout/sessions", form)
    expect({ status, type: body.error?.type, code: body.error?.code, param: body.error?.param }).toEqual({
      status: 400,
      type: "invalid_request_error",
      code,
      param,
    })
  }
})

test("lists page by cursor, an unknown id and an unknown address are 404", async () => {
  for (const _ of [1, 2, 3]) await ask("/v1/webhook_endpoints", "url=https://shop.test/hook&enabled_events[0]=charge.refunded")
  const page = await ask("/v1/webhook_endpoints?limit=2")
  expect([page.body.data?.length, page.body.has_more]).toEqual([2, true])
  expect((await ask("/v1/checkout/sessions/cs_nobody")).body.error?.code).toBe("resource_missing")
  expect((await ask("/v1/subscriptions")).status).toBe(404)
  expect((await ask("/v1/events?limit=1000")).body.error?.param).toBe("limit")
})
