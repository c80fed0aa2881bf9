import { allowRule } from "#workers/domain/advert/rules/allow.ts"
import { acceptRule } from "#workers/domain/brief/rules/accept.ts"
import { screenRule } from "#workers/domain/brief/rules/screen.ts"
import { askRule, healRule } from "#workers/domain/channel/rules/plan.ts"
import { plan } from "#workers/domain/director/rules/plan.ts"
import { chooseRule, gateRule, priceRule } from "#workers/domain/draft/rules/index.ts"
import { allocate } from "#workers/domain/experiment/rules/allocate.ts"
import { judgeExperiment } from "#workers/domain/experiment/rules/judge.ts"
import { judgeGoal } from "#workers/domain/goal/rules/judge.ts"
import { takeRule } from "#workers/domain/idea/rules/take.ts"
import { publishRule } from "#workers/domain/listing/rules/publish.ts"
import { draftRule } from "#workers/domain/proposal/rules/draft.ts"
import { guard } from "#workers/domain/proposal/rules/guard.ts"
import { opinion } from "#workers/domain/proposal/rules/opinion.ts"
import { tally } from "#workers/domain/proposal/rules/tally.ts"
import { priceSetRule } from "#workers/domain/product/rules/price-set.ts"
import { announceRule } from "#workers/domain/promotion/rules/announce.ts"
import { refundRule } from "#workers/domain/refund/rules/decide.ts"
import { refuseRule } from "#workers/domain/refund/rules/refuse.ts"
import { watchRollout } from "#workers/domain/rollout/rules/watch.ts"
import { answerRule } from "#workers/domain/ticket/rules/answer.ts"
import { triageRule } from "#workers/domain/ticket/rules/triage.ts"
import type { AnyRule } from "#workers/rule.ts"

/**
 * Every way in which the organisation decides. When a rule's version is raised, the old function stays here under its old version
 * for as long as the log holds entries of it: without it they cannot be made again.
 */
export const rules: readonly AnyRule[] = [
  takeRule,
  screenRule,
  acceptRule,
  chooseRule,
  priceRule,
  gateRule,
  publishRule,
  healRule,
  askRule,
  priceSetRule,
  refundRule,
  refuseRule,
  answerRule,
  triageRule,
  announceRule,
  allowRule,
  allocate,
  judgeExperiment,
  judgeGoal,
  draftRule,
  opinion,
  tally,
  guard,
  watchRollout,
  plan,
]

/** The rule under which an entry was logged, or why there is none, in words. */
export function ruleOf(name: string, version: number): AnyRule | string {
  const versions = rules.filter((rule) => rule.name === name)
  if (versions.length === 0) return `There is no rule "${name}".`
  const known = versions.map((rule) => rule.version).join(", ")
  return versions.find((rule) => rule.version === version) ?? `Rule "${name}" has no version ${version}; known: ${known}.`
}
