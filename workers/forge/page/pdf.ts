import { PDFDocument, PDFHexString, PDFName, PDFString, type PDFContext, type PDFRef } from "@cantoo/pdf-lib"
import { ContentWriter, type Resources } from "./pdf-content.ts"
import { PdfFont, streamOf } from "./pdf-font.ts"
import { escapes, type Item, type Link, type Page } from "./page.ts"
import type { Face, Typesetter } from "./typesetter.ts"

/** A bookmark: the page is named; children fold under it. */
export type OutlineEntry = { title: string; page: string; children?: OutlineEntry[] }
export type Book = {
  title: string
  subject: string
  author: string
  language?: string
  pages: Page[]
  outline: OutlineEntry[]
  madeAt: Date
}

/** Fonts, opacities and shared drawings of one file, made when first asked for. */
class SharedResources implements Resources {
  readonly #context: PDFContext
  readonly #type: Typesetter
  readonly #box: number[]
  readonly ref: PDFRef
  readonly #fonts = new Map<number, PdfFont>()
  readonly #opacities = new Map<number, string>()
  readonly #forms = new Map<Item[], { name: string; ref: PDFRef }>()

  constructor(context: PDFContext, type: Typesetter, size: { w: number; h: number }) {
    this.#context = context
    this.#type = type
    this.#box = [0, 0, size.w, size.h]
    this.ref = context.nextRef()
  }

  font(face: Face): PdfFont {
    const known = this.#fonts.get(face.index)
    if (known) return known
    const font = new PdfFont(face, this.#context)
    this.#fonts.set(face.index, font)
    return font
  }

  opacity(value: number): string {
    const name = this.#opacities.get(value) ?? `G${this.#opacities.size}`
    this.#opacities.set(value, name)
    return name
  }

  form(items: Item[]): string {
    const known = this.#forms.get(items)
    if (known) return known.name
    const content = new ContentWriter(this.#type, this).draw(items).toString()
    const ref = streamOf(this.#context, content, { Type: "XObject", Subtype: "Form", BBox: this.#box, Resources: this.ref })
    const name = `X${this.#forms.size}`
    this.#forms.set(items, { name, ref })
    return name
  }

  close(): void {
    for (const font of this.#fonts.values()) font.embed(this.#context)
    this.#context.assign(
      this.ref,
      this.#context.obj({
        Font: Object.fromEntries([...this.#fonts.values()].map((font) => [font.name, font.ref])),
        ExtGState: Object.fromEntries([...this.#opacities].map(([value, name]) => [name, { ca: value, CA: value }])),
        XObject: Object.fromEntries([...this.#forms.values()].map(({ name, ref }) => [name, ref])),
      }),
    )
  }
}

/** A PDF of the pages: subset fonts, links between pages, bookmarks, the same bytes for the same book. Throws when a text escapes. */
export async function pdfOf(book: Book): Promise<Uint8Array> {
  const [first] = book.pages
  if (!first) throw new Error("A book needs a page.")
  const astray = book.pages.flatMap(escapes)
  if (astray.length) throw new Error(`Text leaves its box on ${astray.slice(0, 3).join("; ")}`)
  const doc = await PDFDocument.create({ updateMetadata: false })
  const { context } = doc
  const resources = new SharedResources(context, first.type, first.size)
  const refs = new Map<string, PDFRef>()
  const sheets = book.pages.map((page) => {
    const sheet = doc.addPage([page.size.w, page.size.h])
    if (refs.has(page.name)) throw new Error(`Two pages are named ${page.name}.`)
    refs.set(page.name, sheet.ref)
    return { page, sheet }
  })
  for (const { page, sheet } of sheets) {
    const body = new ContentWriter(page.type, resources).draw(page.items).toString()
    sheet.node.set(PDFName.of("Contents"), streamOf(context, `1 0 0 -1 0 ${page.size.h} cm\n${body}`))
    sheet.node.set(PDFName.of("Resources"), resources.ref)
    if (page.links.length)
      sheet.node.set(PDFName.of("Annots"), context.obj(page.links.map((link) => annotation(context, page, link, refs))))
  }
  resources.close()
  describe(doc, book)
  if (book.outline.length) {
    const root = context.nextRef()
    const { first: top, last, count } = outlineItems(context, root, book.outline, refs)
    context.assign(root, context.obj({ Type: "Outlines", First: top, Last: last, Count: count }))
    doc.catalog.set(PDFName.of("Outlines"), root)
    doc.catalog.set(PDFName.of("PageMode"), PDFName.of("UseOutlines"))
  }
  return doc.save({ useObjectStreams: true, addDefaultPage: false, objectsPerTick: Infinity, updateFieldAppearances: false })
}

function describe(doc: PDFDocument, book: Book): void {
  doc.setTitle(book.title, { showInWindowTitleBar: true })
  doc.setAuthor(book.author)
  doc.setSubject(book.subject)
  doc.setCreator(book.author)
  doc.setProducer(book.author)
  doc.setCreationDate(book.madeAt)
  doc.setModificationDate(book.madeAt)
  doc.setLanguage(book.language ?? "en")
}

function target(refs: Map<string, PDFRef>, name: string): PDFRef {
  const ref = refs.get(name)
  if (!ref) throw new Error(`A link leads to the page ${name}, which does not exist.`)
  return ref
}

function annotation(context: PDFContext, page: Page, link: Link, refs: Map<string, PDFRef>): PDFRef {
  const { h } = page.size
  const rect = [link.x, h - link.y - link.h, link.x + link.w, h - link.y].map((value) => Math.round(value * 10) / 10)
  const to = "url" in link ? { A: { S: "URI", URI: PDFString.of(new URL(link.url).href) } } : { Dest: [target(refs, link.page), "Fit"] }
  return context.register(context.obj({ Type: "Annot", Subtype: "Link", Rect: rect, Border: [0, 0, 0], ...to }))
}

function outlineItems(context: PDFContext, parent: PDFRef, entries: OutlineEntry[], refs: Map<string, PDFRef>) {
  const own = entries.map(() => context.nextRef())
  entries.forEach(({ title, page, children = [] }, at) => {
    const ref = own[at]
    if (!ref) return
    const inner = children.length ? outlineItems(context, ref, children, refs) : undefined
    context.assign(
      ref,
      context.obj({
        Title: PDFHexString.fromText(title),
        Parent: parent,
        Dest: [target(refs, page), "Fit"],
        ...(own[at - 1] ? { Prev: own[at - 1] } : {}),
        ...(own[at + 1] ? { Next: own[at + 1] } : {}),
        // A negative count keeps the branch folded when the file opens.
        ...(inner ? { First: inner.first, Last: inner.last, Count: -inner.count } : {}),
      }),
    )
  })
  return { first: own[0], last: own.at(-1), count: entries.length }
}
