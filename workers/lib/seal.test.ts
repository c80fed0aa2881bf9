import { expect, test } from "vitest"
import { seal, unseal } from "./seal.ts"

test("a text of a megabyte is sealed and opened, by its own secret and purpose only, and not after a byte was changed", async () => {
  const text = "ä€".repeat(200_000)
  const sealed = await seal(text, "secret", "purpose")
  expect(await unseal(sealed, "secret", "purpose")).toBe(text)
  await expect(unseal(sealed, "other", "purpose")).rejects.toThrow()
  await expect(unseal(sealed, "secret", "other")).rejects.toThrow()
  const changed = `${sealed.slice(0, 40)}${sealed[40] === "A" ? "B" : "A"}${sealed.slice(41)}`
  await expect(unseal(changed, "secret", "purpose")).rejects.toThrow()
})
