import type { Content } from "#schemas/content/index.ts"
import type { GoodKind } from "#schemas/good.ts"
import type { Kit, Made, MadeFile } from "./forge.ts"
import { lookOf, mix, type Look } from "./page/look.ts"
import { Page, type Item } from "./page/page.ts"
import { fragmentOf } from "./page/svg.ts"
import { Typesetter } from "./page/typesetter.ts"
import type { CoverPicture } from "./picture.ts"

const SIDE = 1000
const PIXELS = 2000
/** For lists and phones: a sixth of the bytes. */
const THUMB_PIXELS = 800

export const kindNames: Record<GoodKind, string> = {
  planner: "Planner",
  worksheet: "Worksheets",
  workbook: "Workbook",
  "prompt-pack": "Prompt pack",
  guide: "Guide",
  printable: "Art prints",
}

/** Where a page lies on the cover: its left top corner before turning, its width, and its angle in degrees. */
type Place = { x: number; y: number; w: number; turn: number }
type Layer = { page: Page; place: Place }
/** `free`: from here down the ground carries nothing, so that a picture may lie there. */
type Layout = { ground: Page; layers: Layer[]; edge: string; shade: string; free?: number }

/** What a buyer counts in each kind; pages where the facts do not count it. */
const leading: Record<GoodKind, string> = {
  planner: "pages",
  worksheet: "sheets",
  workbook: "sheets",
  "prompt-pack": "prompts",
  guide: "chapters",
  printable: "artworks",
}

/** One line of what the buyer gets, from the counted facts. */
function promise(kind: GoodKind, { facts }: Pick<Made, "facts">): string {
  const pages = Math.max(0, ...Object.values(facts.pages))
  const count = facts.counts[leading[kind]]
  const counted = count ? `${count} ${leading[kind]}` : pages > 1 ? `${pages} pages` : ""
  return [counted, ...facts.papers.slice(0, 2)].filter(Boolean).join("  ·  ")
}

function head(page: Page, look: Look, kind: GoodKind, brandName: string, right: number, colour: string): void {
  page.text(70, 92, kindNames[kind], look.heading(23, colour))
  page.text(right, 92, brandName, look.strong(20, colour), { align: "right" })
  page.line(70, 116, right, 116, colour, 2)
}

const isWide = (page: Page | undefined) => !!page && page.size.w > page.size.h

/** The title across the sheet, the pages as a fan that the lower edge cuts. */
function fan(content: Content, made: Made, look: Look, type: Typesetter, brandName: string): Layout {
  const ground = new Page("cover-a", { w: SIDE, h: SIDE }, type)
  ground.rect({ x: 0, y: 0, w: SIDE, h: SIDE }, { fill: look.tone })
  head(ground, look, content.kind, brandName, SIDE - 70, look.onTone)
  const title = look.display(104, look.onTone, { leading: 0.98, tracking: -0.025 })
  const used = ground.fit({ x: 66, y: 138, w: SIDE - 136, h: 232 }, content.title, title, { min: 0.45, maxLines: 3, balance: true })
  ground.fit({ x: 70, y: 152 + used, w: SIDE - 140, h: 36 }, promise(content.kind, made), look.text(24, look.onTone), { maxLines: 1 })
  const top = 152 + used + 74
  const wide = isWide(made.pages[0])
  const places: Place[] = wide
    ? [
        { x: 380, y: top + 96, w: 640, turn: 6 },
        { x: 60, y: top + 10, w: 700, turn: -5 },
      ]
    : [
        { x: 632, y: top + 78, w: 420, turn: 10 },
        { x: 16, y: top + 70, w: 420, turn: -9 },
        { x: 292, y: top + 6, w: 446, turn: 2 },
      ]
  // The best page lies on top, so it is drawn last.
  const layers = places.flatMap((place, at) => {
    const page = made.pages[places.length - 1 - at]
    return page ? [{ page, place }] : []
  })
  return { ground, layers, edge: mix(look.tone, look.ink, 0.55), shade: mix(look.tone, look.ink, 0.2), free: top - 14 }
}

