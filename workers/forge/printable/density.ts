const METRE = 39.3701

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

/** The same PNG with its dots per inch written in (chunk pHYs, PNG 11.3.4.3), so that print shops open it at its true size. */
export function withDensity(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set(new TextEncoder().encode("pHYs"), 4)
  view.setUint32(8, Math.round(dpi * METRE))
  view.setUint32(12, Math.round(dpi * METRE))
  chunk[16] = 1
  view.setUint32(17, crc(chunk.subarray(4, 17)))
  // The header is always the first chunk: 8 bytes of signature and 25 of IHDR.
  const out = new Uint8Array(png.length + chunk.length)
  out.set(png.subarray(0, 33))
  out.set(chunk, 33)
  out.set(png.subarray(33), 33 + chunk.length)
  return out
}
