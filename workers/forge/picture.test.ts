import { expect, test } from "vitest"
import { brand } from "#seeds/brand.ts"
import { testKit } from "../test/kit.ts"
import { samples } from "./fixtures.ts"
import { forgeGood } from "./index.ts"
import { BadPicture, readPicture } from "./picture.ts"

const kit = await testKit(brand)
const base64Of = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
const drawn = (side: number) =>
  kit.png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#c06040"/></svg>', side)

test("a picture lies under the pages of the first cover only, and its alternative text says so", async () => {
  const picture = readPicture(base64Of(await drawn(600)))
  expect(picture).toMatchObject({ mediaType: "image/png", width: 600, height: 600 })
  const plain = (await forgeGood(samples.planner, kit)).files
  const illustrated = (await forgeGood(samples.planner, kit, picture)).files
  const of = (files: typeof plain, name: string) => files.find((file) => file.name === name)
  expect(of(illustrated, "cover-a.png")?.bytes).not.toEqual(of(plain, "cover-a.png")?.bytes)
  expect(of(illustrated, "cover-a.png")?.alt).toContain("an illustrated ground")
  for (const name of ["cover-b.png", "page-1.png"]) expect(of(illustrated, name)?.bytes, name).toEqual(of(plain, name)?.bytes)
})

test("what is no picture, is too small or was cut off is no ground for a cover", async () => {
  const png = await drawn(600)
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 4, 0, 3, 0, 1, 0, 0, 0, 0, 0xff, 0xd9])
  expect(readPicture(base64Of(jpeg))).toMatchObject({ mediaType: "image/jpeg", width: 768, height: 1024 })
  for (const wrong of [
    "not base64!",
    btoa("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/> and more text than a header"),
    base64Of(await drawn(100)),
    base64Of(png.slice(0, png.length / 2)),
    base64Of(jpeg.slice(0, -2)),
    "A".repeat(9_000_000),
  ])
    expect(() => readPicture(wrong), wrong.slice(0, 20)).toThrow(BadPicture)
})
