import { expect, test } from "vitest"
import { decodeCursor, encodeCursor } from "./cursor.ts"
import { paragraphsOf } from "./paragraphs.ts"

const long = (text: string) => `${text} ${"It goes on with enough words to be worth citing.".repeat(1)}`

test("a page's title and paragraphs are read; scripts, navigation, footers and repeats are not", async () => {
  const html = `<html><head><title>Budget &amp; plan</title><style>p { color: red; background: url(data:image/png) } </style></head>
    <body><nav><li>${long("Home About Contact")}</li></nav><h1>Short</h1>
    <p>${long("One &quot;good&quot; page&nbsp;&#8211; <em>with</em> marks.")}</p><p>${long("Twice.")}</p><p>${long("Twice.")}</p>
    <script>var p = "<p>${long("never a paragraph")}</p>"</script><footer><p>${long("Cookie notice.")}</p></footer></body></html>`
  const { title, paragraphs } = await paragraphsOf(html, "text/html")
  expect(title).toBe("Budget & plan")
  expect(paragraphs).toEqual([long('One "good" page – with marks.'), long("Twice.")])
})

test("Markdown and plain text are read by blank lines, with their marks taken off", async () => {
  const { title, paragraphs } = await paragraphsOf(`# Sleep **log**\n\n${long("Write down when you *slept*.")}\n\nshort`, "text/markdown")
  expect([title, paragraphs]).toEqual(["Sleep **log**", [long("Write down when you slept.")]])
  expect(await paragraphsOf("", "text/plain")).toEqual({ title: null, paragraphs: [] })
})

test("broken markup, unclosed tags and strange entities are read as far as they go", async () => {
  const { paragraphs } = await paragraphsOf(`<p>${long("Open &bogus; &#0; &#x1F642; here")}<div><script>alert(1)`, "text/html")
  expect(paragraphs.join()).toContain("Open &bogus;")
  expect(paragraphs.join()).toContain("🙂 here")
  expect(paragraphs.join()).not.toContain("alert")
})

test("a cursor comes back as it was given, and what is not one gives null", () => {
  for (const parts of [[1, "prd_1"], ["a-b_c", 0], [0.25, "x?y/z"], []]) expect(decodeCursor(encodeCursor(parts))).toEqual(parts)
  expect(encodeCursor([1, "???>>>"])).toMatch(/^[\w-]+$/)
  for (const bad of ["", "😀", "{}", btoa("{}"), btoa("[null]"), btoa("[[1]]"), btoa("nope")])
    expect([bad, decodeCursor(bad)]).toEqual([bad, null])
})
