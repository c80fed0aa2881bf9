import { createHash } from "node:crypto"
import { readFileSync, readdirSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { z } from "zod"

const Manifest = z.strictObject({
  name: z.string(),
  split: z.enum(["train", "eval"]),
  file: z.string(),
  about: z.string().min(10),
  source: z.string().min(5),
  licence: z.string().min(3),
  items: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const here = new URL("./", import.meta.url).pathname
const files = (split: string) => readdirSync(`${here}${split}`)
const read = (split: string, name: string) => readFileSync(`${here}${split}/${name}`, "utf8")
const splits = ["train", "eval"] as const
const dataOf = (split: string) => files(split).filter((name) => !name.endsWith(".manifest.yaml"))

test("every dataset has a manifest that names its source, licence and split, and its hash is right", () => {
  for (const split of splits) {
    const manifests = files(split)
      .filter((name) => name.endsWith(".manifest.yaml"))
      .map((name) => Manifest.parse(parse(read(split, name))))
    expect(manifests.map(({ file }) => file).toSorted()).toEqual(dataOf(split).toSorted())
    for (const { file, sha256, items, split: said } of manifests) {
      const text = read(split, file)
      expect([said, createHash("sha256").update(text).digest("hex")]).toEqual([split, sha256])
      expect(z.array(z.unknown()).parse(parse(text))).toHaveLength(items)
    }
  }
})

test("nothing that is measured on was tuned on", () => {
  const texts = (split: string) =>
    dataOf(split).flatMap((file) =>
      z
        .array(z.looseObject({ question: z.string() }))
        .parse(parse(read(split, file)))
        .map(({ question }) => plain(question)),
    )
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim()
  const [train, evaluated] = [texts("train"), texts("eval")]
  expect(new Set([...train, ...evaluated]).size).toBe(train.length + evaluated.length)
})
