import { unzipSync } from "fflate"
import { expect, test } from "vitest"
import { goodKinds } from "#schemas/good.ts"
import { brand } from "#seeds/brand.ts"
import { testKit } from "../test/kit.ts"
import { samples } from "./fixtures.ts"
import { forgeGood, makers } from "./index.ts"

const kit = await testKit(brand)
const pixels = ({ bytes }: { bytes: Uint8Array }) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

test.each(goodKinds)("a %s comes with covers, previews, licence and a ZIP of what the buyer gets, and true facts", async (kind) => {
  expect(makers[kind].kind).toBe(kind)
  const { files, facts } = await forgeGood(samples[kind], kit)
  const role = (name: string) => files.filter((file) => file.role === name)
  expect(role("cover").map((file) => [file.name, ...pixels(file)])).toEqual([
    ["cover-a.png", 2000, 2000],
    ["cover-b.png", 2000, 2000],
  ])
  expect(role("cover")[0]?.bytes).not.toEqual(role("cover")[1]?.bytes)
  expect(role("preview").length).toBeGreaterThanOrEqual(3)
  for (const picture of [...role("cover"), ...role("preview")]) expect(picture.alt?.length, picture.name).toBeGreaterThan(10)
  const bought = role("deliverable")
  expect(facts.files).toBe(bought.length)
  expect(facts.bytes).toBe(bought.reduce((sum, file) => sum + file.bytes.length, 0))
  expect(facts.formats.map((format) => format.toLowerCase())).toEqual([...new Set(bought.map((file) => file.name.split(".").at(-1)))])
  for (const name of Object.keys(facts.pages)) expect(bought.map((file) => file.name)).toContain(name)
  const [zip] = role("bundle")
  const inside = unzipSync(zip?.bytes ?? new Uint8Array())
  for (const file of [...bought, ...role("licence")]) expect(inside[file.name], file.name).toEqual(file.bytes)
  expect(new Set(files.map((file) => file.name)).size).toBe(files.length)
})
