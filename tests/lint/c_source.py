# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads C as the lints need it: code without comments and literals, string literals, includes, functions, nesting.

Not a compiler: it relies on balanced braces and on the house style (one declaration a statement, types and macros
spelled as GLib does), and it is tested by test-lints.py.
"""
import re

TOKEN = re.compile(r"[A-Za-z_]\w*|\d[\w.]*|\S")
LEXEME = re.compile(
    r'//[^\n]*|/\*.*?\*/|(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE | re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.MULTILINE)


def blank(text):
    """The same number of characters and lines, all of them blanks."""
    return re.sub(r"[^\n]", " ", text)


class Function:
    """One function definition: name, whether static, its lines, its parameters and its body's place in the code."""

    def __init__(self, name, is_static, line, end_line, parameters, body):
        self.name = name
        self.is_static = is_static
        self.line = line
        self.end_line = end_line
        self.parameters = parameters
        self.body = body


class CSource:
    def __init__(self, text):
        self.text = text
        self.strings = []
        self.code = self._without_literals()
        self.plain = DIRECTIVE.sub(lambda match: blank(match.group()), self.code)
        self._functions = None

    def line_of(self, position):
        return self.text.count("\n", 0, position) + 1

    def _without_literals(self):
        pieces = []
        last = 0
        for match in LEXEME.finditer(self.text):
            token = match.group()
            pieces.append(self.text[last:match.start()])
            last = match.end()
            if token.startswith("/"):
                pieces.append(blank(token))
            elif token.startswith("'"):
                pieces.append("'" + " " * (len(token) - 2) + "'")
            else:
                opening = token.index('"') + 1
                self.strings.append((match.start(), token[opening:-1]))
                pieces.append(" " * (opening - 1) + '"' + blank(token[opening:-1]) + '"')
        pieces.append(self.text[last:])
        return "".join(pieces)

    def includes(self):
        """(line, delimiter, path) of every include that is not in a comment."""
        found = []
        for match in INCLUDE.finditer(self.text):
            if self.code[match.start():match.end()].lstrip().startswith("#"):
                found.append((self.line_of(match.start()), match.group(1), match.group(2)))
        return found

    def calls(self, pattern):
        """(line, name, start, end of the parentheses) of every call whose whole name matches the pattern."""
        for match in re.finditer(r"\b(" + pattern + r")\s*\(", self.code):
            opening = match.end() - 1
            yield self.line_of(match.start()), match.group(1), opening, closing(self.code, opening)

    def functions(self):
        if self._functions is None:
            self._functions = list(self._find_functions())
        return self._functions

    def _find_functions(self):
        code = self.plain
        position = start = 0
        while position < len(code):
            character = code[position]
            if character in ";}":
                start = position + 1
            elif character == "(":
                position = closing(code, position)
            elif character == "{":
                end = closing(code, position)
                function = self._function_from(code[start:position], start, position, end)
                if function is not None:
                    yield function
                    start = end + 1
                position = end
            position += 1

    def _function_from(self, head, start, opening, end):
        head = head.rstrip()
        if not head.endswith(")") or re.search(r"=\s*$", head):
            return None
        parenthesis = opening_of(head)
        name = re.search(r"([A-Za-z_]\w*)\s*$", head[:parenthesis])
        if name is None or name.group(1) in ("if", "for", "while", "switch"):
            return None
        before = head[:name.start()].rstrip("\n \t")
        paragraph = re.split(r"\n[ \t]*\n", head[:name.start()])[-1] if before else ""
        return Function(name.group(1), re.search(r"\bstatic\b", paragraph) is not None,
                        self.line_of(start + name.start(1)), self.line_of(end),
                        split_parameters(head[parenthesis + 1:-1]), (opening, end))

    def table_lines(self, function):
        """How many lines of a function are the rows of constant tables inside it."""
        opening, end = function.body
        lines = 0
        for match in re.finditer(r"\bstatic\s+const\b[^;{()]*=\s*\{", self.plain[opening:end]):
            first = opening + match.end() - 1
            lines += self.plain.count("\n", first, closing(self.plain, first))
        return lines

    def nesting(self, function):
        """(deepest level of control statements in the body, the line where it begins)."""
        opening, end = function.body
        tokens = [(match.group(), opening + match.start()) for match in TOKEN.finditer(self.plain[opening:end + 1])]
        reader = StatementReader(tokens)
        reader.statement(0)
        return reader.deepest, self.line_of(reader.where)


