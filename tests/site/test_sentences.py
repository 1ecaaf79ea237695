"""From Markdown to HTML: the plan's words, sentence by sentence."""

import markdown

from scripts.site.plan import split, value
from scripts.site.sentences import SentencesExtension


def html(text: str) -> str:
    return markdown.markdown(text, extensions=[SentencesExtension(), "toc"])


def link(number: int, page: str = "") -> str:
    return (
        f'<a aria-label="第{number}句的链接" class="sentence-link" data-number="{number}"'
        f' href="{page}#s{number}"></a>'
    )


def whole(name: str, cited_as: str = "", page: str = "") -> str:
    return f'<a aria-label="引用{cited_as}" class="unit-link" href="{page}#{name}"></a>'


def test_a_provision() -> None:
    source = (
        "::: words id=05 level=1 name=（五）\n# （五）农村。\n\n学“三农”。\n各省。\n\n另段。\n:::\n"
    )
    assert html(source) == (
        '<section class="words" data-name="（五）">\n'
        '<h1 id="05"><span class="numbering">（五）</span><span class="title">农村</span>'
        '<span class="stop">。</span></h1>\n'
        f"{whole('05', '（五）')}"
        f'<p><span class="sentence" id="s1">{link(1)}学“三农”。</span>'
        f'<span class="sentence" id="s2">{link(2)}各省。</span></p>\n'
        f'<p><span class="sentence" id="s3">{link(3)}另段。</span></p>\n'
        "</section>"
    )


def test_the_whole_text_leads_to_the_pages() -> None:
    source = "::: words id=13 level=3 prefix=13- page=../13/\n# （十三）甲。\n\n乙。\n:::\n"
    assert html(source) == (
        '<section class="words">\n'
        '<h3 id="13"><span class="numbering">（十三）</span><span class="title">甲</span>'
        '<span class="stop">。</span></h3>\n'
        f"{whole('13', page='../13/')}"
        f'<p><span class="sentence" id="13-s1">{link(1, "../13/")}乙。</span></p>\n'
        "</section>"
    )


def test_words_without_a_heading_carry_the_id_themselves() -> None:
    assert html("::: words id=closing\n乙。\n:::\n") == (
        '<section class="words" id="closing">'
        f"{whole('closing')}"
        f'<p><span class="sentence" id="s1">{link(1)}乙。</span></p>\n'
        "</section>"
    )


def test_a_heading_alone() -> None:
    assert html("::: words id=section-5\n# 五、加强\n:::\n") == (
        '<section class="words">\n'
        '<h1 id="section-5"><span class="numbering">五、</span>'
        '<span class="title">加强</span></h1>\n'
        f"{whole('section-5')}"
        "</section>"
    )


def test_markup_in_the_words_is_only_text() -> None:
    assert "*甲*&lt;b&gt;[乙](丙)。" in html("::: words id=x\n*甲*<b>[乙](丙)。\n:::\n")


def test_what_stands_around_is_left_alone() -> None:
    made = html("前 *文*\n\n::: words id=x\n甲。\n:::\n\n后文\n换行")
    assert made.startswith("<p>前 <em>文</em></p>\n<section")
    assert made.endswith("</section>\n<p>后文\n换行</p>")


def test_a_sentence_ends_outside_quotation_marks() -> None:
    assert split("甲“乙。丙”丁。戊。") == ["甲“乙。丙”丁。", "戊。"]
    assert split("甲。乙") == ["甲。", "乙"]
    assert split("") == []


def test_numerals() -> None:
    assert [value(numeral) for numeral in ("一", "九", "十", "十一", "十七", "二十", "二十三")] == [
        1,
        9,
        10,
        11,
        17,
        20,
        23,
    ]
