import { createExperiment } from "./create.ts"
import { judgeExperiments } from "./judge.ts"
import { listExperiments, viewExperiment } from "./list.ts"
import { openFirst, startExperiment } from "./start.ts"
import { stopExperiment } from "./stop.ts"

export const experiment = {
  create: createExperiment,
  start: startExperiment,
  stop: stopExperiment,
  judge: judgeExperiments,
  list: listExperiments,
  view: viewExperiment,
  open_first: openFirst,
}
