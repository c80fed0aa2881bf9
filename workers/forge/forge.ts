import type { Brand } from "#schemas/brand.ts"
import type { ContentOf } from "#schemas/content/index.ts"
import type { AssetRole, Facts, GoodKind } from "#schemas/good.ts"
import type { Page } from "./page/page.ts"

/** A font file by its CSS-like face: family, weight 400 to 800, italic. */
export type FontFace = { family: string; weight: 400 | 600 | 700; italic: boolean; bytes: Uint8Array }

/** What a maker may use. Nothing else: no clock, no network, no database. */
export type Kit = {
  brand: Brand
  fonts: FontFace[]
  /** Renders an SVG at the given width in pixels, as PNG. */
  png(svg: string, width: number): Promise<Uint8Array>
  /** Written into the files' metadata, so that the same input gives the same bytes. */
  madeAt: Date
}

export type MadeFile = { name: string; role: AssetRole; mediaType: string; bytes: Uint8Array; alt?: string }

/**
 * Deliverables and at least three previews drawn from their real pages; `facts` counts what was made. `pages` are the
 * pages shown, the best first: the covers draw them too.
 */
export type Made = {
  deliverables: MadeFile[]
  previews: MadeFile[]
  pages: Page[]
  facts: Pick<Facts, "pages" | "papers" | "words" | "counts">
}

/** One kind of good: content in, files out. */
export type Maker<K extends GoodKind = GoodKind> = { kind: K; about: string; make(content: ContentOf<K>, kit: Kit): Promise<Made> }
