import fc from "fast-check"
import type { ChannelListing, ListingFile, ListingImage } from "#schemas/channel.ts"
import { goodKinds } from "#schemas/good.ts"
import { picture } from "./picture.ts"

/** What listings of people hold sooner or later: marks of markup, signs outside ASCII, writing from right to left, invisible joints. */
const nasty = [
  "<b>bold</b>",
  "<script>alert(1)</script>",
  "&",
  "&amp;",
  "&lt;p&gt;",
  '"quoted"',
  "it's",
  "50%",
  "C++",
  "a:b",
  "#1",
  "</p>",
  "<br>",
  "Übergröße",
  "naïve",
  "e\u0301te\u0301",
  "日本語",
  "مخطط",
  "עברית",
  "⭐",
  "👩‍👩‍👧",
  "™",
  "½",
  "–",
  "…",
  "\u00a0nbsp",
  "x,y",
  "{{name}}",
  "${price}",
  "null",
  "0",
]
const plain = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/)
const word = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: fc.constantFrom(...nasty) })
const line = (most: number, longest: number) =>
  fc
    .array(word, { minLength: 1, maxLength: most })
    .map((words) => Array.from(words.join(" ")).slice(0, longest).join("").trim())
    .filter((text) => text.length > 0)

const title = fc.oneof(
  { weight: 6, arbitrary: fc.array(plain, { minLength: 1, maxLength: 9 }).map((words) => words.join(" ")) },
  { weight: 3, arbitrary: line(8, 70) },
  { weight: 1, arbitrary: line(30, 300) },
)
const paragraph = fc.array(line(12, 400), { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"))
const description = fc.array(paragraph, { minLength: 1, maxLength: 5 }).map((paragraphs) => paragraphs.join("\n\n"))
const tag = fc.oneof({ weight: 8, arbitrary: fc.stringMatching(/^[a-z0-9]{1,9}( [a-z0-9]{1,9})?$/) }, { weight: 1, arbitrary: line(2, 20) })

const image = (n: number): fc.Arbitrary<ListingImage> =>
  fc.record({ alt: fc.oneof(fc.constant(""), line(12, 250)), side: fc.constantFrom(2000, 2400) }).map(({ alt, side }) => ({
    name: `preview-${n}.png`,
    mediaType: "image/png",
    alt,
    url: `http://localhost:8787/files/preview-${n}.png`,
    pixels: { width: side, height: side },
    bytes: () => picture(side, side, n),
  }))
const images = fc.integer({ min: 1, max: 10 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => image(n + 1))))

const file = fc
  .record({ stem: fc.stringMatching(/^[a-z0-9]{1,20}$/), size: fc.integer({ min: 1, max: 300 }) })
  .map(({ stem, size }): ListingFile => ({
    name: `${stem}.zip`,
    mediaType: "application/zip",
    size,
    bytes: async () => new Uint8Array(size).fill(size % 256),
  }))
const files = fc.uniqueArray(file, { minLength: 1, maxLength: 3, selector: ({ name }) => name })

type Wanted = { currencies?: [string, ...string[]] }

/**
 * Listings as they may come: most are fit for every channel, some break a rule of one (a tool's `validate` says which). Each
 * has its own id, slug and SKU. Prices stay below 100,000 major units, in `currencies`.
 */
export function arbitraryListing({ currencies = ["USD", "EUR", "GBP", "JPY"] }: Wanted = {}): fc.Arbitrary<ChannelListing> {
  const fields = {
    id: fc.uuid().map((id) => `lst_${id.replaceAll("-", "")}`),
    slug: fc
      .tuple(fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}$/), fc.uuid())
      .map(([words, id]) => `${words}-${id.slice(0, 8)}`),
    sku: fc.uuid().map((id) => `SKU-${id.slice(0, 13)}`),
    kind: fc.constantFrom(...goodKinds),
    title,
    description,
    bullets: fc.array(line(8, 120), { maxLength: 8 }),
    tags: fc.uniqueArray(tag, { maxLength: 13, selector: (one) => one.toLowerCase() }),
    price: fc.record({ amount: fc.integer({ min: 100, max: 999_999 }), currency: fc.constantFrom(...currencies) }),
    images,
    files,
  }
  return fc.record(fields, { noNullPrototype: true })
}
