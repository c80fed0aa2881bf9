import { zipSync, type Zippable } from "fflate"
import type { GuideContent } from "#schemas/content/guide.ts"
import type { Kit } from "../forge.ts"
import type { Look } from "../page/look.ts"
import { epubPages, type EpubPage, xhtml } from "./epub-pages.ts"
import { epubStyle } from "./epub-style.ts"
import { element, xmlText } from "./xml.ts"

/** An EPUB 3.3 with a cover picture (PNG); its identifier follows from the content, so that a new edition is a new book. */
export async function writeEpub(content: GuideContent, cover: Uint8Array, look: Look, kit: Kit): Promise<Uint8Array> {
  const pages = epubPages(content, kit.brand.name)
  const id = await identifierOf(content)
  const mtime = new Date(kit.madeAt.getTime() + kit.madeAt.getTimezoneOffset() * 60_000)
  const entry = (body: string | Uint8Array, level: 0 | 9 = 9): Zippable[string] => [
    typeof body === "string" ? new TextEncoder().encode(body) : body,
    { level, mtime, os: 0, attrs: 0 },
  ]
  const files: Zippable = {
    // Readers recognise an EPUB by this entry: it must come first and uncompressed.
    mimetype: entry("application/epub+zip", 0),
    "META-INF/container.xml": entry(container),
    "OEBPS/package.opf": entry(packageDocument(content, pages, id, kit)),
    "OEBPS/nav.xhtml": entry(navigation(content, pages)),
    "OEBPS/style.css": entry(epubStyle(look)),
    "OEBPS/cover.png": entry(cover, 0),
    "OEBPS/cover.xhtml": entry(xhtml("Cover", coverBody(content))),
  }
  for (const page of pages) files[`OEBPS/${page.file}`] = entry(xhtml(page.title, page.body))
  return zipSync(files)
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

function coverBody({ title, subtitle }: GuideContent): string {
  const image = `<img src="cover.png" alt="${xmlText(`Cover: ${title}. ${subtitle}`)}"/>`
  return element("section", { "epub:type": "cover", class: "cover" }, image)
}

const meta = (property: string, value: string) => `<meta property="${property}">${xmlText(value)}</meta>`

function packageDocument(content: GuideContent, pages: EpubPage[], id: string, { brand, madeAt }: Kit): string {
  const modified = `${madeAt.toISOString().slice(0, 19)}Z`
  const items = pages.map((page, n) => `<item id="page-${n + 1}" href="${page.file}" media-type="application/xhtml+xml"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book-id">${id}</dc:identifier>
<dc:title>${xmlText(content.title)}</dc:title>
<dc:language>en</dc:language>
<dc:creator>${xmlText(brand.name)}</dc:creator>
<dc:publisher>${xmlText(brand.legalName)}</dc:publisher>
<dc:date>${modified.slice(0, 10)}</dc:date>
<dc:description>${xmlText(content.promise)}</dc:description>
<dc:rights>© ${modified.slice(0, 4)} ${xmlText(brand.legalName)}</dc:rights>
${meta("dcterms:modified", modified)}
${["textual", "visual"].map((mode) => meta("schema:accessMode", mode)).join("\n")}
${meta("schema:accessModeSufficient", "textual")}
${["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "alternativeText"].map((feature) => meta("schema:accessibilityFeature", feature)).join("\n")}
${meta("schema:accessibilityHazard", "none")}
${meta("schema:accessibilitySummary", "All content is text with headings, lists and table heads; the only picture is the cover, which has a description.")}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
${items.join("\n")}
</manifest>
<spine>
<itemref idref="cover"/>
<itemref idref="page-1"/>
<itemref idref="nav"/>
${pages
  .slice(1)
  .map((_, n) => `<itemref idref="page-${n + 2}"/>`)
  .join("\n")}
</spine>
</package>
`
}

const link = (href: string, title: string) => element("a", { href }, xmlText(title))

function navigation(content: GuideContent, pages: EpubPage[]): string {
  const entries = pages.slice(1).map((page) => {
    const inner = page.headings.map(({ id, title }) => element("li", {}, link(`${page.file}#${id}`, title))).join("")
    return element(
      "li",
      {},
      link(page.file, page.label ? `${page.label}. ${page.title}` : page.title) + (inner ? element("ol", {}, inner) : ""),
    )
  })
  const contents = element(
    "nav",
    { "epub:type": "toc", role: "doc-toc", id: "toc" },
    `<h1>Contents</h1>${element("ol", {}, entries.join("\n"))}`,
  )
  const first = pages[1]?.file ?? "title.xhtml"
  const landmarks =
    element("li", {}, element("a", { "epub:type": "toc", href: "#toc" }, "Contents")) +
    element("li", {}, element("a", { "epub:type": "bodymatter", href: first }, "Start of content"))
  return xhtml(
    content.title,
    `${contents}\n${element("nav", { "epub:type": "landmarks", hidden: "hidden" }, `<h2>Landmarks</h2><ol>${landmarks}</ol>`)}`,
  )
}

/** A UUID of version 8 (RFC 9562): the first bits of the content's SHA-256. */
async function identifierOf(content: GuideContent): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(content)))).slice(0, 16)
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
