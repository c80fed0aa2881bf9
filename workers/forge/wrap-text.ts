/** Breaks plain text into lines of at most `width` characters at spaces; a longer word keeps a line of its own. */
export function wrapText(text: string, width = 76): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
