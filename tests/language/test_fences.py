"""What counts as a policy in Markdown: the fenced code blocks of CommonMark that are called `bcm`, and nothing else."""

from __future__ import annotations

import random

import pytest
from markdown_it import MarkdownIt

from bcm_formal.diagnostics import source_of_text
from bcm_formal.language.fences import MAX_LINES, MAX_SAID, _fences, overlooked, regions
from bcm_formal.language.from_text import parse
from tests.builders.effort import tries

BLOCK = "```bcm\nlayer x\n```\n"


def blocks(text: str) -> list[str]:
    source = source_of_text(text, "page.md")
    return [source.text[start:end] for start, end, _ in regions(source)]


def indented(text: str, by: str) -> str:
    return "".join(by + line for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    [
        f"<!--\n{BLOCK}-->\n",
        f"<!-- a comment\n\n\n{BLOCK}\n-->\n",
        f"   <!--\n{BLOCK}",
        f"<script>\n{BLOCK}</script>\n",
        f"<div>\n{BLOCK}</div>\n",
        f"<pre>\n\n{BLOCK}</pre>\n",
        f"<![CDATA[\n{BLOCK}]]>\n",
        f"<?php\n{BLOCK}?>\n",
        f"````\n{BLOCK}````\n",
        f"~~~\n{BLOCK}~~~\n",
        f"````text\n~~~\n{BLOCK}````\n",
        indented(BLOCK, "    "),
        indented(BLOCK, "\t"),
        f"- item\n\n{indented(BLOCK, '      ')}",
        indented(BLOCK, "> "),
        indented(BLOCK, "- > "),
        f"- item\n\n{indented(BLOCK, '  > ')}",
        "``` bcmx\nlayer x\n```\n",
        "```BCM\nlayer x\n```\n",
        "```{bcm}\nlayer x\n```\n",
        "```text bcm\nlayer x\n```\n",
        "``bcm\nlayer x\n``\n",
        "```bcm `x`\nlayer x\n```\n",
    ],
)
def test_what_is_no_block_of_its_own_is_no_policy(text: str) -> None:
    assert blocks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        BLOCK,
        BLOCK.replace("\n", "\r\n"),
        BLOCK.replace("`", "~"),
        BLOCK.replace("```", "``````"),
        BLOCK.replace("```bcm", "```   bcm and more"),
        indented(BLOCK, "   "),
        f"Words that go on\n{BLOCK}",
        f"<!-- closed --> words\n{BLOCK}",
        f"<details>\n\n{BLOCK}\n</details>\n",
        f"- item\n\n{indented(BLOCK, '  ')}",
        f"1. item\n   - inner\n\n{indented(BLOCK, '     ')}",
        "- ```bcm\n  layer x\n  ```\n",
        "> quoted\n\n" + BLOCK,
        f"a < b\n{BLOCK}",
        "```bcm\nlayer x",
    ],
)
def test_a_block_of_its_own_is_a_policy(text: str) -> None:
    assert [content.strip() for content in blocks(text)] == ["layer x"]
    assert overlooked(source_of_text(text, "page.md")) == ()


def test_a_longer_or_other_fence_does_not_end_early() -> None:
    assert blocks("````bcm\nlayer x\n```\n~~~~\nlayer y\n````\n") == ["layer x\n```\n~~~~\nlayer y\n"]
    assert blocks("~~~bcm\nlayer x\n``` \n~~~~~\nlayer y\n") == ["layer x\n``` \n"]


@pytest.mark.parametrize(
    "text", [f"<!--\n{BLOCK}-->\n", indented(BLOCK, "> "), f"````\n{BLOCK}````\n", "```BCM\nx\n```"]
)
def test_what_looks_like_a_block_and_is_none_is_said(text: str) -> None:
    found = parse(source_of_text(f"# A\n\n{text}\n{BLOCK}", "page.md"))
    assert [(item.code, item.severity) for item in found.diagnostics] == [("BCM609", "warning")]
    assert found.diagnostics[0].span is not None
    assert "bcm" in found.diagnostics[0].span.text.lower()
    assert [getattr(item, "name").text for item in found.tree.declarations] == ["x"]  # noqa: B009


def test_of_very_many_that_look_like_blocks_some_are_said() -> None:
    text = "<!--\n" + "```bcm\n" * 20_000 + "-->\n" + BLOCK * 5_000
    assert len(overlooked(source_of_text(text, "page.md"))) == MAX_SAID
    assert len(blocks(text)) == 5_000


def test_a_fence_inside_a_policy_is_not_said() -> None:
    text = "````bcm\nlayer x\n```bcm\n````\n"
    assert overlooked(source_of_text(text, "page.md")) == ()


def test_markdown_of_very_many_lines_is_not_read_and_says_so() -> None:
    source = source_of_text("\n" * MAX_LINES + BLOCK, "page.md")
    assert regions(source) == ()
    assert [item.code for item in overlooked(source)] == ["BCM609"]


PIECES = (
    *("```bcm", "```", "````", "~~~ bcm", "~~~", "layer x", "", "", "text", "<!--", "-->", "<div>", "</div>", "<pre>"),
    *(
        "</pre>",
        "- item",
        "  more",
        "    deep",
        "\tt",
        "> said",
        "1. one",
        "   three",
        "***",
        "# head",
        "===",
        "[a]: b",
    ),
    *("<a", "- ```bcm", "> ```bcm", "  ```", "  ```bcm", "   ```", "     ```bcm", "<!-- x -->", "-", "-   ```bcm"),
    *("* - ```bcm", "    ```"),
)


@pytest.mark.parametrize("seed", range(tries(20)))
def test_blocks_are_those_that_a_reader_of_commonmark_sees(seed: int) -> None:
    """The same blocks, and the same words in them, as the whole parser gives to whoever renders the page."""
    draw = random.Random(seed)
    for _ in range(200):
        text = "\n".join(draw.choices(PIECES, k=draw.randint(1, 14))) + draw.choice(("", "\n"))
        quoted, expected = 0, []
        for token in MarkdownIt("commonmark").parse(text):
            quoted += token.nesting if token.type.startswith("blockquote") else 0
            if token.type == "fence" and not quoted and token.info.split()[:1] == ["bcm"]:
                expected.append([line.strip() for line in token.content.splitlines()])
        found = [[line.strip() for line in content.splitlines()] for content in blocks(text)]
        assert expected == found, text


@pytest.mark.parametrize("line", ["- a", "> - > - > - > - > - a", "<a", "[a]: b", "a\n===", "* * * * *", "1. 2. 3. a"])
def test_of_a_long_text_only_the_blocks_are_kept(line: str) -> None:
    assert [fence.content for fence in _fences(f"{line}\n" * 2_000 + "\n# End\n" + BLOCK)] == ["layer x\n"]
