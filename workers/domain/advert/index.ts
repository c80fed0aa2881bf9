import { closeBudget, listBudgets, openBudget } from "./budget.ts"
import { listCampaigns, proposeCampaign } from "./campaign.ts"
import { launchCampaign } from "./launch.ts"
import { pullSpend, stopCampaign } from "./spend.ts"

export const advert = {
  open_budget: openBudget,
  close_budget: closeBudget,
  budgets: listBudgets,
  propose: proposeCampaign,
  launch: launchCampaign,
  stop: stopCampaign,
  list: listCampaigns,
  pull_spend: pullSpend,
}
