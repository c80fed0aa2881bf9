import { expect, test } from "vitest"
import { brand } from "./brand.ts"
import { faq } from "./faq.ts"
import { fillMacro, macroInputs, macros } from "./macros.ts"
import licence from "./policies/pages/licence.md?raw"
import privacy from "./policies/pages/privacy.md?raw"
import refunds from "./policies/pages/refunds.md?raw"
import terms from "./policies/pages/terms.md?raw"

const banned = (text: string) => brand.voice.banned.filter((phrase) => text.toLowerCase().includes(phrase))

test("the help page answers each question once, in the brand's voice", () => {
  expect(faq.length).toBeGreaterThanOrEqual(18)
  expect(new Set(faq.map((entry) => entry.id)).size).toBe(faq.length)
  expect(new Set(faq.map((entry) => entry.question)).size).toBe(faq.length)
  for (const { id, question, answer } of faq) {
    expect(banned(`${question} ${answer}`), id).toEqual([])
    expect(question.replace(/\.[^.?]*$/, "?"), id).toMatch(/\?$/)
    for (const sentence of answer.split(/(?<=[.!?])\s+/))
      expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(brand.voice.maxSentenceWords)
  }
})

test("a macro is filled completely, and refuses a letter with a hole", () => {
  for (const [id, macro] of macros) {
    expect(banned(macro.text), id).toEqual([])
    const values = Object.fromEntries(macroInputs(macro).map((name) => [name, `<${name}>`]))
    const letter = fillMacro(id, values)
    expect(letter.text, id).toContain("<shop>")
    expect(letter.subject + letter.text, id).not.toMatch(/[{}]/)
    expect(() => fillMacro(id, { ...values, name: "" }), id).toThrow(/lacks name/)
  }
  expect(() => fillMacro("no-such-macro", {})).toThrow(RangeError)
})

test("support has a macro for every situation that the desk meets", () => {
  const needed = ["delivery", "eta", "refund-approved", "refund-refused", "hand-over", "damaged-file"]
  expect(needed.filter((id) => !macros.has(id))).toEqual([])
})

test("the legal pages are titled, free of placeholders, and agree on delivery at once and the refund period", () => {
  for (const [title, page] of Object.entries({ "Terms of sale": terms, Privacy: privacy, Refunds: refunds, Licence: licence })) {
    expect(page).toMatch(new RegExp(`^---\\ntitle: ${title}\\nupdated: \\d{4}-\\d\\d-\\d\\d\\n---\\n\\n# ${title}\\n`))
    expect(page, title).not.toMatch(/\{\{|TBD|Lorem/)
    expect(banned(page), title).toEqual([])
    for (const [, path] of page.matchAll(/\]\(\/policies\/(\w+)\)/g)) expect(["terms", "privacy", "refunds", "licence"]).toContain(path)
  }
  expect(terms).toContain("right to withdraw ends when their delivery begins")
  for (const text of [refunds, faq.find((entry) => entry.id === "refunds")?.answer]) expect(text).toContain("within 14 days")
})
