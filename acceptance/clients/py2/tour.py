"""The tour on the official Python SDK 2.x, in either era. Usage: tour.py URL legacy|auto|2026-07-28

What it prints is described in ../tour.mjs.
"""

import json
import sys
from contextlib import asynccontextmanager

import anyio
import mcp_types as types
from mcp import Client

WORD = "ada@example.org"
url, mode = sys.argv[1:]
heard = set()


async def sampled(context, params):
    content = types.TextContent(type="text", text="sampled")
    return types.CreateMessageResult(role="assistant", model="none", content=content)


async def filled(context, params):
    required = params.requested_schema.get("required", [])
    return types.ElicitResult(action="accept", content={name: WORD for name in required})


async def message(incoming):
    if isinstance(incoming, types.ResourceUpdatedNotification):
        heard.add(str(incoming.params.uri))


async def pages(fetch, key, member):
    names, cursor, more = [], None, True
    while more:
        page = await fetch(cursor=cursor)
        names += [str(getattr(one, member)) for one in getattr(page, key)]
        cursor = page.next_cursor
        more = cursor is not None
    return names


async def progress(client, tool, arguments):
    seen = []

    async def report(done, total, text):
        seen.append(done)

    await client.call_tool(tool, arguments, progress_callback=report)
    return seen


async def cancelled(client, server):
    with anyio.move_on_after(0.2) as scope:
        await client.call_tool(f"{server}__secret", {"secret": "tour", "millis": 20000, "steps": 200})
    return "at once" if scope.cancelled_caught else "answered"


@asynccontextmanager
async def watching(client, uri):
    if client.protocol_version != "2026-07-28":
        await client.subscribe_resource(uri)
        yield
        await client.unsubscribe_resource(uri)
        return

    async def follow(subscription):
        async for event in subscription:
            heard.add(str(event.uri))

    async with client.listen(resource_subscriptions=[uri]) as subscription, anyio.create_task_group() as tasks:
        tasks.start_soon(follow, subscription)
        yield
        tasks.cancel_scope.cancel()


async def updated(client, server):
    uri = f"mcp://{server}/note://watched"
    async with watching(client, uri):
        for _ in range(50):
            if uri in heard:
                break
            await client.call_tool(f"{server}__touch", {})
            await anyio.sleep(0.1)
    return uri if uri in heard else None


async def tour(client):
    async def say(tool, arguments):
        return " ".join(block.text for block in (await client.call_tool(tool, arguments)).content)

    async def read(uri):
        return {"text": (await client.read_resource(uri)).contents[0].text}

    async def prompt(name, arguments):
        return (await client.get_prompt(name, arguments)).messages[0].content.text

    async def complete(name, argument, value):
        reference = types.PromptReference(type="ref/prompt", name=name)
        return (await client.complete(reference, {"name": argument, "value": value})).completion.values

    resources = await pages(client.list_resources, "resources", "uri")
    return {
        "tools": await pages(client.list_tools, "tools", "name"),
        "resources": resources,
        "templates": await pages(client.list_resource_templates, "resource_templates", "uri_template"),
        "prompts": await pages(client.list_prompts, "prompts", "name"),
        "echo": await say("everything__echo", {"message": "hi"}),
        "simple": await say("modern__test_simple_text", {}),
        "read": await read("mcp://modern/test://static-text"),
        "expanded": await read("mcp://modern/test://template/7/data"),
        "document": await read(next(uri for uri in resources if uri.startswith("mcp://everything/"))),
        "prompt": await prompt("modern__test_prompt_with_arguments", {"arg1": "a", "arg2": "b"}),
        "weather": await prompt("everything__args-prompt", {"city": "Oslo"}),
        "words": await complete("modern__test_prompt_with_arguments", "arg1", "par"),
        "departments": await complete("everything__completable-prompt", "department", "S"),
        "sampling": await say("modern__test_sampling", {"prompt": "go"}),
        "samplingOfLegacy": await say("everything__trigger-sampling-request", {"prompt": "go", "maxTokens": 10}),
        "elicitation": await say("modern__test_elicitation", {"message": "who"}),
        "elicitationOfLegacy": await say("everything__trigger-elicitation-request", {}),
        "progress": await progress(client, "modern__test_tool_with_progress", {}),
        "progressOfLegacy": await progress(
            client, "everything__trigger-long-running-operation", {"duration": 1, "steps": 4}
        ),
        "cancelled": await cancelled(client, "plain"),
        "cancelledOfLegacy": await cancelled(client, "plain-legacy"),
        "updated": await updated(client, "plain"),
        "updatedOfLegacy": await updated(client, "plain-legacy"),
    }


async def main():
    async with Client(
        url, mode=mode, sampling_callback=sampled, elicitation_callback=filled, message_handler=message
    ) as client:
        print(json.dumps(await tour(client)))


anyio.run(main)
