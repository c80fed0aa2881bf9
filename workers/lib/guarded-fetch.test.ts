import { gzipSync } from "fflate"
import { expect, test } from "vitest"
import { refuseUrl } from "./follow.ts"
import { pageReader } from "./guarded-fetch.ts"

const page = (body: BodyInit, type = "text/html; charset=utf-8", headers: Record<string, string> = {}, status = 200) =>
  new Response(body, { status, headers: { "content-type": type, ...headers } })
const redirect = (location: string) => new Response(null, { status: 302, headers: { location } })
/** A web of pages by address; hosts have no robots.txt unless it is given, and what else is missing does not answer. */
function web(pages: Record<string, () => Response>, now?: () => Date) {
  const asked: string[] = []
  const fetcher: typeof fetch = async (input) => {
    const url = new Request(input).url
    asked.push(url)
    const answer = pages[url]
    if (answer) return answer()
    if (url.endsWith("/robots.txt")) return page("none", "text/plain", {}, 404)
    throw new TypeError("no such host")
  }
  const read = pageReader(fetcher, now)
  const words = async (url: string) => {
    const answer = await read(url)
    return "refused" in answer ? answer.refused : new TextDecoder().decode(answer.bytes)
  }
  return { asked, read, words }
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

test("a page is given with its type, charset, title, time and hash", async () => {
  const { read } = web({
    "https://example.com/": () => page("<title>Sleep &amp; <b>rest</b></title><p>Hello, wörld</p>"),
    "https://raw.example/data.csv": () => page("a,b\n1,2", "text/plain"),
    "https://old.example/": () => page('<meta charset="iso-8859-1"><p>x</p>', "text/html"),
  })
  expect(await read("https://example.com/")).toMatchObject({
    url: "https://example.com/",
    mediaType: "text/html",
    charset: "utf-8",
    title: "Sleep & <b>rest</b>",
    licence: "not stated, quoted with its source",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    fetchedAt: expect.any(Date),
  })
  expect(await read("https://raw.example/data.csv")).toMatchObject({ mediaType: "text/csv", charset: null })
  expect(await read("https://old.example/")).toMatchObject({ charset: "iso-8859-1" })
})

test("each redirect is checked like the first address; a private target is never asked", async () => {
  const evil = "https://169.254.169.254/latest/meta-data/"
  const { words, asked } = web({
    "https://a.example/": () => redirect("/next"),
    "https://a.example/next": () => redirect("https://b.example/"),
    "https://b.example/": () => page("there", "text/plain"),
    "https://evil.example/": () => redirect(evil),
    "https://down.example/": () => redirect("http://plain.example/"),
    "https://loop.example/": () => redirect("https://loop.example/"),
    "https://shut.example/": () => redirect("https://shop.example/cart"),
    "https://shop.example/robots.txt": () => page("User-agent: *\nDisallow: /cart", "text/plain"),
    "https://trap.example/robots.txt": () => redirect(evil),
  })
  expect(await words("https://a.example/")).toBe("there")
  expect(await words("https://evil.example/")).toBe("Use a public host name.")
  expect(await words("https://down.example/")).toBe("Use an https URL.")
  expect(await words("https://loop.example/")).toBe("The page redirects too often.")
  expect(await words("https://shut.example/")).toBe("shop.example does not allow this page to be read (robots.txt).")
  expect(await words("https://trap.example/")).toContain("trap.example does not say what may be read")
  expect(asked).not.toContain(evil)
  expect(asked).not.toContain("https://shop.example/cart")
  expect(asked.filter((url) => url === "https://loop.example/")).toHaveLength(3)
})

test("robots.txt is obeyed by the longest rule for our name, asked once a day, and its failures are not taken for a yes", async () => {
  let day = 22
  const rules = "User-agent: *\nDisallow: /\n\nUser-agent: autonomax\nDisallow: /private\nAllow: /private/open$\nDisallow: /*.pdf$"
  const { words, asked } = web(
    {
      "https://a.example/robots.txt": () => page(`\u{feff}${rules}`, "text/plain"),
      "https://a.example/": () => page("home"),
      "https://a.example/private/open": () => page("open"),
      "https://moved.example/robots.txt": () => redirect("https://a.example/robots.txt"),
      "https://broken.example/robots.txt": () => page("oops", "text/plain", {}, 503),
      "https://long.example/robots.txt": () => page("#".repeat(600_000), "text/plain"),
      "https://gone.example/robots.txt": () => page("no", "text/plain", {}, 403),
      "https://gone.example/": () => page("free"),
    },
    () => new Date(Date.UTC(2026, 10, day)),
  )
  expect(await words("https://a.example/")).toBe("home")
  expect(await words("https://a.example/private/open")).toBe("open")
  expect(await words("https://a.example/private/open/not")).toContain("does not allow")
  expect(await words("https://a.example/x.pdf")).toContain("robots.txt")
  expect(await words("https://moved.example/private")).toContain("moved.example does not allow")
  expect(await words("https://broken.example/")).toContain("its robots.txt does not answer")
  expect(await words("https://long.example/")).toContain("does not say what may be read")
  expect(await words("https://gone.example/")).toBe("free")
  const times = () => asked.filter((url) => url === "https://a.example/robots.txt").length
  const before = times()
  day = 24
  await words("https://a.example/")
  expect([before, times()]).toEqual([2, 3])
})

test("a licence is found wherever it is stated, and a reservation keeps a page from being read", async () => {
  const html = (head: string) => () => page(`<html><head>${head}</head><body><p>text</p></body></html>`)
  const ld = (licence: unknown) => `<script type="application/ld+json">${JSON.stringify({ "@graph": [{ license: licence }] })}</script>`
  const raw = "https://raw.githubusercontent.com/someone/thing/main/"
  const { read, words } = web({
    "https://one.example/link": html('<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">'),
    "https://one.example/ld": html(ld({ "@type": "CreativeWork", url: "https://creativecommons.org/publicdomain/zero/1.0/" })),
    "https://one.example/broken": html(
      '<script type="application/ld+json">{oops</script><meta name="dcterms.rights" content="© Ann 2024">',
    ),
    "https://one.example/header": () =>
      page("text", "text/plain", { link: '<https://a.example/>; rel="next", <https://opensource.org/licenses/MIT>; rel="license"' }),
    [`${raw}docs/README.md`]: () => page("# Thing\n\nText", "text/plain"),
    [`${raw}LICENSE`]: () => page("MIT License\n\nPermission is hereby granted, free of charge, to any person", "text/plain"),
    "https://two.example/meta": html('<meta name="tdm-reservation" content="1">'),
    "https://two.example/rep": html('<meta name="tdmrep" content="1">'),
    "https://two.example/open": html('<meta name="tdm-reservation" content="0">'),
    "https://two.example/noai": html('<meta name="robots" content="index, noai, noimageai">'),
    "https://two.example/header": () => page("text", "text/plain", { "tdm-reservation": "1" }),
    "https://two.example/tag": () => page("text", "text/plain", { "x-robots-tag": "noai" }),
  })
  const licence = async (url: string) => Object.entries(await read(url)).find(([name]) => name === "licence")?.[1]
  expect(await licence("https://one.example/link")).toBe("CC-BY-SA-4.0")
  expect(await licence("https://one.example/ld")).toBe("CC0-1.0")
  expect(await licence("https://one.example/broken")).toBe("© Ann 2024")
  expect(await licence("https://one.example/header")).toBe("MIT")
  expect(await licence(`${raw}docs/README.md`)).toBe("MIT")
  expect(await licence("https://two.example/open")).toBe("not stated, quoted with its source")
  for (const path of ["meta", "rep", "noai", "header", "tag"])
    expect(await words(`https://two.example/${path}`)).toContain("reserves its use by machines")
})

test("dead, missing, oversized, packed and unreadable pages are told apart in words", async () => {
  let sent = 0
  const endless = () =>
    page(new ReadableStream({ pull: (controller) => void (sent++, controller.enqueue(new Uint8Array(500_000).fill(65))) }), "text/plain")
  const packed = gzipSync(new Uint8Array(50_000_000))
  const { words } = web({
    "https://gone.example/": () => page("no", "text/html", {}, 404),
    "https://word.example/": () => page("PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "https://bare.example/": () => new Response(new Uint8Array([1])),
    "https://endless.example/": endless,
    "https://large.example/": () => page("x", "application/pdf", { "content-length": "50000000" }),
    // What fetch hands over of a reply with Content-Encoding: gzip is the unpacked stream.
    "https://bomb.example/": () => page(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")), "text/html"),
  })
  expect(await words("https://gone.example/")).toContain("404")
  expect(await words("https://word.example/")).toContain("wordprocessingml.document; use HTML")
  expect(await words("https://bare.example/")).toContain("unknown type")
  expect(await words("https://endless.example/")).toContain("larger than 2 MB")
  expect(sent).toBeLessThan(10)
  expect(packed.length).toBeLessThan(60_000)
  expect(await words("https://bomb.example/")).toContain("larger than 2 MB")
  expect(await words("https://large.example/")).toContain("larger than 4 MB")
  expect(await words("https://dead.example/")).toContain("does not answer")
})

test("a body that never ends and never grows is given up after eight seconds", { timeout: 20_000 }, async () => {
  const { words } = web({
    "https://slow.example/": () => page(new ReadableStream({ pull: () => new Promise(() => undefined) }), "text/html"),
  })
  expect(await words("https://slow.example/")).toBe("The page could not be read: no answer within 8 seconds.")
})
