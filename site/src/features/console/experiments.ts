import type { AstroGlobal } from "astro"
import { ExperimentKind, ExperimentMode, type ExperimentView } from "#schemas/experiment.ts"
import { attempt, textOf } from "#site/src/features/form/failure.ts"

/** Answers a form of the experiments' page; the value is where the operator goes next. */
export function changeExperiment({ locals: { shop } }: Pick<AstroGlobal, "locals">, form: FormData) {
  return attempt(async () => {
    const id = textOf(form, "id")
    if (textOf(form, "do") === "start") await shop.experiment.start({ id })
    else if (textOf(form, "do") === "stop") await shop.experiment.stop({ id, reason: textOf(form, "reason") })
    else {
      const kind = ExperimentKind.parse(textOf(form, "kind"))
      const mode = ExperimentMode.parse(textOf(form, "mode"))
      await shop.experiment.create({ productId: textOf(form, "productId"), kind, mode })
    }
    return "/console/experiments"
  })
}

const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 })
export const share = (part: number): string => percent.format(part)
export const rate = (events: number, of: number): string => (of === 0 ? "–" : percent.format(events / of))

const signed = (ratio: number) => `${ratio >= 1 ? "+" : "−"}${Math.abs((ratio - 1) * 100).toFixed(0)} %`

/** What the figures of a test allow for, in one line; a bandit has chances instead. */
export function evidenceWords({ mode, lift, evidence, arms }: ExperimentView): string {
  if (!evidence) return "Nobody has looked yet; the nightly job does, once there is a whole day."
  if (mode === "bandit") {
    const chances = arms.map(({ arm }) => `${arm} ${percent.format(evidence[arm] ?? 0)}`).join(", ")
    return `Chance of being the best: ${chances}.`
  }
  const interval =
    lift && lift.high <= 100
      ? `Between ${signed(lift.low)} and ${signed(lift.high)} orders a visitor are possible.`
      : "The figures say nothing about the effect yet."
  return `${interval} Evidence that it sells better: ${(evidence.better ?? 1).toFixed(1)}, needed 20. Worse: ${(evidence.worse ?? 1).toFixed(1)}. More refunds: ${(evidence.refunds ?? 1).toFixed(1)}. Unplanned division: ${(evidence.ratio ?? 1).toFixed(1)}, stops at 1,000.`
}
