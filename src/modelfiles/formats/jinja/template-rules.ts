const setOf = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Functions that a template may call: Jinja's own, and those that chat templates are given. */
export const FUNCTIONS: ReadonlySet<string> = setOf(
  'caller cycler dict joiner namespace raise_exception range strftime_now',
);

/** Methods of texts, lists and dictionaries that neither format with fields nor leave the value. */
export const METHODS: ReadonlySet<string> = setOf(`
  append capitalize changed copy count cycle endswith extend find get index insert isalnum isalpha
  isdecimal isdigit islower isnumeric isspace isupper items join keys lower lstrip partition pop
  removeprefix removesuffix replace reverse rfind rindex rpartition rsplit rstrip setdefault sort
  split splitlines startswith strip title update upper values zfill
`);

/** Filters of Jinja 3.1 and of chat templates, but for `attr`, which is judged by its argument. */
export const FILTERS: ReadonlySet<string> = setOf(`
  abs batch capitalize center count d default dictsort e escape filesizeformat first float
  forceescape format from_json fromjson groupby indent int items join last length list lower map max
  min pprint random reject rejectattr replace reverse round safe select selectattr slice sort string
  striptags sum title to_json tojson trim truncate unique upper urlencode urlize wordcount wordwrap
  xmlattr
`);

/** Tests of Jinja 3.1. */
export const TESTS: ReadonlySet<string> = setOf(`
  == != < <= > >= boolean callable defined divisibleby eq equalto escaped even false filter float ge
  greaterthan gt in integer iterable le lessthan lower lt mapping ne none number odd sameas sequence
  string test true undefined upper
`);

/** Tests of which kind of value something is; their answers say nothing of what it says. */
export const KIND_TESTS: ReadonlySet<string> = setOf(`
  boolean callable defined escaped filter float integer iterable mapping none number sequence string
  test undefined
`);

/**
 * Names that web frameworks and Jinja itself give to templates and that lead to their insides. Chat
 * templates are never given them.
 */
export const FORBIDDEN_NAMES: ReadonlySet<string> = setOf(`
  config current_app get_flashed_messages lipsum request self session url_for
`);

/** Attributes of Python's objects that lead to code although no underscore warns of them. */
export const FORBIDDEN_ATTRIBUTES: ReadonlySet<string> = setOf(`
  ag_await ag_code ag_frame co_code cr_await cr_code cr_frame f_back f_builtins f_code f_globals
  f_locals func_closure func_code func_defaults func_globals gi_code gi_frame gi_yieldfrom im_class
  im_func im_self mro subclasses tb_frame tb_next
`);

/** Members of a message that hold what someone wrote. */
export const CONTENT_MEMBERS: ReadonlySet<string> = setOf(
  'content reasoning_content text thinking',
);

/** Members that tell one kind of content part from another: templates ask parts whether they have them. */
export const PART_MEMBERS: ReadonlySet<string> = setOf(`
  audio audio_url content file function image image_url input_audio name role text thinking tool
  tool_calls tool_use type video video_url
`);

/** Names under which a conversation is given. */
export const CONVERSATIONS: ReadonlySet<string> = setOf('chat conversation history messages');

/** Filters whose result is a generator. */
export const LAZY_FILTERS: ReadonlySet<string> = setOf(
  'batch map reject rejectattr select selectattr slice unique',
);

/** Filters that write down whatever they are given, as Python describes it. */
export const WRITING_FILTERS: ReadonlySet<string> = setOf(
  'format join pprint string to_json tojson xmlattr',
);

/** Filters that look up a member of every item by its name. */
export const MEMBER_FILTERS: ReadonlySet<string> = setOf(
  'groupby map max min rejectattr selectattr sort sum unique',
);

/** Methods that ask what a text says. */
export const ASKING_METHODS: ReadonlySet<string> = setOf(
  'count endswith find index rfind rindex startswith',
);

/** Methods that cut a text where it says something. */
export const CUTTING_METHODS: ReadonlySet<string> = setOf(
  'partition removeprefix removesuffix replace rpartition rsplit split',
);

/** Jinja's sandbox refuses longer ranges. */
export const LONGEST_RANGE = 100_000;
