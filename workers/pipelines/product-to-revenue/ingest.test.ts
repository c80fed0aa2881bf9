import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib"
import { zipSync, zlibSync } from "fflate"
import { expect, test } from "vitest"
import { passages } from "#schemas/tables/index.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { loadJob } from "#workers/domain/job/index.ts"
import { attempt } from "#workers/pipelines/play.ts"
import { clock, network, testCtx } from "#workers/test/ctx.ts"
import { eq } from "drizzle-orm"
import { ingest } from "./ingest.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const sentence = "A sleep log with three columns is kept for two weeks before anything is changed."

/** A web of files by address beside the test network. */
function ctxWith(files: Record<string, [type: string, body: () => BodyInit, headers?: Record<string, string>]>) {
  const fetcher: typeof fetch = async (input, init) => {
    const { url } = new Request(input, init)
    if (!url.startsWith("https:")) return network(input, init)
    const [type, body, headers] = files[url] ?? []
    return type && body ? new Response(body(), { headers: { "content-type": type, ...headers } }) : new Response("no", { status: 404 })
  }
  return testCtx({ fetch: fetcher, now: clock().now })
}

/** What the run says after its ingest stage: ready, or the problem that whoever asked is told. */
async function ingested(ctx: ReturnType<typeof ctxWith>, refs: string[]) {
  const request = { category: "Sleep", audience: "parents of newborns", keywords: [], refs }
  const { jobId } = await draft.request(ctx, { brief: request })
  const run = { ctx, jobId, waitFor: () => Promise.reject(new Error("nobody waits here")) }
  const state = { productId: "", draftId: "", channels: [], ideaId: null, request }
  const done = await attempt(run, ingest, "ingest", () => ingest.run(run, state))
  const { artifacts } = await loadJob(ctx, jobId)
  return "problem" in done ? { problem: done.problem, told: JSON.stringify(artifacts) } : { problem: null, told: "" }
}
const kept = (ctx: ReturnType<typeof ctxWith>, ref: string) =>
  ctx.db
    .select()
    .from(passages)
    .where(eq(passages.source, `ref:${ref}`))

async function pdf(words: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create()
  const page = document.addPage([600, 300])
  if (words) page.drawText(words, { x: 20, y: 200, size: 10, font: await document.embedFont(StandardFonts.Helvetica) })
  return new Uint8Array(await document.save())
}

