import type { ContentOf } from "#schemas/content/index.ts"
import type { PrintableContent } from "#schemas/content/printable.ts"
import { clip, lowerFirst, series, titleCase, withArticle } from "#workers/lib/text.ts"
import type { PromptInput } from "../model.ts"
import { frame, nameOf, promiseOf, type Knowledge } from "./frame.ts"

type Piece = PrintableContent["pieces"][number]

/** Background first, then dark to light. The names are what the alternative texts say. */
const palettes: { says: [string, string, string]; colours: string[] }[] = [
  { says: ["cream", "forest green", "ochre"], colours: ["#f5efe1", "#1f3a2e", "#4f7a58", "#c8892d", "#e3c98d"] },
  { says: ["pale sand", "ink blue", "coral"], colours: ["#f4ebe0", "#1d2b4a", "#3f5f92", "#e0694c", "#f0b49a"] },
  { says: ["off-white", "charcoal", "brick red"], colours: ["#f7f5f0", "#26282b", "#6b6f73", "#b4432f", "#d9cfc0"] },
  { says: ["night blue", "cream", "gold"], colours: ["#141d38", "#f4ecd8", "#e2b34a", "#6f86b8", "#38497a"] },
  { says: ["pale rose", "plum", "moss green"], colours: ["#f6e7e2", "#4a2140", "#8a4a6b", "#6d7a3c", "#d9b3a8"] },
  { says: ["mist grey", "deep teal", "amber"], colours: ["#e9eeec", "#0f4448", "#3a8388", "#e39a2b", "#b9d2cf"] },
  { says: ["warm white", "cocoa brown", "sky blue"], colours: ["#faf4ec", "#3f2a20", "#86614b", "#6aa7cf", "#d8c3ae"] },
  { says: ["butter yellow", "navy", "tomato red"], colours: ["#f8e7b0", "#182847", "#48659b", "#d6452f", "#efc05a"] },
]

const pictures: [Piece["motif"], RegExp][] = [
  ["botanical", /leaf|leaves|plant|garden|herb|flower|tree|fern|seed|vegetable|basil|branch|grass|fruit|lemon|tomato/i],
  ["celestial", /star|moon|night|sun|planet|sky|lamp|candle|lantern|dawn/i],
  ["waves", /sea|wave|water|river|rain|lake|tea|coffee|steam|cup|bath|boat/i],
  ["terrain", /hill|mountain|trail|path|road|map|shoe|field|horizon|train|suitcase/i],
]
const picture = (image: string): Piece["motif"] => pictures.find(([, words]) => words.test(image))?.[0] ?? "geometric"
const looks: Record<Exclude<Piece["motif"], "typographic">, string[]> = {
  botanical: ["Layered leaves", "Stems and seed heads", "Arching branches"],
  terrain: ["Layered hills", "Contour lines", "A far horizon"],
  celestial: ["Moon and stars", "Rings of light", "A wide night sky"],
  geometric: ["Circles and arcs", "Stacked blocks", "Tiled shapes"],
  waves: ["Long waves", "Slow ripples", "Bands of water"],
}

function quote(words: string, colours: readonly string[], at: number): Piece {
  const [paper = "", ink = "", accent = ""] = colours
  const alt =
    at % 2 === 0
      ? `The words “${words}” set in large ${ink} letters on ${paper}, with ${accent}.`
      : `“${words}”: ${ink} lettering on ${withArticle(paper)} ground with ${withArticle(accent)} accent.`
  return { title: titleCase(lowerFirst(clip(words, 50))), motif: "typographic", words: clip(words, 90), alt: clip(alt, 200) }
}

function drawing(motif: Exclude<Piece["motif"], "typographic">, name: string, colours: readonly string[]): Piece {
  const alt = `${name} in ${series(colours)}, an abstract print without words.`
  return { title: titleCase(name.toLowerCase()), motif, alt: clip(alt, 200) }
}

export function composePrintable(knowledge: Knowledge, { brief, variation }: PromptInput<"content.printable">): ContentOf<"printable"> {
  const framed = frame(knowledge, brief, variation)
  const { topic, random } = framed
  const palette = random.pick(palettes)
  const words = random.sample(topic.words.mottos, 4).map((motto, at) => quote(motto, palette.says, at))
  const names = new Set<string>()
  const motifs = random.sample(["botanical", "terrain", "celestial", "geometric", "waves"] as const, 5)
  const images = random.sample(topic.words.images, 4).map((image, at) => {
    const fitting = picture(image)
    const motif = fitting === "typographic" || fitting === "geometric" ? (motifs[at] ?? "geometric") : fitting
    const name = looks[motif].find((look) => !names.has(look)) ?? `${looks[motif][0] ?? ""} ${at + 1}`
    names.add(name)
    return drawing(motif, name, palette.says)
  })
  return {
    kind: "printable",
    title: nameOf(framed),
    subtitle: promiseOf(`A set of ${words.length + images.length} prints in ${series(palette.says)}`),
    seed: random.int(1, 2_000_000_000),
    palette: palette.colours,
    pieces: words.flatMap((piece, at) => (images[at] === undefined ? [piece] : [piece, images[at]])),
  }
}
