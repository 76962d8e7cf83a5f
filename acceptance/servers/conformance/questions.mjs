// The tools and the prompt that ask the client for something in the middle of a call. They are
// written once; how a question travels is the difference between the eras: legacy.mjs sends real
// requests, modern.mjs answers input_required and is called again.
//
// rounds: each gives the questions of one round, key → request; the next is asked when all are
// answered. finish: the answers, key → result, make the outcome.
import { messages, text } from './content.mjs';

const form = (message, properties, required = Object.keys(properties)) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required } },
});
const sample = (value, maxTokens) => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text: value } }], maxTokens },
});
const listRoots = { method: 'roots/list', params: {} };

const string = { type: 'string' };
const boolean = { type: 'boolean' };
// The suite fixes this question's key. A gateway in front of a server of the older era must make
// up keys; one that names a question after its first field arrives at the same.
const userName = form('What is your name?', { user_name: string }, []);
const nameIn = ({ content = {} }) => content.user_name ?? content.name;

const options = ['option1', 'option2', 'option3'];
const titled = (noun) =>
  ['First', 'Second', 'Third'].map((nth, i) => ({ const: `value${i + 1}`, title: `${nth} ${noun}` }));

const DEFAULTS = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

const ENUMS = {
  untitledSingle: { type: 'string', enum: options },
  titledSingle: { type: 'string', oneOf: titled('Option') },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
};

const completed = ({ answer }) =>
  text(`Elicitation completed: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`);
const answered = (answers) => text(JSON.stringify(answers));
const once = (round, finish) => ({ rounds: [round], finish });

export const ASKING_TOOLS = {
  test_sampling: once(
    ({ prompt }) => ({ answer: sample(prompt, 100) }),
    ({ answer }) => text(`LLM response: ${answer.content.text}`),
  ),
  test_elicitation: once(
    ({ message }) => ({ answer: form(message, { username: string, email: string }) }),
    ({ answer }) => text(`User response: ${JSON.stringify(answer)}`),
  ),
  test_elicitation_sep1034_defaults: once(() => ({ answer: form('Check these', DEFAULTS, []) }), completed),
  test_elicitation_sep1330_enums: once(() => ({ answer: form('Choose', ENUMS, []) }), completed),
  test_streaming_elicitation: once(() => ({ answer: form('Go on?', { ok: boolean }) }), completed),
  // careless: in the older era this one asks without looking at what the client declared.
  test_missing_capability: {
    ...once(() => ({ answer: sample('Are you there?', 10) }), answered),
    careless: true,
  },
  test_input_required_result_elicitation: once(
    () => ({ user_name: userName }),
    ({ user_name: answer }) => text(`Hello, ${nameIn(answer)}!`),
  ),
  test_input_required_result_sampling: once(
    () => ({ capital_question: sample('What is the capital of France?', 100) }),
    ({ capital_question: answer }) => text(answer.content.text),
  ),
  test_input_required_result_list_roots: once(() => ({ client_roots: listRoots }), answered),
  test_input_required_result_request_state: {
    ...once(() => ({ confirm: form('Please confirm', { ok: boolean }) }), () => text('state-ok')),
    sealed: true,
  },
  test_input_required_result_tampered_state: {
    ...once(() => ({ confirm: form('Please confirm', { ok: boolean }) }), () => text('state-ok')),
    sealed: true,
  },
  test_input_required_result_multiple_inputs: {
    ...once(
      () => ({ user_name: userName, greeting: sample('Generate a greeting', 50), client_roots: listRoots }),
      answered,
    ),
    sealed: true,
  },
  test_input_required_result_multi_round: {
    rounds: [
      () => ({ step1: form('Step 1: What is your name?', { name: string }) }),
      () => ({ step2: form('Step 2: What is your favorite color?', { color: string }) }),
    ],
    finish: answered,
    sealed: true,
  },
  // modest: asks only what the client declared, and goes on without the rest.
  test_input_required_result_capabilities: {
    ...once(() => ({ user_name: userName, greeting: sample('Generate a greeting', 50) }), answered),
    modest: true,
  },
};

export const ASKING_PROMPTS = {
  test_input_required_result_prompt: once(
    () => ({ user_context: form('What context should the prompt use?', { context: string }) }),
    ({ user_context: answer }) =>
      messages({ type: 'text', text: `Use this context: ${answer.content?.context ?? 'none'}` }),
  ),
};

const CAPABILITY = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
};

/** A round's questions that a client with these capabilities can be asked. */
export function askable(questions, capabilities) {
  return Object.fromEntries(
    Object.entries(questions).filter(([, { method }]) => capabilities[CAPABILITY[method]] !== undefined),
  );
}
