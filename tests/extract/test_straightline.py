"""The small evaluator: what it follows, where it stops, and that it never guesses."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.scripting.straightline.evaluate import run
from auditbot.extract.scripting.straightline.tokens import Broken, Kind, tokens
from auditbot.extract.scripting.straightline.values import UNKNOWN, operate, plus, truth
from auditbot.extract.scripting.straightline.world import World
from tests.growth import STEP, goes_with_size


def write(script: str, allowance: int = 20_000, **fields: str) -> str:
    return run(script, World(fields.get, allowance))


def nothing(name: str) -> None:
    """No field of the page has a value."""


def sent(script: str) -> str:
    world = World(nothing, 20_000)
    run(script, world)
    return world.sent_to


FOLLOWED = [
    # writing
    ("document.write('a')", "a"),
    ('document.writeln("a")', "a\n"),
    ("window.document.write('a', 1, 'b')", "a1b"),
    ("document.write('a'+1+'b'+true+null)", "a1btruenull"),
    ("document.write('<a href=\"x\">\\u4e2d\\x41\\n<\\/a>')", '<a href="x">中A\n</a>'),
    ("document.write(`t`)", "t"),
    ("<!--\ndocument.write('c');\n//-->", "c"),
    ("<!--\ndocument.write('c')\n-->", "c"),
    ("//<![CDATA[\ndocument.write('c')/* no */\n//]]>", "c"),
    # variables
    ("var a='x', b=a+'y';document.write(b)", "xy"),
    ("a=b='t';document.write(a+b)", "tt"),
    ("var a='x';a+='y';document.write(a)", "xy"),
    ("let n=3;n++;--n;document.write(n-1)", "2"),
    ("window.a='x';document.write(a)", "x"),
    ("var a='x'\ndocument.write(a)\nvar b='y'\ndocument.write(b)", "xy"),
    # strings
    ("var s='http://x/';document.write(s.substring(0,7)+s.length)", "http://9"),
    ("document.write('abc'.indexOf('c')+'abc'.charAt(1)+'abc'.substr(1,1)+'abc'.slice(-1))", "2bbc"),
    ("document.write('A b'.toLowerCase().replace('a','c').trim())", "c b"),
    ("document.write(unescape('%3Cb%3E%u4e2d'))", "<b>中"),
    ("document.write(decodeURIComponent('%E4%B8%AD'))", "中"),
    # conditions
    ("if('a'=='a')document.write('y');else document.write('n')", "y"),
    ("if('a'!='a'){document.write('y')}else if(1==='1'){document.write('m')}else{document.write('n')}", "n"),
    ("var k='';if(k!=''&&k!='null'){}else{document.write('y')}", "y"),
    ("document.write('' ? 'y' : 'n')", "n"),
    ("'k'&&document.write('a');''||document.write('b')", "ab"),
    ("if(!'')document.write('y')", "y"),
    ("if(56>1&&0!=0&&0==1)document.write('p');else document.write('index_'+(56-1))", "index_55"),
    ("if(null==undefined)document.write('y')", "y"),
    ("if('5'==5)document.write('y')", "y"),
    # harmless company
    ("jQuery('#no').hide();document.write('y')", "y"),
    ("$(function(){document.write('later')});document.write('now')", "now"),
    ("var r=/a'b/g;document.write('y')", "y"),
    ("[1].map(x=>x+1);[1].map((a,b)=>{return a});document.write('y')", "y"),
    ("function f(){document.write('n')}document.write('y')", "y"),
    ("var f=function(){document.write('n')};document.write('y')", "y"),
]


@pytest.mark.parametrize(("script", "output"), FOLLOWED)
def test_followed(script: str, output: str) -> None:
    assert write(script) == output


NOT_GUESSED = [
    # unknown conditions leave their statement out
    ("if(screen.width>1){document.write('n')}document.write('y')", "y"),
    ("if(x)document.write('n')\nelse document.write('n')\ndocument.write('y')", "y"),
    ("x&&document.write('n');document.write(x?'n':'n');document.write('y')", "y"),
    ("if(document.all){document.write('n')}document.write('y')", "y"),
    # and what they may have assigned
    ("var a='x';if(u){a='z'}document.write(a);document.write('y')", "y"),
    ("var a='x';if(u)for(;;){a++}document.write(a);document.write('y')", "y"),
    ("var a='x';u?a='z':0;document.write(a)", ""),
    ("var a='x';if(u){f()}document.write(a)", ""),
    # unknown values are left out, whole
    ("document.write('<b>'+new Date().getFullYear()+'</b>');document.write('y')", "y"),
    ("var d=new Date();var n=d.getYear();if(n<1900){n+=1900}document.write(n+'年');document.write('y')", "y"),
    ("document.write(`t${a}`);document.write('y')", "y"),
    ("document.write(location.href);document.write('y')", "y"),
    # nothing unknown inside a tag, nothing left open
    ("document.write('<i></i><a href=\"');document.write(u);document.write('\">t</a>')", "<i></i>"),
    ("document.write('<p>a</p><a href=')", "<p>a</p>"),
    ("document.write('a<!-- b')", "a"),
    ("document.write('a<script src=x>')", "a"),
    ("document.write('<scr'+'ipt src=x></scr'+'ipt>b')", "<script src=x></script>b"),
    # loops and unknown calls end the script
    ("document.write('y');for(var i=0;i<3;i++){document.write('n')}document.write('n')", "y"),
    ("document.write('y');initArray();document.write('n')", "y"),
    ("document.write('y');document.write(getFullYear(today));document.write('n')", "y"),
    ("(function(){document.write('n')})();document.write('n')", ""),
    ("try{document.write('n')}catch(e){}", ""),
    ("document.write('y');switch(1){case 1:document.write('n')}", "y"),
    ("document.write('y');var o=null;o.x;document.write('n')", "y"),
    # what is no script writes nothing
    ("document.write('n');var = 3", ""),
    ("document.write('n');(", ""),
    ("document.write('n');var a='", ""),
    ("document.write('n') document.write('n')", ""),
    ("document.write('n');a]", ""),
]


@pytest.mark.parametrize(("script", "output"), NOT_GUESSED)
def test_not_guessed(script: str, output: str) -> None:
    assert write(script) == output


def test_input_fields() -> None:
    script = """var c=document.getElementById('Chid').value;
        if(c=='7'){document.write('on')}else{document.write('off')}"""
    assert write(script, Chid="7") == "on"
    assert write(script, Chid="8") == "off"
    assert write(script) == ""


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("location.href='a.html'", "a.html"),
        ("window.location='a'", "a"),
        ("top.location.href = 'a'", "a"),
        ("document.location='a'", "a"),
        ("location.replace('a')", "a"),
        ("self.location.assign('a')", "a"),
        ("var t='/x/';location.href=t+'index.html'", "/x/index.html"),
        ("location='a';location='b'", "a"),
        ("if(navigator.userAgent.match(/mobile/)){location.href='m'}", ""),
        ("function go(){location.href='a'}", ""),
        ("location.href='a?from='+document.referrer", ""),
        ("for(;;){}location.href='a'", ""),
        ("location.reload()", ""),
    ],
)
def test_where_it_sends(script: str, address: str) -> None:
    assert sent(script) == address


def test_variables_pass_from_script_to_script() -> None:
    world = World(nothing, 10_000)
    run("var day='2020-01-02'", world)
    assert run("document.write(day)", world) == "2020-01-02"
    run("init()", world)
    assert run("document.write(day)", world) == ""


def test_broken_script_leaves_no_trace() -> None:
    world = World(nothing, 10_000)
    run("var a='x'", world)
    run("a='y';document.write(a);(", world)
    assert run("document.write(a)", world) == "x"


def test_growth_is_bounded() -> None:
    assert write("var a='xx';" + "a=a+a;" * 60 + "document.write(a)", allowance=10_000) == ""
    assert write("document.write('" + "x" * 600 + "');" * 40, allowance=10_000).count("x") <= 10_000


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "{",
        "[",
        "!",
        "-",
        "if(1)",
        "a?",
        "x=",
        "new ",
        "var a=",
        "a.b.",
        "a,",
        "else ",
        "function ",
        "=>",
        "`${",
        "a(",
        "'",
        "/*",
        "<!--",
        "\\",
        "/",
        "a=>",
        "(a",
        "if(x){",
        "do ",
        "try",
        "async",
        "...",
        "a\n",
        "{a:",
        "0",
        "1e",
    ],
)
def test_nothing_raises_and_nothing_is_slow(piece: str) -> None:
    write("document.write('a');" + piece * 300 + "'b')")
    assert goes_with_size(partial(write, piece * 2500), partial(write, piece * STEP * 2500))


PARTS = st.sampled_from(
    [
        *"var a b = == != === + - ! && || ? : ( ) { } [ ] ; , . if else for while function return".split(),
        *"document . write ( ) 'x' \"y\" 1 /r/ ` ${ // /* */ <!-- --> => new a++ location href".split(),
        "\n",
    ]
)


@given(st.lists(PARTS, max_size=60).map(" ".join))
def test_any_mixture(script: str) -> None:
    assert len(write(script, allowance=500)) <= 500


@given(st.text(max_size=200))
def test_any_text(script: str) -> None:
    write(script, allowance=500)


def test_tokens() -> None:
    assert [(t.kind, t.text) for t in tokens("a='\\'b' /2/ c")] == [
        (Kind.NAME, "a"),
        (Kind.MARK, "="),
        (Kind.STRING, "'b"),
        (Kind.MARK, "/"),
        (Kind.NUMBER, "2"),
        (Kind.MARK, "/"),
        (Kind.NAME, "c"),
        (Kind.END, ""),
    ]
    assert [t.kind for t in tokens("x=/[/]'/g")] == [Kind.NAME, Kind.MARK, Kind.OPAQUE, Kind.END]
    with pytest.raises(Broken):
        tokens("a" + ";" * 30_000)


def test_values() -> None:
    assert plus("a", UNKNOWN) is UNKNOWN
    assert plus(1, 2) == 3
    assert operate("/", 1, 0) is UNKNOWN
    assert operate("<", "a", "b") is True
    assert operate("==", UNKNOWN, UNKNOWN) is UNKNOWN
    assert truth(UNKNOWN) is None
    assert truth("0") is True
