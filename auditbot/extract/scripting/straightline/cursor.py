"""A place in the tokens of a script, and ways to pass over what is not looked into."""

from collections.abc import Iterator, Sequence

from auditbot.extract.scripting.straightline.tokens import Broken, Kind, Token

ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "%="})
_STEPS = frozenset({"++", "--"})
_DECLARE = frozenset({"var", "let", "const", "function", "class"})
_CLOSER = {"(": ")", "[": "]", "{": "}"}
_CONTINUE = frozenset({"in", "instanceof", "of", "typeof", "new", "void", "delete"})
_WORDS = (Kind.NAME, Kind.MARK)
_DEEPEST = 40


class Stop(Exception):
    """The rest of the script is not looked into."""


class Cursor:
    """Reads tokens one after another. Deep nesting raises Stop, wrong nesting Broken."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self._place = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self._tokens[self._place]

    def at(self, *words: str) -> bool:
        """Whether one of these names or marks comes next."""
        token = self._tokens[self._place]
        return token.text in words and token.kind in _WORDS

    def take(self, word: str) -> bool:
        """Pass this name or mark if it comes next."""
        found = self.at(word)
        self._place += found
        return found

    def expect(self, word: str) -> None:
        """Pass this name or mark; anything else raises Broken."""
        if not self.take(word):
            raise Broken(f"{word} expected")

    def deeper(self, by: int) -> None:
        """Count nesting; too much of it raises Stop."""
        self._depth += by
        if self._depth > _DEEPEST:
            raise Stop("nested too deeply")

    def skip_brackets(self) -> None:
        """Pass everything from an opening bracket to the one that closes it."""
        open_brackets: list[str] = []
        while True:
            kind, text, _ = self.token
            if kind is Kind.END:
                raise Broken("bracket not closed")
            self._place += 1
            if kind is Kind.MARK and text in _CLOSER:
                open_brackets.append(_CLOSER[text])
            elif (
                kind is Kind.MARK
                and text in (")", "]", "}")
                and (not open_brackets or open_brackets.pop() != text)
            ):
                raise Broken("brackets cross")
            if not open_brackets:
                return

    def skip_statement(self) -> None:
        """Pass one statement without looking into it."""
        self.deeper(1)
        if self.at("{"):
            self.skip_brackets()
        elif self.take("if"):
            self.skip_brackets()
            self.skip_statement()
            if self.take("else"):
                self.skip_statement()
        elif self.at("for", "while", "switch", "with"):
            self._place += 1
            self.skip_brackets()
            self.skip_statement()
        elif self.take("do"):
            self.skip_statement()
            self.skip_statement()
        elif self.at("try", "catch", "finally", "function", "class", "async"):
            self._skip_headed_block()
        else:
            self._skip_expression()
        self.deeper(-1)

    def _skip_headed_block(self) -> None:
        while not self.at("{"):
            self._skip_one()
        self.skip_brackets()
        if self.at("catch", "finally"):
            self.skip_statement()

    def _skip_expression(self) -> None:
        while not self.at(";", "}") and self.token.kind is not Kind.END:
            self._skip_one()
            if self.token.fresh and self._ends(self._tokens[self._place - 1]) and self._begins(self.token):
                return
        self.take(";")

    def _skip_one(self) -> None:
        if self.token.kind is Kind.END:
            raise Broken("script ends too early")
        if self.at("(", "[", "{"):
            self.skip_brackets()
        else:
            self._place += 1

    @staticmethod
    def _ends(token: Token) -> bool:
        """Whether an expression can end with this token."""
        if token.kind is Kind.MARK:
            return token.text in (")", "]", "}") or token.text in _STEPS
        return token.text not in _CONTINUE or token.kind is not Kind.NAME

    @staticmethod
    def _begins(token: Token) -> bool:
        """Whether a token that stands first in a line begins a statement, if the one before could end."""
        if token.kind is Kind.MARK:
            return token.text in ("{", "!", "~") or token.text in _STEPS
        return token.text not in _CONTINUE or token.kind is not Kind.NAME

    def assigned(self, first: int, last: int) -> Iterator[str]:
        """Names that something between these places may give another value."""
        for place in range(first, last):
            if self._tokens[place].kind is Kind.NAME and self._may_assign(place):
                yield self._tokens[place].text

    def _may_assign(self, place: int) -> bool:
        following = self._tokens[place + 1]
        before = self._tokens[place - 1].text if place else ""
        if before in _DECLARE or before in _STEPS:
            return True
        return following.kind is Kind.MARK and (following.text in ASSIGNMENTS or following.text in _STEPS)

    def called(self, first: int, last: int) -> Iterator[str]:
        """Names of functions that are called plainly, as ``f()``, between these places."""
        for place in range(first, last):
            name, following = self._tokens[place], self._tokens[place + 1]
            before = self._tokens[place - 1].text if place else ""
            bracket = following.kind is Kind.MARK and following.text == "("
            if bracket and name.kind is Kind.NAME and before not in (".", "?.", "function", "new"):
                yield name.text
