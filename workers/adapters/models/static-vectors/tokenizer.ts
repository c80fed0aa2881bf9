/** BERT takes a word that is longer than this for unknown. */
const longestWord = 100

/** Words and single punctuation marks as BERT's uncased tokenizer splits them: lower case, no accents, every CJK sign alone. */
export function basicTokens(text: string): string[] {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase()
  return plain.match(/[\p{P}$+<=>^`|~]|\p{Script=Han}|[^\s\p{P}$+<=>^`|~\p{Script=Han}\p{C}]+/gu) ?? []
}

/** The rows of a text's word pieces, longest match first. A word with a part that the vocabulary lacks is left out whole. */
export function wordPieces(text: string, vocabulary: ReadonlyMap<string, number>): number[] {
  return basicTokens(text).flatMap((word) => piecesOf(word, vocabulary))
}

function piecesOf(word: string, vocabulary: ReadonlyMap<string, number>): number[] {
  if (word.length > longestWord) return []
  const rows: number[] = []
  for (let start = 0; start < word.length;) {
    let end = word.length
    let row: number | undefined
    for (; end > start; end--) {
      row = vocabulary.get((start > 0 ? "##" : "") + word.slice(start, end))
      if (row !== undefined) break
    }
    if (row === undefined) return []
    rows.push(row)
    start = end
  }
  return rows
}
