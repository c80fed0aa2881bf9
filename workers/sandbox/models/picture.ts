const side = 1024
const crcs = Uint32Array.from({ length: 256 }, (_, n) =>
  Array.from({ length: 8 }).reduce<number>((crc) => (crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1), n),
)

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  const crc = bytes.subarray(4, 8 + data.length).reduce((sum, byte) => (sum >>> 8) ^ (crcs[(sum ^ byte) & 255] ?? 0), 0xffffffff)
  view.setUint32(8 + data.length, ~crc >>> 0)
  return bytes
}

let drawn: Promise<string> | undefined

/** A true PNG of 1024 × 1024 in base64, of the size that the vendor sends: soft hills, since no model draws here. */
export const picture = (): Promise<string> => (drawn ??= draw())

async function draw(): Promise<string> {
  // One byte a pixel with a palette: each row begins with its filter, which is none.
  const rows = new Uint8Array(side * (side + 1))
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const hill = (n: number) => side * (0.35 + 0.16 * n) + 60 * Math.sin(x / (120 + 40 * n) + n * 2)
      rows[y * (side + 1) + 1 + x] = [0, 1, 2, 3].filter((n) => y > hill(n)).length
    }
  const header = new Uint8Array(13)
  new DataView(header.buffer).setUint32(0, side)
  new DataView(header.buffer).setUint32(4, side)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Uint8Array.from([238, 233, 222, 214, 222, 208, 176, 198, 184, 132, 165, 158, 92, 126, 128])
  const packed = new Uint8Array(await new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer())
  const parts = [
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", packed),
    chunk("IEND", new Uint8Array()),
  ]
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
}
