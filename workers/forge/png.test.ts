import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { loadFonts } from "./fonts.ts"
import { pngRenderer } from "./png.ts"

test("an SVG with text becomes a PNG of the width asked for", async () => {
  const fonts = await loadFonts((env as { ASSETS: Fetcher }).ASSETS)
  const png = await pngRenderer(fonts)(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text x="2" y="15" font-family="IBM Plex Sans">Ab</text></svg>',
    400,
  )
  expect(Array.from(png.slice(1, 4))).toEqual([0x50, 0x4e, 0x47])
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(400)
})
