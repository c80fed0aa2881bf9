import { expect, test } from "vitest"
import { decodeCursor, encodeCursor } from "./cursor.ts"
import { decodeEntities } from "./entities.ts"

test("a cursor comes back as it was given, and what is not one gives null", () => {
  for (const parts of [[1, "prd_1"], ["a-b_c", 0], [0.25, "x?y/z"], []]) expect(decodeCursor(encodeCursor(parts))).toEqual(parts)
  expect(encodeCursor([1, "???>>>"])).toMatch(/^[\w-]+$/)
  for (const bad of ["", "😀", "{}", btoa("{}"), btoa("[null]"), btoa("[[1]]"), btoa("nope")])
    expect([bad, decodeCursor(bad)]).toEqual([bad, null])
})

test("entities are read as far as they are known; others stay as they were written", () => {
  expect(decodeEntities("Open &bogus; &#0; &#x1F642; &amp;&nbsp;&#8211;")).toBe("Open &bogus;   🙂 & –")
})
