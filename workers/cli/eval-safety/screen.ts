import { parse } from "csv-parse/sync"
import { parse as parseYaml } from "yaml"
import { z } from "zod"
import { ScreenPolicy } from "#schemas/policy.ts"
import { screen } from "#workers/domain/brief/rules/screen.ts"
import { inRoot } from "../paths.ts"
import { percent, read, type Section } from "./section.ts"

const Rows = z.array(z.record(z.string(), z.string()))

/** A real Etsy export full of other people's brands, and a harmless Shopify one. */
export function policyScreen(): Section {
  const policy = ScreenPolicy.parse(parseYaml(read(inRoot("seeds/policies/screen.yaml"))))
  const listings = (path: string, fields: string[]) =>
    Rows.parse(parse(read(path), { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }))
      .map((row) => fields.map((field) => row[field] ?? "").join(" "))
      .filter((text) => text.trim() !== "")
  const row = (name: string, texts: string[]) => {
    const refused = texts
      .map((text) => screen({ text }, policy))
      .flatMap((verdict) => (verdict.allowed ? [] : [`${verdict.rule} (${verdict.term})`]))
    const rules = [...new Set(refused)].map((rule) => `${rule} ${refused.filter((one) => one === rule).length}`)
    return [name, texts.length, refused.length, percent(refused.length, texts.length), rules.join(", ") || "–"]
  }
  return {
    title: "Policy screen",
    about: "Titles, tags and descriptions of real listings, judged whole.",
    head: ["Listings", "Number", "Refused", "Share", "By rule and first term"],
    rows: [
      row("Etsy export, heavy trademark use", listings("listings/etsy.EtsyListingsDownload.csv", ["TITLE", "DESCRIPTION", "TAGS"])),
      row("Shopify import, harmless", listings("listings/shopify.product-import.csv", ["Title", "Body (HTML)", "Tags"])),
    ],
  }
}
