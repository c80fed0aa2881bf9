import { expect, test } from "vitest"
import { readUtm, utmOf, utmValue } from "./utm.ts"

test("a campaign survives the way through the cookie; other parameters do not come along", () => {
  const utm = readUtm(new URLSearchParams("utm_source=news%20letter&utm_medium=mail&utm_campaign=a%26b%3Dc&q=tax&utm_id=7"))
  expect(utm).toEqual({ source: "news letter", medium: "mail", campaign: "a&b=c" })
  expect(utmOf(utmValue(utm ?? {}))).toEqual(utm)
})

test("no campaign is null, an over-long value is left out, and a forged cookie is an empty campaign", () => {
  expect(readUtm(new URLSearchParams("q=tax&utm_source="))).toBeNull()
  expect(readUtm(new URLSearchParams(`utm_source=${"x".repeat(61)}&utm_medium=mail`))).toEqual({ medium: "mail" })
  expect(utmOf("%%%{not a query")).toEqual({})
  expect(utmOf(undefined)).toEqual({})
})
