import { expect, test } from "vitest"
import { cartId } from "./cookie.ts"

const cookies = (value: string | undefined) => ({
  get: () => (value === undefined ? undefined : { value, json: () => null, number: () => 0, boolean: () => true }),
})

test("a cart cookie that no cart of ours could have is none, so a tampered one shows an empty cart and not an error", () => {
  expect(cartId(cookies("crt_01M81EB5GQVATHY912JXJB8SMQ"))).toBe("crt_01M81EB5GQVATHY912JXJB8SMQ")
  for (const value of [undefined, "", "x".repeat(61), "crt_1; drop", "../etc"]) expect(cartId(cookies(value)), String(value)).toBeNull()
})
