import { PromptPackContent } from "#schemas/content/prompt-pack.ts"

const groups = {
  "Win the work": ["Qualify an enquiry", "Write a proposal in one page", "Answer a price objection", "Follow up after silence"],
  "Run the project": ["Turn a call into a brief", "Plan a two-week sprint", "Report progress to the client", "Say no to extra scope"],
  "Get paid": ["Write a clear invoice note", "Remind a late payer, politely", "Remind a late payer, firmly", "Agree a payment plan"],
}

const ask = (title: string) =>
  `You are an experienced studio manager who writes plainly and never flatters. Task: ${title.toLowerCase()} for {{business_name}}, which sells {{service}} to {{client_type}}.

Facts you may use: the client is {{client_name}}; the amount is {{amount}}; what was said so far: {{notes}}.

Rules: use only these facts; if one is missing, ask for it in a list before you write. Keep sentences under 20 words. No apology, no exclamation mark, no "just checking in". End with one question that can be answered with yes or no.

Answer with: 1) the text, ready to send; 2) two other subject lines; 3) what you assumed, as a list.`

/** Prompts for freelancers, as the composer or a model writes them. */
export const promptPackFixture = PromptPackContent.parse({
  kind: "prompt-pack",
  title: "Client Work Prompts for Freelance Studios",
  subtitle: "From the first enquiry to the paid invoice, in your own words",
  intro:
    "Twelve prompts for the letters, plans and notes that take up a freelancer's week. Each asks for facts before it writes, says what a good answer looks like, and comes with the question to ask next.",
  howTo: [
    "Fill in the list of names once and keep it in a note.",
    "Copy a prompt, replace the names in double braces, and paste it into your assistant.",
    "Compare the answer with what the pack tells you to expect.",
    "Send the follow-up before you start to edit by hand.",
  ],
  placeholders: [
    { name: "business_name", meaning: "the name clients know you by", example: "Ada Lind Studio" },
    { name: "service", meaning: "what you sell, in four words", example: "brand identity for cafés" },
    { name: "client_type", meaning: "who buys from you", example: "owner-run food businesses" },
    { name: "client_name", meaning: "the person you write to", example: "Mira Okafor" },
    { name: "amount", meaning: "the price or the open amount, with its currency", example: "$2,400" },
    {
      name: "notes",
      meaning: "your notes of calls and mails, unedited",
      example: "call 3 March: wants launch before Easter, budget tight",
    },
  ],
  groups: Object.entries(groups).map(([title, prompts]) => ({
    title,
    about: `Four prompts for the stage at which most studios lose time: ${prompts[0]?.toLowerCase()} and what comes after it.`,
    prompts: prompts.map((name) => ({
      title: name,
      use: "When the facts are in your notes and the text has to leave today.",
      prompt: ask(name),
      expect: "A text of 90 to 140 words that names the client once, states the amount, and closes with one question.",
      followUp: "Cut it by a third, keep every figure, and tell me which sentence {{client_name}} will like least.",
    })),
  })),
})
