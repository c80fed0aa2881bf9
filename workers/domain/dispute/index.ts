import { answerDispute } from "./answer.ts"
import { listDisputes } from "./list.ts"
import { observeDispute } from "./observe.ts"

export const dispute = { observe: observeDispute, answer: answerDispute, list: listDisputes }
