import { expect, test } from "vitest"
import { csvOf } from "./csv.ts"

test("a text that a spreadsheet would run is shown instead, a negative number stays one, quotes and lines stay inside their cell", () => {
  expect(
    csvOf([
      ["=1+1", "-5.2", "-x"],
      ['a "b", c', "two\nlines", ""],
    ]),
  ).toBe('\'=1+1,-5.2,\'-x\r\n"a ""b"", c","two\nlines",\r\n')
})
