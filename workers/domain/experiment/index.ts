import { createExperiment } from "./create.ts"
import { judgeExperiments } from "./judge.ts"
import { listExperiments, viewExperiment } from "./list.ts"
import { openFirst, startExperiment } from "./start.ts"
import { stopExperiment } from "./stop.ts"

export { controlHashOf, totalsOf, type ExperimentRow } from "./load.ts"
export { liftWords } from "./words.ts"
export const experiment = {
  create: createExperiment,
  start: startExperiment,
  stop: stopExperiment,
  judge: judgeExperiments,
  list: listExperiments,
  view: viewExperiment,
  open_first: openFirst,
}
