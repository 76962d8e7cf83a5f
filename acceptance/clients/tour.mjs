// What both TypeScript clients do alike: use everything that a hub offers, and print what they saw
// as one JSON document.

const WORD = 'ada@example.org';

/** Answers for what servers ask in the middle of a call. */
export const sampled = () => ({ role: 'assistant', model: 'none', content: { type: 'text', text: 'sampled' } });
export const filled = ({ requestedSchema: { required = [] } }) => ({
  action: 'accept',
  content: Object.fromEntries(required.map((name) => [name, WORD])),
});

async function pages(list, key) {
  const all = [];
  let cursor;
  do {
    const page = await list(cursor === undefined ? {} : { cursor });
    all.push(...page[key]);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}

const firstText = ({ content: [{ text }] }) => text;

/**
 * client: the SDK's; call(name, arguments, options) of a tool; watch(uri, heard) until the function
 * that it gives is called.
 */
export async function tour(client, call, watch) {
  const names = async (list, key, member = 'name') => (await pages(list, key)).map((one) => one[member]);
  const resources = await names((params) => client.listResources(params), 'resources', 'uri');
  const say = async (name, args) => firstText(await call(name, args));
  const read = async (uri) => (await client.readResource({ uri })).contents[0];
  const prompt = async (name, args) =>
    (await client.getPrompt({ name, arguments: args })).messages[0].content.text;
  const complete = async (name, argument, value) =>
    (await client.complete({ ref: { type: 'ref/prompt', name }, argument: { name: argument, value } })).completion.values;
  const progress = async (name, args) => {
    const seen = [];
    await call(name, args, { onprogress: (update) => seen.push(update.progress) });
    return seen;
  };
  return {
    tools: await names((params) => client.listTools(params), 'tools'),
    resources,
    templates: await names((params) => client.listResourceTemplates(params), 'resourceTemplates', 'uriTemplate'),
    prompts: await names((params) => client.listPrompts(params), 'prompts'),
    echo: await say('everything__echo', { message: 'hi' }),
    simple: await say('modern__test_simple_text', {}),
    read: await read('mcp://modern/test://static-text'),
    expanded: await read('mcp://modern/test://template/7/data'),
    document: await read(resources.find((uri) => uri.startsWith('mcp://everything/'))),
    prompt: await prompt('modern__test_prompt_with_arguments', { arg1: 'a', arg2: 'b' }),
    weather: await prompt('everything__args-prompt', { city: 'Oslo' }),
    words: await complete('modern__test_prompt_with_arguments', 'arg1', 'par'),
    departments: await complete('everything__completable-prompt', 'department', 'S'),
    sampling: await say('modern__test_sampling', { prompt: 'go' }),
    samplingOfLegacy: await say('everything__trigger-sampling-request', { prompt: 'go', maxTokens: 10 }),
    elicitation: await say('modern__test_elicitation', { message: 'who' }),
    elicitationOfLegacy: (await call('everything__trigger-elicitation-request', {})).content.map(({ text }) => text).join(' '),
    progress: await progress('modern__test_tool_with_progress', {}),
    progressOfLegacy: await progress('everything__trigger-long-running-operation', { duration: 1, steps: 4 }),
    cancelled: await cancelled(call, 'plain'),
    cancelledOfLegacy: await cancelled(call, 'plain-legacy'),
    updated: await updated(call, watch, 'mcp://plain/note://watched'),
    updatedOfLegacy: await updated(call, watch, 'mcp://plain-legacy/note://watched'),
  };
}

/** A call that is given up ends at once, with an error. */
async function cancelled(call, server) {
  const abort = new AbortController();
  const started = Date.now();
  setTimeout(() => abort.abort('enough'), 200);
  try {
    await call(`${server}__secret`, { secret: 'tour', millis: 20000, steps: 200 }, { signal: abort.signal });
    return 'answered';
  } catch {
    return Date.now() - started < 5000 ? 'at once' : 'late';
  }
}

/** Touches the watched resource until the client hears of it. */
async function updated(call, watch, uri) {
  const server = /^mcp:\/\/([^/]+)\//.exec(uri)[1];
  let heard;
  const end = await watch(uri, (what) => { heard = what; });
  for (let tries = 0; tries < 50 && heard === undefined; tries += 1) {
    await call(`${server}__touch`, {});
    await new Promise((go) => setTimeout(go, 100));
  }
  await end();
  return heard;
}
