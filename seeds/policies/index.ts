import { parse } from "yaml"
import {
  AdsPolicy,
  ExperimentPolicy,
  GatePolicy,
  GuardrailPolicy,
  HandoverPolicy,
  PricePolicy,
  RolloutPolicy,
  ScreenPolicy,
  VotePolicy,
} from "#schemas/policy.ts"
import ads from "./ads.yaml?raw"
import experiments from "./experiments.yaml?raw"
import gate from "./gate.yaml?raw"
import guardrails from "./guardrails.yaml?raw"
import handover from "./handover.yaml?raw"
import price from "./price.yaml?raw"
import rollouts from "./rollouts.yaml?raw"
import screen from "./screen.yaml?raw"
import votes from "./votes.yaml?raw"

/** The policies of this folder, checked. Code decides by them; no prompt can change them. */
export const gatePolicy: GatePolicy = GatePolicy.parse(parse(gate))
export const pricePolicy: PricePolicy = PricePolicy.parse(parse(price))
export const screenPolicy: ScreenPolicy = ScreenPolicy.parse(parse(screen))
export const handoverPolicy: HandoverPolicy = HandoverPolicy.parse(parse(handover))
export const adsPolicy: AdsPolicy = AdsPolicy.parse(parse(ads))
export const experimentPolicy: ExperimentPolicy = ExperimentPolicy.parse(parse(experiments))
export const guardrailPolicy: GuardrailPolicy = GuardrailPolicy.parse(parse(guardrails))
export const votePolicy: VotePolicy = VotePolicy.parse(parse(votes))
export const rolloutPolicy: RolloutPolicy = RolloutPolicy.parse(parse(rollouts))
