import { env } from "cloudflare:workers"
import type { Brand } from "#schemas/brand.ts"
import type { Kit } from "../forge/forge.ts"
import { loadFonts } from "../forge/fonts.ts"
import { pngRenderer } from "../forge/png.ts"

/** The forge's kit as the Worker has it: real fonts from the assets, the real renderer. */
export async function testKit(brand: Brand): Promise<Kit> {
  const fonts = await loadFonts((env as { ASSETS: Fetcher }).ASSETS)
  return { brand, fonts, png: pngRenderer(fonts), madeAt: new Date("2026-11-22T09:00:00Z") }
}
