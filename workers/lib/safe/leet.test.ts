import { expect, test } from "vitest"

const sources = import.meta.glob<string>("/workers/**/*.ts", { query: "?raw", import: "default", eager: true })

test("signs that stand for letters are listed once, and both who look for crude words and who screen briefs read that list", () => {
  const tables = Object.entries(sources).flatMap(([path, text]) => (/["']?@["']?: "a",\s*(?:\$|"\$"): "s"/.test(text) ? [path] : []))
  expect(tables).toEqual(["/workers/lib/safe/leet.ts"])
  const readers = Object.entries(sources).flatMap(([path, text]) => (text.includes('from "#workers/lib/safe/leet.ts"') ? [path] : []))
  expect(readers.toSorted()).toEqual(["/workers/domain/brief/rules/screen.ts", "/workers/lib/safe/profanity/profanity.ts"])
})
