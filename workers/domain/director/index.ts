import { callDirector } from "./call.ts"
import { listDirectors } from "./list.ts"
import { wakeDirector } from "./wake.ts"

export const director = { list: listDirectors, call: callDirector, wake: wakeDirector }
