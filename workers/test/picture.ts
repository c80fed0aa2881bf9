const kept = new Map<string, Promise<Uint8Array>>()

/** A real PNG of this size in pixels: black and white stripes, a few hundred bytes; another `seed` makes another picture. */
export function picture(width: number, height: number, seed = 0): Promise<Uint8Array> {
  const key = `${width} ${height} ${seed}`
  const made = kept.get(key) ?? draw(width, height, seed)
  kept.set(key, made)
  return made
}

async function draw(width: number, height: number, seed: number): Promise<Uint8Array> {
  const header = new DataView(new ArrayBuffer(13))
  header.setUint32(0, width)
  header.setUint32(4, height)
  // One bit a pixel, grey.
  header.setUint8(8, 1)
  const row = 1 + Math.ceil(width / 8)
  const pixels = new Uint8Array(row * height)
  for (let y = 0; y < height; y++) pixels.fill(y % (seed + 2) === 0 ? 0xff : 0, y * row + 1, (y + 1) * row)
  const packed = new Blob([pixels]).stream().pipeThrough(new CompressionStream("deflate"))
  const data = new Uint8Array(await new Response(packed).arrayBuffer())
  const sign = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const parts = [sign, chunk("IHDR", new Uint8Array(header.buffer)), chunk("IDAT", data), chunk("IEND", new Uint8Array())]
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(12 + data.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, data.length)
  whole.set(new TextEncoder().encode(type), 4)
  whole.set(data, 8)
  view.setUint32(8 + data.length, crc(whole.subarray(4, 8 + data.length)))
  return whole
}

function crc(bytes: Uint8Array): number {
  let sum = ~0
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}
