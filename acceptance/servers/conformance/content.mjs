// What the conformance suite expects a server to offer, apart from how either era speaks: the
// definitions of tools, prompts and resources, and the answers that need nothing from the client.

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

export const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
const image = { type: 'image', data: PNG, mimeType: 'image/png' };
const embedded = (uri, mimeType, value) => ({ type: 'resource', resource: { uri, mimeType, text: value } });
const schema = (properties = {}, required = Object.keys(properties)) => ({ type: 'object', properties, required });
const string = { type: 'string' };

const JSON_SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: { $anchor: 'addressDef', type: 'object', properties: { street: string, city: string } },
  },
  properties: {
    name: string,
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: string,
    email: string,
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

/** Tools that take something; all others take nothing. */
const INPUT = {
  test_sampling: schema({ prompt: string }),
  test_elicitation: schema({ message: string }),
  test_x_mcp_header: schema({ region: { type: 'string', 'x-mcp-header': 'Region' } }),
  json_schema_2020_12_tool: JSON_SCHEMA_2020_12,
};

/** A tool as tools/list shows it. */
export const tool = (name, inputSchema = INPUT[name] ?? schema()) => ({
  name,
  description: `Conformance fixture: ${name.replaceAll('_', ' ')}`,
  inputSchema,
});

/** Tools that answer at once, and what they answer. */
export const PLAIN_TOOLS = {
  test_simple_text: () => text('This is a simple text response for testing.'),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }),
  test_embedded_resource: () => ({
    content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
  }),
  test_multiple_content_types: () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }),
  test_error_handling: () => ({
    ...text('This tool intentionally returns an error for testing'),
    isError: true,
  }),
  test_x_mcp_header: ({ region }) => text(`region: ${region}`),
  json_schema_2020_12_tool: (args) => text(JSON.stringify(args)),
};

const argument = (name) => ({ name, description: `the ${name}`, required: true });

/** Prompts as prompts/list shows them. */
export const PROMPTS = [
  { name: 'test_simple_prompt', description: 'One fixed message' },
  {
    name: 'test_prompt_with_arguments',
    description: 'A message with two arguments in it',
    arguments: [argument('arg1'), argument('arg2')],
  },
  {
    name: 'test_prompt_with_embedded_resource',
    description: 'A message with a resource in it',
    arguments: [argument('resourceUri')],
  },
  { name: 'test_prompt_with_image', description: 'A message with an image in it' },
  { name: 'test_input_required_result_prompt', description: 'Asks the user for context first' },
];

/** What test_trigger_prompt_change adds and takes away. */
export const CHANGED_PROMPT = { name: 'test_changed_prompt', description: 'Comes and goes' };

export const messages = (...contents) => ({
  messages: contents.map((content) => ({ role: 'user', content })),
});
const say = (value) => ({ type: 'text', text: value });

/** Prompts that answer at once. */
export const PLAIN_PROMPTS = {
  test_simple_prompt: () => messages(say('This is a simple prompt for testing.')),
  test_prompt_with_arguments: ({ arg1, arg2 }) =>
    messages(say(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  test_prompt_with_embedded_resource: ({ resourceUri }) =>
    messages(
      embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.'),
      say('Please process the embedded resource above.'),
    ),
  test_prompt_with_image: () => messages(image, say('Please analyze the image above.')),
};

const resource = (uri, mimeType) => ({ uri, name: uri.slice('test://'.length), description: uri, mimeType });

export const RESOURCES = [
  resource('test://static-text', 'text/plain'),
  resource('test://static-binary', 'image/png'),
  resource('test://watched-resource', 'text/plain'),
];

export const TEMPLATES = [
  {
    uriTemplate: 'test://template/{id}/data',
    name: 'template',
    description: 'Data of any id',
    mimeType: 'application/json',
  },
];

/** The contents of a resource; undefined when there is none with this URI. */
export function read(uri) {
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id !== undefined) {
    const data = { id, templateTest: true, data: `Data for ID: ${id}` };
    return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(data) }] };
  }
  switch (uri) {
    case 'test://static-text':
      return { contents: [{ uri, mimeType: 'text/plain', text: 'This is the content of the static text resource.' }] };
    case 'test://static-binary':
      return { contents: [{ uri, mimeType: 'image/png', blob: PNG }] };
    case 'test://watched-resource':
      return { contents: [{ uri, mimeType: 'text/plain', text: 'Watched resource content.' }] };
    default:
      return undefined;
  }
}

/** Completions of any argument: the words that begin with what is there. */
export function complete(value) {
  const values = ['paris', 'park', 'party', 'test', 'testing'].filter((word) => word.startsWith(value));
  return { completion: { values, total: values.length, hasMore: false } };
}
