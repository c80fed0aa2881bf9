import { expect, test } from "vitest"
import { keepVisitor, knownVisitor, maySee, visitorOf } from "./visitor.ts"

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
const asked = (headers: Record<string, string> = {}) =>
  new Request("https://shop.test/products", { headers: { "user-agent": browser, ...headers } })
const jar = (value?: string) => {
  const set: { name: string; value: string; options: object }[] = []
  return {
    set,
    get: () => (value === undefined ? undefined : { value }),
    put: (name: string, id: string, options: object) => void set.push({ name, value: id, options }),
  }
}

test("who says no, a program and a page fetched ahead have no visitor, whatever cookie they bring", () => {
  const refused: Record<string, string>[] = [
    { "sec-gpc": "1" },
    { dnt: "1" },
    { "sec-purpose": "prefetch;prerender" },
    { "user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
    { "user-agent": "GPTBot/1.2" },
    { "user-agent": "curl/8.5" },
  ]
  expect(refused.map((headers) => maySee(asked(headers)))).toEqual(refused.map(() => false))
  expect(maySee(asked())).toBe(true)
  const cookies = { get: () => ({ value: "0b7f6f0e-1111-4222-8333-444455556666" }) }
  // Only the shape of Astro's cookies that is used here.
  expect(knownVisitor(asked({ "sec-gpc": "1" }), cookies as never)).toBeNull()
  expect(knownVisitor(asked(), cookies as never)).toBe("0b7f6f0e-1111-4222-8333-444455556666")
  expect(knownVisitor(asked(), { get: () => ({ value: "<script>" }) } as never)).toBeNull()
})

test("the cookie is set only where something is tried, and such a page is nobody else's", () => {
  const cookies = jar()
  const page = {
    request: asked(),
    cookies: { ...cookies, set: cookies.put },
    url: new URL("https://shop.test/"),
    response: { headers: new Headers() },
  }
  const visitor = visitorOf(page as never)
  expect(visitor).toMatch(/^[0-9a-f-]{36}$/)
  keepVisitor(page as never, visitor, [{}, {}])
  expect(cookies.set).toEqual([])
  keepVisitor(page as never, visitor, [{}, { shown: { experiment: "A/B-001", arm: "holdout" } }])
  expect(cookies.set).toMatchObject([
    { name: "visitor", value: visitor, options: { httpOnly: true, sameSite: "lax", secure: true, maxAge: 2_592_000 } },
  ])
  expect(page.response.headers.get("cache-control")).toBe("private, no-store")
})
