// Texts that a page could take for something else than texts.

const MARKUP = [
  "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "</textarea><script>alert(1)</script>",
  "</td></tr></table><b>x</b>", "<iframe src=javascript:alert(1)>", "<!-- <b>x</b> -->", "<![CDATA[<b>x</b>]]>", "<a href=javascript:alert(1)>x</a>",
  "' onfocus=alert(1) autofocus='", "\" onmouseover=alert(1) x=\"", "&lt;b&gt;x&lt;/b&gt;", "&#60;b&#62;", "&amp;lt;", "<b", "b>", "<style>*{display:none}</style>",
  "<base href=//esempio.it>", "<meta http-equiv=refresh content=0>", "<form action=//esempio.it><button>x", "<math><mtext></math><img src=x onerror=alert(1)>",
  "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<template><b>x</b></template>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
  "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>",
];
const TEMPLATES = ["{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% raw %}", "{{constructor.constructor('alert(1)')()}}", "`${alert(1)}`", "@(7*7)", "[[7*7]]", "*{7*7}", "$(id)", "`id`", "%s%n", "%00", "\\u003cb\\u003e", "\\x3cb\\x3e"];
const ADDRESSES = ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//esempio.it", "http://127.0.0.1/chiudi", "../../etc/passwd", "C:\\Windows", "\\\\server\\x", "/dev/null", "CON", "nul.txt"];
const FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://esempio.it\")", "=IMPORTXML(\"x\")", "\t=1+1", "=\"a\"&\"b\"", "=2+5+cmd|' /C calc'!A0"];
const NOTATION = ["null", "true", "no", "~", "1e999", "0x10", "- a", "a: b", "a #b", "&a", "*a", "!tag", "|", ">", "%YAML", "---", "...", "? a", "{a: b}", "[a]", "'", "\"", "''", "\"\"", "\\", "\\\\", "\\n", "\\\"", "a,b;c", "__proto__", "constructor", "toString", "hasOwnProperty"];
/** Signs that steer the order of writing, or are not seen. */
const INVISIBLE = [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0x00ad, 0x180e, 0x034f, 0x061c, 0x115f, 0x3164, 0xfff9, 0xfffb];
const CONTROLS = [0x01, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x2028, 0x2029, 0xfffe, 0xffff];
const LONG = ["x".repeat(5000), "parola ".repeat(700).trim(), "\u0301".repeat(200), "a\u0301\u0302\u0303".repeat(100), "💥".repeat(300), "ﷺ".repeat(50), "𝕏".repeat(200), "文".repeat(1000), "W".repeat(300), "\u202e".repeat(100)];

/** Returns the texts: 167 of them, each once. */
export function hostileTexts() {
  const within = (/** @type {number} */ code) => `sopra${String.fromCodePoint(code)}sotto`;
  const texts = [...MARKUP, ...TEMPLATES, ...ADDRESSES, ...FORMULAS, ...NOTATION, ...INVISIBLE.map(within), ...CONTROLS.map(within), ...LONG];
  const rest = Array.from({ length: 167 - new Set(texts).size }, (_, i) => `<b id=x${i}>&#${60 + i};</b>`);
  return [...new Set([...texts, ...rest])];
}
