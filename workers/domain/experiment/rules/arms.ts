import { controlArm, type Arm, type ExperimentKind, type ExperimentMode } from "#schemas/experiment.ts"
import type { Variant } from "#schemas/draft.ts"

/** More arms than this would share too few visitors. */
const mostArms = 5

type Pool = {
  chosen: string
  variants: Variant[]
  /** The draft's covers; `shown` is the one on the shelf. */
  covers: { id: string; shown: boolean }[]
}

/**
 * What can be tried of a draft's pool: only variants that passed the gate, and covers that were made of the same good. A test
 * takes the best-scored other one, a bandit all. Only the control: there is nothing to try.
 */
export function armsOf({ chosen, variants, covers }: Pool, kind: ExperimentKind, mode: ExperimentMode): Arm[] {
  const control: Arm = { key: controlArm, about: "As it is on the shelf", variant: chosen, copy: {}, cover: null }
  const shown = variants.find(({ key }) => key === chosen)
  const others = variants
    .filter(({ key, scorecard }) => key !== chosen && scorecard.pass)
    .toSorted((a, b) => b.scorecard.overall - a.scorecard.overall)
  const titles = others.filter(({ copy }) => copy.title !== shown?.copy.title)
  const words = others.map(({ key, copy }): Arm => ({
    key: `words-${key.toLowerCase()}`,
    about: `All words of variant ${key}`,
    variant: key,
    copy,
    cover: null,
  }))
  const titled = titles.map(({ key, copy: { title } }): Arm => ({
    key: `title-${key.toLowerCase()}`,
    about: title,
    variant: key,
    copy: { title },
    cover: null,
  }))
  const covered = covers
    .filter((cover) => !cover.shown)
    .map(({ id }, n): Arm => ({ key: `cover-${n + 2}`, about: `Cover ${n + 2}`, variant: chosen, copy: {}, cover: id }))
  const both = titled.flatMap((title) =>
    covered.map((cover): Arm => ({
      ...title,
      key: `${title.key}-${cover.key}`,
      about: `${title.about}, ${cover.about.toLowerCase()}`,
      cover: cover.cover,
    })),
  )
  const pool = { words, title: titled, cover: covered, "title-and-cover": [...titled, ...covered, ...both] }[kind]
  return [control, ...pool.slice(0, mode === "test" ? 1 : mostArms - 1)]
}

/** Equal parts, or the planned part to the one treatment of a test. */
export function sharesOf(arms: Arm[], mode: ExperimentMode, share: number): Record<string, number> {
  if (mode === "bandit") return Object.fromEntries(arms.map(({ key }) => [key, 1 / arms.length]))
  return Object.fromEntries(arms.map(({ key }) => [key, key === controlArm ? 1 - share : share]))
}
