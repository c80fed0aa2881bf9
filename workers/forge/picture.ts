/** A picture for the ground of a cover, checked: what its header says is what it is. */
export type CoverPicture = { mediaType: "image/png" | "image/jpeg"; base64: string; width: number; height: number }

const smallest = 512
const mostBytes = 6_000_000

/** Reads a picture that came from outside. Throws `BadPicture` unless it is a PNG or JPEG of at least 512 pixels a side and at most 6 MB. */
export function readPicture(base64: string): CoverPicture {
  if (base64.length > mostBytes * 1.4) throw new BadPicture("The picture is larger than 6 MB.")
  const bytes = bytesOf(base64)
  const size = pngSize(bytes) ?? jpegSize(bytes)
  if (!size) throw new BadPicture("The picture is neither a PNG nor a JPEG.")
  if (Math.min(size.width, size.height) < smallest) throw new BadPicture(`The picture has only ${size.width} × ${size.height} pixels.`)
  return { ...size, base64 }
}

/** A picture that no cover is made from. */
export class BadPicture extends Error {
  override name = "BadPicture"
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  } catch {
    throw new BadPicture("The picture is not base64.")
  }
}

type Size = Pick<CoverPicture, "mediaType" | "width" | "height">

/** PNG specification: eight bytes of signature, IHDR first, and IEND last, so that half a file is seen. */
function pngSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer)
  if (bytes.length < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return null
  if (view.getUint32(bytes.length - 8) !== 0x49454e44) throw new BadPicture("The picture ends too early.")
  return { mediaType: "image/png", width: view.getUint32(16), height: view.getUint32(20) }
}

/** JPEG (ITU T.81, B.2): segments until the frame's header, and the end mark last. */
function jpegSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer)
  if (bytes.length < 20 || view.getUint16(0) !== 0xffd8) return null
  if (view.getUint16(bytes.length - 2) !== 0xffd9) throw new BadPicture("The picture ends too early.")
  for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
    const mark = view.getUint16(at)
    const isFrame = mark >= 0xffc0 && mark <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(mark)
    if (isFrame) return { mediaType: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
  }
  return null
}
