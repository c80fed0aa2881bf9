import fc from "fast-check"
import { expect, test } from "vitest"
import { harmless, personal } from "./fixtures.ts"
import { findPersonal, openVault, redact, redactDeep, restore, restoreDeep, sealVault } from "./index.ts"

for (const [text, ...expected] of personal)
  test(`personal: ${text.replaceAll("\n", " / ")}`, () => {
    expect(findPersonal(text).map(({ type, value }) => [type, value])).toEqual(expected)
  })

for (const text of harmless)
  test(`harmless: ${text.slice(0, 60)}`, () => {
    expect(findPersonal(text)).toEqual([])
  })

test("one wrong digit and a card, an IBAN and a tax id are only numbers", () => {
  for (const text of ["4111 1111 1111 1112", "DE89370400440532013001", "529.982.247-26", "12345678A", "86 095 742 718"])
    expect(findPersonal(`Nº ${text}`), text).toEqual([])
})

test("a placeholder names the type, the same value keeps its number, and the vault brings all of it back", () => {
  const text = "jane@example.org wrote to bob@example.org; jane@example.org waits."
  const { text: clean, vault } = redact(text)
  expect(clean).toBe("[EMAIL_1] wrote to [EMAIL_2]; [EMAIL_1] waits.")
  expect(restore(clean, vault)).toBe(text)
  expect(restore("[EMAIL_9] stays", vault)).toBe("[EMAIL_9] stays")
})

test("who writes a placeholder is not given somebody's address for it", () => {
  const { value, vault } = redactDeep({ order: "jane@example.org", question: "What is [EMAIL_1]?" })
  expect(value).toEqual({ order: "[EMAIL_2]", question: "What is [EMAIL_1]?" })
  expect(restoreDeep({ answer: "It is [EMAIL_1]." }, vault)).toEqual({ answer: "It is [EMAIL_1]." })
})

test("all strings of a value share one numbering; dates, numbers and nulls stay what they are", () => {
  const given = { a: ["a@b.example", { c: "a@b.example, d@e.example" }], n: 5, d: new Date(0), x: null }
  const { value, vault, count } = redactDeep(given)
  expect(value).toEqual({ a: ["[EMAIL_1]", { c: "[EMAIL_1], [EMAIL_2]" }], n: 5, d: new Date(0), x: null })
  expect(count).toBe(2)
  expect(restoreDeep(value, vault)).toEqual(given)
})

test("whatever the text, redacting and restoring gives it back, and findings never overlap", () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom(...personal.map(([text]) => text), ...harmless, "[EMAIL_1]", "\n", " "))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join(" ")
      const { text: clean, found, vault } = redact(text)
      expect(restore(clean, vault)).toBe(text)
      for (const [at, finding] of found.entries()) {
        expect(text.slice(finding.start, finding.end)).toBe(finding.value)
        expect(finding.start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0)
      }
    }),
    { numRuns: 300, seed: 7 },
  )
})

test("a vault opens with the shop's secret, not with another, and not after a changed byte", async () => {
  const sealed = await sealVault({ "[EMAIL_1]": "jane@exämple.org" }, "the shop's secret")
  expect(sealed).not.toContain("jane")
  expect(await openVault(sealed, "the shop's secret")).toEqual({ "[EMAIL_1]": "jane@exämple.org" })
  await expect(openVault(sealed, "another")).rejects.toThrow()
  await expect(
    openVault(`${sealed.slice(0, 20)}${sealed[20] === "A" ? "B" : "A"}${sealed.slice(21)}`, "the shop's secret"),
  ).rejects.toThrow()
})
