import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CODE_RULES, findWeaknesses } from '../../../src/core/code/find-weaknesses.ts';

/** Weak code, and what it should have been; neither differs in more than the weakness. */
const TWINS: Readonly<Record<string, readonly [weak: string, secure: string]>> = {
  'tls-verification-off': [
    'page = requests.get(address, verify=False)',
    "page = requests.get(address, verify='/etc/ca.pem')",
  ],
  'old-tls': [
    'context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)',
    'context = ssl.create_default_context()',
  ],
  'clear-text-login': ['mail = smtplib.SMTP(host)', 'mail = smtplib.SMTP(host)\nmail.starttls()'],
  'bind-everywhere': ["s.bind(('0.0.0.0', 80))", "s.bind(('127.0.0.1', 80))"],
  'weak-hash': ["const sum = crypto.createHash('md5')", "const sum = crypto.createHash('sha256')"],
  'weak-cipher': [
    'Cipher c = Cipher.getInstance("AES/ECB/PKCS5Padding");',
    'Cipher c = Cipher.getInstance("AES/GCM/NoPadding");',
  ],
  'fixed-iv': [
    "start = b'0' * 16\nc = AES.new(key, AES.MODE_CBC, start)",
    'start = os.urandom(16)\nc = AES.new(key, AES.MODE_CBC, start)',
  ],
  'short-key': ['key = RSA.generate(1024)', 'key = RSA.generate(3072)'],
  'guessable-random': ['token = random.randint(0, 10 ** 9)', 'token = secrets.token_hex(16)'],
  'short-seed': ['seed = os.urandom(4)', 'seed = os.urandom(32)'],
  'unverified-token': [
    "claims = jwt.decode(token, key, options={'verify_signature': False})",
    "claims = jwt.decode(token, key, algorithms=['RS256'])",
  ],
  'shell-injection': [
    "os.system('convert ' + name)",
    "subprocess.run(['convert', name], check=True)",
  ],
  'code-injection': ['total = eval(formula)', 'total = ast.literal_eval(formula)'],
  'unsafe-deserialisation': [
    'state = yaml.load(text)',
    'state = yaml.load(text, Loader=yaml.SafeLoader)',
  ],
  'sql-injection': [
    'cursor.execute(f"SELECT id FROM users WHERE name = \'{name}\'")',
    'cursor.execute("SELECT id FROM users WHERE name = %s", (name,))',
  ],
  'directory-injection': [
    'filter = "(uid={})".format(name)',
    'filter = "(uid={})".format(escape_filter_chars(name))',
  ],
  'path-traversal': [
    "name = request.args['f']\ndata = open('up/' + name).read()",
    "name = secure_filename(request.args['f'])\ndata = open('up/' + name).read()",
  ],
  'cross-site-scripting': [
    'app.get("/", (req, res) => { res.send("Hello " + req.query.name); });',
    'app.get("/", (req, res) => { res.send("Hello " + escapeHtml(req.query.name)); });',
  ],
  'open-redirect': [
    "to = request.args.get('to')\nreturn redirect(to)",
    "to = request.args.get('to')\nif to not in KNOWN:\n    abort(400)\nreturn redirect(to)",
  ],
  'request-forgery': [
    "u = request.form['u']\nr = requests.get(u)",
    "u = request.form['u']\nif u not in HOSTS:\n  raise ValueError\nr = requests.get(u)",
  ],
  'log-injection': [
    "who = request.headers['user']\nlogger.info('in: ' + who)",
    "who = request.headers['user']\nlogger.info('in: ' + sanitize(who))",
  ],
  'pattern-injection': [
    "p = request.args['p']\nre.search(p, text)",
    "p = request.args['p']\nre.search(re.escape(p), text)",
  ],
  'header-injection': [
    "v = request.args['v']\nresponse.set_cookie('v', v)",
    "v = request.args['v']\nresponse.set_cookie('v', quote(v))",
  ],
  'address-by-substring': [
    'if "bank.com" in url:\n  go()',
    'if urlparse(url).netloc == "bank.com":\n  go()',
  ],
  'archive-traversal': [
    'import tarfile\ntarfile.open(name).extractall(place)',
    "import tarfile\ntarfile.open(name).extractall(place, filter='data')",
  ],
  'external-entities': [
    'p = etree.XMLParser(resolve_entities=True)',
    'p = etree.XMLParser(resolve_entities=False)',
  ],
  'hard-coded-secret': ["api_key = 'q8ZtT0r4vKe1'", "api_key = os.environ['API_KEY']"],
  'debug-server': ['app.run(debug=True)', 'app.run(debug=False)'],
  'open-permissions': ['os.chmod(path, 0o777)', 'os.chmod(path, 0o600)'],
  'guessable-file': ['name = tempfile.mktemp()', 'name = tempfile.mkstemp()'],
  'unbounded-copy': ['char b[8]; strcpy(b, a);', 'char b[8]; strncpy(b, a, 7);'],
};