/** A column of colour with the title, and the pages upright beside it, cut by the right edge. */
function column(content: Content, made: Made, look: Look, type: Typesetter, brandName: string): Layout {
  const ground = new Page("cover-b", { w: SIDE, h: SIDE }, type)
  const soft = mix(look.paper, look.tone, 0.28)
  const split = 452
  ground.rect({ x: 0, y: 0, w: SIDE, h: SIDE }, { fill: soft })
  ground.rect({ x: 0, y: 0, w: split, h: SIDE }, { fill: look.tone })
  head(ground, look, content.kind, brandName, split - 40, look.onTone)
  const box = { x: 67, y: 150, w: split - 107, h: 520 }
  const used = ground.fit(box, content.title, look.display(72, look.onTone, { leading: 1, tracking: -0.02 }), { min: 0.45 })
  ground.fit(
    { x: 70, y: 176 + used, w: split - 110, h: 800 - used - 60 - 176 },
    content.subtitle,
    look.text(24, look.onTone, { leading: 1.32 }),
    { min: 0.6 },
  )
  ground.line(70, 884, split - 40, 884, look.onTone, 2)
  ground.fit({ x: 70, y: 898, w: split - 110, h: 64 }, promise(content.kind, made), look.strong(20, look.onTone), { min: 0.6 })
  const wide = isWide(made.pages[0])
  const places: Place[] = wide
    ? [
        { x: split + 120, y: 520, w: 640, turn: 0 },
        { x: split + 48, y: 96, w: 640, turn: 0 },
      ]
    : [
        { x: split + 206, y: 62, w: 430, turn: 0 },
        { x: split + 58, y: 318, w: 432, turn: 0 },
      ]
  const layers = places.flatMap((place, at) => {
    const page = made.pages[1 - at]
    return page ? [{ page, place }] : []
  })
  return { ground, layers, edge: mix(soft, look.ink, 0.5), shade: mix(soft, look.ink, 0.14) }
}

/** Whether anything is drawn beyond the page's edges. Only then is it clipped: a clip costs the renderer a layer of the whole cover. */
function spills(page: Page): boolean {
  const { w, h } = page.size
  const outside = (x: number, y: number) => x < -0.6 || y < -0.6 || x > w + 0.6 || y > h + 0.6
  const check = (items: Item[]): boolean =>
    items.some((item) => {
      if (item.kind === "group") return !item.clip && check(item.items)
      if (item.kind === "rect") return outside(item.x, item.y) || outside(item.x + item.w, item.y + item.h)
      if (item.kind === "circle") return outside(item.x - item.r, item.y - item.r) || outside(item.x + item.r, item.y + item.r)
      if (item.kind === "text") return false
      return [...item.d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].some(([, x, y]) => outside(Number(x), Number(y)))
    })
  return check(page.items)
}

/** Real pages as flat sheets of paper: a hard shadow, a hairline edge, nothing that glows. */
function compose({ ground, layers, edge, shade, free }: Layout, picture: CoverPicture | null): string {
  const base = fragmentOf(ground)
  const defs = new Map(base.defs)
  const drawn =
    picture && free !== undefined
      ? `<image x="0" y="${free.toFixed(1)}" width="${SIDE}" height="${(SIDE - free).toFixed(1)}" preserveAspectRatio="xMidYMid slice" href="data:${picture.mediaType};base64,${picture.base64}"/>`
      : ""
  const sheets = layers.map(({ page, place }, at) => {
    const sheet = fragmentOf(page, `p${at}`)
    for (const [id, def] of sheet.defs) defs.set(id, def)
    const { w, h } = page.size
    const scale = place.w / w
    const line = 1.4 / scale
    const offset = 9 / scale
    const clip = spills(page) ? `s${at}` : undefined
    if (clip) defs.set(clip, `<clipPath id="${clip}"><rect width="${w}" height="${h}"/></clipPath>`)
    return `<g transform="translate(${place.x} ${place.y.toFixed(1)}) rotate(${place.turn} ${place.w / 2} ${(h * scale) / 2}) scale(${scale.toFixed(5)})"><rect x="${offset}" y="${offset}" width="${w}" height="${h}" fill="${shade}"/><rect width="${w}" height="${h}" fill="#ffffff"/><g${clip ? ` clip-path="url(#${clip})"` : ""}>${sheet.body}</g><rect width="${w}" height="${h}" fill="none" stroke="${edge}" stroke-width="${line}"/></g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><defs>${[...defs.values()].join("")}</defs>${base.body}${drawn}${sheets.join("")}</svg>`
}

/** Two covers of 2000 × 2000 for an A/B test, `cover-a.png` and `cover-b.png`, each with real pages of the good; a picture lies under the first one's. */
export async function coverFiles(content: Content, made: Made, kit: Kit, picture: CoverPicture | null = null): Promise<MadeFile[]> {
  const type = new Typesetter(kit.fonts)
  const look = lookOf(kit.brand, content.kind)
  const files: MadeFile[] = []
  for (const [name, layout] of [
    ["cover-a.png", fan],
    ["cover-b.png", column],
  ] as const) {
    const laid = layout(content, made, look, type, kit.brand.name)
    const svg = compose(laid, picture)
    const ground = picture && laid.free !== undefined ? "an illustrated" : "a flat"
    const alt = `Cover of ${content.title}: pages of the ${kindNames[content.kind].toLowerCase()} on ${ground} ground`
    files.push({ name, role: "cover", mediaType: "image/png", bytes: await kit.png(svg, PIXELS), alt })
    if (name === "cover-a.png")
      files.push({ name: "cover-a-small.png", role: "thumb", mediaType: "image/png", bytes: await kit.png(svg, THUMB_PIXELS), alt })
  }
  return files
}
