import { initWasm, Resvg } from "@resvg/resvg-wasm"
import wasm from "@resvg/resvg-wasm/index_bg.wasm"
import type { FontFace } from "./forge.ts"

let ready: Promise<void> | undefined

/** An SVG renderer with the given faces: SVG in, PNG of `width` pixels out. */
export function pngRenderer(fonts: FontFace[]) {
  const fontBuffers = fonts.map((font) => font.bytes)
  return async (svg: string, width: number): Promise<Uint8Array> => {
    ready ??= initWasm(wasm)
    await ready
    const renderer = new Resvg(svg, { fitTo: { mode: "width", value: width }, font: { fontBuffers, defaultFontFamily: "IBM Plex Sans" } })
    const image = renderer.render()
    const png = image.asPng()
    image.free()
    renderer.free()
    return png
  }
}
