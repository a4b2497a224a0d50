"""Expressions of a script: what they come to, and what they do on the way."""

from collections.abc import Callable, Sequence

from auditbot.extract.scripting.straightline.cursor import ASSIGNMENTS, Cursor, Stop
from auditbot.extract.scripting.straightline.tokens import Broken, Kind, Token
from auditbot.extract.scripting.straightline.values import (
    FUNCTION,
    UNDEFINED,
    UNKNOWN,
    Field,
    Host,
    Method,
    Value,
    call_method,
    member,
    number,
    operate,
    plus,
    truth,
)
from auditbot.extract.scripting.straightline.world import World

_PRECEDENCE = {
    mark: strength
    for strength, marks in enumerate(
        (
            "?? ||",
            "&&",
            "|",
            "^",
            "&",
            "== != === !==",
            "< > <= >= in instanceof",
            "<< >> >>>",
            "+ -",
            "* / %",
        ),
        start=1,
    )
    for mark in marks.split()
}
_LITERALS: dict[str, Value] = {"true": True, "false": False, "null": None, "undefined": UNDEFINED}
_LEFT = frozenset({"class", "async", "await", "yield", "super", "import"})


class Expressions(Cursor):
    """Evaluates one expression after another. Where not ``_live``, it is only read over."""

    def __init__(self, found: Sequence[Token], world: World) -> None:
        super().__init__(found)
        self._world = world
        self._live = True
        self._target = ""
        """The dotted name that the last operand can be assigned to or called by; empty if there is none."""

    def expression(self) -> Value:
        """One expression, commas included."""
        value = self.assignment()
        while self.take(","):
            value = self.assignment()
        return value

    def assignment(self) -> Value:
        """One expression without commas."""
        self.deeper(1)
        value = self._conditional()
        target = self._target
        mark = self.token.text
        if self.token.kind is Kind.MARK and mark in ASSIGNMENTS:
            self._place += 1
            right = self.assignment()
            value = right if mark == "=" else self._joined(mark[:-1], value, right)
            if not target:
                raise Broken("nothing to assign to")
            if self._live:
                self._world.store(target, value)
            self._target = ""
        self.deeper(-1)
        return value

    def _conditional(self) -> Value:
        condition = self._binary(1)
        if not self.take("?"):
            return condition
        known = truth(condition)
        first = self._if_so(known, self.assignment)
        self.expect(":")
        second = self._if_so(None if known is None else not known, self.assignment)
        self._target = ""
        if known is None:
            return UNKNOWN
        return first if known else second

    def _if_so(self, known: bool | None, read: Callable[[], Value]) -> Value:
        """Evaluate a part that is run only under a condition; what it might assign otherwise is forgotten."""
        first, live = self._place, self._live
        self._live = live and known is True
        value = read()
        self._live = live
        if live and known is None:
            self._world.forget(self.assigned(first, self._place))
        return value

    def _binary(self, weakest: int) -> Value:
        left = self._unary()
        while True:
            mark = self.token.text
            strength = _PRECEDENCE.get(mark, 0) if self.token.kind in (Kind.MARK, Kind.NAME) else 0
            if strength < weakest:
                return left
            self._place += 1
            if mark in ("&&", "||", "??"):
                left = self._either(mark, left, strength + 1)
            else:
                left = self._joined(mark, left, self._binary(strength + 1))
            self._target = ""

    def _either(self, mark: str, left: Value, strength: int) -> Value:
        known = None if mark == "??" else truth(left)
        needed = known if known is None or mark == "&&" else not known
        right = self._if_so(needed, lambda: self._binary(strength))
        if needed is None:
            return UNKNOWN
        return right if needed else left

    def _joined(self, mark: str, left: Value, right: Value) -> Value:
        if mark != "+":
            return operate(mark, left, right)
        value = plus(left, right)
        if isinstance(value, str):
            self._world.spend(len(value))
        return value

    def _unary(self) -> Value:
        if not self.at("!", "-", "+", "~", "++", "--", "typeof", "void", "delete", "new"):
            return self._postfix(self._operand())
        mark = self.token.text
        self._place += 1
        if mark == "new":
            return self._new()
        self.deeper(1)
        value = self._unary()
        self.deeper(-1)
        if mark in ("++", "--"):
            self._step(mark, value)
        self._target = ""
        if mark == "!":
            known = truth(value)
            return UNKNOWN if known is None else not known
        return operate("-", 0, value) if mark == "-" else UNKNOWN

    def _new(self) -> Value:
        while self.token.kind is Kind.NAME or self.at("."):
            self._place += 1
        if self.at("("):
            self.skip_brackets()
        self._target = ""
        return self._postfix(UNKNOWN)

    def _step(self, mark: str, value: Value) -> None:
        if self._target and self._live:
            self._world.store(self._target, operate("-", value, -1 if mark == "++" else 1))

    def _operand(self) -> Value:
        kind, text, _ = self.token
        self._target = ""
        if self._arrow_follows():
            return self._arrow()
        if kind is Kind.NAME:
            return self._name(text)
        if kind is Kind.MARK and text == "(":
            return self._parenthesis()
        if kind is Kind.MARK and text in ("[", "{"):
            self.skip_brackets()
            return UNKNOWN
        if kind in (Kind.MARK, Kind.END):
            raise Broken(f"{text} where a value is expected")
        self._place += 1
        if kind is Kind.NUMBER:
            return number(text)
        return text if kind is Kind.STRING else UNKNOWN

    def _parenthesis(self) -> Value:
        self.expect("(")
        value = self.expression()
        self.expect(")")
        return value

    def _name(self, text: str) -> Value:
        self._place += 1
        if text == "function":
            while not self.at("{"):
                self._skip_one()
            self.skip_brackets()
            return FUNCTION
        if text in _LEFT:
            raise Stop(text)
        if text in _LITERALS:
            return _LITERALS[text]
        self._target = text
        return self._world.lookup(text)

    def _arrow_follows(self) -> bool:
        """Whether ``name =>`` or ``(…) =>`` comes next."""
        start = self._place
        if self.token.kind is Kind.NAME:
            self._place += 1
        elif self.at("(") and self._may_be_parameters(start + 1):
            self.skip_brackets()
        found = self._place > start and self.at("=>")
        self._place = start
        return found

    def _may_be_parameters(self, place: int) -> bool:
        """Whether what stands in a bracket can be a list of parameters, judged by how it begins."""
        first, second = self._tokens[place], self._tokens[min(place + 1, len(self._tokens) - 1)]
        return first.text in (")", "{", "[", "...") or second.text in (",", ")", "=")

    def _arrow(self) -> Value:
        self._skip_one()
        self.expect("=>")
        if self.at("{"):
            self.skip_brackets()
        else:
            self._if_so(known=False, read=self.assignment)
        self._target = ""
        return FUNCTION

    def _postfix(self, value: Value) -> Value:
        while True:
            if self.at(".", "?."):
                self._place += 1
                value = self._member(value)
            elif self.at("["):
                self._place += 1
                target = self._target
                self.expression()
                self.expect("]")
                value, self._target = UNKNOWN, f"{target}.[]"
            elif self.at("("):
                value = self._call(value)
            elif self.at("++", "--") and not self.token.fresh:
                self._step(self.token.text, value)
                self._place += 1
                self._target = ""
            else:
                return value

    def _member(self, value: Value) -> Value:
        name = self.token
        if name.kind is not Kind.NAME:
            raise Broken("name expected")
        self._place += 1
        self._target = f"{self._target}.{name.text}"
        if self._live and (value is None or value is UNDEFINED):
            raise Stop("nothing has no members")
        if isinstance(value, str):
            return member(value, name.text)
        if isinstance(value, Field) and name.text == "value":
            return value.value
        if isinstance(value, Host):
            path = self._world.path(f"{value.path}.{name.text}")
            return Host(path) if "." in path else self._world.lookup(path)
        return UNKNOWN

    def _call(self, function: Value) -> Value:
        target = self._target
        arguments = self._arguments()
        self._target = ""
        if not self._live:
            return UNKNOWN
        if isinstance(function, Method):
            return call_method(function, arguments)
        if isinstance(function, Host):
            return self._world.call(function.path, arguments)
        if function is UNKNOWN and "." in target:
            return UNKNOWN
        self._world.variables.clear()
        raise Stop("a function that is not known")

    def _arguments(self) -> list[Value]:
        self.expect("(")
        values: list[Value] = []
        while not self.take(")"):
            values.append(self.assignment())
            if not self.at(")"):
                self.expect(",")
        return values