test("a brief may refer to a page, a PDF, a table and JSON: each is cut as it is built and kept with licence, address, time and hash", async () => {
  const made = await pdf(sentence)
  const html = `<html><head><title>Sleep</title><link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head><body><h1>Logs</h1><p>${sentence} Write to ann@example.org.</p></body></html>`
  const ctx = ctxWith({
    "https://one.example/page": ["text/html", () => html],
    "https://one.example/guide.pdf": ["application/pdf", () => made],
    "https://one.example/table.csv": ["text/plain", () => `night,hours\nMonday,"five, broken"\n${"Tuesday,six\n".repeat(9)}`],
    "https://one.example/facts.json": [
      "application/json; charset=utf-8",
      () => JSON.stringify({ facts: [{ topic: "Naps", text: sentence }] }),
    ],
    "https://one.example/old": [
      "text/html; charset=windows-1252",
      () => Uint8Array.from([...bytes("<p>Le b"), 0xe9, ...bytes(`b\u{0065} dort. ${sentence}</p>`)]),
    ],
  })
  const refs = ["page", "guide.pdf", "table.csv", "facts.json", "old"].map((name) => `https://one.example/${name}`)
  expect(await ingested(ctx, refs)).toMatchObject({ problem: null })
  const [page, guide, table, facts, old] = await Promise.all(refs.map(async (ref) => (await kept(ctx, ref))[0]))
  expect(page).toMatchObject({
    title: "Sleep › Logs",
    licence: "CC-BY-4.0",
    url: refs[0],
    fetchedAt: ctx.now(),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(page?.text).not.toContain("ann@example.org")
  expect(guide).toMatchObject({ title: "guide.pdf › page 1", text: sentence, licence: "not stated, quoted with its source" })
  expect(table?.text).toContain("night: Monday; hours: five, broken")
  expect(facts?.text).toContain(`topic: Naps\ntext: ${sentence}`)
  expect(old?.text).toContain("Le bébe dort.")
})

test("what cannot be read refuses the brief in words, and nothing of it or of the other pages is indexed", async () => {
  const good = "https://good.example/page"
  const empty = await pdf(null)
  const bomb = new Uint8Array([
    ...bytes("%PDF-1.7\n1 0 obj <</Filter /FlateDecode>>\nstream\n"),
    ...zlibSync(new Uint8Array(80_000_000), { level: 9 }),
    ...bytes("\nendstream endobj"),
  ])
  const zip = zipSync({ "a.xml": new Uint8Array(9_000_000) })
  const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(300_000).fill(65)) })
  const cases: Record<string, [string, () => BodyInit, string, Record<string, string>?]> = {
    "scan.pdf": ["application/pdf", () => empty, "The PDF has no text; it may be a scan."],
    "wreck.pdf": ["application/pdf", () => bytes("%PDF-1.7\nnonsense"), "The PDF is damaged."],
    "bomb.pdf": ["application/pdf", () => bomb, "The PDF unpacks to more than 60 MB."],
    "large.pdf": ["application/pdf", () => "x", "The page is larger than 4 MB.", { "content-length": "50000000" }],
    endless: ["text/html", endless, "The page is larger than 2 MB."],
    "book.docx": [
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      () => zip,
      "use HTML, Markdown, plain text, CSV, JSON or PDF",
    ],
    "book.epub": ["application/epub+zip", () => zip, "The page is application/epub+zip"],
    "zip.txt": ["text/plain", () => zip, "Archives are not opened"],
    "lies.html": [
      "text/html; charset=utf-8",
      () => Uint8Array.from([...bytes("<p>caf"), 0xe9, 0x20, ...bytes("</p>")]),
      "The text is not UTF-8.",
    ],
    "strange.html": ["text/html; charset=klingon", () => "<p>x</p>", "The charset klingon is not known"],
    "broken.json": ["application/json", () => "{oops", "The JSON cannot be read"],
    "blank.md": ["text/markdown", () => " \n", "There are no words in the document."],
    "reserved.html": ["text/html", () => "<p>x</p>", "reserves its use by machines", { "tdm-reservation": "1" }],
    missing: ["", () => "", "The page answered 404"],
  }
  const files = Object.entries(cases).map(
    ([name, [type, body, , headers]]) => [`https://bad.example/${name}`, [type, body, headers]] as const,
  )
  const ctx = ctxWith({
    [good]: ["text/html", () => `<p>${sentence}</p>`],
    ...Object.fromEntries(files.map(([url, [type, body, headers]]) => [url, [type, body, headers ?? {}]])),
  })
  for (const [name, [, , words]] of Object.entries(cases)) {
    const ref = `https://bad.example/${name}`
    const { problem, told } = await ingested(ctx, [good, ref])
    expect([name, problem]).toEqual([name, expect.stringContaining(words)])
    expect(told).toContain("brief/refs/1")
    expect(await kept(ctx, ref)).toEqual([])
  }
  expect(await kept(ctx, good)).toEqual([])
})

test("a page that has become unreadable leaves the passages of its last reading whole", async () => {
  const ref = `https://turn.example/page`
  let body = `<p>${sentence}</p>`
  const ctx = ctxWith({ [ref]: ["text/html; charset=utf-8", () => (body === "" ? Uint8Array.of(0xff, 0xfe) : body)] })
  expect((await ingested(ctx, [ref])).problem).toBeNull()
  const before = await kept(ctx, ref)
  body = ""
  expect((await ingested(ctx, [ref])).problem).toContain("The text is not UTF-8.")
  expect(await kept(ctx, ref)).toEqual(before)
})
