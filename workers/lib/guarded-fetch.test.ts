import { expect, test } from "vitest"
import { guardedFetch, refuseUrl } from "./guarded-fetch.ts"

const page = (body: BodyInit, type = "text/html; charset=utf-8", init: ResponseInit = {}) =>
  new Response(body, { ...init, headers: { "content-type": type } })
const redirect = (location: string) => new Response(null, { status: 302, headers: { location } })
/** A web of pages by address; what is not in it does not answer. */
function web(pages: Record<string, () => Response>) {
  const asked: string[] = []
  const fetcher: typeof fetch = async (input) => {
    const url = new Request(input).url
    asked.push(url)
    const answer = pages[url]
    if (!answer) throw new TypeError("no such host")
    return answer()
  }
  return { asked, read: (url: string) => guardedFetch(url, fetcher) }
}

test("only public https pages at the standard port may be read", () => {
  const allowed = [
    "https://example.com/",
    "https://example.com:443/a?b#c",
    "https://sub.example.co.uk/",
    "https://EXAMPLE.com",
    "https://münchen.example/",
  ]
  for (const url of allowed) expect([url, refuseUrl(url)]).toEqual([url, null])
  const refused = [
    "",
    "nonsense",
    "//example.com",
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "data:text/html,x",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://intranet/",
    "https://a.local/",
    "https://b.internal/",
    "https://c.localhost/",
    "https://x.arpa/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://017700000001/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://1.1.1.1/",
    "https://user@example.com/",
    "https://user:pass@example.com/",
    "https://example.com:8080/",
    "https://example.com:22/",
  ]
  for (const url of refused) expect([url, refuseUrl(url)]).toEqual([url, expect.stringMatching(/\.$/)])
})

test("a page is given as text with its media type", async () => {
  const { read } = web({ "https://example.com/": () => page("<p>Hello, wörld</p>") })
  expect(await read("https://example.com/")).toEqual({ text: "<p>Hello, wörld</p>", mediaType: "text/html" })
})

test("each redirect is checked like the first address; a private target is never asked", async () => {
  const evil = "https://169.254.169.254/latest/meta-data/"
  const { read, asked } = web({
    "https://a.example/": () => redirect("/next"),
    "https://a.example/next": () => redirect("https://b.example/"),
    "https://b.example/": () => page("there", "text/plain"),
    "https://evil.example/": () => redirect(evil),
    "https://down.example/": () => redirect("http://plain.example/"),
    "https://loop.example/": () => redirect("https://loop.example/"),
  })
  expect(await read("https://a.example/")).toEqual({ text: "there", mediaType: "text/plain" })
  expect(await read("https://evil.example/")).toEqual({ refused: "Use a public host name." })
  expect(await read("https://down.example/")).toEqual({ refused: "Use an https URL." })
  expect(await read("https://loop.example/")).toEqual({ refused: "The page redirects too often." })
  expect(asked).not.toContain(evil)
  expect(asked.filter((url) => url.includes("loop"))).toHaveLength(3)
})

test("dead, missing, oversized and unreadable pages are told apart in words", async () => {
  let sent = 0
  const endless = () =>
    page(new ReadableStream({ pull: (controller) => void (sent++, controller.enqueue(new Uint8Array(500_000).fill(65))) }), "text/plain")
  const { read } = web({
    "https://gone.example/": () => page("no", "text/html", { status: 404 }),
    "https://pdf.example/": () => page("%PDF", "application/pdf"),
    "https://bare.example/": () => new Response(new Uint8Array([1])),
    "https://endless.example/": endless,
  })
  const words = async (url: string) => Object.values(await read(url))[0]
  expect(await words("https://gone.example/")).toContain("404")
  expect(await words("https://pdf.example/")).toContain("application/pdf")
  expect(await words("https://bare.example/")).toContain("unknown type")
  expect(await words("https://endless.example/")).toContain("larger than 2 MB")
  expect(sent).toBeLessThan(10)
  expect(await words("https://dead.example/")).toContain("does not answer")
})
