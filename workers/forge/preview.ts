import type { Kit, MadeFile } from "./forge.ts"
import type { Page } from "./page/page.ts"
import { svgOf } from "./page/svg.ts"

/** A page to show in the shop, and what a person who cannot see it should be told. */
export type Shown = { page: Page; alt: string }

const PREVIEW_WIDTH = 1400

/** PNGs of real pages, 1400 px wide: `preview-1.png` and on, in the order given. */
export async function previewFiles(shown: Shown[], kit: Kit): Promise<MadeFile[]> {
  const files: MadeFile[] = []
  // One at a time: each picture holds megabytes of pixels while it is drawn.
  for (const [at, { page, alt }] of shown.entries())
    files.push({
      name: `preview-${at + 1}.png`,
      role: "preview",
      mediaType: "image/png",
      bytes: await kit.png(svgOf(page), PREVIEW_WIDTH),
      alt,
    })
  return files
}
