import { zipSync, type Zippable } from "fflate"
import type { Kit, MadeFile } from "./forge.ts"
import { wrapText } from "./wrap-text.ts"

/** Compressed inside already: deflating them again costs time and saves nothing. */
const stored = /\.(pdf|xlsx|epub|png|jpe?g|zip)$/i

/**
 * One ZIP for the buyer: deliverables, licence and a READ-ME-FIRST.txt that lists them with their sizes.
 * `name` ends in .zip. The same files and `kit.madeAt` give the same bytes.
 */
export function bundleFiles(name: string, files: MadeFile[], kit: Kit): MadeFile {
  const inside = files.filter((file) => file.role === "deliverable" || file.role === "licence")
  const names = new Set(inside.map((file) => file.name.toLowerCase()))
  if (names.size < inside.length) throw new Error(`Two files for ${name} have the same name.`)
  // ZIP keeps local wall-clock time; fflate reads it with local getters, so the date is shifted to read as UTC everywhere.
  const mtime = new Date(kit.madeAt.getTime() + kit.madeAt.getTimezoneOffset() * 60_000)
  const entry = (bytes: Uint8Array, level: 0 | 9): Zippable[string] => [bytes, { level, mtime, os: 0, attrs: 0 }]
  const zip: Zippable = { "READ-ME-FIRST.txt": entry(new TextEncoder().encode(readMe(inside, kit)), 9) }
  for (const file of inside) zip[file.name] = entry(file.bytes, stored.test(file.name) ? 0 : 9)
  return { name, role: "bundle", mediaType: "application/zip", bytes: zipSync(zip) }
}

const opensWith: Record<string, string> = {
  pdf: "Any PDF reader. To print, choose the page size in the file name if there are two.",
  xlsx: "Excel, LibreOffice Calc or Google Sheets. Upload it to Drive for Google Sheets.",
  epub: "Apple Books, Google Play Books, Kobo, or Kindle by 'Send to Kindle'.",
  md: "Any text editor or notes app.",
  csv: "Any spreadsheet or database.",
  json: "For programs and automation tools.",
  svg: "Any browser or vector editor. Scales to any size.",
  png: "Any picture viewer or print shop.",
  txt: "Any text editor.",
}

function readMe(files: MadeFile[], { brand, madeAt }: Kit): string {
  const list = files.flatMap((file) => {
    const opens = opensWith[file.name.split(".").at(-1) ?? ""]
    return [`${file.name}  (${size(file.bytes.length)})`, ...(opens ? wrapText(opens, 72).map((line) => `    ${line}`) : []), ""]
  })
  return [
    "READ ME FIRST",
    "",
    ...wrapText(
      `Thank you for buying from ${brand.name}. This folder holds ${files.length} files. Take them out of the ZIP before you use them.`,
    ),
    "",
    ...list,
    `Something is wrong or missing? Write to ${brand.supportEmail}`,
    `Made on ${madeAt.toISOString().slice(0, 10)}`,
    "",
  ].join("\r\n")
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
