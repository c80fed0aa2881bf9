import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib"
import { zlibSync, zipSync } from "fflate"
import { expect, test } from "vitest"
import { loadDocument } from "./index.ts"
import { splitMarkdown } from "./split.ts"
import { UnreadableDocument } from "./unreadable.ts"

const bytes = (text: string) => new TextEncoder().encode(text)
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => "read",
    (error: unknown) => (error instanceof UnreadableDocument ? `${error.reason}: ${error.message}` : String(error)),
  )

test("Markdown is cut at its headings, keeps the way to them, and leaves lists and code whole", () => {
  const text =
    "Intro words.\n\n# Guide\n\n## Print\n\n- A4\n- Letter\n\n```sh\n# no heading\n\nlp file\n```\n\n## Ship\n\nBy mail.\n\n# End\n\nBye."
  expect(splitMarkdown(text)).toEqual([
    { heading: "", text: "Intro words." },
    { heading: "Guide › Print", text: "- A4\n- Letter\n\n```sh\n# no heading\n\nlp file\n```" },
    { heading: "Guide › Ship", text: "By mail." },
    { heading: "End", text: "Bye." },
  ])
})

test("a section without end is cut between sentences, and no word is lost", () => {
  const text = Array.from({ length: 200 }, (_, n) => `Sentence number ${n} says something.`).join(" ")
  const parts = splitMarkdown(text)
  expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(900)
  expect(parts.map((part) => part.text).join(" ")).toBe(text)
  expect(
    splitMarkdown("x".repeat(5000))
      .map((part) => part.text)
      .join(""),
  ).toBe("x".repeat(5000))
})

test("a page gives its headings and paragraphs, not its navigation and scripts", async () => {
  const html =
    "<title>T</title><nav>Menu</nav><h1>Refunds &amp; returns</h1><p>Within <b>30</b> days.</p><script>steal()</script><ul><li>By card</li></ul><table><tr><td>A4</td><td>yes</td></tr></table>"
  expect(await loadDocument(bytes(html), "text/html")).toEqual([
    { heading: "Refunds & returns", text: "Within 30 days.\n\n- By card\n\nA4 | yes" },
  ])
})

test("rows and values keep their names", async () => {
  expect(await loadDocument(bytes('name,price\nPlanner,9\n"Guide, long",\n'), "text/csv")).toEqual([
    { heading: "", text: "name: Planner; price: 9\n\nname: Guide, long" },
  ])
  expect(await loadDocument(bytes('{"shop":"X","items":[{"name":"Planner","tags":["a","b"]}]}'), "application/json")).toEqual([
    { heading: "", text: "shop: X\n\nname: Planner\n\nitems.0.tags: a, b" },
  ])
})

async function pdf(words: string | null): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const page = document.addPage([300, 300])
  if (words) page.drawText(words, { x: 20, y: 200, size: 12, font: await document.embedFont(StandardFonts.Helvetica) })
  return document.save()
}

test("a PDF gives the words of its pages; a scan, a lie and a wreck are refused", async () => {
  expect(await loadDocument(await pdf("Refunds within 30 days"), "application/pdf")).toEqual([
    { heading: "page 1", text: "Refunds within 30 days" },
  ])
  expect(await refusal(loadDocument(await pdf(null), "application/pdf"))).toBe("invalid: The PDF has no text; it may be a scan.")
  expect(await refusal(loadDocument(bytes("hello"), "application/pdf"))).toBe("invalid: This is no PDF.")
  expect(await refusal(loadDocument(bytes("%PDF-1.7\nnonsense"), "application/pdf"))).toBe("invalid: The PDF is damaged.")
})

test("what is too large, packed, or unpacks to too much is refused before it is read", async () => {
  expect(await refusal(loadDocument(new Uint8Array(50_000_000), "text/plain"))).toContain("too_large: The document has 50 MB")
  expect(await refusal(loadDocument(zipSync({ "a.txt": new Uint8Array(9_000_000) }), "text/plain"))).toContain("unsupported: Archives")
  const stream = zlibSync(new Uint8Array(80_000_000), { level: 9 })
  const bomb = new Uint8Array([...bytes("%PDF-1.7\n1 0 obj <</Filter /FlateDecode>>\nstream\n"), ...stream, ...bytes("\nendstream endobj")])
  expect(await refusal(loadDocument(bomb, "application/pdf"))).toBe("too_large: The PDF unpacks to more than 60 MB.")
  expect(await refusal(loadDocument(Uint8Array.of(0xff, 0xfe, 0x41), "text/plain"))).toBe("unsupported: The text is not UTF-8.")
  expect(await refusal(loadDocument(bytes("{oops"), "application/json"))).toContain("invalid: The JSON cannot be read")
  expect(await refusal(loadDocument(bytes("   \n"), "text/markdown"))).toBe("invalid: There are no words in the document.")
})
