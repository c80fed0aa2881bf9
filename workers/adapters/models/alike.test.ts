import { expect, test } from "vitest"
import { guardOf } from "./alike.ts"

const same = (one: string, other: string) => guardOf(one) === guardOf(other)

test("the same question put in another way passes the guard", () => {
  expect(same("How do I print the pages?", "Could you tell me how to print the pages, please")).toBe(true)
  expect(same("Can I print the files on A4 paper?", "may I print files on a4 paper")).toBe(true)
})

test("a number, a name, a placeholder, a negation or a word that turns the question round never passes", () => {
  for (const [one, other] of [
    ["Please refund order 12", "Please refund order 13"],
    ["Does it open in Excel?", "Does it open in Numbers?"],
    ["Write to [EMAIL_1] about it", "Write to [EMAIL_2] about it"],
    ["Can I open the files?", "I can't open the files"],
    ["May I share it with my friend?", "May I share it with my students?"],
    ["Can I return it before the download?", "Can I return it after the download?"],
    ["How do I download the files again?", "Where do I download the files again?"],
    ["Is A4 included?", "Is A5 included?"],
    ["Does it cost 5.90 euro?", "Does it cost 5,90 euro?"],
  ])
    expect([one, same(one ?? "", other ?? "")]).toEqual([one, false])
})
