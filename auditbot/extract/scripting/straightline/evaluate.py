"""A small evaluator for straight-line scripts: assignments, ``if``, string work, ``document.write``.

Nothing is guessed. A condition that is not known leaves its statement out, and what the statement might
have assigned is no longer known. At a loop, a ``return``, or a call of a function that is not known, the
script is left; what it wrote before stays. A script that cannot be read, of which a browser would run
nothing, writes nothing.
"""

from auditbot.extract.scripting.straightline.cursor import Stop
from auditbot.extract.scripting.straightline.expressions import Expressions
from auditbot.extract.scripting.straightline.tokens import Broken, Kind, tokens
from auditbot.extract.scripting.straightline.values import FUNCTION, UNDEFINED, UNKNOWN, truth
from auditbot.extract.scripting.straightline.world import World

_DECLARATIONS = ("var", "let", "const")
_LEAVE = frozenset(
    "for while do switch try throw return with class import export break continue debugger async".split()
)


def run(script: str, world: World) -> str:
    """What ``script`` writes; it finds and leaves its variables in ``world``. Never raises."""
    before = dict(world.variables)
    try:
        statements = _Statements(tokens(script), world)
        statements.run()
    except Broken:
        world.drain()
        world.variables = before
        return ""
    return world.drain()


class _Statements(Expressions):
    def run(self) -> None:
        try:
            while self.token.kind is not Kind.END:
                self.statement()
        except Stop:
            self._forget(self._place, len(self._tokens) - 1)

    def statement(self) -> None:
        self.deeper(1)
        if self.take("{"):
            while not self.take("}"):
                self.statement()
        elif self.at(*_DECLARATIONS):
            self._declare()
        elif self.take("if"):
            self._if()
        elif self.at("function"):
            self._function()
        elif self.token.kind is Kind.NAME and self.token.text in _LEAVE:
            raise Stop(self.token.text)
        elif not self.take(";"):
            self.expression()
            self._end()
        self.deeper(-1)

    def _end(self) -> None:
        if not self.take(";") and not self.at("}") and not self.token.fresh:
            raise Broken("statement does not end")

    def _declare(self) -> None:
        self._place += 1
        while True:
            name = self.token
            if self.at("[", "{"):
                raise Stop("a pattern")
            if name.kind is not Kind.NAME:
                raise Broken("name expected")
            self._place += 1
            known = self._world.variables.get(name.text, UNDEFINED)
            self._world.variables[name.text] = self.assignment() if self.take("=") else known
            if not self.take(","):
                break
        self._end()

    def _function(self) -> None:
        self._place += 1
        name = self.token.text
        while not self.at("{"):
            self._skip_one()
        self.skip_brackets()
        self._world.variables[name] = FUNCTION

    def _if(self) -> None:
        self.expect("(")
        known = truth(self.expression())
        self.expect(")")
        self._branch(known)
        if self.take("else"):
            self._branch(None if known is None else not known)

    def _branch(self, known: bool | None) -> None:
        if known:
            self.statement()
            return
        first = self._place
        self.skip_statement()
        if known is None:
            self._forget(first, self._place)

    def _forget(self, first: int, last: int) -> None:
        """What may have been assigned between these places is no longer known."""
        self._world.forget(self.assigned(first, last))
        if self._world.calls_unknown(self.called(first, last)):
            self._world.variables = dict.fromkeys(self._world.variables, UNKNOWN)
