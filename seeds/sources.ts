import { parse } from "yaml"
import { SourceList } from "#schemas/source.ts"
import text from "./sources.yaml?raw"

/** Known lists and known providers, checked. */
export const sourceList: SourceList = SourceList.parse(parse(text, { merge: true }))