describe('weaknesses of program text', () => {
  for (const [id, [weak, secure]] of Object.entries(TWINS)) {
    it(`${id} is seen, and its secure form is not`, () => {
      const found = findWeaknesses(weak).map((rule) => rule.id);
      assert.ok(found.includes(id), `${weak}: ${found.join()}`);
      assert.deepEqual(findWeaknesses(secure), []);
    });
  }

  it('are not in comments, strings or prose', () => {
    for (const text of [
      '# never call eval(formula)',
      "say('do not use pickle.loads(data)')",
      'Never call eval on what a user typed (it runs anything), and do not use md5.',
      '/* os.system(cmd + name) */ f(1);',
    ])
      assert.deepEqual(findWeaknesses(text), []);
  });

  it('have names of their own and a certainty', () => {
    assert.equal(new Set(CODE_RULES.map(({ id }) => id)).size, CODE_RULES.length);
    for (const { cwe, certainty } of CODE_RULES) {
      assert.match(cwe, /^CWE-\d+$/);
      assert.ok(certainty > 0 && certainty < 1);
    }
  });

  it('are looked for in any text without failing', () => {
    const piece = fc.constantFrom(
      'f(',
      ')',
      '"',
      "'''",
      '`${',
      'a.b',
      ' = ',
      '\\',
      '\n',
      '/*',
      '#',
      'é',
      'request.args',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (parts) => {
        assert.ok(Array.isArray(findWeaknesses(parts.join(''))));
      }),
    );
  });
});

/** The same weaknesses in other languages: language, rule, weak code, and what it should have been. */
const ELSEWHERE: readonly (readonly [
  language: string,
  rule: string,
  weak: string,
  secure: string,
])[] = [
  [
    'Go',
    'tls-verification-off',
    'c := &tls.Config{InsecureSkipVerify: true}',
    'c := &tls.Config{MinVersion: tls.VersionTLS13}',
  ],
  ['Go', 'shell-injection', 'exec.Command("sh", "-c", "ls "+dir)', 'exec.Command("ls", dir)'],
  [
    'Go',
    'sql-injection',
    'q := fmt.Sprintf("SELECT name FROM users WHERE id = %s", id)',
    'rows, err := db.Query("SELECT name FROM users WHERE id = ?", id)',
  ],
  ['Go', 'weak-hash', 'h := md5.New()', 'h := sha256.New()'],
  [
    'PHP',
    'sql-injection',
    '$r = $db->query("SELECT * FROM users WHERE name = \'$name\'");',
    '$s = $db->prepare("SELECT * FROM users WHERE name = ?");',
  ],
  [
    'PHP',
    'page-from-values',
    'echo "<p>" . $_GET["q"] . "</p>";',
    'echo "<p>" . htmlspecialchars($_GET["q"]) . "</p>";',
  ],
  ['PHP', 'path-traversal', 'include($_GET["page"]);', 'include("pages/start.php");'],
  ['PHP', 'shell-injection', 'system("ping " . $host);', 'system("ping localhost");'],
  [
    'JavaScript',
    'page-from-values',
    'box.innerHTML = location.hash',
    'box.textContent = location.hash',
  ],
  [
    'Java',
    'shell-injection',
    'Runtime.getRuntime().exec("sh -c " + text);',
    'new ProcessBuilder("ls", name).start();',
  ],
  [
    'Java',
    'tls-verification-off',
    'c.setHostnameVerifier((h, s) -> true);',
    'c.setHostnameVerifier(verifier);',
  ],
  [
    'C#',
    'unsafe-deserialisation',
    'var o = new BinaryFormatter().Deserialize(stream);',
    'var o = JsonSerializer.Deserialize<Order>(stream);',
  ],
  ['Ruby', 'shell-injection', 'system("ls #{dir}")', 'system("ls", dir)'],
  [
    'Ruby',
    'tls-verification-off',
    'http.verify_mode = OpenSSL::SSL::VERIFY_NONE',
    'http.verify_mode = OpenSSL::SSL::VERIFY_PEER',
  ],
  [
    'Rust',
    'tls-verification-off',
    'Client::builder().danger_accept_invalid_certs(true)',
    'Client::builder().https_only(true)',
  ],
];

describe('weaknesses of code in other languages', () => {
  for (const [language, rule, weak, secure] of ELSEWHERE)
    it(`are seen in ${language}: ${rule}`, () => {
      assert.deepEqual(
        findWeaknesses(weak).map(({ id }) => id),
        [rule],
      );
      assert.deepEqual(findWeaknesses(secure), []);
    });

  it('are none where a string names a variable of the environment', () => {
    assert.deepEqual(findWeaknesses('os.system("echo $HOME")'), []);
  });
});
