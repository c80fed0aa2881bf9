/** X counts a post by weight: 280 in all, a link 23, Latin and most European letters 1, everything else 2, an emoji of any length 2. */
export const xLimit = 280
export const xLinkLength = 23

/** The ranges of weight 1, from twitter-text's configuration 3. */
const light: [number, number][] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
]
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })
const emoji = /\p{RGI_Emoji}/v

export function xWeight(text: string): number {
  let weight = 0
  for (const { segment } of graphemes.segment(text.normalize("NFC"))) {
    if (emoji.test(segment)) weight += 2
    else for (const sign of segment) weight += light.some(([from, to]) => within(sign, from, to)) ? 1 : 2
  }
  return weight
}

function within(sign: string, from: number, to: number): boolean {
  const point = sign.codePointAt(0) ?? 0
  return point >= from && point <= to
}
