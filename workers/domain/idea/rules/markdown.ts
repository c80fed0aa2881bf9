import { lexer, type Token, type Tokens } from "marked"
import { invalidField } from "#workers/errors.ts"
import { addressesModel, plain, safeUrl, withoutComments } from "./plain.ts"
import { emptyReading, type Entry, type Reading } from "./source.ts"

/** `by Ada Lovelace`: people are no search terms. */
const person = /\bby @?\p{Lu}[\p{L}.-]*(?: (?:and |& )?\p{Lu}[\p{L}.-]*)+/gu
/** Lists are nested four or five deep by people; a thousand levels take the lexer minutes. */
const deepIndent = /^([ \t]{24})[ \t]+/
const longestLine = 8000
const mostEntries = 20_000

/** Reads an awesome list: every linked list item and every linked table row is an entry, under the headings above it. */
export function readMarkdown(text: string): Reading {
  const reading = emptyReading("collection")
  const intro: string[] = []
  const headings: { depth: number; text: string }[] = []
  for (const token of tokensOf(text)) {
    if (token.type === "heading") {
      const heading = token as Tokens.Heading
      while ((headings.at(-1)?.depth ?? 0) >= heading.depth) headings.pop()
      headings.push({ depth: heading.depth, text: nameOf(reading, wordsIn(heading.tokens)) })
      if (heading.depth === 1) reading.subject ??= headings.at(-1)?.text ?? null
      continue
    }
    if (headings.length <= 1 && (token.type === "paragraph" || token.type === "blockquote")) intro.push(plain(wordsIn([token]), 1000))
    const path = headings.map((heading) => heading.text).filter((_, at) => at > 0 || headings[0]?.depth !== 1)
    take(reading, token, path)
  }
  reading.audience =
    /\bfor ((?:[a-z-]+ ){0,2}(?:developers|designers|teachers|writers|students|parents|engineers|marketers|researchers|beginners|founders|creators))\b/i
      .exec(intro.filter((line) => !addressesModel(line)).join(" "))?.[1]
      ?.toLowerCase() ?? null
  return reading
}

/** What stands above entries may become a category, so it must not speak to a model. */
function nameOf(reading: Reading, heading: string): string {
  if (!addressesModel(heading)) return plain(heading, 120)
  reading.dropped.push({ title: "a heading", cause: "speaks-to-model", reason: "It speaks to a model instead of naming a subject." })
  return ""
}

function tokensOf(text: string): Token[] {
  const body = withoutComments(text).replace(/^\uFEFF?---\n[\s\S]{0,4000}?\n---\n/, "")
  try {
    return lexer(
      body
        .replaceAll(/\r\n?/g, "\n")
        .split("\n")
        .map((line) => line.slice(0, longestLine).replace(deepIndent, "$1"))
        .join("\n"),
    )
  } catch (error) {
    // marked descends by recursion: only text made to be nested thousands deep gets here.
    if (error instanceof RangeError) throw invalidField("text", "The Markdown is nested too deeply to be a list that people keep.")
    throw error
  }
}

function take(reading: Reading, token: Token, path: string[]): void {
  if (reading.entries.length >= mostEntries) return
  if (token.type === "list") for (const item of (token as Tokens.List).items) takeItem(reading, item, path)
  else if (token.type === "table")
    for (const row of (token as Tokens.Table).rows)
      takeLinked(
        reading,
        row.flatMap((cell) => cell.tokens),
        path,
      )
  else if (token.type === "blockquote") for (const inner of (token as Tokens.Blockquote).tokens) take(reading, inner, path)
}

function takeItem(reading: Reading, item: Tokens.ListItem, path: string[]): void {
  const own = item.tokens.filter((token) => token.type !== "list")
  const nested = item.tokens.filter((token) => token.type === "list")
  const linked = takeLinked(reading, own, path)
  const label = linked || nested.length === 0 ? "" : nameOf(reading, wordsIn(own))
  // An item without a link that has a list below it is a heading written as a bullet.
  const below = label !== "" && path.length < 8 ? [...path, label] : path
  for (const list of nested) take(reading, list, below)
}

function takeLinked(reading: Reading, tokens: Token[], path: string[]): boolean {
  const link = linksIn(tokens).find(({ href, text }) => addressOf(href) !== null && plain(text) !== "")
  if (!link) return false
  const title = plain(link.text, 120)
  const all = wordsIn(tokens)
  if (addressesModel(all))
    reading.dropped.push({ title: "an entry", cause: "speaks-to-model", reason: "It speaks to a model instead of describing something." })
  else reading.entries.push(entryOf(title, addressOf(link.href), plain(all.replace(link.text, " ").replaceAll(person, " "), 600), path))
  return true
}

/** `github.com/a/b` without a scheme is a slip that real lists have. */
const addressOf = (href: string): string | null =>
  safeUrl(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\//i.test(href) ? `https://${href}` : href)

const entryOf = (title: string, url: string | null, text: string, path: string[]): Entry => ({
  title,
  url,
  text,
  path,
  tags: [],
  price: null,
  popularity: 0,
})

const inside = (token: Token): Token[] => ("tokens" in token && Array.isArray(token.tokens) ? token.tokens : [])

/** Visible words: images (badges) and HTML say nothing. */
function wordsIn(tokens: Token[]): string {
  const pieces = tokens.map((token) => {
    if (token.type === "image" || token.type === "html" || token.type === "code") return ""
    const inner = inside(token)
    if (inner.length > 0) return wordsIn(inner)
    return "text" in token && typeof token.text === "string" ? token.text : " "
  })
  return pieces.join("")
}

function linksIn(tokens: Token[]): { href: string; text: string }[] {
  return tokens.flatMap((token) =>
    token.type === "link" ? [{ href: (token as Tokens.Link).href, text: wordsIn(inside(token)) }] : linksIn(inside(token)),
  )
}
