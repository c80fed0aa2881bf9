import { evaluateGoals } from "./evaluate.ts"
import { listGoals } from "./states.ts"

export { GoalFigure, goalStates } from "./states.ts"
export const goal = { evaluate: evaluateGoals, list: listGoals }
