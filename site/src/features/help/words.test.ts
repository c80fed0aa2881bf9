import { expect, test } from "vitest"
import { pieces } from "./words.ts"

test("the shop's own addresses in a letter can be followed, without the full stop behind them; a stranger's cannot", () => {
  const origin = "https://shop.example"
  expect(pieces("Here: https://shop.example/orders/1?token=a_b. See https://evil.example/x", origin)).toEqual([
    { text: "Here: " },
    { text: "https://shop.example/orders/1?token=a_b", href: "https://shop.example/orders/1?token=a_b" },
    { text: ". See " },
    { text: "https://evil.example/x" },
  ])
  expect(pieces("https://shop.example.evil.example/ and javascript:alert(1)", origin).filter(({ href }) => href)).toEqual([])
})
