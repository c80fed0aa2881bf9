import { PDFDocument } from "@cantoo/pdf-lib"
import { strFromU8, unzipSync } from "fflate"
import { expect, test } from "vitest"
import { GuideContent } from "#schemas/content/guide.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "#workers/test/kit.ts"
import { guideFixture, hostileGuide } from "./fixture.ts"
import { guide } from "./index.ts"

const id = (opf: string) => /urn:uuid:[0-9a-f-]+/.exec(opf)?.[0]

/** Pictures take most of the time, so only the test that compares them draws them. */
async function bound(content: GuideContent, pictures = false) {
  const kit = await testKit(brand)
  const made = await guide.make(content, pictures ? kit : { ...kit, png: async () => new Uint8Array(1) })
  const epub = made.deliverables.find((file) => file.name.endsWith(".epub"))?.bytes ?? new Uint8Array()
  const files = unzipSync(epub)
  return { made, epub, files, text: (name: string) => strFromU8(files[`OEBPS/${name}`] ?? new Uint8Array()) }
}

test("the EPUB starts with its uncompressed type, names every file it holds, and says when it was made", async () => {
  const { epub, files, text } = await bound(guideFixture)
  expect(strFromU8(epub.slice(30, 58))).toBe("mimetypeapplication/epub+zip")
  const opf = text("package.opf")
  for (const name of Object.keys(files).filter((file) => file.startsWith("OEBPS/") && !file.endsWith(".opf")))
    expect(opf).toContain(`href="${name.slice(6)}"`)
  expect(opf).toContain('<meta property="dcterms:modified">2026-11-22T09:00:00Z</meta>')
  expect(opf).toMatch(/urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</)
  const nav = text("nav.xhtml")
  for (const chapter of guideFixture.chapters) expect(nav).toContain(`. ${chapter.title}</a>`)
})

test("citations lead to their sources in the EPUB and in the PDF", async () => {
  const { text, made } = await bound(guideFixture)
  expect(text("chapter-1.xhtml")).toContain('running the business [<a href="sources.xhtml#source-1" role="doc-biblioref">1</a>].')
  expect(text("sources.xhtml")).toContain('<li id="source-4">')
  const opening = made.pages[0]
  const contents = made.pages[1]
  expect(opening?.links).toHaveLength(2)
  const last = contents?.links.at(-1)
  expect(opening?.links[0]).toMatchObject(last && "page" in last ? { page: last.page } : {})
})

test("the contents print the number of the page that each line leads to", async () => {
  const { made } = await bound(guideFixture)
  const contents = made.pages[1]
  const texts = contents?.items.filter((item) => item.kind === "text") ?? []
  // Title page and one page of contents stand before page-1 of the body.
  const pages = contents?.links.map((link) => ("page" in link ? Number(link.page.replace("page-", "")) + 2 : 0)) ?? []
  const printed = contents?.links.map(
    (link) => texts.find((item) => item.y > link.y && item.y < link.y + link.h && item.x + item.w > link.x + link.w - 1)?.text,
  )
  expect(pages).toHaveLength(4 + 9 + 3)
  expect(printed).toEqual(pages.map(String))
})

test("markup, quotes, other scripts and endless words stay text, and only web addresses become links", async () => {
  const { text, made } = await bound(hostileGuide)
  const chapter = text("chapter-1.xhtml")
  expect(chapter).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;amp; ]]&gt;")
  expect(chapter).toContain('<p dir="auto">שלום')
  expect(chapter).not.toContain("\u0007")
  expect(text("sources.xhtml")).not.toContain("javascript:")
  expect(text("package.opf")).toContain("<dc:title>&lt;Title&gt; &amp; &#39;quotes&#39;")
  for (const { name, bytes } of made.deliverables.filter((file) => file.name.endsWith(".pdf")))
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(made.facts.pages[name])
})

test("the same guide gives the same bytes, and another guide another identifier", async () => {
  const first = await bound(guideFixture, true)
  const second = await bound(structuredClone(guideFixture), true)
  expect(second.made.deliverables).toEqual(first.made.deliverables)
  expect(first.made.previews).toHaveLength(5)
  expect(first.made.facts.counts).toMatchObject({ chapters: 4, sections: 9, exercises: 2, tables: 2, sources: 4 })

  const other = await bound({ ...guideFixture, subtitle: "A second edition" })
  expect(id(other.text("package.opf"))).not.toBe(id(first.text("package.opf")))
})

test("a citation without a source and a crooked table are refused", async () => {
  const kit = await testKit(brand)
  await expect(guide.make({ ...guideFixture, sources: guideFixture.sources.slice(0, 3) }, kit)).rejects.toThrow(
    'The chapter "Talk about money early" cites source 4; there are 3.',
  )
  const crooked = structuredClone(guideFixture)
  crooked.chapters[0]?.sections[0]?.table?.rows[0]?.push("one too many")
  await expect(guide.make(crooked, kit)).rejects.toThrow(
    'The table under "Add up what a year costs" has rows of another width than its head.',
  )
})
