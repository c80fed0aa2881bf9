/**
 * Hands streamed text on by whole sentences, so that nothing that is looked for in it (a placeholder, a crude word) is cut in two. Each try
 * of a broken stream gets its own hearer; what was said in an earlier try is not said again, and a try that says something else stays unheard.
 */
export function bySentence(say: (text: string) => void) {
  let said = ""
  const upTo = (text: string): void => {
    if (text.length <= said.length || !text.startsWith(said)) return
    const piece = text.slice(said.length)
    said = text
    say(piece)
  }
  return {
    hearer() {
      let own = ""
      return (piece: string): void => {
        own += piece
        upTo(own.slice(0, lastEnd(own)))
      }
    },
    /** The whole text, once it is known. */
    end: upTo,
  }
}

/** Behind the last sentence or line that is complete; 0 when none is. */
const lastEnd = (text: string): number => /^[\s\S]*(?:[.!?] |\n)/.exec(text)?.[0].length ?? 0
