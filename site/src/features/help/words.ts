export type Piece = { text: string; href?: string }

/** A paragraph in pieces: addresses of the shop's own pages are links, everybody else's stay words. `origin` is the shop's. */
export function pieces(paragraph: string, origin: string): Piece[] {
  return paragraph.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/).flatMap((text, at): Piece[] => {
    if (text === "") return []
    return at % 2 === 1 && URL.parse(text)?.origin === origin ? [{ text, href: text }] : [{ text }]
  })
}
