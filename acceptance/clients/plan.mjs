// What both TypeScript clients do alike: run the steps of a plan and print one JSON document.
// plan = {url | command, era, headers?, steps: [{list: true} | {call: NAME, arguments, cancelAfterMillis?} |
// {pause: FILE, until: FILE}]}; a pause makes the one file and waits for the other.

import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export async function readPlan() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  return JSON.parse(text);
}

export async function runPlan(plan, client) {
  const steps = [];
  for (const step of plan.steps) {
    if (step.pause) await pause(step);
    else steps.push(step.list ? await list(client) : await call(client, step));
  }
  const protocolVersion = client.protocolVersion();
  // A cancellation is sent without being awaited: closing at once would take it back.
  if (plan.steps.some((step) => step.cancelAfterMillis)) await sleep(500);
  await client.close();
  process.stdout.write(JSON.stringify({ protocolVersion, steps }) + '\n');
}

async function pause(step) {
  writeFileSync(step.pause, '');
  while (!existsSync(step.until)) await sleep(50);
}

async function list(client) {
  const tools = [];
  let cursor;
  let pages = 0;
  do {
    const page = await client.listTools(cursor === undefined ? {} : { cursor });
    tools.push(...page.tools);
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== undefined && pages < 1000);
  return { tools, pages };
}

async function call(client, step) {
  const progress = [];
  const abort = new AbortController();
  const options = { onprogress: (update) => progress.push(update), signal: abort.signal };
  const started = Date.now();
  const timer = step.cancelAfterMillis
    ? setTimeout(() => abort.abort('the plan says so'), step.cancelAfterMillis)
    : undefined;
  try {
    const result = await client.callTool(
      { name: step.call, arguments: step.arguments ?? {} },
      options,
    );
    return { result, progress, millis: Date.now() - started };
  } catch (error) {
    const { code, message, data } = error;
    return { error: { code, message, data }, progress, millis: Date.now() - started };
  } finally {
    clearTimeout(timer);
  }
}
