import { parse } from "yaml"
import { z } from "zod"
import source from "./synonyms.yaml?raw"

const groups = z.array(z.array(z.string().regex(/^[a-z-]+$/)).min(2)).parse(parse(source))
const byWord = new Map(groups.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)])))

/** Other words of the same group in seeds/synonyms.yaml, for a word in the singular or the plural. */
export const synonymsOf = (word: string): readonly string[] => byWord.get(word) ?? byWord.get(word.replace(/s$/, "")) ?? []
