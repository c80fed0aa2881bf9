import { expect, test } from "vitest"
// With the tests' network, the webhooks of the twin stay in process.
import { network } from "#workers/test/ctx.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"

type Control = { tag: string; id: string; name: string; value: string; type: string; checked: boolean; selected: boolean }

/** What pressing Enter in a text field sends, by the HTML standard: the form's first submit button in tree order is the one that counts. */
async function enter(page: Response, field: string, typed: Record<string, string>): Promise<{ action: string; body: URLSearchParams }> {
  const [forms, controls]: [string[], Control[]] = [[], []]
  const read = new HTMLRewriter()
    .on("form[method=post]", { element: (form) => void forms.push(form.getAttribute("action") ?? "") })
    .on("form input, form button, form option", {
      element(one) {
        const of = (name: string) => one.getAttribute(name) ?? ""
        const [checked, selected] = [one.hasAttribute("checked"), one.hasAttribute("selected")]
        controls.push({ tag: one.tagName, id: of("id"), name: of("name"), value: of("value"), type: of("type"), checked, selected })
      },
    })
  await read.transform(page).text()
  expect(forms).toHaveLength(1)
  expect(controls.map(({ id }) => id)).toContain(field)
  const body = new URLSearchParams()
  for (const { tag, name, value, type, checked, selected } of controls) {
    if (tag === "option" && selected) body.append("country", value)
    if (tag === "input" && (type !== "radio" || checked)) body.append(name, typed[name] ?? value)
  }
  const first = controls.find(({ tag, type }) => tag === "button" && (type === "" || type === "submit"))
  if (first?.name) body.append(first.name, first.value)
  return { action: forms[0] ?? "", body }
}

const key = { authorization: "Bearer sk_test_autonomax_sandbox", "content-type": "application/x-www-form-urlencoded" }
async function api<T>(path: string, form?: string): Promise<T> {
  const reply = await network(`${SANDBOX_URL}/v1/${path}`, { method: form === undefined ? "GET" : "POST", headers: key, body: form })
  expect(reply.status).toBe(200)
  return reply.json<T>()
}
type Session = { id: string; url: string; status: string; amount_total: number }

async function opened(): Promise<{ session: Session; code: string }> {
  const coupon = await api<{ id: string }>("coupons", "percent_off=50&duration=once")
  const code = `HALF${crypto.randomUUID().slice(0, 8).toUpperCase()}`
  await api("promotion_codes", `promotion[type]=coupon&promotion[coupon]=${coupon.id}&code=${code}`)
  const line = "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=2000&line_items[0][quantity]=1"
  const what = `mode=payment&success_url=https://shop.test/ok&allow_promotion_codes=true&${line}&line_items[0][price_data][product_data][name]=Planner`
  return { session: await api<Session>("checkout/sessions", what), code }
}
const card = { email: "jane@example.com", name: "Jane Doe", number: "4242424242424242", expiry: "12 / 40", cvc: "123" }
async function press(session: Session, field: string, typed: Record<string, string>) {
  const { action, body } = await enter(await network(session.url), field, typed)
  const reply = await network(`${SANDBOX_URL}${action}`, { method: "POST", body, redirect: "manual" })
  return { status: reply.status, page: await reply.text(), now: await api<Session>(`checkout/sessions/${session.id}`) }
}

test("Enter in the code's field applies the code, keeps what was filled in and charges nothing, even with a card filled in", async () => {
  const { session, code } = await opened()
  const applied = await press(session, "code", { ...card, code: code.toLowerCase() })
  expect([applied.status, applied.now.status, applied.now.amount_total]).toEqual([200, "open", 1000])
  expect(applied.page).toContain("The code was applied.")
  expect(applied.page).toContain('value="jane@example.com"')
  expect(applied.page).not.toContain('value="123"')
  // The code is applied now; Enter in another field pays.
  const paid = await press(session, "name", card)
  expect([paid.status, paid.now.status, paid.now.amount_total]).toEqual([303, "complete", 1000])
})

test("a code that does not exist is said beside its field, and nothing is charged until it is gone", async () => {
  const { session } = await opened()
  const wrong = await press(session, "code", { ...card, code: "NOSUCH" })
  expect([wrong.status, wrong.now.status, wrong.now.amount_total]).toEqual([422, "open", 2000])
  expect(wrong.page).toContain("This code is invalid.")
  const paid = await press(session, "name", { ...card, code: " " })
  expect([paid.status, paid.now.status, paid.now.amount_total]).toEqual([303, "complete", 2000])
})