def closing(code, opening):
    """The position of the bracket that closes the one at `opening`; the end of the text when none does."""
    pairs = {"(": ")", "{": "}"}
    mine, other = code[opening], pairs[code[opening]]
    depth = 0
    for match in re.compile("[" + re.escape(mine + other) + "]").finditer(code, opening):
        depth += 1 if match.group() == mine else -1
        if depth == 0:
            return match.start()
    return len(code) - 1


def opening_of(head):
    """The position of the bracket that the last character of `head` closes."""
    depth = 0
    for position in range(len(head) - 1, -1, -1):
        if head[position] == ")":
            depth += 1
        elif head[position] == "(":
            depth -= 1
            if depth == 0:
                return position
    return 0


def split_parameters(text):
    parts = []
    depth = 0
    current = ""
    for character in text:
        depth += character in "([{"
        depth -= character in ")]}"
        if character == "," and depth == 0:
            parts.append(current.strip())
            current = ""
        else:
            current += character
    parts.append(current.strip())
    return [part for part in parts if part not in ("", "void")]


class StatementReader:
    """Walks the statements of one function body and keeps the deepest level of control statements met."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.next = 0
        self.deepest = 0
        self.where = tokens[0][1] if tokens else 0

    def peek(self, ahead=0):
        place = self.next + ahead
        return self.tokens[place][0] if place < len(self.tokens) else ""

    def enter(self, depth):
        if depth > self.deepest:
            self.deepest = depth
            self.where = self.tokens[min(self.next, len(self.tokens) - 1)][1]

    def skip_brackets(self):
        depth = 0
        while self.next < len(self.tokens):
            token = self.peek()
            self.next += 1
            depth += token in "([{"
            depth -= token in ")]}"
            if depth == 0:
                return

    def statement(self, depth):
        token = self.peek()
        if token == "{":
            self.block(depth)
        elif token in ("if", "for", "while", "switch"):
            self.control(depth)
        elif token == "do":
            self.enter(depth + 1)
            self.next += 1
            self.statement(depth + 1)
            self.simple()
        elif token in ("case", "default"):
            self.label()
        elif token and self.peek(1) == ":" and self.peek(2) != ":" and (token[0].isalpha() or token[0] == "_"):
            self.next += 2
        elif self.is_loop_macro():
            self.control(depth)
        elif token.isupper() and len(token) > 3 and self.peek(1) not in ("(", "=", ";", "[", ".", "*", "-", ","):
            self.next += 1
        else:
            self.simple()

    def block(self, depth):
        self.next += 1
        while self.next < len(self.tokens) and self.peek() != "}":
            self.statement(depth)
        self.next += 1

    def control(self, depth):
        self.enter(depth + 1)
        is_if = self.peek() == "if"
        self.next += 1
        self.skip_brackets()
        self.statement(depth + 1)
        if not is_if or self.peek() != "else":
            return
        self.next += 1
        # "else if" goes on at the level of its if.
        self.statement(depth if self.peek() == "if" else depth + 1)

    def is_loop_macro(self):
        """NAME (…) { … }: a loop made by a macro."""
        if not re.match(r"[A-Za-z_]\w*$", self.peek()) or self.peek(1) != "(":
            return False
        depth = 0
        for place in range(self.next + 1, len(self.tokens)):
            token = self.tokens[place][0]
            depth += token == "("
            depth -= token == ")"
            if depth == 0:
                return place + 1 < len(self.tokens) and self.tokens[place + 1][0] == "{"
        return False

    def label(self):
        while self.next < len(self.tokens) and self.peek() != ":":
            self.next += 1
        self.next += 1

    def simple(self):
        while self.next < len(self.tokens):
            token = self.peek()
            if token == ";":
                self.next += 1
                return
            if token == "}":
                return
            if token in "([{":
                self.skip_brackets()
            else:
                self.next += 1
