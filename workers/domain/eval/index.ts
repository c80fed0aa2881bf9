import { weeklyEval } from "./weekly.ts"

// `eval` itself is no name that a module may bind.
export const evals = { weekly: weeklyEval }
