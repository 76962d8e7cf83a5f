// The Tasks extension of revision 2026-07-28, for the modern fixture: tools whose calls become
// tasks, and the methods to follow, answer and cancel them. Tasks live as long as the process.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MissingRequiredClientCapabilityError, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { text, tool } from './content.mjs';

export const TASKS = 'io.modelcontextprotocol/tasks';
const tasks = new Map();

const form = (message, properties) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required: Object.keys(properties) } },
});

class Task {
  taskId = randomUUID();
  status = 'working';
  createdAt = new Date().toISOString();
  lastUpdatedAt = this.createdAt;
  outcome = {}; // what a task that ended has besides: its result or its error
  questions = {};
  answers = {};
  cancelled = new AbortController();
  #allAnswered = () => {};

  constructor(work) {
    tasks.set(this.taskId, this);
    work(this).then(
      (result) => this.#become('completed', { result: { resultType: 'complete', ...result } }),
      ({ message }) => this.#become('failed', { error: { code: ProtocolErrorCode.InternalError, message } }),
    );
  }

  async ask(questions) {
    this.questions = questions;
    this.#become('input_required');
    await new Promise((go) => (this.#allAnswered = go));
    this.#become('working');
    return this.answers;
  }

  answer(responses) {
    for (const [key, response] of Object.entries(responses)) {
      if (!this.questions[key]) continue;
      this.answers[key] = response;
      delete this.questions[key];
    }
    if (Object.keys(this.questions).length === 0) this.#allAnswered();
  }

  cancel() {
    this.#become('cancelled');
    this.cancelled.abort();
  }

  #become(status, outcome = {}) {
    if (['completed', 'failed', 'cancelled'].includes(this.status)) return;
    Object.assign(this, { status, outcome, lastUpdatedAt: new Date().toISOString() });
  }

  get summary() {
    const { taskId, status, createdAt, lastUpdatedAt } = this;
    return { taskId, status, createdAt, lastUpdatedAt, ttlMs: 600_000, pollIntervalMs: 200 };
  }

  get detail() {
    const asking = this.status === 'input_required' && { inputRequests: this.questions };
    return { ...this.summary, ...this.outcome, ...asking };
  }
}

const declares = (capabilities) => capabilities.extensions?.[TASKS] !== undefined;
const created = (work) => ({ resultType: 'task', ...new Task(work).summary });

function demandTasks(capabilities) {
  if (declares(capabilities)) return;
  throw new MissingRequiredClientCapabilityError({ requiredCapabilities: { extensions: { [TASKS]: {} } } });
}

async function compute(seconds, signal) {
  await sleep(seconds * 1000, undefined, { signal });
  return text(`computed for ${seconds} s`);
}

function slowCompute({ seconds }, request, capabilities) {
  if (seconds === 0 || !declares(capabilities)) return compute(seconds, request.signal);
  return created((task) => compute(seconds, task.cancelled.signal));
}

function failingJob(args, request, capabilities) {
  demandTasks(capabilities);
  return created(async () => {
    await sleep(1000);
    return { ...text('This job always fails'), isError: true };
  });
}

function protocolErrorJob(args, request, capabilities) {
  demandTasks(capabilities);
  return created(() => Promise.reject(new Error('the job broke')));
}

function confirmDelete({ filename }, request, capabilities) {
  if (!declares(capabilities)) return text('nobody to confirm: nothing deleted');
  return created(async (task) => {
    const { confirm } = await task.ask({ confirm: form(`Delete ${filename}?`, { confirm: { type: 'boolean' } }) });
    return text(confirm.content?.confirm ? `deleted ${filename}` : `kept ${filename}`);
  });
}

function multiInput(args, request, capabilities) {
  demandTasks(capabilities);
  return created(async (task) => {
    const { name, sure } = await task.ask({
      name: form('Your name?', { name: { type: 'string' } }),
      sure: form('Sure?', { confirm: { type: 'boolean' } }),
    });
    return text(`${name.content?.name}: ${sure.content?.confirm}`);
  });
}

/** First asks as every tool may, and becomes a task when it has the answer. */
function askThenTask(args, { inputResponses }, capabilities) {
  demandTasks(capabilities);
  const answer = inputResponses?.user_name;
  if (!answer) {
    const inputRequests = { user_name: form('What is your name?', { name: { type: 'string' } }) };
    return { resultType: 'input_required', inputRequests };
  }
  return created(async () => text(`Hello, ${answer.content?.name}!`));
}

const object = (properties, required = []) => ({ type: 'object', properties, required });

/** Definitions, and what a call does: run(arguments, request, the client's capabilities). */
export const TASK_TOOLS = [
  [tool('greet', object({ name: { type: 'string' } }, ['name'])), ({ name }) => text(`Hello, ${name}!`)],
  [tool('slow_compute', object({ seconds: { type: 'number' }, label: { type: 'string' } }, ['seconds'])), slowCompute],
  [tool('failing_job'), failingJob],
  [tool('protocol_error_job'), protocolErrorJob],
  [tool('confirm_delete', object({ filename: { type: 'string' } }, ['filename'])), confirmDelete],
  [tool('multi_input'), multiInput],
  [tool('test_tool_with_task'), askThenTask],
];

function find(taskId) {
  const task = tasks.get(taskId);
  if (!task) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown task: ${taskId}`);
  return task;
}

const EFFECTS = {
  'tasks/get': (task) => task.detail,
  'tasks/update': (task, { inputResponses }) => (task.answer(inputResponses ?? {}), {}),
  'tasks/cancel': (task) => (task.cancel(), {}),
};

/** Serves tasks/get, tasks/update and tasks/cancel to clients that declared the extension. */
export function handleTasks(server, capabilitiesOf) {
  for (const [method, effect] of Object.entries(EFFECTS)) {
    server.setRequestHandler(method, { params: z.looseObject({ taskId: z.string() }) }, ({ taskId }, context) => {
      demandTasks(capabilitiesOf(context));
      return effect(find(taskId), context.mcpReq);
    });
  }
}
